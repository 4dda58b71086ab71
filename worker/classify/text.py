"""An entry as sentences of tokens, with its dateline and its side text told apart.

Takes title and body as the outlet wrote them, and leaves them so: every token knows where it stands in `body_of(title, text)`.
"""

import itertools
import operator
import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, reduce
from typing import NamedTuple

from storage.records import body_of
from worker.classify.fold import Folded, fold
from worker.classify.lexicon import SAYS, WORD, Item, Lexicon
from worker.classify.when import Found, Timely, find_days, in_its_letters, may_tell

MAX_CHARS = 60_000  # what stands after is never news of this entry
MAX_TOKENS = 400  # of one sentence: tables and lists without a full stop
MAX_SENTENCE = 2_400  # letters of one sentence: as many words, so that of longer ones, read in pieces, nothing is lost

TITLE, LEAD, BODY, SIDE = "title", "lead", "body", "side"

_HEADER = re.compile(r"\A\s*date (\d{4}-\d{2}-\d{2})\s+")
# the end of a sentence, or a full stop that some outlets glue to the next one ("kir.Di civînê de", "البلدين.وقال"); one mark comes first,
# since a pattern that begins with one character is looked for ten times as fast, and of a run of them only the first is asked
_BOUNDARY = re.compile(
    r"[.!?؟۔](?<![.!?؟۔]{2})(?:[.!?؟۔]*+(?:[\"')\]]*\s+|(?<=[^\W\d_]{3}[.!?؟])(?=[^\W\d_]{2}))"
    r"|(?<=[\u0621-\u06d5]{3}\.)\"(?=و[\u0621-\u06d5])|(?<=\w\"\.)(?=و[\u0621-\u06d5]))"
)
_ABBREVIATIONS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "mss",
        "amb",
        "engr",
        "hon",
        "rev",
        "dr",
        "gen",
        "lt",
        "maj",
        "col",
        "brig",
        "sgt",
        "capt",
        "eng",
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
        "ا",
        "ود",
        "وم",
        "وا",
    ]
)
_INITIALS = re.compile(r"(?!p\.m|a\.m|d\.c)[a-z]\.[a-z]")  # "J.D. Vance"; "at 5 p.m." may end a sentence
_TWEET = re.compile(r"\(@\w+\) [a-z]+ \d")
_SIDE = re.compile(
    r"(?:read more|read also|also read|related|اقرا (?:ایضا|المزید)|اقرا:|شاهد (?:ایضا|المزید)|للمزید|(?:ال)?صوره ?:|مواضیع ذات صله|اخبار ذات صله|watch|radio radio|shafaq live|tags?:)|\s*https?://\S+\s*$"
)
_MORE = re.compile(  # a line of its own below the news: what follows is other news
    r"(?:previous (?:article|post)|next (?:article|post)|related (?:posts?|articles?|news|stories)|(?:the )?latest news|more (?:news|stories)|top (?:view|stories)|"
    r"most (?:read|viewed|popular)|you may also like|recommended|see also|read also|اخبار ذات صله|مواضیع ذات صله|مقالات ذات صله|اخبار متعلقه|شاهد ایضا|اقرا ایضا|"
    r"الاکثر (?:قراءه|مشاهده)|ههوالی پهیوهندیدار|بابهتی پهیوهندیدار|ههوالی زیاتر|nûçeyên (?:têkildar|din)) ?:?"
)
# folded: towns that a dateline in Arabic names
_TOWNS = "(?:اربیل|هولیر|بغداد|السلیمانیه|دهوک|کرکوک|الموصل|البصره|النجف|دمشق|طهران|انقره|الریاض|القاهره|عمان|بیروت|ابو ظبی|ابوظبی|الدوحه|الکویت|واشنطن|نیویورک|باریس|لندن|برلین|جنیف|بروکسل)"
_TOWN = re.compile(rf"{_TOWNS} ?: ?(?=[^\W\d_]{{3}})")  # "أربيل:استقبل ...", a town and a colon without a space
# folded: "{بغداد: الفرات نيوز} ...", "[بغداد-أين]", "بغداد/نينا/- ...", "(واع) بغداد: ..."
_BRACED = re.compile(
    r"[{\[][^{}\[\]\n]{3,40}[}\]]\s*[-:/]?\s*|[^\W\d_]{3,12}/[^\W\d_]{2,12}/ ?[-–]? ?|\([^()\n]{2,20}\) ?(?=[^\W\d_]{3,12}: )"
)
_TOWN_AND_VERB = re.compile(
    rf"{_TOWNS} (?=(?:استقبل|التقی|بحث|ناقش|عقد|تلقی|اجتمع|اکد|اعلن|وصل|زار|اجری|کشف|افاد|قال|شدد|تسلم)(?!\w))"
)
_TOWN_EN = re.compile(
    r"(baghdad|erbil|basra|najaf|mosul|kirkuk|sulaimani|sulaymaniyah|duhok)(?: ?: ?|,? (?=(?:the|prime|president|speaker|minister) ))"
    # papers of the Gulf: "Abu Dhabi: ..."
    r"|(abu dhabi|dubai|sharjah|doha|manama|riyadh|jeddah|kuwait(?: city)?|muscat|amman|cairo|beirut|damascus|tehran|ankara|istanbul|islamabad|new delhi"
    r"|geneva|new york|washington|london|paris|berlin|rome|moscow|brussels|vienna) ?: "
    # wires: "Abu Dhabi [UAE], June 27 (ANI/WAM): ...", "ABU DHABI, (UrduPoint / WAM - 2nd May, 2021) ..."
    r"|([a-z][a-z .'-]{2,25}),? ?(?:\[[a-z ]{2,25}\],? (?:[a-z]{3,9}\.? \d{1,2},? )?(?:\([^()\n]{2,60}\) ?)?: ?|\([^()\n]{2,30} [/-] [^()\n]{2,60}\d{4} ?\) ?:? ?)"
)
_GOES_ON = re.compile(r"[^\n.!?:]\n[a-zçêîşû]")
_LINE_END = re.compile(r"(?<=[^\n.!?:])\n(?=[^\n])")
_PARAGRAPHS = re.compile(r"(\n[ \t]*\n)")
_AN_OFFICE = "(?:رئيسة?|نائب|وزيرة?|القائد|الأمين|أمين|مستشار|عضو)"
_TWO_OFFICES = re.compile(rf"(?<!\w){_AN_OFFICE} [^/\n،,.:]{{2,50}}/(?= ?{_AN_OFFICE} )")
_SLASHED = re.compile(r" /((?:[^\W\d_]{2,} ){1,4}[^\W\d_]{2,})/(?=[\s،,.])")
_COMMA_LINE = re.compile(r"(?<=،)\n(?=[^\n])")
_LINE_MARKS = '.!؟?:"»”)،'
_NARROW = 120  # letters of the longest line of a page that breaks its lines
_LONG_LINE = 60  # letters: longer than any that `_MORE` matches
_BYLINE = re.compile(r"\A(?:by|reporting by|editing by|written by) ")
_FIRST, _MARKS, _HAS_DIGITS = operator.itemgetter(0), operator.attrgetter("marks"), operator.attrgetter("digits")
_STOPS = re.compile(r"\s(?:-{1,2})\s*|(?<=[)\w])-{1,2}\s|\s*/\s+|(?<=\w)/\s")
# Patterns that are looked for in whole texts begin with a character or a set of them: that is found several times as fast as what begins with a look
# behind. Sorani, folded: "in" or "from" glued to an office, a rank, a house, a talk or a town: "لەباڵیۆزی", "لەهەولێر", "لەدیدارێکدا"
_GLUED = re.compile(
    r"ل(?<=\bل)ه(?=بالیوز|کونسول|وهزیر|وهزارهت|سهروک|نوینهر|فهرمانده|پاریزگا|جیگر|شاند|وهفد|کولونیل|جهنهرال|ژهنهرال|جنرال|بهریز|خاتوو"
    r"|کوشک|نووسینگه|نوسینگه|بارهگا|پهرلهمان|دیوان|دیدار|کوبوونهوه|کوبونهوه|ههولیر|بهغدا|سلیمانی|دهوک|کهرکو|پیرمام|سهلاحهدین"
    r"|ههریم|عیراق|کوردستان|تورکیا|ییران|یهمریکا|یهمهریکا|شاری)"
)
_GLUED_AND = re.compile(
    r"و\b(?:(?<=هوهو)|(?<=\bکردو)|(?<=\bدهکاتو)|(?<=کردووهو)|(?<=ناوخوو)|(?<=عیراقو)|(?<=ههولیرو)|(?<=بهغداو)|(?<=بهغدادو)|(?<=سلیمانیو)|(?<=کوردستانو)|(?<=ههریمو)"
    r"|(?<=تورکیاو)|(?<=ییرانو)|(?<=یهمریکاو)|(?<=یهمهریکاو)|(?<=بهریتانیاو)|(?<=سوریاو)|(?<=سووریاو)|(?<=هکانو)|(?<=حکومهتو)|(?<=حکوومهتو))"
)  # "and" glued to the word before it
# "... کۆبووەوە و بڕیارە سبەی لەگەڵ B کۆببێتەوە": what was held, and in the same sentence what is to come
_IS_TO_COME = re.compile(
    r"(?:کوبوو?ه?وه|کوبوو?ته?وه|کوبوونه(?:ته)?وه|کوبووهتهوه|(?:پیشواز|میوانداری|دیدار|کوبوونهوه|بینی)[^.]*? (?:کرد|کردووه|کردن|کرا|لیکرا|لیکرد|یهنجام دا|یهنجامدا)|کوبوونهوه[^.]*? (?:دهستی ?پی ?کرد|کوتایی هات|بهریوهچوو|ساز ?کرا|یهنجام ?درا)"
    r"|چاوی به [^.]*? (?:کهوت|کهوتووه)|بینی|دانیشت)"
    r" ?(?:و|،|،? ?ههروهها|؛) (?=(?:ههروهها )?(?:بریاره|بریار وایه|وا بریاره|چاوه(?:ری|روان) ?(?:ده|نه)?کریت|چاوه(?:ری|روان)ده?کریت"
    r"|(?:دواتر|پاشان|سبه\w*|سبهینی|ییواره|ییواری یهمرو|بهیانی)(?:ش|یش)? [^.]* (?:کودهبیتهوه|کودهبنهوه|دهکات|دهکهویت|دهبینیت)$))"
)
_TODAY_AR = (" الیوم", " امس", " غدا", " یوم")  # folded
_PAGE_DATE = re.compile(r"\A\s*\d{1,2} - \d{1,2} \([^)\n]{1,30}\) -{1,2} ")


