"""What a meeting was about: which sentences tell of its talks, and not of others', and their topics."""

import itertools
import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from storage.records import Status
from worker.classify.fold import fold
from worker.classify.meetings import Judge
from worker.classify.text import LEAD, SIDE, TITLE, Document, Sentence
from worker.classify.told import Event, Told
from worker.classify.topics import Topic, find_topics, topics_of
from worker.classify.who import Reader, Ref
from worker.knowledge.load import Knowledge

_NO_STATE = frozenset(["party-leader", "deputy-party-leader", "military-commander", "head", "other", "member", None])
_HE = frozenset(["he", "she", "his", "her"])
# folded; without one of these none of the phrases is there
_MEETINGS = re.compile("meetings|talks|دیدار|کوبوونهوه|ههردوو|اللقاء|الاجتماع|hevdîtin|civîn|kombûn")
_TOWNS = ("capital", "city", "town")
_TURNS = re.compile("، (?=(?:قبل ان|فیما|بینما|فی حین|اما|کما) )")  # folded: words that turn to another
# "In both meetings they discussed ..."
_OF_BOTH = re.compile(
    "|".join(
        fold(w).text
        for w in (
            "هەردوو دیدار",
            "هەردوو کۆبوونەوە",
            "هەردوو پەیوەندی",
            "هەردوو گفتوگۆ",
            "هەردوو دانیشتن",
            "هەر سێ دیدار",
            "هەرسێ دیدار",
            "هەر سێ کۆبوونەوە",
            "هەرسێ کۆبوونەوە",
            "دیدارەکاندا",
            "کۆبوونەوەکاندا",
            "تناولت اللقاءات",
            "اللقاءات تناولت",
            "خلال اللقاءات",
            "في اللقاءات",
            "تمحورت اللقاءات",
            "ناقشت اللقاءات",
            "اللقاءين",
            "اللقاءان",
            "الاجتماعين",
            "الاجتماعان",
            "خلال الاجتماعات",
            "تناولت الاجتماعات",
        )
    )
    + "|her ?du (?:hevdîtin|civîn|kombûn|rûniştin)|di hevdîtinan de|di civînan de|hevdîtinên xwe de"
    + r"|\b(?:both|all|all the|all these|in the|during the|during these|in these) (?:meetings|talks)\b|\b(?:themes?|topics?|focus|agenda) of (?:[\w'-]+ ){0,3}(?:meetings|talks)\b|\bthe meetings (?:dealt|focus|discuss|cover|review|cent|touch|also)"
)
_NOBODY: frozenset[int] = frozenset()
_GOES_ON = frozenset(["the", "they", "both", "he", "she", "it", "in", "during", "also"])  # a paragraph, without a name
_ORDINAL = re.compile(r"\b(first|former|second|latter|third) (?:meeting|session|stop|conversation|call)\b")
_THAT = re.compile(r"\bthat (?:meeting|session|call|conversation)\b")
_NUMBERS = {"first": 0, "former": 0, "second": 1, "latter": 1, "third": 2}
_SAME = re.compile(r"\bthe same (?:developments|topics?|issues?|subjects?|matters?|files?|questions?|points)\b")
_UNKNOWN = frozenset([-1])  # a reference to nobody whom the entry names


def _tells_the_matter(s: Sentence) -> bool:
    """Arabic: "تسلم A رسالة من B تتعلق بمكافحة الإرهاب": what the meeting told below is about."""
    words = s.words
    return (
        s.zone == LEAD
        and "رساله" in words
        and any(w.startswith(("تتعلق", "تتصل", "تتضمن", "تضمنت", "تناولت")) for w in words)
    )


