"""Whether a word of meeting reports one where it stands: verbs that are nouns elsewhere, what was not done, what is only thought of."""

import itertools
import re
from collections.abc import Sequence

from worker.classify.lexicon import Item, mark
from worker.classify.parts import is_somebodys_visit, on_that_visit
from worker.classify.sides import SideReader
from worker.classify.text import BODY, LEAD, TITLE, Sentence, begins
from worker.classify.told import STRONG
from worker.knowledge.load import Cue

_FIRST = frozenset(["i", "we", "our", "us", "my", "em", "me", "ez", "min", "ییمه", "من"])
_WHOSE_VISIT = frozenset(
    ["bo", "ji", "li", "ya", "yê", "ber", "بو", "له", "یی"]
)  # "serdana X bo Y": X's visit, not one to X
_GLAD = ("kêfxweş", "xweşhal", "dilxweş", "şanaz", "spas", "sipas", "pêzanîn")
_SPOKEN_OF = (
    "encam",
    "îhtimal",
    "egera",
    "pirsa",
    "şayîa",
    "gotegot",
)  # folded: results of a meeting, whether there will be one
_DECIDED = (
    "biryar",
    "pêşniyar",
    "pêşniyaz",
    "daxwaz",
    "qanûn",
    "yasa",
    "peyman",
    "rêkeftin",
    "lêborîn",
    "îstifa",
    "proje",
    "şert",
    "rapor",
    "bûdçe",
    "destûr",
    "bername",
)  # folded: what is accepted is no guest
_SPOKE = ("axiv", "peyiv")
_PODIUMS = ("lûtke", "forum", "konferans", "korbend", "kongre", "panel", "merasîm", "rêûresm")
_PRESS = ("rojnamevan", "rojnameger", "çapemen", "medya", "peyamnêr", "nûçegihan")
_WITH_WHOM = frozenset(["re", "ligel", "gel", "digel", "telefonê", "tilefonê", "têlefonê", "telefonî", "hev"])
_DONE_WELL = (
    "gav",
    "pêngav",
    "destnîşankirin",
    "hilbijartin",
    "agirbest",
    "helwest",
    "daxuyan",
    "hewldan",
    "hewildan",
    "encam",
    "destpêşxer",
)  # folded
_PAID = frozenset(["kir", "kirin", "kiriye", "dike", "bike", "کرد", "کردن", "کردووه", "دهکات", "بکات"])
HAD = frozenset(["کان", "وکان", "کانت", "وکانت"])  # folded, before "قد" and a verb
_MEETINGS = ("کوبوونهوه", "کوبونهوه", "دیدار")  # folded
CALLS_AT = frozenset(["زار", "زارت", "یزور", "تزور"])
_AND_A_DAY = frozenset(["،", ",", "الیوم", "یوم", "امس", "مساء", "صباح", "ظهر"])  # folded: between subject and object
_CONDITION = frozenset(["یهگهر", "یایا"])  # Sorani, folded: if, whether
_MEETINGS_HELD = ("کوبوونهوه", "کوبونهوه", "دیدار", "دانیشتن")  # folded
_WAS_HELD = frozenset(
    ["یهنجامدرا", "بهریوهچوو", "گریدرا", "بهسترا", "سازدرا", "سازکرا", "ریکخرا"]
)  # folded: of a meeting
_HELD_IT = ("یهنجام", "کرد", "سازدا", "ساز", "بهست")  # folded: held, of a meeting
_READ_OUT = frozenset(["پیشکهش", "پیشکیش", "پیشکهشکرد", "پیشکیشکرد", "خویندهوه"])  # folded: how a speech is given
_THE_SAME = ("هکه", "هکهدا")  # folded: of the ceremony that was told of before
_SIGNED = ("واژو", "ییمزا")  # folded
_INFINITIVE = ("کردن", "کردنی")
_DOINGS = tuple(
    stem + end
    for stem in ("کردن", "بوون", "چوون", "دان", "دانان", "هینان", "گرتن", "گهیشتن", "خستن", "کهوتن")
    for end in ("ی", "هوهی")
)  # Sorani, folded
_AT_HOME = ("مکتب", "منزل", "مقر", "دیوان", "دار", "قصر", "مبنی")
_PROTOCOL = frozenset(["مدیر", "مدیره", "رییس", "رییسه", "دایره", "قسم", "مسوول", "مدیریه"])
_IN_A_SPEECH = frozenset(
    ["وتهیهکدا", "وتاریکدا", "گوتهیهکدا", "وتهکهیدا", "وتارهکهیدا", "گوتارهکهیدا", "گوتاریکدا"]
)  # folded
_CUES = mark("cue")
_COMPANY = mark("word:company")
_LED = mark("word:led", "word:presence")
# English: what is welcomed in words alone
_DEEDS = frozenset(
    ["step", "move", "decision", "initiative", "statement", "announcement", "agreement", "deal", "news", "outcome", "ruling", "remarks", "proposal", "plan", "ceasefire", "truce", "verdict", "measure", "resolution", "call", "gesture"]
)  # fmt: skip
# English: what somebody did is told behind these in the pluperfect
_SAID_THAT = frozenset(["said", "says", "announced", "confirmed", "revealed", "reported", "added", "stated", "disclosed", "wrote", "tweeted", "posted"])  # fmt: skip
_OFFICES_SAY = frozenset(["statement", "office", "spokesman", "spokeswoman", "spokesperson", "readout", "communique", "presidency", "ministry"])  # fmt: skip
# English: what a guest is given
_GIVEN_TO_HIM = frozenset(["reception", "welcome", "hospitality", "support", "aid", "assistance", "help", "award", "honour", "honor", "treatment"])  # fmt: skip
# English: what outlets receive, and how they are called
_PAPERS = frozenset(["statement", "copy", "release", "readout", "communique", "report", "text", "letter"])
_AGENCIES = frozenset(["agency", "news", "newspaper", "channel", "correspondent"])
# English: verbs that hold a meeting, and what may stand between them and it
_HAS = frozenset(["had", "have", "has", "having"])
_HOLDS = _HAS | {"held", "hold", "holds", "holding", "conducted", "conducts", "conduct"}
SOME = frozenset(["a", "an", "another", "two", "three", "four", "several", "separate", "bilateral", "brief", "further", "more", "numerous", "virtual"])  # fmt: skip
_JOINS = frozenset(
    ["in", "on", "at", "of", "for", "to", "from", "by", "with", "that", "which", "who", "before", "after", "during", "attended", "no", "any", "not", ".", ";", ":", '"']
)  # fmt: skip
_NOT_YET = frozenset(["should", "would", "could", "may", "might", "must", "can", "not", "never", "refused", "declined", "hopes", "hoped", "wants", "wanted", "wishes", "ready", "willing", "asked", "urged", "failed", "unable", "reluctant", "unwilling"])  # fmt: skip
_REFUSED = frozenset(
    ["refused", "refuses", "declined", "declines", "failed", "unable", "reluctant", "unwilling", "not"]
)  # "to"
_PLANS = frozenset(["plan", "plans", "intention", "intentions"])
_WITHOUT = {
    "ckb": frozenset([("بهبی", "یهوهی"), ("بی", "یهوهی")]),
    "kmr": frozenset([("bêyî", "ku"), ("bê", "ku"), ("bêyî", "ko")]),
}  # folded
_REFUSED_AR = frozenset(["رفض", "رفضت", "یرفض", "ترفض"])  # folded
_REFUSED_CKB = frozenset(
    ["رهتیکردهوه", "رهتیکردووهتهوه", "رهتدهکاتهوه", "نایهویت", "نایانهویت", "نهیویست", "نهیانویست"]
)  # folded
_MAY_MEET, _MAY_DO = (
    ("کوبب", "کوبی", "کوبن", "ببین", "دابنیش"),
    frozenset(["بکات", "بکهن", "ببیت", "ببن", "بکهویت"]),
)  # folded
_REFUSED_IN_TWO = frozenset([("رهتی", "کردهوه"), ("رهت", "دهکاتهوه"), ("رازی", "نهبوو"), ("رازی", "نییه"), ("یاماده", "نهبوو"), ("یاماده", "نییه")])  # fmt: skip
_WHAT_IS_REFUSED = frozenset(["لقاء", "مقابله", "استقبال", "الاجتماع"])  # folded
# English: an earlier leg of the visit that is told of
DAY_EARLIER = re.compile(
    r"\b(?:(?:a|one|two|three) days? (?:earlier|before)|the day before|the previous (?:day|evening)|earlier (?:in the day|on|that day|the same day)|hours earlier|in the morning|yesterday)\b"
)
_TO_BE_YET = frozenset(["will", "would", "is", "are", "had", "planned", "scheduled", "cancelled", "postponed", "last", "ago", "put", "called"])  # fmt: skip
_JOURNEYS = frozenset(["visit", "trip", "tour", "stop", "stay", "journey", "stopover"])
_TRAVELLED = frozenset(["travelled", "traveled", "flew", "came", "drove"])
# English: what lists meetings to come, and how
_AGENDAS = frozenset(["agenda", "programme", "program", "schedule", "itinerary", "diary"])
_INCLUDES = frozenset(["includes", "include", "foresees", "features", "lists", "comprises"])
_KINDS_OF_TALKS = frozenset(["the", "planned", "working", "private", "official", "one-on-one", "closed", "also"])
_MEETING_NOUNS = ("meeting", "talks", "discussion", "conversation")
_AUXILIARIES = frozenset(["has", "have", "had", "did", "does", "do", "was", "were"])
_TO_BE = frozenset(["is", "are", "be", "will", "would", "could", "can", "may", "might", "should"])