class Sentence:
    """`text` and its `words` are folded; `start`/`end` are folded offsets; `glued[i]` is whether a hyphen joins a word to the one before.

    Where the words stand (`spans`) and which have a capital in the source (`capital`) is worked out when first asked for: most sentences
    are asked for neither.
    """

    __slots__ = (
        "_capital", "_marks", "_source", "_spans", "at", "chunks", "cut", "end", "folded", "glued", "index", "items", "marks", "paragraph", "plain", "quoted", "start", "text", "timely", "words", "zone",
    )  # fmt: skip

    def __init__(self, index: int, zone: str, paragraph: int, start: int, text: str, folded: Folded) -> None:
        self.index = index
        self.zone = zone
        self.paragraph = paragraph
        self.start = start
        self.end = start + len(text)
        self.text = text
        self.folded = folded
        self.chunks = text.split()
        self.words, self.glued, self.cut = _words(self.chunks)
        self.quoted = _quoted(self.words) if '"' in text else [False] * len(self.words)
        self.items: list[Item] = []
        self.at: list[Item | None] = []
        self._marks: list[int] = []  # of each item
        self.marks = 0  # of all items
        self.plain = False  # of the body, without name, office, polity, cue or day: it can only tell of topics
        self.timely: list[tuple[int, Timely]] | None = None  # words that may tell of time; None: not known
        self._spans: list[tuple[int, int]] | None = None
        self._capital: list[bool] | None = None
        self._source: tuple[int, int, str] | None = None

    def annotate(self, lexicon: Lexicon) -> None:
        self.items, self.at, timely = lexicon.read(self.words, self.capitals)
        if len(self.words) < MAX_TOKENS and in_its_letters(self.text, lexicon.language):
            self.timely = timely
        if lexicon.language == "ckb" and "یان" in self.words:
            self._forget_or()
        self._marks = list(map(_MARKS, self.items))
        self.marks = reduce(operator.or_, self._marks, 0)
        self.plain = self.zone == BODY and not self.marks & SAYS

    def _forget_or(self) -> None:
        """Sorani: "لەگەڵ یان هوسکین کۆبووەوە", "کۆلۆنێل یان هوسکین": behind "with" or a rank and before an unknown word it is no "or", but the
        Dutch name Jan."""
        for i in range(1, len(self.words) - 1):
            item, ahead = self.at[i], self.at[i - 1]
            if self.words[i] != "یان" or item is None:
                continue
            if self.words[i - 1] not in ("له", "لهگهل") and not (ahead is not None and ahead.is_word("honorific")):
                continue
            after = self.at[i + 1]
            if (after is None or after.has("short") is not None) and self.words[i + 1][0].isalpha():
                self.items.remove(item)
                self.at[i] = None

    def those(self, marks: int) -> list[Item]:
        """The items that have one of some marks."""
        if not self.marks & marks:
            return []
        return list(itertools.compress(self.items, map(marks.__and__, self._marks)))  # in half the time of a loop

    def item(self, i: int) -> Item | None:
        """The item that begins at token i."""
        item = self.at[i] if 0 <= i < len(self.at) else None
        return item if item is not None and item.start == i else None

    @property
    def spans(self) -> list[tuple[int, int]]:
        """Folded offsets of every word."""
        if self._spans is None:
            sizes = list(map(len, self.chunks))
            if sum(sizes) + len(sizes) - 1 == len(self.text):  # one space between any two
                starts = list(itertools.accumulate(map((1).__add__, sizes[:-1]), initial=self.start))
            else:
                starts, at = [], self.start
                for chunk, size in zip(self.chunks, sizes, strict=True):
                    starts.append(at := self.folded.text.index(chunk, at))
                    at += size
            whole = list(zip(starts, map(operator.add, starts, sizes), strict=True))
            spans: list[tuple[int, int]] = []
            done = 0
            for i in self.cut:
                spans += whole[done:i]
                at = starts[i]
                for start, end in _pieces(self.chunks[i]).spans:
                    spans.append((at + start, at + end))
                done = i + 1
            spans += whole[done:]
            self._spans = spans[: len(self.words)]
        return self._spans

    @property
    def capital(self) -> list[bool]:
        """Whether the source has a capital at a word, or a letter without case."""
        return self.capitals() if self._capital is None else self._capital

    def capitals(self) -> list[bool]:
        """`capital`, for who may ask for it or not."""
        if self._capital is None:
            source, offsets = self.folded.source, self.folded.offsets
            if isinstance(offsets, range):  # folded character for character, so that spaces stand where they stood
                written = source[self.start : self.end].split()
                whole = list(map(operator.not_, map(str.islower, map(_FIRST, written))))
                capital: list[bool] = []
                done = 0
                for i in self.cut:
                    capital += whole[done:i]
                    capital += _large(self.chunks[i], written[i])
                    done = i + 1
                capital += whole[done:]
                del capital[MAX_TOKENS:]
            else:
                letters = [source[offsets[start]] for start, _ in self.spans]
                capital = [char != "@" and not char.islower() for char in letters]
            self._capital = capital
        return self._capital


