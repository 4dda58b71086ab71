"""What was talked about: the nineteen topics, from the sentences that tell of the talks.

The words stand in worker/knowledge/topics.toml. A word counts where the sentence says that it was discussed ("went over", بحث, تاوتوێ کرا, hatin
gotûbêjkirin), less where a side merely said something, hardly in what reads as background; the title counts double. A country of the
region is the topic `regional`, unless its officials are at the table. Words inside an office ("Minister of Oil") mean nothing.

`topics_of` scores one meeting. `patterns` gives the lexicon to whoever wants to search for all words at once.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple

import rtoml
from ahocorasick_rs import AhoCorasick

from storage.records import TOPICS, quick
from worker.classify.fold import fold
from worker.knowledge.load import HERE

LANGUAGES = ("en", "ar", "ckb", "kmr")
STRONG, WEAK = 1.0, 0.45
LEAST = 0.8  # score from which a topic is told
MOST = 12  # topics of one meeting
TITLE = 2.0
Match = tuple[
    int, int, int
]  # start, end as a negative number, number of the pattern: in the order in which they are chosen
HINTED = 0.7  # most that a hint scores: alone it is never enough, not even in the title
PRAISED = 0.5  # trust of a sentence in which somebody praises something
SAID = 0.8  # trust of a sentence in which somebody says something
NOTHING = ""  # the topic of a phrase that holds a word of one and means none: "a calm environment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A word or phrase, folded. `whole` asks for a word's end after it; `polity` is the country that a place names."""

    text: str
    topic: str
    weight: float
    whole: bool = False
    polity: str = ""


class Hit(NamedTuple):
    """A word of a topic in a folded text."""

    pattern: Pattern
    start: int
    end: int


_Words = dict[str, tuple[float, int, Hit]]  # words of one topic: the best score of each, and where it stands
_SCORE = itemgetter(0)
_HOME = frozenset(["IQ", "IQ-KR"])


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A topic with its score and its best evidence: `sentence` is an index into the sentences given, -1 for the title."""

    id: str
    score: float
    sentence: int
    start: int
    end: int
    word: str


def topics_of(
    title: str,
    sentences: Sequence[str],
    language: str,
    *,
    polities: Collection[str] = (),
    lead: int = 0,
    own: Collection[int] = (),
    called_off: bool = False,
) -> list[Topic]:
    """Topics of one meeting, in the order of their first evidence.

    Args:
        title: folded, or "" where the title is about another meeting.
        sentences: folded sentences that belong to this meeting, in the order of the text.
        polities: who sits at the table; their countries are no topic.
        lead: index of the sentence that reports the meeting itself.
        own: indices of sentences that name somebody at the table.
        called_off: the meeting is not held; what is said of the reason is no topic, only what was to be discussed.

    Returns:
        those with a score of LEAST or more, at most MOST of them.
    """
    table = frozenset(polities)
    best: dict[str, _Words] = {}
    marked = _marked([title, *sentences], language)
    trusts = _Trusts(marked[1:], language, lead, own)
    for number, hits in _find_all(marked, language):
        index = number - 1
        trust = TITLE if index < 0 else trusts.at(index)
        if trust <= 0 or (called_off and trust < 1.0):
            continue
        text = title if index < 0 else sentences[index]
        for hit in hits:
            topic = _topic_here(hit, text, language, table)
            if topic is None:
                continue
            hint = hit.pattern.weight < STRONG
            score = hit.pattern.weight * trust
            if hint:
                score = min(score, HINTED)
            word = hit.pattern.text
            word = f"{word[:-2]}î" if word.endswith("iy") else word  # one word, with or without an ending
            if hint and language == "ckb" and topic == "disputed_areas":
                word = NOTHING  # Kirkuk and Sinjar side by side are no more of a hint than one of them
            words = best.setdefault(topic, {})
            old = words.get(word)
            if old is None or old[0] < score:
                words[word] = (score, index, hit)
    _settle_federal(best, (title, *sentences), language, table)
    return _foremost(best)


def _topic_here(hit: Hit, text: str, language: str, table: frozenset[str]) -> str | None:
    """The topic of a word in its text, for those at the table; None where it means nothing there."""
    pattern, topic = hit.pattern, hit.pattern.topic
    if pattern.polity and pattern.polity in table:
        return None
    if "AL" in table and pattern.text in _LEAGUE:
        return None
    if "COALITION" in table and pattern.text in _COALITION:
        return None
    if topic in _OF_ALL and _OF_CABINET.search(text, 0, hit.start) and _COMPONENTS.match(pattern.text):
        return None  # "a government that respects the rights of all components": of the government
    if topic == "federal":
        if "IQ-KR" not in table and language != "ar" and not _OF_REGION.search(text):
            return None  # "pending issues between the two countries"
    elif topic == "bilateral":
        if language == "en" and _of_a_field(pattern, text):
            return None
        if language == "ar" and _in_a_field(hit, text):
            return None
        if _with_a_body(pattern, table):
            return None
        if table == _HOME:
            return "federal"  # ties between these two are the federal question
    elif topic == "economy":
        if pattern.text.startswith(_REFORMS) and ("COALITION" in table or _OF_FORCES.search(text)):
            return None  # a reform is of the field that it is of
    elif topic == "politics":
        if language in _ABROAD and _elsewhere(text, hit, language):
            return "regional"
        if language == "ar" and table and table.isdisjoint(_HOME):
            return "regional"  # what is settled among others is no home affair of those who talk
    return topic


def _settle_federal(best: dict[str, _Words], texts: Sequence[str], language: str, table: frozenset[str]) -> None:
    """Put right in `best` what is a question between Erbil and Baghdad, and what of others."""
    if table == _HOME and language == "en" and (money := best.get("budget") or best.get("energy")):
        best.setdefault("federal", {}).update(money)  # the Region's salaries and oil, talked of with Baghdad
    if language == "ar" and "federal" in best and not any(_FEDERAL.search(text) for text in texts):
        best["federal"] = {w: e for w, e in best["federal"].items() if not w.endswith(_PENDING)}
    if table and table.isdisjoint(_HOME):  # "the central government" of others
        best.pop("federal", None)
        best.pop("disputed_areas", None)


def _foremost(best: dict[str, _Words]) -> list[Topic]:
    """The topics that are told surely enough, at most MOST, in the order of their best evidence."""
    found = []
    for topic, words in best.items():
        score = sum(map(_SCORE, words.values()))
        if score >= LEAST:
            _, index, hit = max(words.values(), key=_SCORE)
            word = hit.pattern.text
            found.append(
                Topic(id=topic, score=round(score, 3), sentence=index, start=hit.start, end=hit.end, word=word)
            )
    found.sort(key=attrgetter("score"), reverse=True)
    return sorted(found[:MOST], key=attrgetter("sentence", "start"))


_LEAGUE = frozenset(
    ["الجامعه", "للجامعه", "جامعه"]
)  # folded: the League, where it sits at the table, and no university


def _elsewhere(text: str, hit: Hit, language: str) -> bool:
    """ "التطورات السياسية والأمنية في المنطقة", "rewşa siyasî ya Sûriyeyê": politics of the region are no country's own."""
    word = hit.pattern.text
    if language == "en":
        if word not in _BOTH_KINDS:
            return False
    elif not word.endswith(("سیاسی", "سیاسیه", "siyasî")) and (language == "kmr" or "سیاسی" not in word):
        return False
    return _ABROAD[language].match(text, hit.end) is not None


