"""An entry as sentences of tokens, with its dateline and its side text told apart.

Takes title and body as the outlet wrote them, and leaves them so: every token knows where it stands in `body_of(title, text)`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from storage.records import body_of
from worker.classify.fold import Folded, fold
from worker.classify.lexicon import WORD, Item, Lexicon

MAX_CHARS = 60_000  # what stands after is never news of this entry
MAX_TOKENS = 400  # of one sentence: tables and lists without a full stop

TITLE, LEAD, BODY, SIDE = "title", "lead", "body", "side"

_HEADER = re.compile(r"\A\s*date (\d{4}-\d{2}-\d{2})\s+")
_BOUNDARY = re.compile(r"[.!?؟۔]+[\"')\]]*\s+|\n+|\Z")
_ABBREVIATIONS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "gen",
        "lt",
        "maj",
        "col",
        "brig",
        "sgt",
        "capt",
        "adm",
        "prof",
        "st",
        "sen",
        "rep",
        "gov",
        "h.e",
        "u.s",
        "u.k",
        "u.n",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "no",
        "vs",
        "jr",
        "sr",
        "د",
        "م",
        "ب",
        "أ",
    ]
)
_SIDE = re.compile(
    r"pic\.twitter\.com|\(@\w+\) [a-z]+ \d|\A(?:read more|read also|also read|related|اقرأ|اقرا ايضا|اقرا المزيد|watch|radio radio|shafaq live|tags?:)|^\s*https?://\S+\s*$"
)
_BYLINE = re.compile(r"\A(?:by|reporting by|editing by|written by) ")
_STOPS = re.compile(r"\s(?:-{1,2})\s*|(?<=[)\w])-{1,2}\s|\s*/\s+|(?<=\w)/\s")
_PAGE_DATE = re.compile(r"\A\s*\d{1,2} - \d{1,2} \([^)\n]{1,30}\) -{1,2} ")


@dataclass(slots=True)
class Sentence:
    """`words` are folded; `capital[i]` is whether the source has a capital there; `start`/`end` are folded offsets."""

    index: int
    zone: str
    paragraph: int
    start: int
    end: int
    words: list[str]
    spans: list[tuple[int, int]]
    capital: list[bool]
    glued: list[bool]  # joined to the word before by a hyphen
    items: list[Item] = field(default_factory=list)
    at: list[Item | None] = field(default_factory=list)
    quoted: list[bool] = field(default_factory=list)
    plain: bool = False  # in the body, without a name, an office, a polity, a cue or a day: it can only tell of topics

    def annotate(self, lexicon: Lexicon) -> None:
        self.items = lexicon.match(self.words, self.capital)
        self.plain = self.zone == BODY and all(
            reading.kind == "word" for item in self.items for reading in item.readings
        )
        self.at = [None] * len(self.words)
        for item in self.items:
            for i in range(item.start, item.end):
                self.at[i] = item

    def item(self, i: int) -> Item | None:
        """The item that begins at token i."""
        if 0 <= i < len(self.words):
            item = self.at[i]
            if item is not None and item.start == i:
                return item
        return None


@dataclass(slots=True)
class Document:
    source: str
    folded: Folded
    language: str
    sentences: list[Sentence]
    dateline: list[tuple[int, int]]  # folded spans
    header_date: str | None = None

    def text_of(self, s: Sentence) -> str:
        return self.folded.text[s.start : s.end]

    def surface(self, s: Sentence, start: int, end: int) -> str:
        """The source text of tokens start..end."""
        if start >= end:
            return ""
        return self.folded.surface(s.spans[start][0], s.spans[end - 1][1])

    def span(self, s: Sentence) -> tuple[int, int]:
        return self.folded.span(s.start, s.end)


def read_document(title: str, text: str, language: str) -> Document:
    """Sentences of an entry. Never raises; linear in the length of the text."""
    source = body_of(title, text)
    folded = fold(source[:MAX_CHARS])
    whole = folded.text
    title_end = len(fold(title[:MAX_CHARS]).text)
    doc = Document(source=source, folded=folded, language=language, sentences=[], dateline=[])
    paragraph = 0
    position = 0
    for line in re.finditer(r"[^\n]+", whole):
        start, end = line.span()
        if start < title_end:
            _split(doc, start, end, TITLE, -1)
            continue
        if not whole[start:end].strip():
            continue
        position += 1
        if paragraph == 0:
            header = _HEADER.match(whole[start:end])
            if header:
                doc.header_date = header.group(1)
                start += header.end()
            if _is_dateline_paragraph(whole[start:end], position):
                doc.dateline.append((start, end))
                continue
            start = _cut_dateline(doc, whole, start, end)
        zone = LEAD if paragraph == 0 else BODY
        if _SIDE.search(whole[start:end]):
            zone = SIDE
        _split(doc, start, end, zone, paragraph)
        paragraph += 1
    return doc


def _is_dateline_paragraph(text: str, position: int) -> bool:
    """Short lines above the lead: place and date, by-line, outlet."""
    stripped = text.strip()
    if position > 4 or len(stripped) > 75:
        return False
    if _BYLINE.match(stripped):
        return True
    return stripped[-1:] not in ".!?؟:\"'" and len(stripped.split()) <= 9


def _cut_dateline(doc: Document, whole: str, start: int, end: int) -> int:
    """Where the news begins behind "ERBIL (Kurdistan 24) - ", "Shafaq News/ ", "BAGHDAD, Jan 18 - "."""
    at = start
    for _ in range(2):
        head = whole[at : min(end, at + 90)]
        page = _PAGE_DATE.match(head)
        if page:
            doc.dateline.append((at, at + page.end()))
            at += page.end()
            continue
        found = _STOPS.search(head)
        if not found or found.start() > 72 or len(head[: found.start()].split()) > 9:
            break
        prefix = head[: found.start()]
        if doc.language in ("en", "kmr"):
            first = doc.folded.surface(at, at + 1)
            if not first.isupper() and not first.isdigit():
                break
            plain = re.sub(r"\([^)]*\)", "", prefix)
            if (
                re.search(r"[a-zê] (?:to|on|and|in|is|of|said|met|with|the|ku|bi|re|ji|de) ", plain)
                and "," not in plain
            ):
                break
        doc.dateline.append((at, at + found.start()))
        at += found.end()
        if "(" in prefix or "news" in prefix:
            page = _PAGE_DATE.match(whole[at : at + 60])
            town = _STOPS.search(whole[at : min(end, at + 30)]) if "news" in prefix else None
            if not page and not (town and len(whole[at : at + town.start()].split()) <= 2):
                break
    return at


def _split(doc: Document, start: int, end: int, zone: str, paragraph: int) -> None:
    whole = doc.folded.text
    at = start
    for boundary in _BOUNDARY.finditer(whole, start, end):
        stop = boundary.start()
        if boundary.group().startswith(".") and boundary.end() < end:
            word = whole[max(at, stop - 6) : stop].split()
            last = word[-1].lstrip("(\"'") if word else ""
            if last in _ABBREVIATIONS or (len(last) == 1 and last.isalpha() and last.isascii()):
                continue
            if doc.language in ("en", "kmr") and not _begins_sentence(doc, boundary.end()):
                continue
        _append(doc, at, boundary.end() if boundary.end() <= end else end, zone, paragraph)
        at = boundary.end()
        if at >= end:
            break
    if at < end:
        _append(doc, at, end, zone, paragraph)


def _begins_sentence(doc: Document, at: int) -> bool:
    char = doc.folded.surface(at, at + 1)
    return not char.islower()


def _append(doc: Document, start: int, end: int, zone: str, paragraph: int) -> None:
    whole, source = doc.folded.text, doc.folded
    while end > start and whole[end - 1].isspace():
        end -= 1
    if end <= start:
        return
    words, spans, glued = _tokens(whole, start, end)
    if not any(w[0].isalnum() for w in words):
        return
    capital = _capitals(source, spans)
    quoted = [False] * len(words)
    if '"' in words and words.count('"') % 2 == 0:
        inside = False
        for i, word in enumerate(words):
            if word == '"':
                inside = not inside
            quoted[i] = inside
    doc.sentences.append(
        Sentence(len(doc.sentences), zone, paragraph, start, end, words, spans, capital, glued, quoted=quoted)
    )


def _tokens(whole: str, start: int, end: int) -> tuple[list[str], list[tuple[int, int]], list[bool]]:
    """Words and marks of a sentence with their spans, and which are joined to the word before by a hyphen."""
    if "-" not in (text := whole[start:end]) and "'" not in text:  # most sentences
        found = [(match.group(), match.span()) for match in WORD.finditer(whole, start, end)][:MAX_TOKENS]
        return [word for word, _ in found], [span for _, span in found], [False] * len(found)
    words: list[str] = []
    spans: list[tuple[int, int]] = []
    glued: list[bool] = []
    glue = False
    previous_end = -1
    for match in WORD.finditer(whole, start, end):
        word = match.group()
        if (
            word == "-"
            and match.start() == previous_end
            and match.end() < end
            and whole[match.end()].isalpha()
            and whole[match.start() - 1].isalpha()
        ):
            glue = True
            previous_end = match.end()
            continue
        if word == "'" and match.start() == previous_end:
            previous_end = match.end()
            continue
        words.append(word)
        spans.append(match.span())
        glued.append(glue)
        glue = False
        previous_end = match.end()
        if len(words) >= MAX_TOKENS:
            break
    return words, spans, glued


def _capitals(folded: Folded, spans: Sequence[tuple[int, int]]) -> list[bool]:
    source, offsets = folded.source, folded.offsets
    return [not (c := source[offsets[start]]).islower() and c not in "@" for start, _ in spans]


_DAY_WORDS = frozenset(
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "today",
        "yesterday",
        "tomorrow",
    ]
)


def opens_a_date(s: Sentence, item: Item) -> bool:
    """Whether "on" stands before a day, as in "received on Tuesday the ambassador": then it begins no topic."""
    after = s.words[item.end].lower() if item.end < len(s.words) else ""
    return after in _DAY_WORDS or after[:1].isdigit()