@dataclass(slots=True)
class Document:
    source: str
    folded: Folded
    language: str
    sentences: list[Sentence]
    dateline: list[tuple[int, int]]  # folded spans
    header_date: str | None = None
    _days: dict[int, tuple[Found, ...]] = field(default_factory=dict)

    def text_of(self, s: Sentence) -> str:
        return s.text

    def days(self, s: Sentence) -> tuple[Found, ...]:
        """Every expression of time in a sentence."""
        if s.timely == []:
            return ()
        found = self._days.get(s.index)
        if found is None:
            if s.timely is None:
                found = find_days(s.text, self.language)
            elif may_tell(s.text, words := [timely for _, timely in s.timely]):
                spots = [s.spans[at][0] - s.start + offset for at, timely in s.timely for offset in timely.offsets]
                digits = any(map(_HAS_DIGITS, words))
                found = find_days(s.text, self.language, spots, digits=digits)
            else:
                found = ()
            self._days[s.index] = found
        return found

    def surface(self, s: Sentence, start: int, end: int) -> str:
        """The source text of tokens start..end."""
        if start >= end:
            return ""
        return self.folded.surface(s.spans[start][0], s.spans[end - 1][1])

    def quote(self, s: Sentence) -> tuple[int, int, str]:
        """A sentence as the source has it, and where."""
        if s._source is None:  # evidence of a meeting stands in few sentences
            start, end = self.folded.span(s.start, s.end)
            s._source = start, end, self.source[start:end]
        return s._source

    def quote_dateline(self) -> tuple[int, int, str] | None:
        """Where and by whom an entry was filed, as the source has it, and where; None where nothing tells it."""
        if not self.dateline:
            return None
        start, end = self.folded.span(self.dateline[0][0], self.dateline[-1][1])
        return start, end, self.source[start:end]