def _of_a_field(pattern: Pattern, text: str) -> bool:
    """ "Ways to enhance military cooperation", "joint cooperation in combating smuggling": of that field, not of the ties as such."""
    if pattern.weight >= STRONG and not pattern.text.endswith("cooperation"):
        return False
    return "bilateral" not in pattern.text and "cooperation" in text and _FIELD.search(text) is not None


def _in_a_field(hit: Hit, text: str) -> bool:
    """ "التعاون المشترك في مجال النفط", "التعاون العسكري بين البلدين الصديقين": of that field, not of the ties as such."""
    word = hit.pattern.text
    if "تعاون" in word:
        return (_FIELD_AR.match(text, hit.end) or _OF_FIELD_AR.match(text, hit.end)) is not None
    if "علاقات" in word or "روابط" in word:
        return _OF_FIELD_AR.match(text, hit.end) is not None  # "تعزيز الروابط الثقافية"
    return "بلدین" in word and _COOPERATION_AR.search(text, max(0, hit.start - 80), hit.start) is not None


def _with_a_body(pattern: Pattern, table: frozenset[str]) -> bool:
    """ "Cooperation in training": one state and an alliance have no ties as such; one and the UN work together, no more."""
    if len(table - _BODIES) > 1 or table.isdisjoint(_BODIES):
        return False
    return "UN" not in table or _WORKING.search(pattern.text) is None


def find_topics(text: str, language: str) -> list[Hit]:
    """Words of topics in a folded text that stand at a word's beginning and outside offices; the longest of those that overlap."""
    return next((hits for _, hits in _find_all(_marked([text], language), language)), [])


def _find_all(marked: Sequence["_Marked"], language: str) -> list[tuple[int, list[Hit]]]:
    """The texts that have words of topics, by their number, with these words."""
    return [(number, hits) for number, one in enumerate(marked) if one.words and (hits := _hits(one, language))]


@dataclass(slots=True)
class _Marked:
    """A text with what one pass over it has found: words of topics, and of which signs (DISCUSSED, ...) it has a word surely or maybe."""

    text: str
    book: "_Book"
    words: list[Match]
    sure: int = 0
    maybe: int = 0


def _marked(texts: Sequence[str], language: str) -> list[_Marked]:
    """One pass over all texts of a script: much of a short pass is in fetching the automaton from memory."""
    if language != "kmr":  # whose texts may have a sentence in the other script
        book = _book(language)
        return _mark([_Marked(text, book, []) for text in texts])
    marked = [_Marked(text, _book(_script(text, language)), []) for text in texts]
    for book in {id(one.book): one.book for one in marked}.values():
        _mark([one for one in marked if one.book is book])
    return marked


def _mark(texts: list[_Marked]) -> list[_Marked]:
    """The same texts, of one script, marked."""
    if not texts:
        return texts
    book = texts[0].book
    words, signs, begins = len(book.patterns), book.signs, book.cues.begins
    following = iter(texts)
    at, reach = 0, -1  # of the text in hand
    whole = "\0".join([one.text for one in texts])
    for number, start, end in book.automaton.find_matches_as_indexes(whole, overlapping=True):
        while end > reach:  # they come in the order of their ends
            at = reach + 1
            one = next(following)
            reach = at + len(one.text)
        if number < words:
            one.words.append((start - at, at - end, number))
            continue
        sign = signs[number - words]
        one.maybe |= sign.maybe
        if sign.sure & ~one.sure and begins(one.text, start - at):
            one.sure |= sign.sure
    return texts


def _hits(marked: _Marked, language: str) -> list[Hit]:
    text, book = marked.text, marked.book
    hits: list[Hit] = []
    reach, last, weight = 0, (-1, -1), STRONG
    for start, behind, number in sorted(marked.words):
        end, pattern = -behind, book.patterns[number]
        if start < reach < end and start > last[0] and pattern.weight > weight:
            reach = start  # "prospects of *joint cooperation*": the plainer word wins over the hint that it begins in
        if (start < reach and (start, end) != last) or (pattern.whole and text[end : end + 1].isalnum()):
            continue
        if start and text[start - 1].isalnum() and not _begins_word(text, start, language):
            continue
        if marked.maybe & OFFICE and _in_an_office(text, start, book):
            continue
        if book.office_after is not None and book.office_after.match(text, end):
            continue
        if pattern.polity and language == "en" and _TRAVEL.search(text, max(0, start - 30), start):
            continue
        if pattern.polity and language == "kmr" and _POSTED.search(text, max(0, start - 60), start):
            continue
        if marked.maybe & CAUSE and (_is_cause(text, start, language) or _is_aside(pattern.topic, text, start)):
            continue
        if pattern.topic != NOTHING:
            hits.append(Hit(pattern, start, end))
        reach, last, weight = (
            end,
            (start, end),
            pattern.weight,
        )  # one word may mean two topics: al-Hol is security and displacement
    return hits


def _in_an_office(text: str, start: int, book: "_Book") -> bool:
    """ "Minister of *Oil*", but not "the speaker of the council *discusses* security"."""
    before = book.office_before.search(text, max(0, start - 60), start)
    return before is not None and book.cues.discussed.search(before[1]) is None


def _is_cause(text: str, start: int, language: str) -> bool:
    """ "Suspended due to the *pandemic*", "wished Iraq *security*": what caused something, or was only wished for."""
    if _CAUSE.search(text, max(0, start - 40), start) is not None:
        return True
    return language == "en" and _CAUSE_EN.search(text, max(0, start - 90), start) is not None


