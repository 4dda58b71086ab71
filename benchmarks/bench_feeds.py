"""Feeds against feedparser: same bytes, outputs compared for equality first, then CPU time, peers interleaved, medians of rounds.

    python benchmarks/bench_feeds.py [--rounds 7] [--only good|broken|delta]

Data are generated (seeded) in the shape of news: WordPress-like RSS and Atom, English and Arabic, twenty entries of 250 words. Ratios
count, not absolutes. feedparser runs with its defaults, that is sanitising and resolving links, as we do.
"""

import argparse
import io
import random
import re
import statistics
import sys
import time
import warnings
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import feedparser

from worker.parse.child import Child
from worker.parse.dates import read_date
from worker.parse.delta import DeltaReader
from worker.parse.feed import read_feed
from worker.parse.html import to_text
from worker.parse.links import absolute
from worker.parse.records import ParsedEntry, ParsedFeed
from worker.parse.text import plain

URL = "https://outlet.example/feed.xml"
ENGLISH = [
    "the",
    "prime",
    "minister",
    "received",
    "ambassador",
    "of",
    "France",
    "in",
    "Erbil",
    "to",
    "discuss",
    "relations",
    "between",
    "two",
    "sides",
    "and",
    "security",
    "situation",
    "Kurdistan",
    "Region",
    "Iraq",
    "support",
    "for",
    "reforms",
    "oil",
    "salaries",
    "budget",
    "parliament",
    "elections",
    "president",
    "delegation",
    "visit",
    "talks",
    "Baghdad",
    "Tehran",
    "Ankara",
    "Washington",
    "energy",
    "trade",
    "refugees",
    "cooperation",
    "stressed",
    "praised",
    "thanked",
    "meeting",
    "today",
]
ARABIC = [
    "رئيس",
    "الوزراء",
    "استقبل",
    "سفير",
    "فرنسا",
    "في",
    "أربيل",
    "وبحث",
    "معه",
    "العلاقات",
    "بين",
    "الجانبين",
    "والوضع",
    "الأمني",
    "إقليم",
    "كردستان",
    "العراق",
    "دعم",
    "الإصلاحات",
    "النفط",
    "الرواتب",
    "الموازنة",
    "البرلمان",
    "الانتخابات",
    "الرئيس",
    "وفد",
    "زيارة",
    "محادثات",
    "بغداد",
    "طهران",
    "أنقرة",
    "واشنطن",
    "الطاقة",
    "التجارة",
    "اللاجئين",
    "التعاون",
    "وأكد",
    "وأشاد",
    "وشكر",
    "اجتماع",
    "اليوم",
]
START = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


# -- data --------------------------------------------------------------------------------------------------------------


class Story:
    """One generated entry, the same for all dialects."""

    def __init__(self, number: int, language: str, seed: int) -> None:
        rng = random.Random(f"{language}/{seed}/{number}")
        words = ENGLISH if language == "en" else ARABIC

        def pick(count: int) -> str:
            return " ".join(rng.choices(words, k=count))

        self.title = pick(9)
        self.link = f"https://outlet.example/{language}/story/{seed * 100000 + number}"
        self.at = START - timedelta(minutes=17 * number + seed)
        self.author = pick(2)
        self.tags = [pick(1) for _ in range(3)]
        self.summary = pick(30)
        paragraphs = []
        for index in range(7):
            text = pick(12) + ", " + pick(12) + ". " + pick(11) + "."
            if index == 1:
                text = f"{pick(8)} <strong>{pick(3)}</strong> {pick(20)}"
            if index == 2:
                text = f'{pick(9)} <a href="https://outlet.example/tag/{number}">{pick(2)}</a> {pick(20)}'
            paragraphs.append(f"<p>{text}</p>")
        image = f'<img src="https://outlet.example/i/{number}.jpg" alt="{pick(4)}" width="800" height="450" />'
        self.html = f"<p>{image}</p>\n" + "\n".join(paragraphs)