def read_document(title: str, text: str, language: str) -> Document:
    """Sentences of an entry. Never raises; linear in the length of the text."""
    source = body_of(title, text)
    if "#" in source:
        source = _TAGGED.sub(_untagged, source)
    if language in ("en", "kmr"):
        if "،" in source:
            source = source.replace("،", ",")  # typed on an Arabic keyboard
        source = source[: len(title) + 1] + _unwrapped(source[len(title) + 1 :])
    if language == "kmr":
        for careless, usual in _KURMANJI_SPELLINGS:
            source = source.replace(careless, usual)
    if language == "ar":
        source = source[: len(title) + 1] + _unwrapped_arabic(source[len(title) + 1 :])
        if " /" in source:
            source = _SLASHED.sub(r' "\1"', source)  # "رئيس البرلمان /NAME/", as Gulf agencies write names
        if "/" in source:
            source = _TWO_OFFICES.sub(_of_one, source)  # "نائب رئيس الوزراء/ وزير الخارجية NAME"
        if "ئو" in source:
            source = source.replace("شئون", "شؤون").replace("مسئول", "مسؤول")  # as Egypt spells them
    if language == "ckb" and "-" in source:
        source = _HYPHENED.sub("ـ", source)
    if language not in ("en", "ar") and any(mark in source for mark in '«“"('):
        source = _IN_MARKS.sub(_unmarked, source)
    if language == "en" and any(mark in source for mark in ("”, the", '", the')):
        source = _NAME_IN_MARKS.sub(_unmarked, source)
    folded = fold(source[:MAX_CHARS])
    if language == "kmr":
        folded.text = accented(_PARLIAMENT.sub("parlamen", folded.text))
    plain = isinstance(folded.offsets, range)  # folded character for character
    title_end = min(len(title), MAX_CHARS) if plain else len(fold(title[:MAX_CHARS]).text)
    if language == "ckb":
        glued = [match.end() for match in _GLUED.finditer(folded.text)]
        cuts = sorted([*glued, *(match.start() for match in _GLUED_AND.finditer(folded.text))])
        folded = _parted(folded, cuts) if cuts else folded
        title_end += bisect_right(cuts, title_end)
    whole = folded.text
    doc = Document(source=source, folded=folded, language=language, sentences=[], dateline=[])
    paragraph = 0
    position = 0
    after_end = False
    for line in re.finditer(r"[^\n]+", whole):
        start, end = line.span()
        if start < title_end:
            _split(doc, start, end, TITLE, -1)
            continue
        if not (said := whole[start:end].strip()):
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
        filed = paragraph == 1 and not doc.dateline and _FILED.match(doc.folded.surface(start, min(end, start + 70)))
        if filed:
            start = _cut_dateline(doc, whole, start, end)
        zone = LEAD if paragraph == 0 or filed else BODY
        if after_end or _is_side(whole[start:end]):
            zone = SIDE
        after_end = after_end or (len(said) < _LONG_LINE and _MORE.fullmatch(said) is not None)
        _split(doc, start, end, zone, paragraph)
        paragraph += 1
    return doc


