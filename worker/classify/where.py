"""Where a meeting took place: a city the sentence gives, a named seat of government, a governor's own seat, or the dateline's city.

A call has no place. A city inside an office ("Consul General in Erbil") or among the topics is none. Without a city a country may stand
("a visit to France"). Seats that the text does not name are not inferred.
"""

from collections.abc import Sequence
from itertools import pairwise

from storage.records import Status
from worker.classify.journeys import HOST_OF_ONE, LANDS, OF_ONE_HOST, VISITS, JourneyReader
from worker.classify.legs import Leg, leg_of, of_the_leg
from worker.classify.lexicon import WORD, Item, Lexicon
from worker.classify.parts import WILL_COME
from worker.classify.stated import MEETS, NOWHERE, PLACES, SEATS, Where
from worker.classify.text import LEAD, TITLE, Document, Sentence, opens_there
from worker.classify.told import Event, Told
from worker.classify.who import Reader
from worker.knowledge.load import Knowledge

_THEREAFTER = frozenset(["وبعد", "بعد", "وعقب", "عقب"])  # folded
_THE_TALKS = frozenset(["اللقاء", "الاجتماع", "المباحثات", "المحادثات"])
_MEETINGS = frozenset(["لقاءات", "اللقاءات", "لقاءاته", "لقاءاتها", "اجتماعات", "اجتماعاته"])
_SPOKE_OF = frozenset(["amaje", "behsa"])  # Kurmanji: "pointed to", "spoke of"
_LATER = frozenset(["later", "then", "afterwards", "subsequently"])
_REACHED = frozenset(
    ["gihîşt", "gihîşte", "gihîştine", "gihîştin", "gehişt", "gehîşt", "gehîşte", "hat", "hate", "derbasî"]
)
_REACHED_CKB = {"گهیشته", "گهیشتووهته", "گهیشتنه"}  # folded
_CAME_TO = WILL_COME | _REACHED_CKB | {"هاته", "هاتووهته", "چووه", "چوونه", "سهردانی"}  # folded
_EARLIER = frozenset(["last", "previous", "earlier", "past"])
_HAD = frozenset(["وکان", "وکانت", "وکانا"])  # folded
_OCCASIONS = ("meeting", "visit", "talks", "trip", "encounter", "round")
_NO_ASIDE = range(0)


def _before_this(s: Sentence) -> bool:
    """ "Their last meeting took place in London", "وكان الجانبان قد التقيا في لندن": whether a sentence is of a meeting or visit before this one."""
    if s.words[0] in _HAD:
        return "قد" in s.words[1:4]
    return any(v in _EARLIER and w.startswith(_OCCASIONS) for v, w in pairwise(s.words))


_IN_AR = frozenset(["فی", "العاصمه"])  # folded