def rss(stories: Iterable[Story], language: str) -> bytes:
    items = "".join(
        f"<item>\n<title>{escape(s.title)}</title>\n<link>{s.link}</link>\n<dc:creator><![CDATA[{s.author}]]></dc:creator>\n"
        f"<pubDate>{format_datetime(s.at)}</pubDate>\n"
        + "".join(f"<category><![CDATA[{tag}]]></category>\n" for tag in s.tags)
        + f'<guid isPermaLink="false">{s.link}</guid>\n<description><![CDATA[{s.summary}]]></description>\n'
        f"<content:encoded><![CDATA[{s.html}]]></content:encoded>\n</item>\n"
        for s in stories
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom" '
        'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">'
        f'<channel>\n<title>Outlet {language}</title>\n<atom:link href="{URL}" rel="self" type="application/rss+xml" />\n'
        f"<link>https://outlet.example</link>\n<description>News</description>\n<lastBuildDate>{format_datetime(START)}</lastBuildDate>\n"
        f"<language>{language}</language>\n<sy:updatePeriod>hourly</sy:updatePeriod>\n{items}</channel>\n</rss>\n"
    ).encode()


def atom(stories: Iterable[Story], language: str) -> bytes:
    entries = "".join(
        f'<entry>\n<title type="html">{escape(escape(s.title))}</title>\n<link rel="alternate" type="text/html" href="{s.link}"/>\n'
        f"<id>{s.link}</id>\n<updated>{s.at.isoformat()}</updated>\n<published>{s.at.isoformat()}</published>\n"
        f"<author><name>{escape(s.author)}</name></author>\n"
        + "".join(f'<category term="{escape(tag)}"/>\n' for tag in s.tags)
        + f'<summary type="html">{escape(s.summary)}</summary>\n<content type="html">{escape(s.html)}</content>\n</entry>\n'
        for s in stories
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom">\n<title>Outlet {language}</title>\n'
        f'<id>urn:outlet:{language}</id>\n<link rel="self" href="{URL}"/>\n<link href="https://outlet.example/"/>\n'
        f"<updated>{START.isoformat()}</updated>\n<subtitle>News</subtitle>\n{entries}</feed>\n"
    ).encode()


FORMS: dict[str, Callable[[Iterable[Story], str], bytes]] = {"rss": rss, "atom": atom}


def stories(language: str, count: int = 20, seed: int = 1) -> list[Story]:
    return [Story(number, language, seed) for number in range(count)]


def good_feeds() -> dict[str, bytes]:
    return {
        f"{form} {language}": make(stories(language), language)
        for language in ("en", "ar")
        for form, make in FORMS.items()
    }


def broken_feeds() -> dict[str, bytes]:
    """The faults outlets really have, each in a feed of six entries, RSS and Atom, English and Arabic."""
    return {
        f"{form} {language}: {fault}": body
        for language in ("en", "ar")
        for form, make in FORMS.items()
        for fault, body in _faults(form, language, make(stories(language, 6, 3), language)).items()
    }


def _faults(form: str, language: str, body: bytes) -> dict[str, bytes]:
    text = body.decode()
    title = stories(language, 6, 3)[0].title
    word = title.split()[0]
    closing, entry = ("</channel>", "item") if form == "rss" else ("</feed>", "entry")

    def titled(new: str) -> str:
        return text.replace(title, new, 1)

    faults = {
        "warning in front": b"<br />\n<b>Warning</b>:  Undefined index in /var/www/feed.php on line 3<br />\n" + body,
        "blank lines in front": b"\n\n  \n" + body,
        "text behind": body + b"\n<!-- cached 12 -->\nunexpected text",
        "bare ampersand in a title": titled(f"{word} & {word}").encode(),
        "bare ampersand in a link": re.sub(r'(/story/300000)(?=[<"])', r"\1?a=1&lang=en", text).encode(),
        "html entities": titled(f"{word}&nbsp;&eacute;&mdash;{word}").encode(),
        "control character": titled(f"{word}\x0b\x08 {word}").encode(),
        "control character as reference": titled(f"{word}&#11;&#x1; {word}").encode(),
        "undeclared prefix": text.replace(f"<{entry}>", f"<{entry}><slash:comments>4</slash:comments>").encode(),
        "undeclared dc": text.replace(' xmlns:dc="http://purl.org/dc/elements/1.1/"', "")
        .replace("<author>", "<x:y>z</x:y><author>")
        .encode(),
        "cut off": body[: int(len(body) * 0.7)],
        "cut in a tag": body[: body.rfind(b"<guid") + 9 if form == "rss" else body.rfind(b"<summary") + 12],
        "one bad byte": titled(title[:4] + "\udcff" + title[4:]).encode("utf-8", "surrogateescape"),
        "root not closed": text.replace(closing, "").replace("</rss>", "").encode(),
        "one entry not closed": text.replace(f"</{entry}>", "", 1).encode(),
        "stray less-than": titled(f"{word} < {word}").encode(),
        "doctype": text.replace("?>", '?><!DOCTYPE rss SYSTEM "x.dtd">', 1).encode(),
        "second declaration": text.replace("?>", '?>\n<?xml version="1.0"?>\n', 1).encode(),
        "utf-16 labelled utf-8": b"\xff\xfe" + text.encode("utf-16-le"),
        "attribute without quotes": text.replace('isPermaLink="false"', "isPermaLink=false")
        .replace('rel="alternate"', "rel=alternate")
        .encode(),
        "attribute twice": re.sub(r'(isPermaLink="false"|rel="alternate")', r"\1 \1", text).encode(),
        "comment not closed at the end": text.replace(closing, f"<!-- no end {closing}").encode(),
        "line ends of windows and a nul": titled(title + "\x00").replace("\n", "\r\n").encode(),
    }
    if language == "ar":
        faults["windows-1256 labelled utf-8"] = text.encode("cp1256", "xmlcharrefreplace")
        faults["windows-1256 without label"] = text.replace(' encoding="UTF-8"', "").encode(
            "cp1256", "xmlcharrefreplace"
        )
    else:
        faults["windows-1252 labelled utf-8"] = titled(f"{word} “café” {word}").encode("cp1252", "xmlcharrefreplace")
    return faults