def _is_aside(topic: str, text: str, start: int) -> bool:
    """ "Refugees who crossed *after the* military operation", "visas *for* businessmen and patients": what only tells when, or for whom.

    An attack stays: "called him after the attack" is about it; so do elections, since all that follows them is of them. And what in Kurmanji
    "divê" be done is an appeal more often than a matter of the talks.
    """
    if _MUST.search(text, 0, start) is not None:
        return True
    if topic in _OF_PEOPLE:
        return _VISAS.search(text, max(0, start - 50), start) is not None
    return topic not in _STAYS and _AFTER.search(text, max(0, start - 40), start) is not None


class _Trusts:
    """How far each sentence of a meeting is believed."""

    def __init__(self, sentences: Sequence[_Marked], language: str, lead: int, named: Collection[int]) -> None:
        self._sentences = sentences
        self._lead = lead
        self._named = named  # sentences with somebody at the table
        self._own = [_trust(one, language, is_lead=number == lead) for number, one in enumerate(sentences)]
        self._in_history: list[
            bool
        ] = []  # after a sentence of history more of it follows, until talks are spoken of again
        past = False
        for number, (one, trust) in enumerate(zip(sentences, self._own, strict=True)):
            self._in_history.append(past)
            if not one.text:
                continue
            if number > lead and trust <= 0:
                past = True
            elif self._current(number, trust):
                past = False
        cues = _CUES.get(language, _CUES["en"])
        self._meanwhile, self._talks = cues.meanwhile, cues.talks
        self._turns: list[int] | None = None  # sentences that turn to news of others

    def at(self, index: int) -> float:
        trust = self._own[index]
        if trust > 0 and self._in_history[index] and not self._current(index, trust):
            return 0.0
        if trust > 0 and self._meanwhile is not None and self._talks is not None:
            return 0.0 if self._elsewhere(index, self._meanwhile, self._talks) else trust
        return trust

    def _elsewhere(self, index: int, meanwhile: re.Pattern[str], talks: re.Pattern[str]) -> bool:
        """Behind "Meanwhile, ..." of others, until somebody of the table or their talks are spoken of again."""
        if self._turns is None:
            self._turns = [n for n, one in enumerate(self._sentences) if meanwhile.match(one.text)]
        turn = next((n for n in reversed(self._turns) if self._lead < n <= index), None) if self._turns else None
        return turn is not None and not any(
            n in self._named or talks.search(self._sentences[n].text) for n in range(turn, index + (turn == index))
        )

    def _current(self, index: int, trust: float) -> bool:
        """Whether a sentence is about these talks, whatever stands before it."""
        return trust >= 1.0 or (trust >= SAID and index in self._named)


def trust_of(sentence: str, language: str, *, is_lead: bool = False) -> float:
    """How far a folded sentence tells of the talks themselves, 0..1."""
    return _trust(_marked([sentence], language)[0], language, is_lead=is_lead)


def _trust(marked: _Marked, language: str, *, is_lead: bool) -> float:
    sentence, cues, sure, maybe = marked.text, marked.book.cues, marked.sure, marked.maybe
    if cues.background is not None and not is_lead and cues.background.match(sentence):
        return 0.0
    earlier = not is_lead and (sure & EARLIER or (maybe & EARLIER and cues.earlier.search_else(sentence)))
    if earlier and _of_the_thing(sentence, cues):
        earlier = False
    if cues.praise is not None and not is_lead and cues.praise.search(sentence):
        sentence = cues.praise.sub(" ", sentence)
        if cues.discussed.search(sentence) is None:
            return PRAISED
    if sure & DISCUSSED or (maybe & DISCUSSED and cues.discussed.search_else(sentence)):
        if earlier or (cues.past is not None and not is_lead and cues.past.search(sentence)):
            return 0.5
        return 1.0
    if earlier or (not is_lead and (sure & DATED or (maybe & DATED and cues.dated.search_else(sentence)))):
        return 0.0
    if sure & SPEAKING or (maybe & SPEAKING and cues.said.search_else(sentence)) or sentence.startswith('"'):
        return SAID
    return (SAID if language == "en" else 0.5) if is_lead else 0.15


def _of_the_thing(sentence: str, cues: "_Cues") -> bool:
    """ "Discussed the elections held last month": the thing is of an earlier time, not the talk."""
    found = cues.earlier.search(sentence)
    if found is None or not _AGO.match(found.group()):
        return False
    verb = _OBJECT_OF.search(sentence, 0, found.start())
    return verb is not None and _WHEN.search(sentence, verb.end(), found.start()) is None


def patterns(language: str) -> Sequence[Pattern]:
    """The whole lexicon of a language, folded, without duplicates and without the phrases that mean nothing."""
    return [pattern for pattern in _book(language).patterns if pattern.topic != NOTHING]


def _script(text: str, language: str) -> str:
    """Kurmanji in Arabic letters (Badini) shares the words of Sorani here."""
    return "ckb" if language == "kmr" and _ARABIC.search(text) is not None else language


