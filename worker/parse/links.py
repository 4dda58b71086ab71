"""Addresses as feeds write them, made absolute. Only http and https leave this file."""

import re
from functools import lru_cache
from urllib.parse import urljoin

# Letters outside ASCII that are no white space. A set that names what it holds is looked up; one that excludes white space asks for each letter.
FOREIGN = r"\xa1-\u167f\u1681-\u1fff\u200b-\u2027\u202a-\u202e\u2030-\u205e\u2060-\u2fff\u3001-\U0010ffff"
_ABSOLUTE = re.compile(rf"[Hh][Tt][Tt][Pp][Ss]?://[!#-;=?-\[\]_a-z~{FOREIGN}]+")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_INNER = re.compile(
    r"[\t\r\n\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
_QUOTED = {ord(c): f"%{ord(c):02X}" for c in ' "<>\\^`{|}'}
_LONGEST = 4096


def absolute(address: str | None, base: str | None = None) -> str | None:
    """The address as absolute http(s), or None where it is none, or is relative without a base.

    Letters outside ASCII stay as they are (an Arabic path is a path); blanks and quotes inside are percent-coded, `&amp;` left by a
    double escape is read, `http://http://` is halved.
    """
    if not address or len(address) > _LONGEST:
        return None
    if "&" not in address and _ABSOLUTE.fullmatch(address) and "//" not in address[8:]:
        return address if address.startswith("http") else _lower_scheme(address)
    return _repaired(address, base)


@lru_cache(maxsize=2048)
def _repaired(address: str, base: str | None) -> str | None:
    address = _INNER.sub("", address.strip()).strip().replace("&amp;", "&").replace("&#38;", "&").replace("&#038;", "&")
    if not address:
        return None
    scheme = _SCHEME.match(address)
    if scheme and scheme.group().lower() not in ("http:", "https:"):
        return None
    if address.startswith("//"):
        address = (base.partition(":")[0] if base and base.startswith("http") else "https") + ":" + address
    elif re.match(r"https?:/?[^/]", address, re.IGNORECASE) and base:
        address = re.sub(r"^https?:/?", lambda m: m.group().rstrip("/").lower() + "//", address, flags=re.IGNORECASE)
    elif address.lower().startswith("www.") and "/" in address + "/":
        address = "https://" + address
    elif not scheme:
        if not base or (" " in address and "/" not in address):  # words, not a path
            return None
        try:
            address = urljoin(base, address.translate(_QUOTED))
        except ValueError:
            return None
    address = re.sub(r"^https?://(?=https?://)", "", address, flags=re.IGNORECASE).translate(_QUOTED)
    address = _lower_scheme(address)
    return address if re.match(r"https?://[^/?#\s]", address) else None


def _lower_scheme(address: str) -> str:
    scheme, colon, rest = address.partition(":")
    return scheme.lower() + colon + rest


def http_only(address: str | None) -> str | None:
    """The base address of a document, if it can be one."""
    return address if address and address[:7].lower().startswith(("http://", "https:/")) else None