# -- the same answer in the same words ---------------------------------------------------------------------------------


def neutral(feed: ParsedFeed) -> dict[str, Any]:
    return {
        "title": feed.title,
        "link": _bare(feed.link),
        "language": feed.language,
        "entries": [_ours(entry) for entry in feed.entries],
    }


def _ours(entry: ParsedEntry) -> tuple[Any, ...]:
    return (
        entry.title, _bare(entry.link), entry.id, entry.published or entry.updated, _words(entry.summary or entry.content), _words(entry.content),
        tuple(author.name for author in entry.authors), entry.tags,
    )  # fmt: skip


def neutral_feedparser(found: Any) -> dict[str, Any]:
    return {
        "title": _title(found.feed.get("title")),
        "link": _bare(absolute(found.feed.get("link"))),
        "language": found.feed.get("language"),
        "entries": [_theirs(entry) for entry in found.entries],
    }


def _theirs(entry: Any) -> tuple[Any, ...]:
    at = read_date(dict.get(entry, "published") or dict.get(entry, "updated"))
    content = entry.content[0].value if dict.get(entry, "content") else None
    return (
        _title(entry.get("title")), _bare(absolute(entry.get("link"))), entry.get("id"), at.at if at else None,
        _words(dict.get(entry, "summary") or content), _words(content), tuple(author.get("name") for author in entry.get("authors", []) if author),
        tuple(dict.fromkeys(tag.term for tag in entry.get("tags", []) if tag.term)),
    )  # fmt: skip


def _title(text: str | None) -> str | None:
    return plain(text, escaped=True) if text else None


def _bare(link: str | None) -> str | None:
    return link.rstrip("/") if link else None


def _words(html: str | None) -> str:
    return " ".join(to_text(html).split()) if html else ""


def by_feedparser(body: bytes) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return feedparser.parse(io.BytesIO(body), response_headers={"content-location": URL})


# -- measuring ---------------------------------------------------------------------------------------------------------


def cpu(work: Callable[[], object], least: float = 0.05) -> float:
    """CPU seconds of one call, over enough calls to last `least` seconds."""
    calls, spent, start = 0, 0.0, time.process_time()
    while spent < least:
        work()
        calls += 1
        spent = time.process_time() - start
    return spent / calls


Found = tuple[float, float, float]  # ms of ours, ms of theirs, ratio


def ratio(ours: Callable[[], float], theirs: Callable[[], float], rounds: int) -> Found:
    """Medians over interleaved rounds; both answer with CPU seconds."""
    pairs = [(ours(), theirs()) for _ in range(rounds)]
    return (
        statistics.median(a for a, _ in pairs) * 1000,
        statistics.median(b for _, b in pairs) * 1000,
        statistics.median(b / a for a, b in pairs),
    )


def show(name: str, found: Found, more: str) -> None:
    print(f"  {name:<18} ours {found[0]:8.3f} ms   feedparser {found[1]:8.2f} ms   {found[2]:7.1f}x   {more}")