# What only caused something is no topic: "suspended due to the pandemic".
_STRIKES = ("bombing", "shelling", "bombardment", "attack", "attacks", "strike", "strikes", "assault")
_BECAUSE = (
    *("due to", "because of", "owing to", "targeted", "over the spread of", "over fears of", "amid the spread of"),
    *("in light of", "in view of"),
    *(fold(word).text for word in ("بسبب", "جراء", "أسباب", "لأسباب", "بەهۆی", "لەبەر", "ji ber", "ji ber ku")),
    # or what the talks are to serve: "بما يحقق الأمن والاستقرار"
    *(fold(f"بما {word}").text for word in ("يحقق", "يعزز", "يضمن", "يخدم", "يسهم", "يساهم", "يحفظ", "يكفل", "يلبي")),
)
_CAUSE = re.compile(
    rf"(?<!\w)(?:{'|'.join(_BECAUSE)}|(?:{'|'.join(_STRIKES)}) (?:of|on|against)) (?:[\w-]+ ){{0,3}}[وفبلک]?(?:ال)?$"
)
_MUST = re.compile(r"\bdivê\b")
_STAYS = frozenset(["security", "elections"])
_LATER = ("after", "following", "بعد", "عقب", "piştî")
_AFTER = re.compile(rf"(?<!\w)(?:{'|'.join(fold(word).text for word in _LATER)}) (?:[\w'-]+ )?[وفبلک]?(?:ال)?$")
_OF_PEOPLE = frozenset(["economy", "health"])
_PASSES = ("visas for", "visas to", "visa for", "سمات", "تأشيرات", "تأشيرة", "ڤیزا", "vîze", "vîza")
_VISAS = re.compile(
    rf"(?<!\w)(?:ال)?(?:{'|'.join(fold(word).text for word in _PASSES)})\w* (?:[\w'-]+ ){{0,3}}[وفبلک]?(?:ال)?$"
)
_WISH = "wish"
_CAUSE_EN = re.compile(
    r"\b(?:due to|because of|owing to) (?:[\w'-]+ ){0,11}$"  # "because of the storm that grounded most flights"
    rf"|\b{_WISH}(?:ed|es|ing) (?!to\b|for\b)(?:(?!success |\w+ed )[\w'-]+,? ){{0,11}}$"  # "wished Iraq security and stability"
)
# "the pending questions" are Erbil's and Baghdad's only where the text speaks of the Region
_PENDING = ("العالقه", "عالقه")
_FEDERAL = re.compile("اقلیم(?!ی)|کوردستان|کردستان|اربیل")
_BOTH_KINDS = frozenset(["political and security", "security and political"])
_ABROAD = {
    "en": re.compile(
        r"(?: [\w-]+){0,4}? (?:in|at|of|on|across) (?:both )?the (?:[\w-]+ ){0,2}(?:region\b|regional|middle east|area\b)"
    ),
    "ar": re.compile(
        r"\w*(?: و\w+){0,2} ?،? ?(?:(?:فی|علی) (?:\w+ ){0,2})?(?:ال)?(?:منطقه|شرق الاوسط|سوریا|سوریه|لبنان|لیبیا|یمن|سودان|عالم|صعیدین|ساحتین|مستویین|اقلیمیه|دولیه)"
    ),
    "kmr": re.compile(
        r"\w*(?: û \w+){0,2}(?: (?:ya|yê|yên|a|ên|li))? (?:sûriy|suriy|dever|navçey|rojhilata nav|libnan|lubnan)"
    ),
    "ckb": re.compile(fold(r"\w*(?: و \w+){0,2} (?:سووریا|سوریا|ناوچەکە|ڕۆژهەڵاتی ناوەڕاست|لوبنان|ڕۆژاوا)").text),
}
_OF_ALL = frozenset(["minorities", "federal"])
_COMPONENTS = re.compile(
    "|".join(
        fold(word).text
        for word in (
            *("component", "all components", "protection of all", "rights of all", "constitutional rights"),
            *("المكونات", "المكون", "حقوق المكونات", "الحقوق الدستورية"),
            *("پێکهاتە", "هەموو پێکهاتە", "pêkhate", "mafên hemû", "mafê hemû"),
        )
    )
)
_OF_CABINET = re.compile(
    "|".join(
        fold(word).text
        for word in (
            *("government", "cabinet", "الحكومة", "حكومة", "دستور", "حکومەت", "کابینە"),
            *("hikûmet", "kabîne", "destûra nû"),
        )
    )
)
_OF_REGION = re.compile(
    "|".join(
        fold(word).text
        for word in ("kurd", "erbil|irbil|krg", "region's", "کورد", "هەولێر", "هەرێم", "hewlêr", "herêm")
    )
)
_REFORMS = tuple(fold(word).text for word in ("reform", "çaksaz", "چاکساز", "إصلاح"))
_OF_FORCES = re.compile(
    "|".join(
        fold(word).text
        for word in (
            *("peshmerga", "military", "security forces", "armed forces", "army"),
            *("pêşmerge", "پێشمەرگە", "البيشمركة", "بيشمركة"),
        )
    )
)
_AGO = re.compile(r"last (?:year|month|week|[a-z]+)|years? ago")
_OBJECT_OF = re.compile(
    r"\b(?:discuss(?:ed|es|ing)?|touched (?:up)?on|reviewed|review|focused on|importance of|congratulat(?:ed|es|ing)|prais(?:ed|es|ing)|thank(?:ed|s|ing)|welcom(?:ed|es|ing)|condemn(?:ed|s|ing)) "
)
_WHEN = re.compile(r"\b(?:when|where|met|meeting|talks|visit|visited|who|had)\b|, (?:on|in|at|last)\b")
_FIELD = re.compile(
    r"\b(?:military|security|defen[cs]e|trade|commercial|economic|judicial|academic|scientific|technical|health|intelligence|police|energy|investment|agricultural|industrial|media) cooperation\b"
    r"|\bcooperation (?:in|on|against|to combat|to counter|to fight) (?!(?:\w+ ){0,2}(?:fields?|areas?|sectors?|domains?|levels?|issues|matters|files|fronts)\b)"
)
_FIELD_AR = re.compile(
    r"(?! \S+ (?:و\S* )?العلاقات)(?: (?!فی )[^ .،؛]+){0,3} (?:"
    r"فی (?:مکافحه|مواجهه|محاربه|قطاع\S*|ملف\S*|مجال\S* (?!عده|مختلفه|شتی|متعدده|کافه)\S+|المجال\S* (?:ال|و)\S+)"
    r"|علی (?:الصعید\S*|المستوی\S*) (?!کافه|الدولی|الاقلیمی|الثنایی)\S+)"
)
_FIELDS_AR = "|".join(
    fold(word).text
    for word in (
        *("العسكري", "الأمني", "الدفاعي", "الاستخباري", "القضائي", "البرلماني", "الاقتصادي", "التجاري", "الاستثماري", "المصرفي", "الصناعي"),
        *("الزراعي", "السياحي", "النفطي", "العلمي", "الأكاديمي", "التعليمي", "الثقافي", "الإعلامي", "الصحي"),
    )
)  # fmt: skip
_OF_FIELD_AR = re.compile(rf" ?(?:{_FIELDS_AR})\w*(?! و)")
_COOPERATION_AR = re.compile(rf"(?:تعاون|تنسیق|شراکه) (?:{_FIELDS_AR})\w*(?: \S+){{0,5}} ?$")
_BODIES = frozenset(["NATO", "COALITION", "UN"])
_WORKING = re.compile("cooperation|تعاون|هاوکاری|hevkar")
_COALITION = frozenset(
    fold(word).text for word in ("coalition", "التحالف الدولي", "قوات التحالف", "هاوپەیمان", "هاوپەیمانی", "hevpeyman")
)
_ARABIC = re.compile("[\u0621-\u06d5]{2}")

# -- cues --------------------------------------------------------------------------------------------------------------


