"""The clause of a sentence that tells of another leg of a journey than the rest of it: "arrived in Doha on Monday after talks in Kuwait on Sunday
with B", "met A in Baghdad on Sunday before travelling to Erbil, where he was received by B on Monday"."""

from typing import NamedTuple

from worker.classify.lexicon import mark
from worker.classify.text import Sentence
from worker.classify.told import TALK, Event, Told

_ARRIVES = {
    "en": frozenset(
        ["arrived", "arrives", "arriving", "landed", "lands", "flew", "flies", "reached", "reaches", "traveled", "travelled", "travels", "headed", "came",
         "went", "returned", "visited", "visiting"]
    ),
    "ar": frozenset(["وصل", "وصلت", "یصل", "تصل", "وصول", "توجه", "توجهت", "عاد", "عادت", "زار", "زارت", "انتقل", "انتقلت"]),
    "ckb": frozenset(["گهیشته", "گهیشتنه", "گهیشتووهته", "گهشته", "هاته", "چووه", "چوونه"]),
    "kmr": frozenset(["gihîşt", "gihîşte", "gihîştin", "gihîştine", "gehişt", "gehîşt", "hat", "hate", "çû", "çûn", "giha", "serdana"]),
}  # fmt: skip
_AFTER = {
    "en": frozenset(["after", "following", "having"]),
    "ar": frozenset(["بعد", "عقب", "اثر", "غداه"]),
    "ckb": frozenset(["دوای", "پاش"]),
    "kmr": frozenset(["piştî", "pişt"]),
}
_MAKES = frozenset(["اجری", "اجرت", "قام", "قامت", "بدا", "بدات"])  # folded: a visit, behind "after his visit to"
_HOURS = frozenset(
    ["ظهر", "الظهر", "غد", "منتصف", "نیوهرو", "نیوهروی", "نیوهروژ", "nîvro", "nîvroyê", "nîvroya"]
)  # behind "after"
_ONE_DAY = {
    "en": (["a", "day"], ["one", "day"]),
    "ar": (["بیوم", "من"],),
    "ckb": (["به", "روژیک"], ["روژیک"]),
    "kmr": (["rojek"], ["rojekê"], ["rojekî"]),
}  # before "after"
_CAME_FROM = frozenset(["قادما", "قادمه", "قادمین", "اتیا", "اتیه"])
_BEGAN = frozenset(["began", "started", "opened", "بداها", "بداتها", "استهلها", "استهلتها"])
_THERE = frozenset(["حیث", "التی", "بعد", "لهوی", "wir", "wira"])
_WHO = frozenset(["الذی", "التی"])
_MET = frozenset(["التقی", "التقت", "استقبل", "استقبلت", "اجتمع", "اجتمعت", "اجری", "اجرت"])
_ON_THE_WAY = frozenset(
    ["travelling", "traveling", "flying", "heading", "going", "leaving", "departing", "moving", "continuing", "یتوجه", "تتوجه", "ینتقل", "تنتقل", "یصل",
     "تصل", "یغادر", "تغادر", "یزور", "تزور"]
)  # fmt: skip
_AND = frozenset(["and", "û", "و"])
_COMMAS = frozenset([",", "،"])
_CUES = mark("cue")
# one of these stands in every sentence with such a clause
_TURNS = {
    "en": _AFTER["en"] | _BEGAN | {"before", "where"},
    "ar": _AFTER["ar"] | _BEGAN | _CAME_FROM | _WHO | {"قبل", "علی"},
    "ckb": _AFTER["ckb"] | {"لهوی"},
    "kmr": _AFTER["kmr"] | {"wir", "wira"},
}
_OPENS = (
    _WHO | _CAME_FROM | _BEGAN | {"before", "قبل", "علی", "from", "that", "which", "که", "ku"}.union(*_AFTER.values())
)


class Leg(NamedTuple):
    """The tokens of the clause, by how many days it lies off the rest where its words count them ("a day after meeting B": -1), and whether it is
    the later of the two."""

    tokens: range
    turn: int = 0
    later: bool = False