# "ERBIL (Kurdistan24) — ", below a line that sums the news up
_FILED = re.compile(r"[A-ZÊÎÛÇŞ][\w ,'-]{2,30}\((?:[A-Z][\w.]*[ .]?){1,3}(?:24)?\) ?[-–—]")


def _parted(folded: Folded, cuts: Sequence[int]) -> Folded:
    """The same with a space at each of these places; the spaces come from the letters behind them."""
    text, offsets = folded.text, folded.offsets
    ends = [0, *cuts, len(text)]
    pieces = [text[start:end] for start, end in itertools.pairwise(ends)]
    moved = [*offsets[: cuts[0]]]
    for start, end in itertools.pairwise(ends[1:]):
        moved += [offsets[start], *offsets[start:end]]
    return Folded(" ".join(pieces), folded.source, (*moved, offsets[len(text)]))


def _unwrapped(source: str) -> str:
    """The same text, of the same length, without the line ends inside sentences that a narrow page left: where three lines go on in small letters,
    all lines of such paragraphs that end without a mark go on."""
    lines = [line[0] for line in source.split("\n") if line]
    if sum(map(str.islower, lines)) < 3 or len(_GOES_ON.findall(source)) < 3:
        return source
    parts = _PARAGRAPHS.split(source)  # with what parts them
    for i, part in enumerate(parts):
        if _GOES_ON.search(part):
            parts[i] = _LINE_END.sub(" ", part)
    return "".join(parts)