class TalkReader:
    """Tells the topics of the meetings of one entry, which is asked in their order."""

    def __init__(self, knowledge: Knowledge, doc: Document, reader: Reader, judge: Judge) -> None:
        self.k = knowledge
        self.doc = doc
        self.reader = reader
        self.judge = judge
        self.before: list[str] = []  # topics of the meeting before
        self.of_both: set[int] | None = None

    def topics(
        self, event: Event, polities: Sequence[str], city: str | None
    ) -> tuple[list[str], list[tuple[Topic, Sentence | None]]]:
        """The topics of a meeting between these polities in that city, and those found in its own sentences; None stands for the headline."""
        first_told = self._first_told(event)  # "met A and, separately, B": two meetings told at once
        twins = [e for e in self.judge.kept if e is event or self._first_told(e) is first_told]
        own = {t.s.index for e in twins for t in e.told}
        chosen = self._sentences(event, twins, own, city)
        texts = self._texts(chosen, event, twins)
        found = topics_of(
            self._title(event),
            texts,
            self.doc.language,
            polities=self._at_table(polities, twins),
            lead=next((i for i, s in enumerate(chosen) if s.index in own or _tells_the_matter(s)), 0),
            own=self._naming(chosen, event),
            called_off=event.status is Status.CANCELLED,
        )
        topics = [t.id for t in found]
        if self.before and any(_SAME.search(text) for text in texts):  # "discussed the same developments with"
            topics += [t for t in self.before if t not in topics]
        self.before = topics
        return topics, [(t, chosen[t.sentence] if 0 <= t.sentence < len(chosen) else None) for t in found]

    @staticmethod
    def _first_told(event: Event) -> Told:
        return next((t for t in event.told if t.s.zone != TITLE), event.told[0])

    def _at_table(self, polities: Sequence[str], twins: Sequence[Event]) -> list[str]:
        """Whose countries are no topic: those of this meeting and of the ones told with it."""
        people = (self.reader.entities[i].polity or "" for e in twins for i in e.persons)
        table = list({*polities, *people})
        return self._states(table, twins) if self.doc.language == "kmr" else table

    def _states(self, polities: list[str], events: Sequence[Event]) -> list[str]:
        """Those of `polities` for which a state speaks: of Syria with the Syrian Democratic Forces is of the region."""
        people = [self.reader.entities[i] for e in events for i in e.persons]
        spoken = {e.polity for e in people if e.office not in _NO_STATE}
        return [p for p in polities if p in spoken or p in ("IQ", "IQ-KR")]

    def _naming(self, chosen: Sequence[Sentence], event: Event) -> set[int]:
        """Which of these sentences name somebody at the table."""
        return {
            n
            for n, s in enumerate(chosen)
            if (refs := self.reader.refs.get(s.index)) and any(r.entity in event.persons for r in refs)
        }

    # -- which sentences -----------------------------------------------------------------------------------------------

    def _sentences(
        self, event: Event, twins: Sequence[Event], own: AbstractSet[int], city: str | None
    ) -> list[Sentence]:
        """The sentences that tell of the talks of a meeting, in the order of the text.

        From a sentence of the meeting or its twins (`own`) on all belong to it, up to one of another meeting, but for what somebody did who
        was not there.
        """
        several = self.doc.language == "ar" and len(self.judge.kept) > 1
        english = self.doc.language == "en" and len(self.judge.kept) > 1
        separately = english and len(twins) > 1
        mine = {t.s.index for t in event.told}
        others = {t.s.index for e in self.judge.kept if all(e is not one for one in twins) for t in e.told}
        announced = self._announced(others) if event.status is Status.PLANNED else _NOBODY
        current = self._opens_with_talks(event)
        away = False  # with somebody who was not there
        turned = -1  # paragraph in which the text has turned to a twin
        chosen: list[Sentence] = []
        for s in self.doc.sentences:
            if s.zone in (SIDE, TITLE):
                continue
            if several and city and self._told_from(s) not in (None, city):
                continue  # "وفي أربيل، تناول اللقاء ...": of the other meeting
            refs = self.reader.refs.get(s.index)
            everyone = {r.entity for r in refs} if refs else _NOBODY
            absent = everyone - event.persons.keys() if refs else _NOBODY
            if absent and len(twins) > 1 and s.index not in mine and self._of_twin(event, twins, everyone):
                turned = s.paragraph
                continue  # of the other meeting that the same sentence told of
            if separately:
                if turned == s.paragraph and s.index not in mine and s.words[0] in _GOES_ON and not absent - _UNKNOWN:
                    continue  # "The two also discussed ..."
                turned = -1
                if self._of_other_in_order(s, event, twins):
                    continue
            if absent and len(absent) == len(everyone) and self._of_the_absent(s, absent, own):
                away = True
                continue
            if away and not everyone and s.index not in own and s.words[0] in _HE:
                continue
            away = False
            if s.index in own:
                current = True
            elif s.index in others or s.index in self.judge.private:
                current = False
            if english and len(twins) == 1 and self._of_other_in_turn(s, event):
                continue
            # what an announced visit is about is the matter of all its meetings
            of_visit = s.index in announced and s.index not in own and not absent - _UNKNOWN
            if of_visit or current or (others and s.index in self._of_both()):
                chosen.append(s)
        return chosen

    def _announced(self, others: AbstractSet[int]) -> set[int]:
        """The sentences that announce a visit with several meetings, of which `others` tell of other meetings than this one."""
        kept = self.judge.kept
        announced = {t.s.index for e in kept if e.status is Status.PLANNED for t in e.told} & others
        if any(e.status is not Status.PLANNED for e in kept):
            return announced
        announced |= {s.index for s in self.doc.sentences if s.zone == LEAD}
        announced |= {t.s.index for t in self.judge.told if t.status is Status.PLANNED and t.cues and not t.skip}
        if self.doc.language == "ar":  # "its talks will deal with ...", ahead of whom the guest will meet
            first = min((t.s.index for e in kept for t in e.told if t.s.zone != TITLE), default=0)
            announced |= {s.index for s in self.doc.sentences[:first] if s.zone not in (SIDE, TITLE)}
        return announced

    def _opens_with_talks(self, event: Event) -> bool:
        """Whether what was said at the only meeting stands before it: "... at his reception of", "ئەمە لە میانی پێشوازیکردنیدا هات لە"."""
        if len(self.judge.kept) != 1 and not (self.doc.language == "ar" and event is self.judge.kept[0]):
            return False
        opening = next((t.s.words for t in event.told if t.s.zone != TITLE), None)
        if opening is None:
            return False
        if self.doc.language == "ar" and any(map(_tells_the_matter, self.doc.sentences)):
            return True
        if opening[0].lstrip("و") in ("جاء", "جاءت"):  # "جاء ذلك خلال لقائه ..."
            return bool({"ذلک", "هذا", "تصریحات", "الاتفاق", "الاعلان"} & set(opening[1:3]))
        if "الرساله" in opening[1:4]:  # "تسلم A رسالة من B تتعلق بـ... ونقل الرسالة C خلال لقاء"
            return opening[0].lstrip("و") in ("نقل", "نقلت", "سلم", "سلمت", "قام", "قامت")
        return opening[:2] == ["this", "came"] or (opening[0] == "یهمه" and "هات" in opening)

    def _of_twin(self, event: Event, twins: Sequence[Event], everyone: AbstractSet[int]) -> bool:
        """Whether one of these people was at the other meeting that the same sentence told of, and not at this one; in Kurmanji none is
        there who was only at this."""
        absent = everyone - event.persons.keys()
        if not any(absent & e.persons.keys() for e in twins):
            return False
        shared = {i for e in twins if e is not event for i in e.persons}
        return self.doc.language != "kmr" or not (event.persons.keys() - shared) & everyone

    def _of_the_absent(self, s: Sentence, absent: AbstractSet[int], own: AbstractSet[int]) -> bool:
        """Whether a sentence tells what somebody did who was not there; a spokesman tells of it."""
        speech = self.doc.language == "ar" and s.words[0].lstrip("و") == "القی"
        if self.doc.language == "ckb" or (s.index in own and not speech):
            return False
        named = [self.reader.entities[i] for i in absent if i >= 0]
        return any(e.office not in (None, "spokesperson") and e.full for e in named)

    def _guests_in_order(self, s: Sentence, twins: Sequence[Event]) -> list[tuple[Ref, Event]]:
        """Where a sentence names the guest that only this meeting has, for each meeting it tells of; none where one lacks its own."""
        found: list[tuple[Ref, Event]] = []
        for e in twins:
            shared = {i for o in twins if o is not e for i in o.persons}
            ref = next(
                (r for r in self.reader.refs.get(s.index, ()) if r.entity in e.persons and r.entity not in shared), None
            )
            if ref is None:
                return []
            found.append((ref, e))
        return sorted(found, key=lambda pair: pair[0].start)

    def _of_other_in_order(self, s: Sentence, event: Event, twins: Sequence[Event]) -> bool:
        """ "Oil was on the agenda of the second meeting": not of the first."""
        said = _ORDINAL.search(self.doc.text_of(s))
        if said is None:
            return False
        guests = self._guests_in_order(self._first_told(event).s, twins)
        number = _NUMBERS[said[1]]
        return number < len(guests) and guests[number][1] is not event

    def _of_other_in_turn(self, s: Sentence, event: Event) -> bool:
        """ "Oil was on the agenda of the second meeting", told after the sentences of both; "asylum tops the agenda for that meeting": of
        the one told last."""
        text = self.doc.text_of(s)
        kept = self.judge.kept
        said = _ORDINAL.search(text)
        if said is not None:
            return len(kept) == 2 and kept[_NUMBERS[said[1]] % 2] is not event
        if _THAT.search(text) is None:
            return False
        told = [(t.s.index, e) for e in kept for t in e.told if t.s.index < s.index and t.s.zone != TITLE]
        last = max((index for index, _ in told), default=-1)
        return last >= 0 and all(e is not event for index, e in told if index == last)

    def _of_both(self) -> set[int]:
        """ "In both meetings they discussed ...": the sentences that tell of several."""
        if self.of_both is None:
            texts = ((s.index, self.doc.text_of(s)) for s in self.doc.sentences if s.zone not in (SIDE, TITLE))
            self.of_both = {index for index, text in texts if _MEETINGS.search(text) and _OF_BOTH.search(text)}
        return self.of_both

    def _told_from(self, s: Sentence) -> str | None:
        """Arabic: the city that opens a sentence: "وفي أربيل، ..."."""
        item = s.item(1) if s.words[0] in ("فی", "وفی") else None
        place = item.has("place") if item is not None else None
        return self.k.places[place].name if place is not None and self.k.places[place].kind in _TOWNS else None

    # -- which part of them --------------------------------------------------------------------------------------------

    def _title(self, event: Event) -> str:
        """The headline without names; "" where it is not of this meeting alone, or gives only the reason why it was called off."""
        if len(self.judge.kept) > 1:
            return ""
        storm = self.doc.language == "en" and event.status is Status.CANCELLED  # "Dust storm keeps the general away"
        if storm and not any(t.cues for t in self.judge.told if t.s.zone == TITLE):
            return ""
        return " ".join(self._nameless(s) for s in self.doc.sentences if s.zone == TITLE)

    def _texts(self, chosen: Sequence[Sentence], event: Event, twins: Sequence[Event]) -> list[str]:
        """The text of each sentence, names and what is of other meetings blotted out."""
        texts = [self._nameless(s) for s in chosen]
        if self.doc.language == "en" and len(twins) > 1 and (first := self._first_told(event).s) in chosen:
            at = chosen.index(first)
            texts[at] = self._own_part(first, texts[at], event, twins)
        if self.doc.language == "ar" and len(self.judge.kept) > 1:
            texts = [self._own_clauses(s, text, event) for s, text in zip(chosen, texts, strict=True)]
        return texts

    def _nameless(self, s: Sentence) -> str:
        """The text of a sentence, officials' names blotted out: "Christian" is no topic where it is a first name. In Arabic with
        the office before the name: "قائد قوات التحالف في العراق وسوريا NAME"."""
        text = self.doc.text_of(s)
        for ref in self.reader.refs.get(s.index, ()):
            if ref.name is not None and ref.entity >= 0 and self.reader.entities[ref.entity].office:
                first = ref.start if self.doc.language == "ar" and ref.name[0] > ref.start else ref.name[0]
                start, end = s.spans[first][0] - s.start, s.spans[ref.name[1] - 1][1] - s.start
                text = _blotted(text, start, end)
        return text

    def _own_part(self, s: Sentence, text: str, event: Event, twins: Sequence[Event]) -> str:
        """ "Met A, with whom he reviewed the budget, and later B": what stands between two guests is of the first, and then what stands behind
        the last is of the last; the others' parts are blotted out."""
        guests = self._guests_in_order(s, twins)
        if not guests:
            return text
        ends = [s.spans[ref.end - 1][1] - s.start for ref, _ in guests]
        begins = [s.spans[ref.start][0] - s.start for ref, _ in guests]
        parts = list(zip(ends, [*begins[1:], len(text)], strict=True))
        if not any(find_topics(text[start:end], self.doc.language) for start, end in parts[:-1]):
            return text
        for (_, e), (start, end) in zip(guests, parts, strict=True):
            if e is not event and start < end:
                text = _blotted(text, start, end)
        return text

    def _own_clauses(self, s: Sentence, text: str, event: Event) -> str:
        """Arabic: "وبحث مع A ...، فيما تركز اللقاء مع B على ...": the clauses that name only guests of other meetings are blotted out."""
        refs = self.reader.refs.get(s.index)
        if not refs or not (turns := [m.start() for m in _TURNS.finditer(text)]):
            return text
        others = {i for e in self.judge.kept if e is not event for i in e.persons} - event.persons.keys()
        shared = {i for e in self.judge.kept if e is not event for i in e.persons}
        own = event.persons.keys() - shared
        for start, end in itertools.pairwise([0, *turns, len(text)]):
            named = {r.entity for r in refs if start <= s.spans[r.start][0] - s.start < end}
            if named & others and not named & own:
                text = _blotted(text, start, end)
        return text


def _blotted(text: str, start: int, end: int) -> str:
    """The text with a part made unreadable, of the same length."""
    return f"{text[:start]}{'_' * (end - start)}{text[end:]}"