class GrammarReader(SideReader):
    """Asks of each word of meeting whether it is one here."""

    def _spoke_there(self, s: Sentence, item: Item) -> bool:
        """ "arrived in Tehran, where he spoke with his counterpart": face to face, unlike who merely "spoke with" somebody."""
        came = any(
            (number := i.has("cue")) is not None and self.frames[int(number)].kind == "visit"
            for i in s.items
            if i.end <= item.start
        )
        return came or "where" in s.words[max(0, item.start - 3) : item.start]

    def _went_to(self, s: Sentence, item: Item) -> bool:
        """ "Visited the consulate to meet the consul": gone there already."""
        if self.lang != "en" or s.words[item.start : item.start + 1] != ["to"]:
            return False
        if not _TRAVELLED.isdisjoint(s.words[: item.start]) and ("the", "two") in itertools.pairwise(
            s.words[item.end :]
        ):
            return True  # "travelled from Erbil to meet him, and the two talked for an hour"
        return any(w in ("visited", "hosted", "convened") for w in s.words[: item.start])

    def _is_pronoun(self, s: Sentence, item: Item) -> bool:
        """Kurmanji "wê" is a particle of the future and also "her", "that"."""
        if self.lang != "kmr" or item.end - item.start > 1 or s.words[item.start] != "wê":
            return False
        after = s.words[item.end] if item.end < len(s.words) else ""
        before = s.words[item.start - 1] if item.start else ""
        return (
            after in ("yê", "ya", "yên", "de", "re", "ve", "dê", "û", "jî", ",")
            or before
            in (
                "bi",
                "ji",
                "li",
                "di",
                "bo",
                "gel",
            )
            or before.endswith("iya")
        )

    def _visits_person(self, s: Sentence, item: Item) -> bool:
        """Kurdish: "سەردانی مەسعود بارزانی کرد", "serdana Mesûd Barzanî kir": to visit somebody is to meet him."""
        if self.lang == "ar":
            return self._goes_to_see(s, item)
        coming = (
            self.lang == "en" and s.words[item.start] == "visit" and s.words[item.start - 1] in ("and", "will", "to")
        )
        if not coming and s.words[item.start] not in {
            "en": ("visited", "visits"),
            "ckb": ("سهردانی",),
            "kmr": ("serdana",),
        }.get(self.lang, ()):
            return False
        whose = s.words[item.start - 1] if self.lang == "ckb" and item.start else ""
        if is_somebodys_visit(whose):
            return False  # "چاوەڕوانی سەردانی A بۆ واشنتن دەکات", "ئامادەکارییەکانی سەردانی A"
        at = item.end + (self.lang == "en" and s.words[item.end : item.end + 1] == ["the"])
        return any(
            r.start == at
            and (r.name or r.office)
            and not r.plural
            and (s.words[r.end : r.end + 1] != ["'s"] if self.lang == "en" else self._is_visited(s.words[r.end :]))
            for r in self.reader.refs.get(s.index, ())
        )

    def _goes_on_with(self, s: Sentence, item: Item) -> bool:
        """ "The programme continues tomorrow with a meeting with A": a meeting to come."""
        before = s.words[max(0, item.start - 8) : item.start]
        return s.words[item.end : item.end + 1] == ["with"] and "tomorrow" in before and before[-2:] == ["with", "a"]

    @staticmethod
    def _opens_with_his_talks(s: Sentence, item: Item) -> bool:
        """ "His talks on Tuesday with A lasted for hours": of him whom the sentence before names."""
        opens = (
            item.start == 1 and s.words[0] in ("his", "her") and s.words[item.start] in ("talks", "meeting", "meetings")
        )
        behind = s.words[item.end : item.end + 4]
        return opens and "with" in behind and not _TO_BE_YET.intersection(s.words)

    def _visit_included(self, s: Sentence, item: Item) -> bool:
        """ "The visit by A also included talks in Baghdad with B": whom the guest met besides."""
        ahead = s.words[max(0, item.start - 4) : item.start]
        at = next((n for n, w in enumerate(ahead) if w == "included"), None)
        if at is None or _JOURNEYS.isdisjoint(s.words[: item.start]):
            return False
        return (
            self._talks_included(s, item.start - len(ahead) + at + 1) == item.start
            and "with" in s.words[item.end : item.end + 5]
        )

    def _talks_included(self, s: Sentence, i: int) -> int | None:
        """Where the noun of meeting stands right behind token `i`, but for words that describe it; None where there is none."""
        while i < len(s.words) and (s.words[i] in SOME or s.words[i] in _KINDS_OF_TALKS):
            i += 1
        item = s.at[i] if i < len(s.words) else None
        return i if item is not None and any(self.frames[n].kind == "noun" for n in item.meaning.cues) else None

    @staticmethod
    def _on_the_agenda(s: Sentence, item: Item) -> bool:
        """ "Talks with B are on the agenda", "A meeting with B is also planned", "His programme includes a meeting with B": what is to come of
        whom the sentence before names."""
        words = s.words
        if words[item.end : item.end + 1] != ["with"]:
            return False
        ahead, behind = words[: item.start], words[item.end :]
        while ahead and (ahead[-1] in SOME or ahead[-1] in _KINDS_OF_TALKS):
            ahead = ahead[:-1]
        if ahead[-1:] and ahead[-1] in _INCLUDES and not _AGENDAS.isdisjoint(ahead[-6:-1]):
            return True
        if ahead:
            return False
        be = next((n for n, w in enumerate(behind) if w in ("is", "are")), None)
        if be is None:
            return False
        said = [w for w in behind[be + 1 :] if w not in ("also", "then", "further", "now")]
        return said[:1] in (["planned"], ["scheduled"], ["expected"], ["due"], ["foreseen"]) or (
            said[:1] == ["on"] and not _AGENDAS.isdisjoint(said[1:5])
        )

    @staticmethod
    def _held_with(s: Sentence, item: Item) -> str:
        """ "Had a separate, hour-long meeting with A", "is to hold further talks with A": the frame of the verb that holds it, "" for none."""
        words = s.words
        if words[item.end : item.end + 1] != ["with"]:
            return ""
        at = GrammarReader._holder(s, item, _JOINS)
        if at is None or (words[at] in _HAS and words[at + 1] not in SOME):
            return ""
        before = words[max(0, at - 2) : at]
        if not _NOT_YET.isdisjoint(before):
            return ""
        if before[-1:] in (["to"], ["will"]) or before[:1] == ["will"]:
            return "meeting-planned"
        return "had-met" if before[-1:] == ["had"] else "met"

    @staticmethod
    def _holder(s: Sentence, item: Item, joins: frozenset[str]) -> int | None:
        """Where the verb stands that holds a meeting: "*had* a separate meeting"; None where there is none, or one of `joins` between."""
        reach = range(item.start - 1, max(-1, item.start - 7), -1)
        at = next((n for n in reach if s.words[n] in _HOLDS), None)
        return at if at is not None and joins.isdisjoint(s.words[at + 1 : item.start]) else None

    def _with_private_people(self, s: Sentence, item: Item) -> bool:
        """ "During his meeting with a Kuwaiti media delegation": journalists, whoever they asked about, unless an official leads them."""
        if not s.marks & _COMPANY or s.marks & _LED:
            return False
        guest = next((i for i in s.those(_COMPANY) if item.end <= i.start <= item.end + 4), None)
        if guest is None or (guest.start - item.end > 1 and s.words[guest.start - 1] in ("and", ",")):
            return False
        return not any(item.end <= r.start <= guest.start for r in self.reader.refs.get(s.index, ()))

    def _opens_with_guest(self, s: Sentence, item: Item) -> bool:
        """ "Meeting the governor of Duhok, the consul said ...": the participle, with whom he met right behind it."""
        if item.start or item.end > 1 or s.words[0] != "meeting":
            return False
        return any(1 <= r.start <= 2 and not r.plural for r in self.reader.refs.get(s.index, ()))

    def _goes_to_see(self, s: Sentence, item: Item) -> bool:
        """Arabic: "زارت بلاسخارت محافظ السليمانية": subject and object stand side by side behind the verb, with at most a day between them."""
        if s.words[item.start].lstrip("و") not in CALLS_AT:
            return False
        refs = [r for r in self.reader.refs.get(s.index, ()) if r.start >= item.end and not r.plural]
        if not refs or refs[0].start - item.end > 1:
            return False
        after = s.words[refs[0].end : refs[0].end + 2]
        at_home = after[:1] == ["فی"] and after[-1].startswith(_AT_HOME)
        if at_home and not refs[0].clitic and len(refs) == 1:
            return refs[0].office is not None  # "ثم زار محافظ أربيل في مكتبه"
        if len(refs) < 2 or refs[1].clitic or refs[1].link == "mention" or not (refs[1].office or refs[1].actors):
            return False
        gap = [w for w in s.words[refs[0].end : refs[1].start] if w not in _AND_A_DAY]
        return all(w.startswith("ال") for w in gap) and len(gap) <= 1

    @staticmethod
    def _is_visited(after: Sequence[str]) -> bool:
        """Whether "serdana X" goes on as a visit to X, not as one that X pays; "serdana X li Bexdayê" is X's unless "kir" follows."""
        if not after or after[0] not in _WHOSE_VISIT:
            return True
        return after[0] in ("li", "له") and any(w in _PAID for w in after[1:9])

    @staticmethod
    def _not_done(s: Sentence, item: Item) -> bool:
        """English: "has not met", "had never met", "did not have a separate meeting with", "is not expected to meet", "has no plans to meet",
        "refused to hold talks", "could hold a meeting", "without meeting"; "not only met" is done."""
        words, at, held = s.words, item.start, None
        noun = words[at].startswith(_MEETING_NOUNS)
        if noun:
            held = GrammarReader._holder(s, item, _JOINS - {"any"})
            at = at if held is None else held
        before = words[max(0, at - 3) : at]
        if "only" in before:
            return False
        if before[-1:] == ["without"] or (noun and before[-2:] in (["without", "a"], ["without", "any"])):
            return True
        if noun and held is None:
            return False  # "did not put off the meeting"
        if held is not None and "," not in before[-2:] and not _NOT_YET.isdisjoint(before[-2:]):
            return True
        if words[at] in _HOLDS and before[-1:] in (["could"], ["may"], ["might"]):
            return True
        if led_to := words[at] in _HOLDS and before[-1:] == ["to"]:
            before = words[max(0, at - 4) : at - 1]
        if led_to or "to" in words[at : item.end]:
            if before[-1:] and (before[-1] in _REFUSED or before[-2:] == ["no", "longer"]):
                return True
            if "no" in before and not _PLANS.isdisjoint(words[max(0, at - 2) : at + 1]):
                return True
        if any(w.endswith("n't") for w in before) or ({"not", "never"} & set(before) and _AUXILIARIES & set(before)):
            return True
        return any(one in _TO_BE and two in ("not", "never") for one, two in itertools.pairwise(before))

    def _frames_in(self, s: Sentence) -> list[tuple[Item, Cue]]:
        """Every frame that a word of a sentence may stand for, in the order of its words."""
        if not s.marks & _CUES:
            return []
        return [(item, self.frames[number]) for item in s.those(_CUES) for number in item.meaning.cues]

    def _only_thought_of(self, s: Sentence, item: Item) -> bool:
        """English: "a meeting between A and B would help", "could take place": what might be, behind those who would meet."""
        ends = {r.end for r in self.reader.refs.get(s.index, ()) if item.end <= r.start <= item.end + 24}
        return "between" in s.words[item.start : item.end + 1] and any(
            s.words[i : i + 1] in (["would"], ["could"], ["might"], ["may"]) for i in ends
        )

    def _fits_grammar(self, s: Sentence, item: Item, cue: Cue) -> bool:
        """Whether a word of meeting is one by the words around it: many are a verb here and a noun there."""
        opens = s.zone == TITLE or (s.zone == LEAD and not self._goes_back(s))
        if cue.id == "had-met" and opens and not any(i.is_word("just-before") for i in s.items):
            # news does not open in the pluperfect, but for what somebody said that they had done
            said = self.lang == "en" and not _SAID_THAT.isdisjoint(s.words[: item.start]) and not s.marks & _COMPANY
            if said and self._stated_that(s, item):
                return True
            return said and any(day.start + s.start >= s.spans[item.end - 1][1] for day in self.doc.days(s))
        if self.lang == "en":
            return self._fits_english(s, item, cue)
        if cue.status != "cancelled" and self._done_without(s, item):
            return False
        if self.lang == "ar":
            return self._fits_arabic(s, item, cue)
        if self.lang == "ckb":
            return self._fits_sorani(s, item, cue)
        return self._fits_kurmanji(s, item, cue)

    @staticmethod
    def _stated_that(s: Sentence, item: Item) -> bool:
        """English: "A statement by his office said that he had received B": news, whatever its tense."""
        ahead = s.words[: item.start]
        said = next((n for n, w in enumerate(ahead) if w in _SAID_THAT), None)
        return said is not None and said > 0 and not _OFFICES_SAY.isdisjoint(ahead[:said]) and "who" not in ahead

    def _goes_back(self, s: Sentence) -> bool:
        """Behind the first sentence of the lead: "... civiya. Kalin roja Yekşemê li Bexdayê bi B re civiyabû", "وكانت الوزيرة قد التقت أمس B"."""
        if self.lang == "ar":
            behind = s.index > 0 and self.doc.sentences[s.index - 1].zone == LEAD
            return s.words[0] in HAD and any(
                (f.kind == "relative" and f.value in (0, -1)) or (f.kind == "weekday" and behind)
                for f in self.doc.days(s)
            )
        before = self.doc.sentences[s.index - 1] if s.index and self.lang in ("en", "kmr") else None
        if before is None or before.zone != LEAD:
            return False
        if self.lang == "en" and DAY_EARLIER.search(self.doc.text_of(s)):
            return True  # "He had held talks with B two days earlier"
        return any(f.kind == "weekday" for f in self.doc.days(s))

    def _done_without(self, s: Sentence, item: Item) -> bool:
        """ "غادر دون أن يلتقي B", "رفض لقاء B", "بەبێ ئەوەی لەگەڵ B کۆببێتەوە", "bêyî ku bi B re bicive": what was left undone."""
        words, at = s.words, item.start
        if self.lang == "ar":
            if words[at - 1 : at] in (["دون"], ["بدون"]) or words[max(0, at - 2) : at] == ["دون", "ان"]:
                return True
            refused = max((n for n in range(at) if words[n].lstrip("و") in _REFUSED_AR), default=None)
            return refused is not None and words[at] in _WHAT_IS_REFUSED and "،" not in words[refused:at]
        if self.lang == "ckb" and self._refused_to(s, item):
            return True
        opens = _WITHOUT[self.lang]
        near = range(max(0, at - 12), at - 1)
        before = next((n for n in reversed(near) if (words[n], words[n + 1]) in opens), None)
        return before is not None and {",", "،"}.isdisjoint(words[before:at])

    @staticmethod
    def _refused_to(s: Sentence, item: Item) -> bool:
        """Sorani: "ڕەتیکردەوە لەگەڵ A کۆببێتەوە", "ئامادە نەبوو پێشوازی لە A بکات": somebody would not; the verb is in the subjunctive."""
        words, at = s.words, item.start
        if not words[item.end - 1].startswith(_MAY_MEET) and _MAY_DO.isdisjoint(words[item.end : item.end + 14]):
            return False
        before = words[max(0, at - 18) : at]
        refused = not _REFUSED_CKB.isdisjoint(before) or not _REFUSED_IN_TWO.isdisjoint(itertools.pairwise(before))
        return refused and "بهلام" not in before

    def _fits_english(self, s: Sentence, item: Item, cue: Cue) -> bool:
        word, single = s.words[item.start], item.end - item.start == 1
        before = s.words[item.start - 1] if item.start else ""
        seen = s.words[item.end - 1] in (
            "see",
            "saw",
            "sees",
            "seen",
            "seeing",
        )  # "pleased to see that ties deepen" is no meeting
        if seen or (word in ("called", "calls") and single):
            return self._person_near(s, item.end, 1)
        if cue.id == "met" and word == "meet" and single and before in ("to", "will", "would", "could", "not"):
            return before != "not"
        if cue.kind in ("meet", "receive") and self._with_private_people(s, item):
            return False
        if word == "told" and single and item.end < len(s.words) and not self._person_near(s, item.end, 2):
            return any(
                i.is_word("pronoun") for i in s.items if item.end <= i.start <= item.end + 1
            )  # "told Rudaw that"
        reports = cue.kind in ("meet", "receive", "call", "noun") or word == "talks"
        if reports and cue.status != "cancelled" and self._not_done(s, item):
            return False
        if cue.kind == "noun" and self._only_thought_of(s, item):
            return False
        if "by" in s.words[item.start : item.end + 1]:
            if word.startswith("welcom") and before in _DEEDS:
                return False  # "a step welcomed by the premier"
            if word == "received" and (before in _PAPERS or not _AGENCIES.isdisjoint(s.words[item.end : item.end + 4])):
                return False  # "said in a statement received by the Iraqi News Agency"
        if s.words[item.end - 2 : item.end] == ["visit", "to"] and cue.id == "met":
            return self._person_near(s, item.end, 3)  # not "paid a visit to Mosul"
        if cue.id == "brought-message":
            return self._brought_by_hand(s, item)
        if cue.id == "paid-a-call":
            return self._called_on(s, item)
        if word in ("hosts", "hosted") and not {"which", "that"}.isdisjoint(
            s.words[max(0, item.start - 2) : item.start]
        ):
            return False  # "spoke about the conference which Baghdad hosts on Saturday"
        return cue.kind != "receive" or self._has_a_guest(s, item)

    def _brought_by_hand(self, s: Sentence, item: Item) -> bool:
        """English: a message brought to somebody who stands behind it, not "handed over a message from A to B", to whom it is written."""
        letter = next((n for n in range(item.start, len(s.words)) if s.words[n] in ("letter", "message")), 0)
        if s.words[letter - 1] in ("a", "his", "her") and s.words[letter - 2] in ("in", "by"):
            return False  # "conveyed his wishes to B in a letter"
        from_whom = "from" in s.words[item.start : item.end + 3]
        if from_whom and (s.zone == BODY or s.words[item.start] in ("carrying", "bearing", "carries", "carried")):
            return False
        behind = [r for r in self.reader.refs.get(s.index, ()) if r.start >= item.end and not r.plural]
        return any(r.link == "to" or r.start <= item.end + 1 for r in behind)

    def _called_on(self, s: Sentence, item: Item) -> bool:
        """English: "called on the president", not "called on the president to resign"."""
        refs = self.reader.refs.get(s.index, ())
        guest = next((r for r in refs if item.end <= r.start <= item.end + 2 and not r.plural), None)
        return guest is not None and "to" not in s.words[guest.end : guest.end + 4]

    def _has_a_guest(self, s: Sentence, item: Item) -> bool:
        """English: whether "received", "welcomed", "hosted" have a guest, not a letter, a decision or a lunch."""
        word, ahead = s.words[item.start], set(s.words[item.end : item.end + 8])
        if (
            word in ("hosted", "hosts")
            and {"honour", "honor"} & ahead
            and {"their", "his", "her"} & ahead
            and "accompanied" in s.words[: item.start]
        ):
            return False  # "accompanied the visitors and hosted a lunch in their honour": of the meeting at hand
        if item.end - item.start > 1:
            return True
        before = s.words[item.start - 1] if item.start else ""
        after = s.words[item.end] if item.end < len(s.words) else ""
        if word == "received" and before in ("he", "she", "they") and s.words[item.start - 2] in _GIVEN_TO_HIM:
            return False  # "the good reception he received in Berlin"
        if word == "received" and after == "from" and before not in ("he", "she", "they"):
            return any(r.end == item.start for r in self.reader.refs.get(s.index, ()))  # not "messages received from A"
        if (
            word.startswith("welcome")
            and after in ("the", "this", "what", "iraq's", "his", "a")
            and not self._person_near(s, item.end, 8)
            and not any(i.is_word("pronoun", "deleg") for i in s.items if item.end <= i.start <= item.end + 4)
        ):
            return False
        return after not in ("support", "training", "threats", "help", "aid", "funds", "news", "less", "more")

    def _was_asked_to(self, s: Sentence, item: Item) -> bool:
        """Kurmanji: "ji Serok NAME xwest ku bi B re bicive": what somebody is only asked to do."""
        asked = next(
            (n for n in range(item.start) if s.words[n].startswith("xwest") and s.words[n + 1] in ("ku", "ko")), None
        )
        refs = self.reader.refs.get(s.index, ())
        return asked is not None and any(r.end == asked and s.words[r.start - 1] == "ji" for r in refs)

    def _fits_kurmanji(self, s: Sentence, item: Item, cue: Cue) -> bool:
        word = s.words[item.start]
        before = s.words[item.start - 1] if item.start else ""
        if cue.id == "planned-meet" and (self._not_planned(s, item) or self._was_asked_to(s, item)):
            return False
        if cue.id == "met" and before == "di" and s.words[item.end : item.end + 1] == ["de"]:
            said = s.words[item.end + 1 : item.end + 2]  # "di hevdîtinê de amade bûn": at the meeting at hand
            return not (word.endswith("ê") and said in (["amade"], ["cih"], ["beşdar"], ["hazir"]))
        if word.endswith("ên") and self._with_whom_only(s, item):
            return False  # "Piştî hevdîtinên ligel A û B ENKS ...": meetings of somebody else with each of them
        if before.startswith(_SPOKEN_OF) and not before.endswith("an"):
            return False  # "encamên civîna A û B hatin gotûbêjkirin": a meeting that was talked about
        if word.startswith(_SPOKE) and self._makes_a_speech(s, item):
            return False
        if cue.id == "discussed" and word == "behsa" and not self._with_somebody(s, item.start):
            # "A û B behsa Serokwezîrê Iraqê kirin": who is spoken of
            return not any(r.start == item.end for r in self.reader.refs.get(s.index, ()))
        if cue.id == "joint-press" and not any(
            w.startswith(("hevbeş", "hevpar")) for w in s.words[item.start : item.end]
        ):
            speakers = {r.polity for r in self.reader.refs.get(s.index, ()) if r.end <= item.start and r.polity}
            # "A û B konferanseke rojnamevanî li dar xistin": one of them from abroad
            return len(speakers) > 1 and any(not p.startswith("IQ") for p in speakers)
        if word.startswith("lûtke") and s.words[item.end : item.end + 1] == ["de"]:
            return not any(w.startswith(_SPOKE) for w in s.words[item.end + 1 : item.end + 2])  # speeches at a summit
        if cue.id == "received" and word.startswith("pêşwaz") and self._welcomes_a_thing(s, item):
            return False
        return word != "qebûl" or not any(
            w.startswith(_DECIDED) for w in s.words[max(0, item.start - 3) : item.start]
        )  # "biryara Iraqê qebûl kir"

    @staticmethod
    def _welcomes_a_thing(s: Sentence, item: Item) -> bool:
        """Kurmanji: "pêşwazî li vê biryarê kir": glad of what was decided or done."""
        behind = [w for w in s.words[item.end : item.end + 4] if w not in ("li", "vê", "wê", "van", "wan")]
        return bool(behind) and behind[0].startswith((*_DECIDED, *_DONE_WELL))

    def _makes_a_speech(self, s: Sentence, item: Item) -> bool:
        """Kurmanji: "li forumê axivî", "ji rojnamevanan re axivîn": words for many, where nobody is told with whom."""
        if s.words[item.start - 1] == "re":
            return self._to_the_press(s, item.start)
        ahead = s.words[: item.start]
        if item.end - item.start > 1 or not _WITH_WHOM.isdisjoint(ahead):
            return False
        return s.words[item.start].endswith(("î", "îbû")) or any(w.startswith(_PODIUMS) for w in ahead)

    def _with_somebody(self, s: Sentence, i: int) -> bool:
        """Kurmanji: whether a word before token i tells with whom something was done: "bi A re", but not "bi rojnamevanan re"."""
        found = [n for n, w in enumerate(s.words[:i]) if w in _WITH_WHOM]
        return any(s.words[n] != "re" or not self._to_the_press(s, n + 1) for n in found)

    def _to_the_press(self, s: Sentence, i: int) -> bool:
        """Kurmanji: "ji xelkê re axivî", "bi rojnamevanan re axivî": words for those behind "ji", or for the press, where no official stands."""
        opens = next((j for j in range(i - 2, max(-1, i - 7), -1) if s.words[j] in ("ji", "bi", "ligel", "gel")), None)
        if opens is None or not (s.words[opens] == "ji" or begins(s.words[opens + 1 : i], _PRESS)):
            return False
        return not any(opens < r.start < i for r in self.reader.refs.get(s.index, ()))

    def _not_planned(self, s: Sentence, item: Item) -> bool:
        """Kurmanji: what reads like a meeting to come and is none."""
        ahead_of_it = s.words[max(0, item.start - 4) : item.start]
        if s.words[item.start : item.start + 2] == ["ji", "bo"] and any(w.startswith(_GLAD) for w in ahead_of_it):
            return True  # "kêfxweşiya xwe ji bo hevdîtina bi X re": glad of it, not going to it
        if "divê" in s.words[: item.start]:
            named = {n for r in self.reader.refs.get(s.index, ()) for n in range(r.start, r.end)}
            if "divê" in [w for n, w in enumerate(s.words[: item.start]) if n not in named][-9:]:
                return True  # "divê hemû alî kom bibin": what should be
        return self._purpose(s, item)

    def _fits_arabic(self, s: Sentence, item: Item, cue: Cue) -> bool:
        if self._names_an_office(s, item):
            return False
        if cue.id == "planned-meet" and self._for_a_meeting(s, item):
            return False
        if on_that_visit(s, item.start):
            return False
        if cue.id == "spoke" and not self._speaks_with(s, item):
            return False
        pluperfect = item.start > 0 and s.words[item.start - 1] == "قد" and s.zone in (TITLE, LEAD)
        if pluperfect and not HAD.isdisjoint(s.words[max(0, item.start - 4) : item.start]):
            return False
        return cue.id != "discussed" or item.clitic not in ("ل", "ب")

    def _speaks_with(self, s: Sentence, item: Item) -> bool:
        """Arabic: "تحدث OFFICE NAME، اليوم، مع OFFICE NAME": the speaker right beside the verb, and before "with" nothing but a day."""
        refs = [r for r in self.reader.refs.get(s.index, ()) if item.start <= r.end and not r.plural]
        if refs and refs[0].start == item.end:
            after = refs[0].end
        elif (refs and refs[0].end == item.start) or s.words[item.start - 1] == "حیث":
            after = item.end
        else:
            return False
        i = after
        while i < len(s.words) and (s.words[i] in _AND_A_DAY or (s.words[i].startswith("ال") and i < after + 3)):
            i += 1
        return s.words[i : i + 1] == ["مع"]

    def _fits_sorani(self, s: Sentence, item: Item, cue: Cue) -> bool:
        word = s.words[item.start]
        if cue.id == "planned-meet" and word.startswith("یهنجام"):  # "holds": a meeting, no match
            return any(w.startswith(_MEETINGS) for w in s.words[max(0, item.start - 9) : item.start])
        if cue.id == "planned-meet" and "داوای" in s.words[: item.start]:
            return False  # "داوای لە X کردووە لەگەڵ Y دابنیشێت": asked for
        if self._no_news(s, item, cue):
            return False
        if word == "باسی" and cue.id == "discussed" and s.words[item.end - 1 : item.end] == ["باسی"]:
            refs = self.reader.refs.get(s.index, ())
            return any(r.link == "with" and r.end <= item.start for r in refs)  # "لەگەڵ X باسی بازرگانیی کرد"
        if word.startswith("بهخیرهاتن") and _IN_A_SPEECH & set(s.words[: item.start]):
            return False  # welcomed from the lectern
        if cue.id == "met" and self._was_held(s, item):
            return True
        if cue.id == "met" and word.startswith(("کوبوونهوه", "کوبونهوه")):
            before = s.words[item.start - 1] if item.start else ""
            after = s.words[item.end] if item.end < len(s.words) else "."
            if word.endswith("یهکدا") or (item.end - item.start > 1 and before in ("دوای", "پاش", "لهدوای")):
                return True  # "لە کۆبوونەوەیەکدا لەگەڵ X", "دوای کۆبوونەوەی لەگەڵ X"
            if word.endswith("یهکی") and "ههبوو" in s.words[item.end :]:
                return True  # "لەگەڵ X کۆبوونەوەیەکی جیاوازیشی هەبوو"
            if word.endswith("یهکی") and item.end - item.start > 1 and begins(s.words[-4:], _HELD_IT):
                return True  # "کۆبوونەوەیەکی لەگەڵ X ئەنجامدا"
            return word in ("کوبوونهوه", "کوبونهوه") and after in (".", "،", ",", "و", "-", '"')
        return True

    @staticmethod
    def _was_held(s: Sentence, item: Item) -> bool:
        """Sorani: "لە هەولێر کۆبوونەوەیەک لەگەڵ A گرێدرا", "دیدارێک لەنێوان A و B بەڕێوەچوو": a meeting, and behind it that it was held."""
        word = s.words[item.start]
        if not word.startswith(_MEETINGS_HELD) or not word.endswith(("یک", "یکی", "یهک", "یهکی")):
            return False
        behind = s.words[item.end :]
        return not _WAS_HELD.isdisjoint(behind) or any(
            pair in (("یهنجام", "درا"), ("ساز", "کرا"), ("ساز", "درا"), ("گری", "درا"), ("بهریوه", "چوو"))
            for pair in itertools.pairwise(behind)
        )

    def _with_whom_only(self, s: Sentence, item: Item) -> bool:
        behind = s.words[item.end : item.end + 2]
        if behind[:1] not in (["ligel"], ["bi"]) and behind != ["li", "gel"]:
            return False
        return not any(r.end <= item.start for r in self.reader.refs.get(s.index, ()))

    def _purpose(self, s: Sentence, item: Item) -> bool:
        """Kurmanji: "li Duhokê civiyan da ku ... gotûbêj bikin": what they met for, not what is to come."""
        that = next((i for i in range(item.start - 1, 1, -1) if s.words[i - 1 : i + 1] == ["da", "ku"]), None)
        if that is None:
            return False
        ahead = [self.frames[int(n)] for i in s.those(_CUES) if i.end < that and (n := i.has("cue")) is not None]
        return any(c.kind in STRONG and not c.status for c in ahead)

    def _no_news(self, s: Sentence, item: Item, cue: Cue) -> bool:
        """Sorani: words of meeting that report none: conditions and questions, calls in the plural, a welcome as a noun in a quotation."""
        words = s.words
        if cue.id == "planned-meet" and not _CONDITION.isdisjoint(words[: item.start]):
            return True  # "ئەگەر ... کۆببێتەوە", "ئایا ... ببینێت"
        if (
            cue.id == "planned-meet"
            and words[item.start].endswith("بینیت")
            and "وهک" in words[max(0, item.start - 9) : item.start]
        ):
            return True  # "وەک پێشێلکردنی سەروەریی خۆی دەبینێت": how he sees it
        if cue.id == "phone" and words[item.end - 1].endswith(("کانی", "کان")):
            return True  # "ئاماژەی بە پەیوەندییە تەلەفۆنییەکانی ... کرد"
        if cue.kind == "noun" and item.start and words[item.start - 1] == "سهرهرای":
            return True  # "despite the meeting of A and B"
        if cue.kind == "noun" and any(w.startswith("وتار") for w in words) and not _READ_OUT.isdisjoint(words):
            return True  # "لە دانیشتنی یەکەمدا A و B وتاریان پێشکەش کرد": speakers at a gathering
        if cue.kind == "noun" and words[item.start].startswith("ریورهسم") and not words[item.start].endswith(_THE_SAME):
            return not any(w.startswith(_SIGNED) for w in words)  # "بەشدارییان لە ڕێوڕەسمی کردنەوەی قوتابخانەیەک کرد"
        after = words[item.end] if item.end < len(words) else ""
        if cue.id == "received" and after == "له" and "".join(words[item.end + 1 : item.end + 2]).endswith(_DOINGS):
            return True  # "پێشوازی لە بەڕێوەچوونی هەڵبژاردن دەکات": glad of what was done
        if words[item.start].startswith("قبو"):  # received together, not "accepted the proposal"
            if words[item.start - 1] in ("پیکهوه", "،", ",") or self._object_ahead(s, item):
                return False
            return not any(
                i.is_word("deleg") and 0 < item.start - i.start <= 16 for i in s.items
            )  # "شاندێکی ... قبووڵ کرد"
        return cue.kind == "receive" and s.quoted[item.start] and (words[item.end - 1] + after).endswith(_INFINITIVE)

    def _object_ahead(self, s: Sentence, item: Item) -> bool:
        """Sorani: "لە دیوانی پارێزگا A، کونسوڵی ئێرانی قبوڵ کرد": somebody named right before the verb, and nothing of his."""
        guest = next(
            (r for r in self.reader.refs.get(s.index, ()) if r.end == item.start and r.name and r.office), None
        )
        return guest is not None and guest.start > 0 and not s.words[guest.start - 1].endswith(("ی", "یکی"))

    @staticmethod
    def _for_a_meeting(s: Sentence, item: Item) -> bool:
        """Arabic: "التحضيرات للاجتماع الاستثنائي": a meeting spoken of, where "للاجتماع مع" is what somebody sets out for."""
        if s.words[item.start : item.end] not in (["للاجتماع"], ["للقاء"]) or item.end >= len(s.words):
            return False
        near = s.at[item.end]
        person = near is not None and any(r.kind in ("office", "title", "actor", "short") for r in near.readings)
        return s.words[item.end].startswith("ال") and not person

    @staticmethod
    def _names_an_office(s: Sentence, item: Item) -> bool:
        """Arabic: an adviser "for communication" has made no call, and a head of protocol is no ceremony."""
        word = s.words[item.start]
        return word == "للاتصال" or (
            word == "المراسم" and item.start > 0 and s.words[item.start - 1].lstrip("و") in _PROTOCOL
        )

    @staticmethod
    def _first_person(s: Sentence) -> bool:
        """Whether a quotation speaks of itself: what "we" say is no report."""
        return any(
            q and w in _FIRST and not (w == "us" and s.capital[i])  # "the US ambassador" is not us
            for i, (w, q) in enumerate(zip(s.words, s.quoted, strict=True))
        ) or (s.words[0] != '"' and sum(s.quoted) < 8)

    def _person_near(self, s: Sentence, start: int, reach: int) -> bool:
        return any(start <= r.start <= start + reach for r in self.reader.refs.get(s.index, ()))