class _Cue:
    """Words, as alternatives of a pattern; compiled at the first use, as long as an import of everything else."""

    def __init__(self, words: str, start: str = r"(?<!\w)") -> None:
        self._words = words
        self._start = start

    @cached_property
    def _alternatives(self) -> str:
        return "|".join(fold(word).text for word in self._words.split("|"))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(f"{self._start}(?:{self._alternatives})")

    @cached_property
    def signs(self) -> list[tuple[str, bool]]:
        """Letters, one of which stands in every text that the pattern matches, and whether they are all that it wants behind a word's start."""
        return [(_letters(one), _is_plain(one)) for one in self._single]

    @cached_property
    def _single(self) -> list[str]:
        """The alternatives with their inner choices written out: "in (?:may|june)" says little by its letters, "in may" much."""
        return [single for one in _alternatives(self._alternatives) for single in _written_out(one)]

    @cached_property
    def _else(self) -> re.Pattern[str]:
        return re.compile(f"{self._start}(?:{'|'.join(one for one in self._single if not _is_plain(one))})")

    def search(self, text: str) -> re.Match[str] | None:
        return self._pattern.search(text)

    def search_else(self, text: str) -> re.Match[str] | None:
        """For those alternatives that are more than letters."""
        return self._else.search(text)


def _begins(text: str, start: int) -> bool:
    """Whether a word begins at `start`, as `(?<!\\w)` has it."""
    return start == 0 or not (text[start - 1].isalnum() or text[start - 1] == "_")


def _begins_arabic(text: str, start: int) -> bool:
    return _begins(text, start) or _CUE_CLITICS_END.search(text, max(0, start - 4), start) is not None


_CUE_CLITICS = r"(?<!\w)(?:[وفبلک]{0,2}(?:ال)?)"
_CUE_CLITICS_END = re.compile(f"{_CUE_CLITICS}$")


@dataclass(frozen=True, slots=True)
class _Cues:
    discussed: _Cue
    said: _Cue
    earlier: _Cue  # the sentence tells of another, earlier time
    dated: _Cue  # it names a year, and so may
    past: re.Pattern[str] | None = None  # it tells what came about in a year
    background: re.Pattern[str] | None = None  # it opens as background does
    begins: Callable[[str, int], bool] = _begins
    meanwhile: re.Pattern[str] | None = None  # it opens as news of others does
    talks: re.Pattern[str] | None = None  # it speaks of the talks at hand
    praise: re.Pattern[str] | None = None  # it praises something


def _alternatives(pattern: str) -> list[str]:
    """The alternatives of a pattern, those inside groups left together."""
    found, depth = [""], 0
    for char in pattern:
        depth += (char == "(") - (char == ")")
        if char == "|" and depth == 0:
            found.append("")
        else:
            found[-1] += char
    return found


_CHOICE = re.compile(r"\(\?:([^()?*+\[\]\\.]+)\)(?![?*+{])")  # between plain words


def _written_out(alternative: str) -> list[str]:
    choice = _CHOICE.search(alternative)
    if choice is None:
        return [alternative]
    before, after = alternative[: choice.start()], alternative[choice.end() :]
    return [one for word in choice[1].split("|") for one in _written_out(f"{before}{word}{after}")]


DISCUSSED, SPEAKING, EARLIER, DATED = 1, 2, 4, 8  # which of the cues
OFFICE, CAUSE = 16, 32  # words of an office and of a cause


class _Sign(NamedTuple):
    """What letters in a text are a sign of: surely where they begin a word, and maybe."""

    sure: int
    maybe: int


def _signs(cues: "_Cues", offices: Iterable[str]) -> dict[str, _Sign]:
    signs = {
        **dict.fromkeys(offices, _Sign(0, OFFICE)),
        **dict.fromkeys((*_BECAUSE, *_STRIKES, _WISH), _Sign(0, CAUSE)),
        **dict.fromkeys((fold(word).text for word in (*_LATER, *_PASSES, "divê")), _Sign(0, CAUSE)),
    }
    for kind, cue in ((DISCUSSED, cues.discussed), (SPEAKING, cues.said), (EARLIER, cues.earlier), (DATED, cues.dated)):
        for letters, plain in cue.signs:
            sure, maybe = signs.get(letters, _Sign(0, 0))
            signs[letters] = _Sign(sure | kind, maybe) if plain else _Sign(sure, maybe | kind)
    return signs


# "will travel on to Tehran": where somebody goes is no matter of the talks
_POSTED = re.compile(
    r"(?<!\w)(?:balyoz|konsul|nûner|şandeya|şanda)\w*(?: \w+){1,4} li $"
)  # Kurmanji: where an envoy sits
_TRAVEL = re.compile(
    r"\b(?:travel\w*|fl(?:y|ies|ew)|flown|head(?:ed|s|ing)?|go|went|arriv\w+|return(?:ed|s)?|came|coming|leav\w+|left|trip|visit(?:ed|s)?)(?: \w+)? (?:to|for|in|from) (?:the )?$"
)
_QUANTIFIED = r"(?:[?*+]|\{[^}]*\})?"
_NO_LETTERS = re.compile(
    rf"\((?:[^()]|\([^()]*\))*\){_QUANTIFIED}|\[[^]]*\]{_QUANTIFIED}|\\.{_QUANTIFIED}|.[?*]"  # a group, a set, a class, what may lack
)


def _letters(alternative: str) -> str:
    """The longest run of plain letters without which an alternative cannot match."""
    return max(_NO_LETTERS.sub("\n", alternative).split("\n"), key=len)


def _is_plain(alternative: str) -> bool:
    """Whether an alternative is nothing but letters."""
    return not set(alternative) & set("\\.^$*+?{}[]|()")


