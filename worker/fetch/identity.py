"""What makes an entry the same entry again: its key within the feed, its canonical address, its content hash. Pure.

Order of trust: the number in the address (where the catalogue knows the pattern), the guid where the source has not broken faith with it,
the canonical address, title and day. docs/adr/0032-identity-of-entries.md tells which source taught us what.
"""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, tzinfo
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

import xxhash

LONGEST_KEY = 400
REPEATED_SHARE = 0.05  # of a document's guids; beyond that they name nothing

_TRACKERS = re.compile(
    r"utm_\w+|fbclid|gclid|gclsrc|dclid|msclkid|yclid|mc_[ce]id|igshid|twclid|ttclid|_hs(enc|mi)|wt_mc|at_(medium|campaign|\w+)|"
    r"xtor|ns_\w+|cmpid|spm|ocid|__twitter_impression|feature|smid|gbraid|wbraid|gad_\w+|_gl|mkt_tok|srsltid|ref_src|"
    r"phpsessid|jsessionid|aspsessionid\w*",
    re.IGNORECASE,
)
_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/;]*", re.IGNORECASE)  # another one with every look
_OWN_REF = frozenset({"ref", "source", "src", "from"})  # dropped where they name the site itself or a feed
_AMP_CACHE = re.compile(r"^https?://[^/]+\.cdn\.ampproject\.org/[acv]/(s/)?(.+)$", re.IGNORECASE)
_GOOGLE_AMP = re.compile(r"^https?://(?:www\.)?google\.[a-z.]+/amp/(s/)?(.+)$", re.IGNORECASE)
# what needs no cleaning: a plain name, a plain path, nothing to undo; most addresses are so
_CLEAN = re.compile(
    r"https?://(?!amp\.|m\.)[a-z0-9-]+(?:\.(?!cdn\.ampproject)[a-z0-9-]+)+/(?:(?!amp/?$)[A-Za-z0-9_.-]+/)*(?!amp$)[A-Za-z0-9_.-]*"
)
_SAFE_PATH = "/:@!$&'()*+,;=~-._"


@lru_cache(maxsize=8192)
def clean_url(url: str) -> str:
    """The address without what only counts clicks: trackers, AMP and mobile wrappings, default port, fragment. Still asks the same page.

    Percent-coding is made even (NFC, UTF-8), the host lower-cased; the case of the path is kept. What is no URL comes back trimmed.
    """
    if _CLEAN.fullmatch(url):
        return url
    url = re.sub(r"^(https?://)(?=https?://)", "", url.strip())
    for wrapped in (_AMP_CACHE, _GOOGLE_AMP):
        if found := wrapped.match(url):
            url = ("https://" if found.group(1) else "http://") + found.group(2)
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").lower().rstrip("."), parts.port
    except ValueError:
        return url
    if not host:
        return url
    if host.startswith(("amp.", "m.")) and host.count(".") >= 2:
        host = host.split(".", 1)[1]
    if port and port != {"http": 80, "https": 443}.get(parts.scheme):
        host = f"{host}:{port}"
    whole = _SESSION.sub("", parts.path)
    path = re.sub(r"/amp/?$", "", unicodedata.normalize("NFC", _readable(whole)))
    return urlunsplit((parts.scheme, host, quote(path or "/", safe=_SAFE_PATH + "%"), _query(parts.query, host), ""))


def _readable(path: str) -> str:
    text = unquote(path, errors="strict") if _decodes(path) else path
    # an encoded slash, percent, question mark or hash means itself, not a part of the address
    return re.sub(r"[%?#\s]", lambda found: quote(found.group()), text) if text != path else path


def _decodes(path: str) -> bool:
    if "%" not in path or re.search(r"%2f", path, re.IGNORECASE):
        return False
    try:
        unquote(path, errors="strict")
    except UnicodeDecodeError:
        return False
    return True


def _query(query: str, host: str) -> str:
    if not query:
        return ""
    kept = []
    bare = host.removeprefix("www.")
    for name, value in parse_qsl(query, keep_blank_values=True, errors="replace"):
        if _TRACKERS.fullmatch(name) or (name.lower() == "amp" and value in ("", "1", "true")):
            continue
        if name.lower() in _OWN_REF and (
            bare in value.lower() or value.lower() in ("rss", "feed", "home", "homepage", bare.split(".")[0])
        ):
            continue
        kept.append((name, unicodedata.normalize("NFC", value)))
    return urlencode(kept, quote_via=quote, safe="/:@,")