def bench_good(rounds: int) -> None:
    print("well-formed feeds of 20 entries (target 30x)")
    ratios = []
    for name, body in good_feeds().items():
        same = neutral(read_feed(body, url=URL)) == neutral_feedparser(by_feedparser(body))
        found = ratio(
            lambda b=body: cpu(lambda: read_feed(b, url=URL)), lambda b=body: cpu(lambda: by_feedparser(b)), rounds
        )  # type: ignore[misc]
        show(name, found, "equal" if same else "DIFFERENT: does not count")
        ratios.append(found[2] if same else 0.01)
    print(f"  geometric mean {statistics.geometric_mean(ratios):.1f}x\n")


def why_different(name: str, ours: dict[str, Any], theirs: dict[str, Any]) -> str:
    """What feedparser got wrong, where our answer is that of the undamaged feed (or of its part that is left)."""
    origin, _, fault = name.partition(": ")
    form, language = origin.split()
    told = stories(language, 6, 3)
    truth = neutral(read_feed(FORMS[form](told, language), url=URL))
    if not theirs["entries"]:
        return (
            "feedparser finds no entry, we read the feed as it was before the damage"
            if ours == truth
            else "NOT EXPLAINED"
        )
    if fault == "bare ampersand in a link":
        right = ours["entries"][0][1].endswith("?a=1&lang=en")
        return "feedparser reads &lang= as an entity and changes the address" if right else "NOT EXPLAINED"
    if fault == "one bad byte":
        right = ours["entries"][1:] == truth["entries"][1:]
        return (
            "one bad byte makes feedparser read the whole feed in another encoding; we lose one letter"
            if right
            else "NOT EXPLAINED"
        )
    whole = len(ours["entries"]) - (fault.startswith("cut"))
    if ours["entries"][:whole] == truth["entries"][:whole] and theirs["entries"][:whole] != truth["entries"][:whole]:
        return "feedparser spoils letters, we read them as they were before the damage"
    return "NOT EXPLAINED"


def bench_broken(rounds: int) -> None:
    corpus = broken_feeds()
    print(f"{len(corpus)} broken feeds of 6 entries (target 5x, 98 % equal, the rest explained)")
    equal, differs = 0, {}
    with Child() as child:
        for name, body in corpus.items():
            ours, theirs = (
                neutral(read_feed(body, url=URL, last_resort=child.read)),
                neutral_feedparser(by_feedparser(body)),
            )
            if ours == theirs:
                equal += 1
            else:
                differs[name] = why_different(name, ours, theirs)

        def all_ours() -> None:
            for body in corpus.values():
                read_feed(body, url=URL, last_resort=child.read)

        def all_theirs() -> None:
            for body in corpus.values():
                by_feedparser(body)

        found = ratio(lambda: cpu(all_ours), lambda: cpu(all_theirs), max(3, rounds // 2))
    show("the whole corpus", found, f"{equal} equal, {len(differs)} differ")
    for reason in dict.fromkeys(differs.values()):
        names = [name for name, why in differs.items() if why == reason]
        print(f"    {len(names)} differ: {reason}: {', '.join(names)}")
    print()


def bench_delta(rounds: int) -> None:
    print("a changed feed, 1 new entry of 20, against a full parse by feedparser (target 100x)")
    ratios = []
    for name in good_feeds():
        form, language = name.split()
        told = stories(language, 60)
        polls = [FORMS[form](told[start : start + 20], language) for start in range(40, -1, -1)]

        def poll_all(polls: list[bytes] = polls) -> float:
            reader = DeltaReader()
            reader.read(polls[0], url=URL)
            start = time.process_time()
            for body in polls[1:]:
                reader.read(body, url=URL)
            return (time.process_time() - start) / (len(polls) - 1)

        reader = DeltaReader()
        same = all(reader.read(body, url=URL) == read_feed(body, url=URL) for body in polls)
        found = ratio(lambda p=poll_all: p(), lambda b=polls[-1]: cpu(lambda: by_feedparser(b)), rounds)  # type: ignore[misc]
        show(name, found, "equal to the whole parse" if same else "DIFFERENT: does not count")
        ratios.append(found[2] if same else 0.01)
    print(f"  geometric mean {statistics.geometric_mean(ratios):.1f}x\n")


def main() -> None:
    parser = argparse.ArgumentParser(description="Feeds against feedparser, as ratios of CPU time.")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--only", choices=("good", "broken", "delta"))
    asked = parser.parse_args()
    for name, bench in (("good", bench_good), ("broken", bench_broken), ("delta", bench_delta)):
        if asked.only in (None, name):
            bench(asked.rounds)


if __name__ == "__main__":
    main()