def _unwrapped_arabic(source: str) -> str:
    """The same, where letters have no size: a line that ends in a comma goes on, and all do where most of at least eight short lines end without a mark
    and few of those behind them begin with "and"."""
    if "،\n" in source:
        source = _COMMA_LINE.sub(" ", source)
    if source.count("\n") < 8:
        return source
    lines = source.split("\n")
    open_ends = [after for line, after in itertools.pairwise(lines) if line and after and line[-1] not in _LINE_MARKS]
    if len(open_ends) < 6 or 2 * len(open_ends) < len(lines) or max(map(len, lines)) > _NARROW:
        return source
    return source if 2 * sum(line[0] == "و" for line in open_ends) > len(open_ends) else _LINE_END.sub(" ", source)


# Kurdish outlets of Iran and of older days: "«NAME» باڵیۆزی ...", "لەگەڵ (NAME)ـی باڵیۆزی ..."
_IN_MARKS = re.compile(
    r"[«“\"(](?:(?<=[«“\"])(?<![\w«“\"].)(?P<quoted>[^\s«»“”\"()،,.؛:\d]+(?: [^\s«»“”\"()،,.؛:\d]+){0,3})[»”\"](?=[\s،,.)ـی]|$)(?:ـ?[یى](?=\s))?"
    r"|(?<=[ڵلەهن\u200c] \()(?P<bracketed>[^\s()،,.\d]+(?: [^\s()،,.\d]+){1,3})\)ـ?[یى](?=\s))"
)


_HYPHENED = re.compile(
    r"-(?<=\w-)(?=[یيى](?:\s|$))"
)  # "مارک ڕوبیۆ-ی وەزیری ...": a hyphen for the tatweel before an izafe

# of the same length: "arrived" with a plain i, the Region in small letters, as some outlets write
_KURMANJI_SPELLINGS = (
    ("gihişt", "gihîşt"),
    ("Gihişt", "Gihîşt"),
    ("Cêgir", "Cîgir"),
    ("cêgir", "cîgir"),
    ("herêma Kurdistan", "Herêma Kurdistan"),
)
# Kurmanji: words of meetings and days as they are spelt, for texts typed without any accent
_ACCENTED = {
    word.translate(str.maketrans("êîûşç", "eiusc")): word
    for word in [
        "pêşwazî", "pêşwaziya", "pêşwaziyê", "pêşwazîkirin", "îro", "û", "hevdîtin", "hevdîtinek", "hevdîtinê", "hevdîtina", "hevdîtineke", "civîn",
        "civînê", "civîna", "civînek", "civîneke", "axivî", "axivîn", "gotûbêj", "gotûbêja", "nîqaş", "şande", "şandeya", "şandeke", "şandeyeke",
        "şanda", "şandek", "giştî", "rewşa", "civiyabû", "êvarî", "qebûl", "telefonê", "siyasî", "aborî", "leşkerî", "yekşem", "yekşemê", "duşem",
        "duşemê", "sêşem", "sêşemê", "çarşem", "çarşemê", "pêncşem", "pêncşemê", "şemî", "şemiyê", "înê",
    ]
} | {"pesvazi": "pêşwazî", "pesvaziya": "pêşwaziya"}  # fmt: skip
_A_FEW = 40  # of so many letters one may have an accent: a name, a headline; of a text written with care every eighth has one
_PLAIN_WORD = re.compile(r"\b(?:" + "|".join(sorted(_ACCENTED, key=len, reverse=True)) + r")\b")
_PARLIAMENT = re.compile("p[ae]rl[aei]m[ae]n")  # "Perlemen", "Parliman", "Parlemento", as Kurmanji outlets write


def accented(folded: str) -> str:
    """A folded Kurmanji text, as long as before; one typed with hardly any accent has them on the words of meetings."""
    if sum(map(folded.count, "êîûşç")) * _A_FEW > len(folded):
        return folded
    return _PLAIN_WORD.sub(lambda found: _ACCENTED[found[0]], folded)


# "رئيس #الحكومة_العراقية", as posts and outlets mark words; a line of nothing else is no sentence and stays as it is
_TAGGED = re.compile(r"(?m:^[ \t]*#\w+(?:[ \t]+#\w+)*[ \t]*$)|#(?P<tag>[^\W\d_]\w+)")


def _untagged(found: re.Match[str]) -> str:
    """The words of a tag, as long as with its marks."""
    return f" {found['tag'].replace('_', ' ')}" if found["tag"] else found[0]


# English: "with “NAME”, the ambassador of Iran", as Iranian outlets write
_NAME_IN_MARKS = re.compile(r"[“\"](?P<quoted>(?:[A-Z][\w'’-]+ ){1,4}[A-Z][\w'’-]+)[”\"](?=, the )(?P<bracketed>)")