_CUES = {
    "en": _Cues(
        discussed=_Cue(
            r"discuss|talk(?:s|ed)?\b|exchang|views|agenda|topics?\b|on the table|examin|review|went (?:over|through)|go over|agreed|agree\b|agreement on|compared notes|dealt with|tackl|part of the (?:meeting|talks)|"
            r"focus|raised|touched|shed(?:ding)? light|spoke(?! (?:on|at) (?:a|an|the) )|conversation|covered(?! by)|explor|consult|addressed|underlin|stress|emphasi|underscor|negotiat|importance of|condemn|highlight|briefed|dwelt|centred|centered|took up|take up|"
            r"t(?:ake|akes|ook) stock|look(?:ed)? at|set priorities|priorities|joint statement|question|sound out|weigh|desire to|demand|ask(?:ed|s)?\b|urged|pressed|call(?:ed)? for|in the meeting|during the meeting|"
            r"signed|signing|oversaw|initialled|inked|informed|at (?:its|the) (?:cent(?:er|re)|heart)|topped|dominated|featured|figured|main (?:subject|topic|issue)|subject of|came up|looked back|sharing|swapped|shared (?:views|concern)|"
            r"on the (?:occasion|need)|outlined|the need (?:for|to)|proposed|explained|presented|laid out|went into|turned to|revolved|included|covers?\b|evaluat|taken up|deals? with|deliberat|conferred|debated|reflected on|expected (?:\w+,? ){0,3}to hold|brought up|s[ai]t(?:s|ting)? down|sign off|to sign|to finali[sz]e|to settle|(?:main|key) themes?|themes? (?:of|were)"
        ),
        said=_Cue(
            r"said|told|thank|prais|welcom|voice|offer|invit|reiterat|reaffirm|pledge|warn|caution|commend|express|note|affirm|support|assur|backing|appeal|describ|"
            r"encourag|convey|blame|want|intend|hope|added|urge|congratulat|promis|will (?:keep|continue)|pointed (?:out|to)|wished|pointing|asserted|remark|indicat|consider|hope|look(?:s|ed|ing)? forward|appreciat|gratitude|grateful|read(?:y|iness)\b|keen|interest(?:ed)?\b|announc|hail|stated|insist|"
            r"argued|declared|recogni[sz]|admir|recommend|suggest|confirm|acknowledg|committed|commitment"
        ),
        earlier=_Cue(r"spoke (?:on|at) (?:a|an|the) (?:\w+ ){0,2}(?:panel|forum|conference|seminar|event|ceremony)|supported (?:\w+ ){1,6}during the (?:fight|war|battle|campaign)|had (?:been |also |already |previously )?(?!expected|scheduled|planned|supposed)\w+ed\b|arrived (?:in|to|at)|last (?:year|month|week|january|february|march|april|may|june|july|august|september|october|november|december)|years? ago|earlier in the week|(?:has|have|had) long\b|recall(?:ed|s|ing)\b|observers?\b|analysts?\b|researchers?\b|experts?\b|sources told|commentators?\b|residents? "),
        background=re.compile(r"(?:in|since) (?:(?:early|late|mid) )?(?:(?:january|february|march|april|may|june|july|august|september|october|november|december)(?: (?:19|20)\d\d)?|(?:19|20)\d\d|recent years) ?,|(?:it is |also )?worth (?:noting|mentioning)|noteworthy|note that|it should be noted|speaking (?:earlier|at a (?:forum|conference))"),
        meanwhile=re.compile(r"(?:meanwhile|separately|in a (?:related|separate) (?:context|development|news)|elsewhere|in other news|on another (?:front|note)) ?,"),
        talks=re.compile(r"\b(?:the|this|their|his|her) (?:meeting|talks|call|conversation|discussions?|visit)\b|\b(?:both|two) (?:sides|parties|officials|leaders|ministers)\b"),
        dated=_Cue(r"since (?:19|20)\d\d|in (?:19|20)\d\d|founded|established|was born|for the first time in|until (?:19|20)\d\d|has been|is home to|some \d+|according to figures|in (?:january|february|march|april|may|june|july|august|september|october|november|december)"),
    ),
    "ar": _Cues(
        begins=_begins_arabic,
        discussed=_Cue(
            r"جانبا آخر من|محورا آخر من|تتعلق|تتصل|سلط|يسلط|ستتناول|سيتناول|ستبحث|سيبحث|ستناقش|سيناقش|ستركز|سيركز|ستتطرق|سيتطرق|"
            r"اطلع|نوقش|تدارس|تداول|مداولات|أبلغه|أبلغته|طمأن|رغبة بلاد|رغبته في|رغبتها في|بحث|يبحث|بحثا|ابحث|ناقش|يناقش|مناقش|تناول|يتناول|تطرق|استعراض|استعرض|تباحث|التباحث|مباحث|محادثات|تبادل|حوار|ملف|جرى خلال|جری خلال|تم بحث|اتفق|يتفق|بشأن|لبحث|تحدث|الحديث|ركز|توقيع|وقع|"
            r"شدد|أكد|يؤكد|مؤكد|تأكيد|دعا|مطالب|طالب|تفعيل|تمحور|محور|محاور|الحديث عن|تركز|تسليط الضوء|متابعة|أدان|إدانة|ندد|لتقييم|لتعزيز العلاق|لتعزيز التعاون|بهدف تعزيز|بهدف تطوير|بهدف توطيد|لتطوير العلاق|لتطوير التعاون|لتوطيد العلاق|لتوسيع التعاون|الاتفاق على|أبرز|وضرورة|ضرورة|سبل|مشدد|اطلاع",
            start=_CUE_CLITICS,
        ),
        said=_Cue(
            r"قال|وقال|أثنت|أبدى|أبدت|تمنى|تمنت|رأى|أشاد|أعرب|ثمن|شكر|رحب|عبر|أثنى|جدد|أضاف|أوضح|أشار|لفت|مشير|مبين|هنأ|تطلع|معرب|معبر|مجدد|مثمن|مشيد|مرحب|مهنئ|ناقل|تحيات|تهان|تبريكات|واصف|وصف|حرص|حريص|نوه|معتبر|استعداد|تقدير|مستعد|يقدم|ستدعم|ستبقى|حاجة|دعم",
            start=_CUE_CLITICS,
        ),
        earlier=_Cue(r"وكان(?:ت)? (?:\w+ ){0,4}قد|كان قد|كانت قد|العام الماضي|القرن الماضي|سبق أن|في وقت سابق|الثاني الماضي|الأول الماضي|شباط الماضي|آذار الماضي|نيسان الماضي|أيار الماضي|حزيران الماضي|تموز الماضي|آب الماضي|أيلول الماضي|الأسبوع الماضي|يناير الماضي|فبراير الماضي|مارس الماضي|أبريل الماضي|مايو الماضي|يونيو الماضي|يوليو الماضي|أغسطس الماضي|سبتمبر الماضي|أكتوبر الماضي|نوفمبر الماضي|ديسمبر الماضي"),
        background=re.compile(fold(r"و?يذكر أن|و?يشار إلى|و?تجدر الإشارة|و?الجدير بالذكر|و?من الجدير|و?بحسب مراقبين|و?يرى مراقبون|و?يحتفظ|و?تحتفظ|وتعد |ويعد |وتعتبر |وتشارك |وي?شارك |وسيشارك |و?من (?:المنتظر|المقرر|المتوقع|المؤمل) أن (?:يشارك|تشارك|يلقي) |وتجمع |وجاءت زيارة|وتأتي (?!.{0,200}(?:عقد|بحث|ناقش) الجانبان)|ويأتي |وسبق |وكانت? (?:\S+ ){1,6}قد |وتأسس|وافتتح|وشهدت?(?= )(?! (?:ال)?(?:لقاء|اجتماع|جلس|مباحثات|محادثات|زيار))|و?منذ عام|ولل?\w+ (?:قنصلية|مكتب|سفارة) ").text),
        dated=_Cue(r"عام (?:19|20)\d\d|منذ عام|منذ تشكيل|منذ تولي|منذ اندلاع|منذ سنوات|سنوات|تأسس|لا يزال|ولا يزال|تستضيف|ويستضيف|يذكر أن|الشهر الماضي|في (?:كانون|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين)"),
    ),
    "ckb": _Cues(
        discussed=_Cue(
            r"تاوتوێ|باس|یەکلایی|کۆ ?بوو(?:وە|ەوە|نەوە|نه‌وه‌) بۆ |کۆ ?دەب(?:ێتەوە|نەوە) بۆ |کۆ ?بب(?:ێتەوە|نەوە) بۆ |بە ?مەبەستی|گفتوگۆ|قسە|قسه|تەوەر|تەوه‌ر|هەڵسەنگێند|هەڵسەنگاند|تایبەت بوو بە|تایبەت بووە بە|بیروڕا|بیرورا|جەخت|دووپات|دوپات|لەبارەی|له‌باره‌ی|داوا|بەرنامەی|ڕێککەوت|رێککەوت|خرایە ڕوو|خرایە روو|خستە ڕوو|خرانە ڕوو|خرانە روو|خستە روو|ڕۆشنایی|رۆشنایی|بابەت|هەردوولا|هه‌ردوولا|هەردوو لا|گۆڕایەوە|گۆڕدرایەوە|ئاڵوگۆڕی|تیشک|پێداگری|لە دیدار|لە کۆبوونەوە|واژۆ|ئیمزا|یاداشت|وتووێژ|پرس|خرانە بەر|پێشکەش کرد|گەنگەشە|بەحس|دانوستاندن|د هەڤدیتن|لەو دیدار|لەو کۆبوونەوە|ئیدانە|سەرکۆنە|شەرمەزار|بڕیار درا|بڕیاردرا|بڕیاریان دا|هاوڕا ?بوون|دیکەی دیدار|دیکەی کۆبوونەوە|دیکەی ئەو کۆبوونەوە|هەڵسەنگاندن|بەیاننامەیەکی هاوبەش|بەیاننامەی هاوبەش|ڕاگەیەندراوێکی هاوبەش|ڕاگەیەندراوی هاوبەش|ڕاگەیەنراوی هاوبەش"
        ),
        said=_Cue(
            r"گوتی|وتی|سوپاس|ڕایگەیاند|رایگەیاند|دڵخۆش|ئاماژە(?!ی پێ ?نەد)|پیرۆزبایی|ستایش|خۆشحاڵ|نیگەران|بەڵێن|پشتگیر|پشتیوان|هیوا|دەربڕی|دەستخۆش|ئامادەیی|نرخاند|بەرز|لای خۆیەوە|لایخۆیه‌وه|[ڕر]اشی ?گەیاند|داکۆکی|کۆک بوون|خستە بەردەم|خستەبەردەم|شی کرا|شیکرا"
        ),
        earlier=_Cue(r"پانێڵ|شارەزایان|چاودێران|شیکەرەوە|پسپۆڕان|شرۆڤەکار|ساڵی ڕابردوو|ساڵی رابردوو|مانگی ڕابردوو|مانگی رابردوو|هەفتەی ڕابردوو|هەفتەی رابردوو|کۆبووبوو|کردبوو|ناردبوو|کرابوو|\w+بووبوو|\w+دابوو"),
        dated=_Cue(r"ساڵی (?:19|20)\d\d|لە (?:19|20)\d\d|دامەزرا|ساڵانی|یەکەم سەردان"),
        past=re.compile(fold(r"لە ساڵی (?:19|20)\d\d(?:دا|ەوە)?\b|^ساڵی (?:19|20)\d\d\b").text),
        background=re.compile(fold(r"ئەمەش? لە ?کاتێکدا|شایا?ە?نی باسە|جێ(?:گە)?ی باسە|ئەم (?:سەردانە|دیدارە|کۆبوونەوەیە)ش? لە ?کاتێکدا").text),
    ),
    "kmr": _Cues(
        discussed=_Cue(
            r"xalên|babet|zanyarî da|sohbet|her du aliy|her du alî|her du wezîr|her du serok|herdu aliy|herdu alî|herdu wezîr|herdu serok|hevbîr|hemfikir|pêşkêşî|lêkolîn|li ser [^.]{3,60}negihîşt|agahdar|tawtû|dan ber hev|peyiv|ser mase|rawestiyan|gotûbêj|guftûgo|nirxand|dûpat|bal kêş|ronahî xist|rohnî xist|destnîşan|geşedan|gengeşe|hişyarî|axaft|axiv|behs|mijar|tekez|dest nîşan|li ser rewş|danûstand|ber basê|nîqaş|bal kişand|daxwaz|hevdîtin|hevdîtinê|li hev kir|lihev kir|lihevkir|şermezar|lihevkirin|şêwir|rojev|bernameya|tewer|di civînê de|di dîtinê de|bîr û ra|(?:li ser|derbarê|derheq[aê]|sebaret bi) [^.]{3,80}(?:civiya|bicive|bicivin|civîn|rûnişt|rûnin|kom b[iû])|bîrûra|nerîn|pirs|îmze|li gorî peymanê|di peymanê de|vekol|şirove|nêrîn|pêşkêş kir"
        ),
        said=_Cue(
            r"got|da zanîn|dan zanîn|da xuya|dan xuya|pêdivî|hewce|bi bîr xist|binav kir|bi nav kir|spas|sipas|fikar|nîgeran|ragihand|dubare|xweşhal|şanaz|eşkere|aşkere|zelal|diyar kir|pesn|dilxweş|amaje|pîroz|hêvî|piştgir|piştevan|soz|destxweş|kêfxweş|xwest|anî ziman|ragehand|gotiye|nîşan da|bang"
        ),
        earlier=_Cue(r"sala borî|meha borî|hefteya borî|sala par|\w+ibû(?:n)?\b|çûbû|dabû|civiyabû|bûbû"),
        dated=_Cue(r"sala (?:19|20)\d\d|di sal(?!a bê|a pêş|a dahat|a nû)|ji sala|salên|\d{4}(?:an|ê|yan) (?:de|ve)"),
        past=re.compile(fold(r"(?:di|ji) sala (?:19|20)\d\d|di \w+ (?:19|20)\d\d(?:an|ê|yan) de").text),
        background=re.compile(fold(r"ev (?:jî )?di demekê de|hêjayî (?:gotinê|bibîrxistinê)").text),
        praise=re.compile(fold(r"(?:bilind|bi (?:giringî|girîngî|erênî)) (?:di)?nirxand\w*\b(?! û got)|\bpesn\w*|\bpesin\w*").text),  # and says no more
    ),
}  # fmt: skip