@lru_cache(maxsize=8192)
def address_key(url: str | None) -> str:
    """The canonical address as a key: scheme, `www.` and a closing slash dropped on top of `clean_url`. Empty for what names no page
    of its own (no URL, or the front page)."""
    if not url:
        return ""
    if _CLEAN.fullmatch(url) and len(url) <= LONGEST_KEY - 10:
        whole = url.partition("://")[2].removeprefix("www.").rstrip("/")
        return whole if "/" in whole else ""
    try:
        parts = urlsplit(clean_url(url))
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return ""
    path = parts.path.rstrip("/")
    if not path and not parts.query:
        return ""
    return _short(f"{parts.netloc.removeprefix('www.')}{path}" + (f"?{parts.query}" if parts.query else ""))


def _short(text: str) -> str:
    """At most LONGEST_KEY - 10 characters; what is longer ends in a hash."""
    if len(text) <= LONGEST_KEY - 10:
        return text
    return f"{text[:320]}~{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:40]}"


@lru_cache(maxsize=8192)
def guid_key(guid: str | None) -> str:
    """A guid as it is compared: one that is an address without scheme, `www.` and trackers, so that http and https are one."""
    guid = (guid or "").strip()
    if guid.startswith(("http://", "https://")):
        return address_key(guid) or _short(guid)
    return _short(guid)


class Item(NamedTuple):  # a tuple, as `Identity`: both are made for each entry, at half the cost of a record
    """What identity looks at; see `item_of`. `guid` and `address` are keys, empty where there is none; `at` is when it was published."""

    guid: str
    address: str
    url: str | None
    title: str
    at: datetime | None


def item_of(*, guid: str | None, url: str | None, title: str, at: datetime | None) -> Item:
    """The item with this guid, at this address."""
    address = address_key(url) if url else ""
    key = address if address and guid == url else guid_key(guid) if guid else ""  # most guids are the address itself
    return Item(key, address, url, title, at)


class Identity(NamedTuple):
    """Who an entry is: `key` is unique within the feed; `address` finds it again under another key, empty where it must not."""

    key: str
    address: str


def identify(items: Sequence[Item], *, pattern: str | None, trust_guids: bool, zone: tzinfo) -> list[Identity]:
    """The identity of each item of one document.

    Args:
        zone: where days begin and end.
        pattern: regular expression with one group, the outlet's own number in the address; see schedules/feeds.toml.
        trust_guids: False where `broken_guids` once said no.
    """
    shared = _shared(items)
    number = re.compile(pattern) if pattern else None
    found = []
    for item in items:
        address = item.address if item.address not in shared else ""
        if number is None and trust_guids and item.guid:  # as most are
            key = f"guid:{item.guid}"
        else:
            key = _key(item, address, number, trust_guids, zone)
        found.append(Identity(key, address))
    return found


def _key(item: Item, address: str, number: re.Pattern[str] | None, trust_guids: bool, zone: tzinfo) -> str:
    if number is not None and item.url and (match := number.search(unquote(item.url))):
        return f"id:{_short(next((group for group in match.groups() if group), match.group()))}"
    if trust_guids and item.guid:
        return f"guid:{item.guid}"
    if address:
        return f"url:{address}"
    if item.guid:
        return f"guid:{item.guid}:{_title_hash(item, zone)}"
    return f"title:{_title_hash(item, zone)}"


def _title_hash(item: Item, zone: tzinfo) -> str:
    day = item.at.astimezone(zone).date() if item.at is not None else ""
    return xxhash.xxh3_128_hexdigest(f"{plain_form(item.title)}\n{day}".encode("utf-8", "surrogatepass"))


def _shared(items: Sequence[Item]) -> set[str]:
    """Addresses that three or more different items of a document carry: a live page or a front page, not an entry's own."""
    if len({item.address for item in items}) == len(items):
        return set()
    often = {address for address, times in Counter([item.address for item in items]).items() if address and times >= 3}
    titles: dict[str, set[str]] = {}
    for item in items:
        if item.address in often:
            titles.setdefault(item.address, set()).add(plain_form(item.title))
    return {address for address, of in titles.items() if len(of) >= 3}


def broken_guids(items: Sequence[Item], before: Mapping[str, str]) -> str | None:
    """Why guids of this source are not to be trusted, as a sentence; None while they are.

    Args:
        before: guid of each address in the document before this one, both as `fingerprint`; see `window`.
    """
    with_guid = [(item.guid, item.address) for item in items if item.guid]
    if not with_guid:
        return None
    repeated = _repeated(with_guid) if len({guid for guid, _ in with_guid}) < len(with_guid) else 0
    if repeated / len(with_guid) > REPEATED_SHARE:
        return f"{repeated} of {len(with_guid)} guids stand for another entry too"
    if not before:
        return None
    both = [(address, guid) for guid, address in with_guid if address and fingerprint(address) in before]
    changed = sum(before[fingerprint(address)] != fingerprint(guid) for address, guid in both)
    if changed >= 2 or (changed and changed == len(both)):
        return f"{changed} of {len(both)} known addresses came under a new guid"
    return None