def _unmarked(found: re.Match[str]) -> str:
    """A short name without the marks around it, as long as with them."""
    name = found["quoted"] or found["bracketed"]
    return f" {name}".ljust(len(found[0]))


def _is_side(text: str) -> bool:
    """Pasted tweets, "Read More", bare links."""
    return (
        "pic.twitter.com" in text or ("(@" in text and _TWEET.search(text) is not None) or _SIDE.match(text) is not None
    )


def _of_one(found: re.Match[str]) -> str:
    """Arabic: two offices of one person with nothing but a space between them."""
    return f"{found[0][:-1]} "


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
    town = _TOWN_EN.match(whole, start, end) if doc.language == "en" else None
    if town is not None and town.end() < end and doc.folded.surface(town.end(), town.end() + 1).isupper():
        behind = town.end(1) if town[1] else town.end()  # "Baghdad The National Security Adviser received ..."
        doc.dateline.append((start, behind))
        return town.end()
    if doc.language == "ar":
        at = _cut_arabic(doc, at, _BRACED.match(whole, at, end))
        at = _cut_arabic(doc, at, _TOWN.match(whole, at, end))
    for _ in range(2):
        head = whole[at : min(end, at + 90)]
        if "-" not in head and "/" not in head:
            break  # nothing parts a place from the news
        page = _PAGE_DATE.match(head)
        if page:
            doc.dateline.append((at, at + page.end()))
            at += page.end()
            continue
        found = _STOPS.search(head)
        if not found or found.start() > 72 or len(head[: found.start()].split()) > 9:
            break
        prefix = head[: found.start()]
        if doc.language == "ar" and prefix.endswith(_TODAY_AR):
            break  # "ثمن الوزير، اليوم/ الثلاثاء/ جهود إيطاليا": a day between strokes
        if doc.language in ("en", "kmr"):
            first = doc.folded.surface(at, at + 1)
            if not first.isupper() and not first.isdigit():
                break
            if prefix.startswith("the "):
                break  # "The ministers of Iraq, Jordan and Egypt - A, B and C - met": no town
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
    if doc.language == "ar" and at > start:  # "السومرية نيوز/ بغداد استقبل ...", "باسنيوز- أربيل: ..."
        at = _cut_arabic(doc, at, _TOWN.match(whole, at, end) or _TOWN_AND_VERB.match(whole, at, end))
    return at


def _cut_arabic(doc: Document, at: int, found: re.Match[str] | None) -> int:
    """Where the news begins behind an agency or a town that a pattern found, if it did."""
    if found is None:
        return at
    doc.dateline.append((at, found.end()))
    return found.end()


def _split(doc: Document, start: int, end: int, zone: str, paragraph: int) -> None:
    whole = doc.folded.text
    latin = doc.language in ("en", "kmr")
    append = _append_turn if doc.language == "ckb" else _append
    if end - start > MAX_SENTENCE:
        append = _append_pieces
    at = start
    for boundary in _BOUNDARY.finditer(whole, start, end):
        stop, after = boundary.span()
        if after < end and whole[stop] == ".":
            word = whole[max(at, stop - 6) : stop].split()
            last = word[-1].lstrip("(\"'") if word else ""
            if (
                last in _ABBREVIATIONS
                or (len(last) == 1 and last.isalpha() and last.isascii())
                or _INITIALS.fullmatch(last)
            ):
                continue
            if (latin or not whole[after - 1].isspace()) and not _begins_sentence(doc, after):
                continue
        append(doc, at, after, zone, paragraph)
        at = after
        if at >= end:
            break
    if at < end:
        append(doc, at, end, zone, paragraph)


def _append_pieces(doc: Document, start: int, end: int, zone: str, paragraph: int) -> None:
    """What goes on and on without a full stop is read piece by piece: patterns look at all of a sentence for each of its words."""
    append = _append_turn if doc.language == "ckb" else _append
    while end - start > MAX_SENTENCE:
        stop = doc.folded.text.rfind(" ", start, start + MAX_SENTENCE) + 1 or start + MAX_SENTENCE
        append(doc, start, stop, zone, paragraph)
        start = stop
    append(doc, start, end, zone, paragraph)


def _append_turn(doc: Document, start: int, end: int, zone: str, paragraph: int) -> None:
    """Sorani: a sentence that tells of a meeting held and of another to come is two."""
    text = doc.folded.text[start:end].rstrip(" .")
    turn = _IS_TO_COME.search(text)
    if turn is not None and text.count('"', 0, turn.end()) % 2 == 0:
        _append(doc, start, start + turn.end(), zone, paragraph)
        start += turn.end()
    _append(doc, start, end, zone, paragraph)