# -- the lexicon -------------------------------------------------------------------------------------------------------

_CLITICS = re.compile(r"(?<!\w)(?:[وف]?(?:لل|[بکلس]?ال|[بکل])|[وف])$")


def _begins_word(text: str, start: int, language: str) -> bool:
    if start == 0 or not text[start - 1].isalnum():
        return True
    if language != "ar":
        return False
    return _CLITICS.search(text, max(0, start - 5), start) is not None


@dataclass(frozen=True, slots=True)
class _Book:
    patterns: tuple[Pattern, ...]
    automaton: Any  # the patterns, and behind them the letters of the signs
    cues: _Cues
    signs: tuple[_Sign, ...]
    office_before: re.Pattern[str]
    office_after: re.Pattern[str] | None


@cache
def _book(language: str) -> _Book:
    if language not in LANGUAGES:
        language = "en"
    data = _read()
    unique: dict[str, Pattern] = {}
    rows: list[Pattern] = []
    for pattern in _patterns(data, language):
        key = f"{pattern.text}\0{pattern.topic}"
        if key not in unique:
            unique[key] = pattern
            rows.append(pattern)
    offices = [fold(word).text for word in data["office"][language]]
    names = "|".join(sorted(map(re.escape, offices), key=len, reverse=True))
    # an office, and at most two words between: "Minister of Agriculture and Water Resources", "وزارة التعليم العالي"
    comma = ",?" if language == "en" else ""  # "Minister of Youth, Sports"
    alone = (
        r"(?!n\s)" if language == "kmr" else ""
    )  # "her du wezîran bazirganî gotûbêj kirin": no portfolio behind the oblique plural
    joined = "[وفبلک]{0,2}" if language == "ar" else ""  # "بوزير الكهرباء"
    before = re.compile(
        rf"(?<!\w){joined}(?:{names}){alone}\w*\s+((?:[\w'-]+{comma}\s+){{0,2}})(?:(?:and|و|û)\s+)?(?:the\s+)?(?:anti-)?(?:لل|(?:ال)?[وبلکف]?(?:ال)?)$"
    )
    after = (
        re.compile(
            r"\w*(?: and [\w-]+)?(?: affairs)? (?:forum|conference|summit|border|minist|secretary|committee|department|company|council|adviser|advisor|ambassador|commissioner|chief|officials?\b|envoy|programme|association|chamber|dinner\b|lunch\b|breakfast\b|(?:deputy )?commander|leader\b|front\b|party\b|lawmaker|politician|coordinator|representative|correspondent|specialist|expert)"
        )
        if language == "en"
        else None
    )
    cues = _CUES[language]
    signs = _signs(cues, offices)
    return _Book(
        tuple(rows), AhoCorasick([*(row.text for row in rows), *signs]), cues, tuple(signs.values()), before, after
    )