class Locator(JourneyReader):
    """Chooses the place of each meeting of one entry."""

    def __init__(self, knowledge: Knowledge, lexicon: Lexicon, doc: Document, reader: Reader) -> None:
        super().__init__(knowledge, doc, reader)
        self.dateline = self._dateline(lexicon)
        self.tellings: dict[int, Told] = {}  # of the meeting that is asked for, by their sentence

    def _dateline(self, lexicon: Lexicon) -> str | None:
        """Place id of the first city of the dateline; None where there are two ("PARIS/BAGHDAD")."""
        if self.lang == "ar" and self.doc.sentences and (above := self.doc.sentences[0]).zone == TITLE:
            town = above.item(0)  # "واشنطن.. وزير الداخلية يجتمع مع": the headline says where, whoever files it
            place = town.has("place") if town is not None and above.words[town.end :] == [".", "."] else None
            if place and self._is_city(place):
                return place
        found: list[str] = []
        for start, end in self.doc.dateline:
            text = self.doc.folded.text[start:end]
            if text.startswith(("by ", "reporting by")):
                continue
            words = [w for w in WORD.findall(text) if w != "-"]
            for item in lexicon.match(words):
                inside = item.start > 0 and words[item.start - 1] == "("
                place = item.has("place") or self._namesake(item)
                if place is None or inside:
                    continue
                if self.lang == "ar" and words[item.end : item.end + 1] in (["24"], ["الیوم"]):
                    continue  # an agency's name
                if words[item.start - 1 : item.start] == ["بتوقیت"]:
                    continue  # "20:52 بتوقيت طهران" on the clock of the page
                if not self._is_city(place) and not (self.lang == "ar" and place in SEATS):
                    continue
                if self.k.places[place].country not in {self.k.places[p].country for p in found}:
                    found.append(place)
        return found[0] if len(found) == 1 else None

    def _namesake(self, item: Item) -> str | None:
        """ "KUWAIT, Sept 8 (KUNA)": the capital that is called by its country's name."""
        polity = self.k.polities.get(item.has("polity") or "")
        capital = self.k.places.get(polity.capital or "") if polity is not None else None
        if polity is None or capital is None or not capital.name.startswith(polity.name):
            return None
        return capital.id

    def locate(self, event: Event, polities: Sequence[str], before: Where | None = None) -> Where:
        """`before` is the place of the meeting before in the same entry, for a second leg of one visit."""
        codes = {self.k.polities[p].code if p in self.k.polities else p for p in polities}
        ordered = [t.s for t in sorted(event.told, key=self._telling)]
        self.tellings = {t.s.index: t for t in event.told}
        territorial = self._governor(event)
        if (where := self._told(event, ordered, codes, territorial)) is not None:
            return where
        for s in ordered:
            if (where := self._seat(s, codes)) is not None:
                return where
        if territorial is not None and self.lang == "ckb" and any("سهردانی" in s.words for s in ordered):
            return self._answer(
                territorial, f"seat-of-governor:{territorial}", None
            )  # "سەردانی A، پارێزگاری دهۆکی کرد"
        placed = before is not None and before.rule.startswith(
            ("stated", "seat:", "sidelines", "capital", "forum", "attends")
        )
        if before is not None and placed and self.lang == "en" and (where := self._moved_on(event, before, codes)):
            return where
        if before is not None and placed and self.lang == "ckb" and (where := self._arrived_since(event)) is not None:
            return where
        there = before is not None and (before.city != OF_ONE_HOST or self._hosted_by_him(event))
        if before is not None and placed and there and not self._goes_on_to(event, before, codes):
            return Where(before.city, before.country, before.rule, before.sentence)
        if territorial is not None:
            return self._answer(territorial, f"seat-of-governor:{territorial}", None)
        if (where := self._in_title_or_lead(event, ordered, codes)) is not None:
            return where
        if self.lang != "ar" and (where := self._opened_in(event)) is not None:
            return where
        if (where := self._of_the_forum(event)) is not None:
            return where
        if self.lang == "en" and (where := self._house_of_the_lead(event, codes)) is not None:
            return where
        if event.status is not Status.HELD and (where := self._bound_for(event, codes)) is not None:
            return where
        return self._by_journey_or_dateline(event, codes)

    def _arrived_since(self, event: Event) -> Where | None:
        """Sorani: "نیوەڕۆ A گەیشتە هەولێر. B پێشوازیی لێ کرد": the city that one of them reached in the sentence right before."""
        first = min(t.s.index for t in event.told)
        for s in self.doc.sentences[max(0, first - 1) : first]:
            if all(r.entity not in event.persons for r in self.reader.refs.get(s.index, ())):
                continue
            for item in s.those(PLACES):
                place = item.has("place")
                if place is not None and self._is_city(place) and s.words[item.start - 1] in _REACHED_CKB:
                    return self._answer(place, f"stated:{place}", s.index)
        return None

    def _hosted_by_him(self, event: Event) -> bool:
        """Whether the one who receives at the place of one host is at this meeting, too."""
        sides = (self.reader.entities[i] for i, side in event.persons.items() if side)
        return any(e.actor is not None and e.actor.id == HOST_OF_ONE for e in sides)

    # -- the sentences that tell of the meeting ------------------------------------------------------------------------

    def _told(
        self, event: Event, ordered: Sequence[Sentence], codes: set[str], territorial: str | None
    ) -> Where | None:
        """What the sentences that tell of the meeting say, the best of them first; `territorial` is the seat of its governor."""
        first = ordered[0] if ordered else None
        asides = {t.s.index: t.aside for t in event.told if t.aside}
        for s in ordered:
            planned = event.status is Status.HELD and self.tellings[s.index].status is Status.PLANNED
            if self.lang == "ar" and s is not first and planned:
                continue  # "ومن المقرر عقد اجتماع آخر في أربيل"
            if self.lang == "ar" and s is not first and s.words[0] in _THEREAFTER and s.words[1] in _THE_TALKS:
                continue  # "وبعد اللقاء افتتح الجانبان مدرسة في عنكاوا"
            leg = leg_of(s, self.lang)
            if leg is not None and of_the_leg(event, self.tellings[s.index], leg):
                return self._on_the_leg(s, leg, codes)
            if (where := self._venue_of_forum(s)) is not None:
                return where
            if (place := self._sidelines(s)) is not None:
                return self._answer(place, f"sidelines:{place}", s.index)
            if opens_there(s) and (place := self._named_before(s)) is not None:
                return self._answer(place, f"there:{place}", s.index)
            if (s is first or self._own(event, s)) and (place := self._there(s)) is not None:
                return self._answer(place, f"where-clause:{place}", s.index)
            if items := [i for i in s.those(PLACES) if leg is None or i.start not in leg.tokens]:
                stated = self._towns_stated(event, s, items, asides.get(s.index, _NO_ASIDE), first=s is first)
                if stated:
                    place = self._chosen(event, s, stated, first=s is first)
                    return self._answer(place, f"stated:{place}", s.index)
            if (where := self._capital_of(s)) is not None and not self._yet_to_come(event, s):
                return where
            if s is first and (where := self._mission(s)) is not None:
                return where
            if self.lang == "en" and s is first:  # before what further sentences say of other meetings
                if (where := self._seat(s, codes)) is not None:
                    return where
                if territorial is not None and not self._abroad(ordered[1:], territorial):
                    return self._answer(territorial, f"seat-of-governor:{territorial}", None)
                if (place := self._near(s)) is not None:
                    return Where(None, self.k.places[place].country, f"near:{place}", s.index)
        return None

    def _on_the_leg(self, s: Sentence, leg: Leg, codes: set[str]) -> Where:
        """Where somebody was before he arrived: "after talks in Amman with", "coming from Kuwait, where he met": the town of that clause, or its
        country, that of one of the sides where a word names two."""
        inside = {i for r in self.reader.refs.get(s.index, ()) for i in range(r.start, r.end)}
        lands = [i for i in s.those(LANDS) if i.start not in inside]
        # "ji Kuweytê gihîşt Dohayê, ku li wir ...": where he came from
        origin = [i for i in lands if i.end <= leg.tokens.start and s.words[i.start - 1] in ("ji", "له")]
        for item in [i for i in lands if i.start in leg.tokens] or origin:
            polity, place = item.has("polity"), item.has("place")
            if place is not None and self._is_city(place) and (polity is None or polity not in codes):
                return self._answer(place, f"leg:{place}", s.index)
            if polity is not None:
                return Where(None, self.k.polities[polity].code, f"leg:{polity}", s.index)
        town = self._town_where(s) if self.lang == "ckb" else None
        return self._answer(town, f"leg:{town}", s.index) if town is not None else NOWHERE

    def _yet_to_come(self, event: Event, s: Sentence) -> bool:
        """Kurmanji: "dê li paytexta Îtalyayê civîneke ... were lidarxistin", where what is told of was held."""
        return self.lang == "kmr" and event.status is Status.HELD and "dê" in s.words

    def _towns_stated(
        self, event: Event, s: Sentence, items: Sequence[Item], aside: range, *, first: bool
    ) -> list[tuple[Item, str]]:
        """The cities among these items that the sentence states as the place of this meeting, with their items."""
        stated = []
        for item in items:
            if item.start in aside:
                continue
            place = self._stated(s, item, strict=not first)
            if place is None or (s.zone != TITLE and self._among_topics(s, item)):
                continue
            if s.zone != TITLE and (self.lang == "en" or not first) and _before_this(s):
                continue
            if not first and self.lang == "en" and (self._of_others(event, s) or _LATER & set(s.words)):
                continue
            if not first and self.lang == "kmr" and (self._of_a_reason(s, item) or self._visit_spoken_of(s, item)):
                continue
            if self._of_another_host(event, s, item, place):
                continue
            visited = self.lang == "en" and s.words[item.start - 1] in VISITS and self._own(event, s)
            if first or s.zone == TITLE or visited or self._near_cue(s, item) or self._retold(event, s):
                stated.append((item, place))
        return stated

    @staticmethod
    def _of_a_reason(s: Sentence, item: Item) -> bool:
        """Kurmanji: "spasiya X kir ji ber beşdarbûna wî di merasîmê de li Parîsê": the city of what somebody is thanked for."""
        ahead = s.words[max(0, item.start - 14) : item.start]
        return "spasiya" in s.words[: item.start] and any(ahead[n : n + 2] == ["ji", "ber"] for n in range(len(ahead)))

    @staticmethod
    def _visit_spoken_of(s: Sentence, item: Item) -> bool:
        """Kurmanji: "amaje bi serdana Barzanî ya li Bexdayê kir": the city of a visit that was only spoken of; so is that of a next leg,
        "piştî hevdîtinên Bexdayê derbasî Hewlêrê bibe"."""
        ahead = s.words[: item.start]
        if ahead[-1:] == ["derbasî"] and "piştî" in ahead:
            return True
        if ahead[:1] == ["piştî"] and not {"dê", "wê"}.isdisjoint(ahead):
            return True  # "Piştî hevdîtina bi A re, NAME dê here Romayê ..."
        return "serdana" in ahead[-6:] and not _SPOKE_OF.isdisjoint(ahead)

    def _chosen(self, event: Event, s: Sentence, stated: Sequence[tuple[Item, str]], *, first: bool) -> str:
        """Of several cities that a sentence states, the one of this meeting: beside the guest that only it has, else mostly the first."""
        if first and event.own_at:
            at = event.own_at
            ends = {
                r.end + (s.words[r.end : r.end + 1] == ["re"])
                for r in self.reader.refs.get(s.index, ())
                if r.start == at
            }
            behind = next((p for i, p in stated if i.start - 1 in ends), None)  # "... in Erbil and B in Baghdad"
            return behind or min(stated, key=lambda pair: abs(pair[0].start - at))[1]
        item, place = stated[0]
        if self.lang == "ckb" and s.words[item.start - 1] in _CAME_TO:
            # "گەیشتە هەولێر و لە پیرمام لەگەڵ A کۆبووەوە", "سەردانی هەولێری کرد و لە پیرمام ..."
            onward = next((p for i, p in stated[1:] if s.words[i.start - 2 : i.start] == ["و", "له"]), None)
            if onward is not None:
                return onward
        if self.lang == "ckb" and event.status is Status.PLANNED:
            # "who is in Baghdad now, is to reach Erbil tomorrow and meet"
            return next((p for i, p in stated if i.start and s.words[i.start - 1] in WILL_COME), place)
        if len(stated) == 1:
            return place
        if self.lang == "kmr" and s.words[item.start - 1] in _REACHED:
            # "gihîşt Hewlêrê û li Pîrmamê ... hate pêşwazîkirin"
            return next((p for i, p in stated[1:] if s.words[i.start - 1] == "li"), place)
        if (
            self.lang == "en" and s.words[0] == "in" and item.start < 3
        ):  # "In Baghdad he met A, and in Erbil he was received by B"
            named = [r.start for r in self.reader.refs.get(s.index, ()) if r.entity in event.persons]
            if named and max(named) < stated[1][0].start:
                return place
        if self.lang == "en" and (cue := self._first_cue(s)) is not None:
            # "arrived in Erbil hours after talks in Baghdad with": the town behind the word of meeting
            return min(stated, key=lambda pair: (pair[0].start < cue, abs(pair[0].start - cue)))[1]
        if self.lang == "ar" and (met := self._first_cue(s)) is not None and item.start < met:
            # "وصل إلى أربيل بعد أن التقى صباحا في بغداد نظيره"
            there = [(i, p) for i, p in stated[1:] if i.start in range(met + 1, met + 5)]
            return next((p for i, p in there if s.words[i.start - 1] in _IN_AR), place)
        return place

    def _telling(self, told: Told) -> tuple[bool, bool, bool]:
        """The headline last, before it what is no news ("his recent visit to Baghdad" is no place); in English and Sorani the sentence that says
        "met" before one that only says "discussed"."""
        return (
            told.s.zone == TITLE,
            bool(told.skip),
            self.lang in ("en", "ckb") and not any(c.kind in MEETS and c.id != "joint-press" for _, c in told.cues),
        )

    def _own(self, event: Event, s: Sentence) -> bool:
        """Whether the sentence names two of the meeting's sides."""
        told = self.tellings.get(s.index)
        return told is not None and sum(event.persons.get(r.entity, False) for r in told.mains) > 1

    def _of_others(self, event: Event, s: Sentence) -> bool:
        """Whether a sentence names officials of whom none was at this meeting."""
        here = self.reader.refs.get(s.index, ())
        refs = [r for r in here if r.entity >= 0 and self.reader.entities[r.entity].office]
        if any(r.entity in event.persons for r in refs):
            return False
        return bool(refs) or any(
            r.plural and r.office and r.start <= 1 for r in here
        )  # "Officials recently met in Baghdad"

    def _retold(self, event: Event, s: Sentence) -> bool:
        """Kurdish, whose verbs stand last: whether a sentence tells of the meeting again, with both sides and a verb of meeting."""
        if self.lang not in ("ckb", "kmr") or not self._own(event, s):
            return False
        return any(c.kind in ("meet", "receive") for _, c in self.tellings[s.index].cues)

    def _abroad(self, further: Sequence[Sentence], home: str) -> bool:
        """ "A governor said that they had met the President ... They met in Tehran": a further sentence places it in another country."""
        return any(
            (place := self._stated(s, item, strict=True)) is not None
            and self._near_cue(s, item)
            and self.k.places[place].country != self.k.places[home].country
            for s in further
            if s.zone != TITLE
            for item in s.those(PLACES)
        )

    # -- the rest of the entry -----------------------------------------------------------------------------------------

    def _in_title_or_lead(self, event: Event, ordered: Sequence[Sentence], codes: set[str]) -> Where | None:
        """The city of one side that title or lead give beside a word of meeting, at a headline's end, or as that of a gathering."""
        for s in self.doc.sentences:
            if s.zone not in (TITLE, LEAD):
                continue
            if (place := self._of_many(event, s)) is not None:
                return self._answer(place, f"stated:{place}", s.index)
            further = self.lang in ("ckb", "kmr") and s.index > min((o.index for o in ordered), default=s.index)
            further = further or (self.lang == "en" and s.index > event.told[-1].s.index)
            if (self.lang == "ar" or further) and s not in ordered and self._of_another_side(event, s):
                continue  # "ثم التقى بزشكيان مسعود بارزاني في بيرمام", "A day earlier he met B in Sulaimani": of another meeting
            if (
                self.lang == "ar"
                and s not in ordered
                and event.status is Status.HELD
                and self._announces(s, len(s.words))
            ):
                continue  # "ويعتزم زيارة باريس الشهر المقبل"
            for item in s.those(PLACES):
                place = self._stated(s, item, strict=True)
                if place is None or self._of_another_host(event, s, item, place):
                    continue
                if s.zone != TITLE and (self._among_topics(s, item) or _before_this(s)):
                    continue
                if self._near_cue(s, item) and self.k.places[place].country in codes:
                    return self._answer(place, f"stated:{place}", s.index)
        for s in self.doc.sentences:
            if (
                self.lang != "ar"
                and s.zone == TITLE
                and (place := self._ends_in(s)) is not None
                and (self.k.places[place].country in codes or (self.lang == "en" and self._meets(s)))
            ):
                return self._answer(place, f"title:{place}", s.index)
            near = s.zone in (TITLE, LEAD) or (self.lang == "ckb" and s in ordered)
            if near and (place := self._sidelines(s) or self._attended(s)) is not None:
                return self._answer(place, f"sidelines:{place}", s.index)
        return None

    def _goes_on_to(self, event: Event, before: Where, codes: set[str]) -> bool:
        """Arabic: "وسيزور الإقليم ويلتقي هناك ...", told behind a meeting in Baghdad: a leg to come, with the other of the two."""
        ours = {"IQ", "IQ-KR"}
        to_come = self.lang == "ar" and event.status is Status.PLANNED
        return to_come and before.country in ours - codes and bool(ours & codes)

    def _house_of_the_lead(self, event: Event, codes: set[str]) -> Where | None:
        """English: "Officials wrapped up two days of talks at the Pentagon. A sat across the table from B": the house that the lead names before."""
        first = min(t.s.index for t in event.told)
        lead = (s for s in self.doc.sentences[:first] if s.zone == LEAD and self._first_cue(s) is not None)
        return next((where for s in lead if (where := self._seat(s, codes)) is not None), None)

    def _of_another_side(self, event: Event, s: Sentence) -> bool:
        """Whether a sentence of the lead names an official who was not at this meeting."""
        refs = (r for r in self.reader.refs.get(s.index, ()) if r.entity >= 0 and r.entity not in event.persons)
        return s.zone == LEAD and any(self.reader.entities[r.entity].office for r in refs)

    def _of_many(self, event: Event, s: Sentence) -> str | None:
        """Arabic: "عقد NAME، في العاصمة القطرية الدوحة، سلسلة لقاءات": the city of one's meetings, in whatever country."""
        if self.lang != "ar" or _MEETINGS.isdisjoint(s.words):
            return None
        if all(r.entity not in event.persons for r in self.reader.refs.get(s.index, ())):
            return None
        return next((p for item in s.those(PLACES) if (p := self._stated(s, item, strict=True)) is not None), None)

    # -- journeys against the dateline ---------------------------------------------------------------------------------

    def _by_journey_or_dateline(self, event: Event, codes: set[str]) -> Where:
        """Where no sentence of the meeting gives a place: what the entry says of a journey, else where it was filed."""
        country = self._country(event, codes)
        if (where := self._has_visited(event, codes) or self._came_to(event, codes)) is not None:
            return where
        filed_from = self.home()
        if filed_from is not None and filed_from not in codes and (where := self._arrived(codes)) is not None:
            return where
        if country is None and self._afield():
            return NOWHERE
        if self.lang == "en" and self._told_on_sidelines(event):
            there = country if country is not None and country.sentence in {t.s.index for t in event.told} else None
            if there is None and self.dateline and filed_from not in {*codes, "IQ", "IQ-KR"}:
                return self._answer(
                    self.dateline, f"dateline:{self.dateline}", None
                )  # "NEW YORK - ... of the UN General Assembly"
            return there or self._arrived(None) or NOWHERE  # not where it was filed
        if country is None:
            if self.dateline and self._met_where_filed(event, codes):
                return self._answer(self.dateline, f"dateline:{self.dateline}", None)
            return self._arrived(codes) or self._in_the_realm(event) or NOWHERE
        if self.lang == "en" and self.dateline and filed_from == country.country:
            return self._answer(self.dateline, f"dateline:{self.dateline}", None)
        there = self._arrived({country.country}) if self.lang in ("ar", "kmr") and country.country else None
        return there or country

    def _told_on_sidelines(self, event: Event) -> bool:
        """English: whether the headline or a sentence of the meeting speaks of the sidelines of something."""
        told = [t.s for t in event.told] + [s for s in self.doc.sentences if s.zone == TITLE]
        return any("sidelines" in s.words or "margins" in s.words for s in told)

    def _met_where_filed(self, event: Event, codes: set[str]) -> bool:
        """Whether the dateline tells where they met: in the country of one side, or of none, abroad."""
        line = self.home() or ""
        if self._envoy_abroad(event, line) or self._delegation_from(event, line):
            return False
        if line in codes:
            return not self._received_elsewhere(event, line)
        # an Erbil or Baghdad dateline of an outlet says nothing of a meeting to which nobody from there goes
        return line not in ("IQ", "IQ-KR")

    def _delegation_from(self, event: Event, country: str) -> bool:
        """English: "ERBIL - A KRG delegation met with the Iraqi premier": those who come as a delegation of a country are not at home."""
        if self.lang != "en":
            return False
        told = next((t for t in event.told if t.s.zone != TITLE), event.told[0])
        verb = next((i.start for i, c in told.cues if c.kind == "meet"), 0)
        return "delegation" in told.s.words[:verb] and any(
            g.polity in self.k.polities and self.k.polities[g.polity].code == country and g.at < verb
            for g in told.groups
        )

    def _envoy_abroad(self, event: Event, country: str) -> bool:
        """Arabic, English: filed from the home of an envoy who sits elsewhere: "بغداد - قال السفير العراقي لدى تركيا إنه التقى ...", "TEHRAN - The
        Iranian consul general in Sulaimani met B"."""
        people = [self.reader.entities[i] for i, side in event.persons.items() if side]
        if self.lang == "en" and any(e.office == "consul-general" and e.polity == country and e.at for e in people):
            return True
        return self.lang == "ar" and any(
            e.office == "ambassador" and e.polity == country and e.host not in (None, country) for e in people
        )

    def _received_elsewhere(self, event: Event, country: str) -> bool:
        """A dateline of the guest's country: "TEHRAN - The Iraqi speaker received the Iranian ambassador"."""
        for told in event.told:
            received = next((i for i, c in told.cues if c.id == "received"), None)
            if received is None or not told.mains or self.lang == "ar":
                continue
            passive = self.lang == "en" and (
                "by" in told.s.words[received.start : received.end + 1]
                or told.s.words[received.start] in ("was", "were", "is", "been")
                or any(r.link == "by" for r in told.mains)
            )
            host = told.mains[-1] if passive else told.mains[0]
            if told.s.words[received.start - 1] == "who":  # "made the promise to A, who received him"
                host = next((r for r in reversed(told.mains) if r.end < received.start), host)
            if self.lang in ("ckb", "kmr"):  # "X ji aliyê Y ve hat pêşwazîkirin", "A پێشوازی لە B کرد"
                if not told.s.words[received.start].startswith(("pêşwaz", "پیشواز")):
                    continue  # "X mêvanê Y bû"
                host = next((r for r in told.mains if r.link == "by"), host)
            elif (passive and host.start < received.start) or (not passive and host.start > received.start):
                continue
            polity = self.reader.entities[host.entity].polity or ""
            code = self.k.polities[polity].code if polity in self.k.polities else polity
            guests = {self.reader.entities[r.entity].polity for r in told.mains if r is not host}
            return code != country and country in guests and not {code, country} <= {"IQ", "IQ-KR"}
        return False