def _repeated(with_guid: Sequence[tuple[str, str]]) -> int:
    """How many times too many the guids of a document stand, of (guid, address) pairs."""
    places: dict[str, set[str]] = {}
    for guid, address in with_guid:
        places.setdefault(guid, set()).add(address)
    without_address = Counter(guid for guid, address in with_guid if not address)
    return sum(len(of) - 1 for of in places.values()) + sum(times - 1 for times in without_address.values())


def window(items: Iterable[Item]) -> dict[str, str]:
    """Address to guid of a document, as fingerprints; what `broken_guids` compares the next document with."""
    found: dict[str, str] = {}
    for item in items:
        if item.guid and item.address:
            place = fingerprint(item.address)
            found[place] = place if item.guid == item.address else fingerprint(item.guid)  # most are the address itself
    return found


_PRINT = 11


def fingerprint(text: str) -> str:
    """Eleven characters that stand for a text."""
    return xxhash.xxh3_64_hexdigest(text.encode("utf-8", "surrogatepass")).lstrip("0").rjust(_PRINT, "0")[:_PRINT]


def joined(prints: Iterable[str]) -> str:
    """Fingerprints as one string: a feed's memory is read and written with every fetch, and hundreds of strings cost more than one."""
    return "".join(prints)


def parted(kept: str | Iterable[str]) -> list[str]:
    """What was `joined`; a list, as older versions kept it, is a list again."""
    if not isinstance(kept, str):
        return list(kept)
    return [kept[at : at + _PRINT] for at in range(0, len(kept), _PRINT)]


# -- what counts as a change -----------------------------------------------------------------------------------------------

_UNSEEN = dict.fromkeys(
    [
        0x0640,
        0x200B,
        0x200C,
        0x200D,
        0x200E,
        0x200F,
        0x061C,
        0xFEFF,
        0x00AD,
        0x2060,
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
    ]
)
_LETTERS = str.maketrans(
    "كىيېۍ" + "ەةۀھہ" + "أإآٱ" + "٠١٢٣٤٥٦٧٨٩" + "۰۱۲۳۴۵۶۷۸۹" + "‘’‚‛" + "“”„‟«»" + "–—−‐‑" + "،؛؟",
    "کیییی" + "ههههه" + "اااا" + "0123456789" + "0123456789" + "''''" + '""""""' + "-----" + ",;?",
)
_MARKS = dict.fromkeys([*range(0x064B, 0x0660), 0x0670])
_PLAIN = tuple(
    (chr(code), chr(to) if isinstance(to, int) else to or "") for code, to in (_UNSEEN | _MARKS | _LETTERS).items()
)


def plain_form(text: str, *, tidy: bool = False) -> str:
    """A text without what an editor may change and nobody would call a change: compatibility forms, case, Arabic-script letter variants
    and vowel marks, digit systems, quotes and dashes, tatweel, direction marks, white space.

    `tidy`: there is no white space in it but single spaces within paragraphs and blank lines between them; it is not looked for again.
    """
    ascii_ = text.isascii()
    if ascii_:
        text = text.lower()
    else:
        text = text.replace("\xa0", " ").replace("\u2019", "'")  # both drive the normaliser off its quick path
        text = unicodedata.normalize("NFKC", text).casefold()
        for letter, plain in _PLAIN:  # a chain of replace is thirty times as fast as str.translate on Arabic
            if letter in text:
                text = text.replace(letter, plain)
    if tidy:
        flat = _flat(text)
        if ascii_ or "  " not in flat:  # what is not ASCII may have lost a letter between two spaces
            return flat
        return " ".join(flat.split())
    flat = text.replace("\n\n", " ") if "\n" in text else text
    if (
        flat.isprintable() and "  " not in flat and flat[:1] != " " != flat[-1:]
    ):  # as it is nearly always; words are not taken apart
        return flat
    return " ".join(text.split())


def content_hash(title: str, text: str, *, tidy: bool = False) -> str:
    """Hash of what an entry says; equal for cosmetic variants. 32 hex digits. `tidy` as for `plain_form`."""
    if tidy and title.isascii() and text.isascii():  # as `plain_form` has it, of both in one
        said = f"{_flat(title)}\n{_flat(text)}".lower()
    else:
        said = f"{plain_form(title, tidy=tidy)}\n{plain_form(text, tidy=tidy)}"
    return xxhash.xxh3_128_hexdigest(said.encode("utf-8", "surrogatepass"))


def _flat(tidy: str) -> str:
    """A tidy text on one line: every other line of it is empty."""
    return (" ".join(tidy.split("\n")[::2]) if "\n" in tidy else tidy).strip(" ")