def _patterns(data: dict[str, Any], language: str) -> Iterator[Pattern]:
    yield from _rows(data["nothing"].get(language, ()), NOTHING, STRONG)
    for topic in data["topic"]:
        yield from _rows(_izafe(topic.get(language, ()), language), topic["id"], STRONG)
        yield from _rows(_izafe(topic.get("weak", {}).get(language, ()), language), topic["id"], WEAK)
    for place in data["place"]:
        yield from _rows(place.get(language, ()), place.get("topic", "regional"), STRONG, place["polity"])


# Kurmanji spellings of one word, each of which stands in some outlet
_TWINS = (("pêşhatên", "pêşhateyên"), ("pêkhatên", "pêkhateyên"), ("pêwendiyên", "peywendiyên"), ("îraq", "êraq"))


def _izafe(words: Iterable[str], language: str) -> Iterator[str]:
    """Kurmanji shortens a final î before an ending: alîkarî, alîkariya; and has words with more than one spelling."""
    for word in words:
        yield word
        if language != "kmr":
            continue
        if word.endswith("î"):
            yield f"{word[:-1]}iy"
        for one, other in _TWINS:
            if one in word:
                yield word.replace(one, other)
            elif other in word:
                yield word.replace(other, one)


def _rows(words: Iterable[str], topic: str, weight: float, polity: str = "") -> Iterator[Pattern]:
    for word in words:
        whole = word.endswith("$")
        yield Pattern(text=fold(word.rstrip("$")).text, topic=topic, weight=weight, whole=whole, polity=polity)
        if word.startswith("ال") and len(word) > 5:  # Arabic writes "ل" and "ال" as "لل"
            text = "ل" + fold(word.rstrip("$")).text[1:]
            yield Pattern(text=text, topic=topic, weight=weight, whole=whole, polity=polity)


@cache
def _read() -> dict[str, Any]:
    """topics.toml, checked: a topic or key that nobody knows is an error that names it."""
    data: dict[str, Any] = rtoml.loads((HERE / "topics.toml").read_text(encoding="utf-8"))
    for topic in data["topic"]:
        if topic["id"] not in TOPICS:
            raise ValueError(f"topics.toml: no such topic: {topic['id']!r}")
        if unknown := set(topic) - {"id", "weak", *LANGUAGES}:
            raise ValueError(f"topics.toml: topic {topic['id']!r} has unknown keys {sorted(unknown)}")
        if unknown := set(topic.get("weak", {})) - set(LANGUAGES):
            raise ValueError(f"topics.toml: topic {topic['id']!r} has unknown languages {sorted(unknown)} under weak")
    for place in data["place"]:
        if place.get("topic", "regional") not in TOPICS:
            raise ValueError(f"topics.toml: no such topic: {place['topic']!r}")
        if unknown := set(place) - {"polity", "topic", *LANGUAGES}:
            raise ValueError(f"topics.toml: place {place.get('polity')!r} has unknown keys {sorted(unknown)}")
    return data