def _begins_sentence(doc: Document, at: int) -> bool:
    folded = doc.folded
    char = folded.source[at] if isinstance(folded.offsets, range) else folded.surface(at, at + 1)
    return not char.islower()


def _append(doc: Document, start: int, end: int, zone: str, paragraph: int) -> None:
    text = doc.folded.text[start:end].rstrip()
    if not text:
        return
    s = Sentence(len(doc.sentences), zone, paragraph, start, text, doc.folded)
    if text[0].isalnum() or any(w[0].isalnum() for w in s.words):
        doc.sentences.append(s)


class _Pieces(NamedTuple):
    """The words and marks of a chunk of text between spaces, with their places in it; `glued` is empty where no hyphen joins any."""

    words: tuple[str, ...]
    glued: tuple[bool, ...]
    spans: tuple[tuple[int, int], ...]


def _words(chunks: list[str]) -> tuple[list[str], list[bool], list[int]]:
    """Words and marks of a sentence, which are joined to the word before by a hyphen, and which chunks are more than one word. No word
    reaches over a space, so that each chunk between spaces is cut by itself, and only where it is not one word."""
    words: list[str] = []
    joined: list[int] = []
    cut = list(itertools.compress(range(len(chunks)), map(operator.not_, map(str.isalpha, chunks))))
    done = 0
    for i in cut:
        words += chunks[done:i]
        parts, hyphens, _ = _pieces(chunks[i])
        if hyphens:
            joined += [len(words) + i for i, glued in enumerate(hyphens) if glued]
        words += parts
        done = i + 1
    words += chunks[done:]
    del words[MAX_TOKENS:]
    glued = [False] * len(words)
    for i in joined:
        if i < MAX_TOKENS:
            glued[i] = True
    return words, glued, cut


@lru_cache(maxsize=8_192)
def _pieces(chunk: str) -> _Pieces:
    words: list[str] = []
    spans: list[tuple[int, int]] = []
    glued: list[bool] = []
    glue = False
    end = -1
    for match in WORD.finditer(chunk):
        word = match.group()
        adjacent = match.start() == end
        joins = word == "-" and adjacent and chunk[match.end() :][:1].isalpha()
        if joins and (chunk[match.start() - 1].isalpha() or words[-1][-2:-1].isalpha()):  # "Kurdish-led", "U.S.-led"
            glue = True
            end = match.end()
            continue
        end = match.end()
        if word == "'" and adjacent:
            if not words[-1].endswith("s"):
                continue
            word = "'s"  # "Pope Francis' envoy", "the two countries' ties"
        words.append(word)
        spans.append(match.span())
        glued.append(glue)
        glue = False
    return _Pieces(tuple(words), tuple(glued) if any(glued) else (), tuple(spans))


@lru_cache(maxsize=8_192)
def _large(chunk: str, written: str) -> tuple[bool, ...]:
    """Which words and marks of a chunk have a capital in the source, where it is `written`, or a letter without case."""
    return tuple(written[start] != "@" and not written[start].islower() for start, _ in _pieces(chunk).spans)


def _quoted(words: list[str]) -> list[bool]:
    """Which words stand between quotation marks; none where the marks are odd in number."""
    quoted = [False] * len(words)
    if '"' in words and words.count('"') % 2 == 0:
        inside = False
        for i, word in enumerate(words):
            if word == '"':
                inside = not inside
            quoted[i] = inside
    return quoted


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


def begins(words: Iterable[str], stems: tuple[str, ...]) -> bool:
    """Whether one of some words begins with one of some stems: asked of whole sentences, without a frame of Python for each word."""
    return any(map(str.startswith, words, itertools.repeat(stems)))


_HIM = frozenset(["him", "her", "them"])
_THERE = frozenset(["there", "لهوی", "لهویش", "لهویدا"])  # folded


def opens_there(s: Sentence) -> bool:
    """Whether a sentence opens with "there", of where the one before took somebody; English, and Sorani ("NAME لەوێ لەگەڵ ...")."""
    if s.words[0] in _THERE or "لهوی" in s.words[1:8]:
        return True
    return "there" in s.words and any(one in _HIM and two == "there" for one, two in itertools.pairwise(s.words))


def opens_a_date(s: Sentence, item: Item) -> bool:
    """Whether "on" stands before a day, as in "received on Tuesday the ambassador": then it begins no topic."""
    after = s.words[item.end].lower() if item.end < len(s.words) else ""
    return after in _DAY_WORDS or after[:1].isdigit()