def leg_of(s: Sentence, language: str) -> Leg | None:
    """The clause of another leg, before or behind what the rest of a sentence tells; None where it tells of one only."""
    if _TURNS[language].isdisjoint(s.words):
        return None
    cues = s.those(_CUES)
    told = cues[-1].start if cues else -1
    arrives = next(
        (n for n, w in enumerate(s.words) if w in _ARRIVES[language] and not (w == "hat" and _passive(s.words, n))),
        len(s.words),
    )
    opens = next((n for n, w in enumerate(s.words) if w in _OPENS and _opens(s, n, language, told, arrives)), None)
    if opens is None:
        return None
    if s.words[opens] in ("که", "ku") and not any(w == "ji" or w.endswith("هوه") for w in s.words[:arrives]):
        return None  # "ji Kuweytê gihîşt Dohayê, ku li wir ...": there is where he came from, if that is told
    if opens == 0:
        at = arrives if arrives < len(s.words) else 0
        at = next((n for n in range(1, at) if s.words[n] in _MAKES), at)
        commas = [n for n in range(1, at) if s.words[n] in _COMMAS]
        if (
            language == "ckb"
            and len(commas) > 1
            and (office := s.at[commas[-1] + 1]) is not None
            and office.has("office")
        ):
            commas.pop()  # "..., NAME, OFFICE arrived"
        return Leg(range(commas[-1])) if commas else None
    if s.words[opens] in _WHO:
        ends = next((n for n in range(opens + 3, len(s.words)) if s.words[n] in _COMMAS), None)
        further = ends is not None and (told > ends or (bool(cues) and cues[0].end <= opens))
        return Leg(range(opens, ends)) if ends is not None and further else None
    tokens = range(opens, _ends(s, opens))
    if s.words[opens] in ("before", "قبل", "علی"):
        return Leg(tokens, later=True)
    back = next((len(day) for day in _ONE_DAY[language] if s.words[opens - len(day) : opens] == day), 0)
    if back or s.words[opens] == "غداه":
        return Leg(range(opens - back, tokens.stop), -1)
    return Leg(tokens) if arrives < opens else None  # "met B after talks with A"


def _passive(words: list[str], n: int) -> bool:
    """Kurmanji: "pêk hat", "daxuyaniyek hat weşandin": nobody came."""
    return words[n - 1] == "pêk" or (words[n + 1 : n + 2] != [] and words[n + 1].endswith("in"))


def _opens(s: Sentence, n: int, language: str, told: int, arrives: int) -> bool:
    """Whether the clause begins with this token; `told` is where the last word of meeting stands, `arrives` the first of an arrival."""
    word, behind = s.words[n], s.words[n + 1 : n + 9]
    if word in _AFTER[language]:
        return told >= n and _HOURS.isdisjoint(behind[:1])
    if word in ("before", "قبل"):
        there = "where" if word == "before" else "حیث"
        return not _ON_THE_WAY.isdisjoint(behind[:2]) and there in behind
    if word == "علی":  # "يلتقي A، على أن يزور أربيل غدا ويجتمع بـB"
        return behind[:1] == ["ان"] and told > n and not _ON_THE_WAY.isdisjoint(behind[1:2])
    if word == "from":
        return "where" in behind[:4]
    if word in ("that", "which"):
        return not _BEGAN.isdisjoint(behind[:2])
    if word in ("که", "ku"):
        return arrives < n and not _THERE.isdisjoint(behind[:6])
    if language != "ar":
        return False
    if word in _WHO:  # "who had met B in Baghdad, held talks with C in Erbil"
        return s.words[n - 1] in _COMMAS and not _MET.isdisjoint(behind[: 1 + 2 * (behind[1:2] == ["قد"])])
    return word in _BEGAN or (word in _CAME_FROM and not _THERE.isdisjoint(behind[:6]))


def _ends(s: Sentence, opens: int) -> int:
    """Where it ends: at "and" with another verb behind it, else with the sentence."""
    for n in range(opens + 3, len(s.words) - 1):
        word = s.words[n]
        goes_on = word in _AND or (word in _COMMAS and s.words[n + 1].startswith("و"))
        if goes_on and (item := s.at[n + 1]) is not None and item.has("cue") is not None:
            return n
    return len(s.words)


def of_the_leg(event: Event, told: Told, leg: Leg) -> bool:
    """Whether what a sentence tells of a meeting stands in that clause: one of its sides, and a word of meeting or talk."""
    if all(i.start not in leg.tokens for i, c in told.cues if c.kind in TALK or c.kind == "noun"):
        return False
    return any(r.start in leg.tokens for r in told.mains if r.entity in event.persons)
