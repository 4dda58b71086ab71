"""Which place is told without a town behind a verb: where a forum is held, "where they met", a capital, a house of government, a governor's own seat."""

from itertools import pairwise

from worker.classify.legs import leg_of
from worker.classify.lexicon import Item, mark
from worker.classify.stated import CONFERENCES, IN, MEETS, PLACES, VISITED, PlaceReader, Where
from worker.classify.text import LEAD, TITLE, Sentence, begins
from worker.classify.told import Event
from worker.classify.who import ENVOYS

_EMIRS = frozenset(["QA", "KW"])
_SEATS, _DELEGATION = mark("seat", "body"), mark("word:deleg")
_GATHERING_OF = ("کوربهندی", "کونفرانسی", "کونفراسی", "konferansa", "konferensa", "foruma", "korbenda")  # folded
_IS_HELD = frozenset(
    [
        "یعقد", "تعقد", "المنعقد", "المنعقده", "عقد", "انعقد", "ینعقد", "تنعقد", "یقام", "المقام", "تستضیفه", "یستضیفه", "انعقدت",
        "المقامه"
    ]
)  # fmt: skip
_TOPICAL = frozenset(
    [
        "discuss", "discusses", "discussed", "talk", "review", "over", "about", "on", "urges", "calls", "condemns", "after", "eye",
        "weigh"
    ]
)  # fmt: skip
_SITES = frozenset(["village", "base", "camp", "headquarters", "barracks", "farm", "site", "front", "town", "outpost"])
_NEAR_FORUM = 12  # words between a forum and what is said of where it is held
_GATHERINGS = frozenset(["conference", "forum", "summit"])
_TAKES_PART = frozenset(
    ["attending", "attends", "attended", "attend", "participating", "participation", "participates", "participate", "meetings", "sidelines"]
)  # fmt: skip
_SPEAKS = frozenset(["said", "says", "statement", "spokesperson", "spokesman", "spokeswoman", "announced", "official"])
_INSTITUTION = frozenset(["department", "congress", "pentagon", "ministry"])
_WORKPLACES = _INSTITUTION | {"foreign"}
_GOES_TO = frozenset(["للمشارکه", "لحضور", "المشارکه", "للتوجه", "سیشارک", "یشارک"])  # folded
_MARGINS = frozenset(["sidelines", "margins", "هامش", "بههامش", "پهراویزی", "kêleka", "perawêza", "perawîza", "qiraxa"])
_CAPITALS = frozenset(["capital", "العاصمه", "بالعاصمه", "paytexta", "پایتهختی"])
_FORUMS = ("konferans", "forum", "korbend", "lûtke", "dîdar")


_PALACES = ("qesr", "koşk", "koçk")
_THERE_KMR = frozenset(["wir", "wur", "wê", "wira"])  # behind "li"


class VenueReader(PlaceReader):
    """What a gathering, a house or a host tells of where they met."""

    # -- gatherings ----------------------------------------------------------------------------------------------------

    def _venue_of_forum(self, s: Sentence) -> Where | None:
        """Arabic: "على هامش مؤتمر بغداد الذي يعقد في البحر الميت بالأردن": a forum's name is not its place."""
        if self.lang != "ar" or "هامش" not in s.words:
            return None
        at = s.words.index("هامش")
        held = next((i for i in range(at, len(s.words)) if s.words[i].lstrip("و") in _IS_HELD), None)
        if held is None or held - at > _NEAR_FORUM or "حیث" in s.words[at:held]:
            return None
        country: Where | None = None
        for item in s.items:
            if not held < item.start <= held + 10:
                continue
            if s.words[item.start - 1] in ("موتمر", "منتدی", "قمه", "اعلان"):
                continue  # a name again
            place = item.has("place")
            if place is not None and self._is_city(place):
                return self._answer(place, f"forum:{place}", s.index)
            if place is not None:
                country = country or Where(None, self.k.places[place].country, f"forum:{place}", s.index)
            elif (polity := item.has("polity")) is not None and polity in self.k.polities:
                country = country or Where(None, self.k.polities[polity].code, f"forum:{polity}", s.index)
        for item in s.those(PLACES) if country is not None else ():
            named = item.has("place") if s.words[item.start - 1] in ("موتمر", "منتدی") else None
            if named and country and self._is_city(named) and self.k.places[named].country == country.country:
                return self._answer(named, f"forum:{named}", s.index)  # "مؤتمر ميونخ للأمن، المنعقد في ألمانيا"
        return country

    def _sidelines(self, s: Sentence) -> str | None:
        """ "on the sidelines of the Antalya forum": the forum's city."""
        within = self.lang == "kmr" and "çarçoveya" in s.words
        if self.lang == "en" and (place := self._during_forum(s)) is not None:
            return place
        if self.lang == "ar" and (place := self._at_conference(s)) is not None:
            return place
        if not within and _MARGINS.isdisjoint(s.words):
            return None
        for i, word in enumerate(s.words):
            framed = within and word == "çarçoveya" and any(w.startswith(_FORUMS) for w in s.words[i + 1 : i + 2])
            if (word in _MARGINS or framed) and (place := self._forum_behind(s, i)) is not None:
                return place
        return None

    def _forum_behind(self, s: Sentence, i: int) -> str | None:
        """The first city near behind token i that is not only part of a gathering's name."""
        for item in s.items:
            after = s.words[item.end : item.end + 1]
            if item.has("polity") and any(r.kind == "place" and r.weak for r in item.readings):
                continue  # "وعلى هامش القمة اجتمع مع المدير العام للفاو": the FAO, no port
            if any(w.isdigit() for w in after) and not self._at_home(s, item):
                continue  # the summit "Baghdad 2" was in Jordan
            if (
                self.lang == "ar"
                and s.words[item.start - 1] == "موتمر"
                and after in (["للتعاون"], ["الثانی"], ["الثالث"])
            ):
                continue  # the Baghdad Conference for Cooperation and Partnership was in Jordan the second time
            held_in = self.lang == "en" and s.words[item.start - 2 : item.start] == ["held", "in"]
            far = i + (18 if held_in else 9)
            if i < item.start <= far and (place := item.has("place")) is not None and self._is_city(place):
                return place
        return None

    def _at_conference(self, s: Sentence) -> str | None:
        """Arabic: "ضمن لقاءاته في مؤتمر ميونخ للأمن": the city of the conference that one is at, not of one that he goes to."""
        for item in s.those(PLACES):
            place = item.has("place")
            if place is None or s.words[item.start - 1] not in ("موتمر", "منتدی", "ملتقی") or not self._is_city(place):
                continue
            ahead, behind = s.words[max(0, item.start - 6) : item.start - 1], s.words[item.end : item.end + 1]
            known = behind in (["للامن"], ["الامنی"], ["الاقتصادی"]) or place in ("davos", "sulaymaniyah")
            if known and not _GOES_TO & set(ahead):
                return place
        return None

    def _during_forum(self, s: Sentence) -> str | None:
        """ "Met him during the Munich Security Conference": the forum's city."""
        for item in s.those(PLACES):
            place = item.has("place")
            if place is None or not self._is_city(place) or s.words[item.start - 2 : item.start] != ["during", "the"]:
                continue
            if _GATHERINGS & set(s.words[item.end : item.end + 4]):
                return place
        return None

    def _at_home(self, s: Sentence, item: Item) -> bool:
        """Whether the town's country is named behind it: the forum "حوار المنامة 21" was in Bahrain."""
        place = self.k.places.get(item.has("place") or "")
        return place is not None and any(
            other.start > item.end
            and (polity := other.has("polity")) in self.k.polities
            and self.k.polities[polity or ""].code == place.country
            and not any(
                r.start <= other.start < r.end for r in self.reader.refs.get(s.index, ())
            )  # "the premier of Iraq"
            for other in s.items
        )

    def _attended(self, s: Sentence) -> str | None:
        """ "attending the 59th Munich Security Conference", "meetings at the Doha Forum": the city that a gathering is called by."""
        if self.lang in ("ckb", "kmr"):
            return self._called_by(s)
        if self.lang != "en" or _GATHERINGS.isdisjoint(s.words) or _TAKES_PART.isdisjoint(s.words):
            return None
        for item in s.items:
            place = item.has("place")
            if place is not None and self._is_city(place) and _GATHERINGS & set(s.words[item.end : item.end + 3]):
                return place
        return None

    def _called_by(self, s: Sentence) -> str | None:
        """Sorani and Kurmanji: "لە کۆڕبەندی جیهانیی داڤۆس", "konferansa Ewlehiyê ya Munîhê": the city behind a gathering and at most two words."""
        for item in s.those(PLACES):
            place = item.has("place")
            if place is not None and self._is_city(place) and not "".join(s.words[item.end : item.end + 1]).isdigit():
                before = s.words[max(0, item.start - 3) : item.start]
                if any(w.removeprefix("له").startswith(_GATHERING_OF) for w in before):
                    return place
        return None

    def _of_the_forum(self, event: Event) -> Where | None:
        """Arabic, Kurmanji: "وعلى هامش المؤتمر اجتمع ...", "di perawîza konferansê de", where title or lead say in which town the conference is."""
        if self.lang not in ("ar", "kmr") or not any(not _MARGINS.isdisjoint(t.s.words) for t in event.told):
            return None
        for s in self.doc.sentences:
            if s.zone not in (TITLE, LEAD):
                continue
            if not (begins(s.words, _FORUMS) or any(w.removeprefix("ال") in CONFERENCES for w in s.words)):
                continue
            for item in s.those(PLACES):
                if (place := self._stated(s, item, strict=True)) is not None and self._is_city(place):
                    return self._answer(place, f"forum:{place}", s.index)
            if (place := self._at_conference(s)) is not None:
                return self._answer(place, f"forum:{place}", s.index)
        return None

    # -- clauses and headlines -----------------------------------------------------------------------------------------

    def _town_where(self, s: Sentence) -> str | None:
        """Sorani: "گەیشتە دۆحە، کە لەوێ لەگەڵ A دانیشت": the town before "where", with the verb of meeting behind it."""
        at = next((n for n, w in enumerate(s.words) if w in ("لهوی", "لهویش") and s.words[n - 1] == "که"), None)
        town = s.at[at - 2 - (s.words[at - 2] in ("،", ","))] if at is not None and at > 2 else None
        return town.has("place") if town is not None else None

    def _there(self, s: Sentence) -> str | None:
        """Arabic: "came from Baghdad, where he held talks": the place right before حيث, for what stands behind it; and "in the airport"."""
        if self.lang == "en":
            return self._where_clause(s)
        if self.lang == "kmr":
            return self._place_just_told(s)
        if self.lang != "ar":
            return None
        if "المطار" in s.words and s.words[s.words.index("المطار") - 1] == "فی":
            for earlier in self.doc.sentences[: s.index + 1]:
                for item in earlier.items:
                    if item.start and s is not earlier and earlier.words[item.start - 1] == "مطار":
                        return item.has("place")
        if (where := self._where_they_did(s) or self._told_to_be_there(s)) is not None:
            return where
        if "حیث" not in s.words:
            return None
        at = s.words.index("حیث")
        frames = self.k.cues[self.lang].frames
        cues = [i.start for i in s.items if (n := i.has("cue")) and frames[int(n)].kind in ("meet", "receive")]
        if not cues or min(cues) < at:
            return None
        for item in reversed([i for i in s.items if i.end <= at]):
            place = item.has("place")
            if place is None or not self._is_city(place):
                if item.end == at and item.has("polity") is not None and s.words[item.start - 1] == "الی":
                    return None  # "وينتقل من الدوحة إلى البحرين حيث يلتقي"
                continue
            if any(r.start <= item.start < r.end for r in self.reader.refs.get(s.index, ())):
                return None
            return place
        return None

    def _where_clause(self, s: Sentence) -> str | None:
        """ "coming from Jeddah, where he met ...", "will leave for Algiers to take part in the summit, where he is to meet ...": the town
        before "where", for a sentence whose only verb of meeting stands behind it."""
        at = next((i for i, w in enumerate(s.words) if w == "where" and i > 1), None) if "where" in s.words else None
        if at is None:
            return None
        frames = self.k.cues[self.lang].frames  # "where he signed a protocol" tells of a meeting, too
        done = (i.start for i in s.items if (n := i.has("cue")) is not None and frames[int(n)].kind in (*MEETS, "talk"))
        cue = self._first_cue(s) or next(done, None)
        if cue is None or not at < cue <= at + 8:
            return None
        near = s.at[at - 1] or s.at[at - 2]
        place = near.has("place") if near is not None and near.end >= at - 1 else None
        if place is None and _GATHERINGS & set(s.words[at - 4 : at]):
            gone = [i for i in s.those(PLACES) if i.end < at and s.words[i.start - 1] in ("for", "in", "to")]
            place = gone[-1].has("place") if gone and self._going(s, gone[-1].start - 1) else None
        return place if place is not None and self._is_city(place) else None

    def _place_just_told(self, s: Sentence) -> str | None:
        """Kurmanji: "... bajarê Şamê bû. Barrot li wir ligel X civiya": the last city of the sentence before."""
        at = next(
            (n for n, pair in enumerate(pairwise(s.words)) if pair[0] == "li" and self._means_there(s, n + 1)), None
        )
        if at is None or not s.index:
            return None
        people = self.reader.refs.get(s.index, ())
        here = [
            p
            for i in s.items
            if i.start < at and (p := i.has("place")) is not None and self._is_city(p)
            if not any(r.start <= i.start < r.end for r in people)  # "Barzanî li wir"
        ]
        if here:
            return here[-1]  # "berê xwe da Hewlêrê û li wir ...", "serdana Dihokê bike û li wê derê ..."
        before = self.doc.sentences[s.index - 1]
        leg = leg_of(before, self.lang)
        towns = [item for item in before.those(PLACES) if leg is None or item.start not in leg.tokens]
        cities = [p for item in towns if (p := item.has("place")) is not None and self._is_city(p)]
        return cities[-1] if cities and (before.paragraph == s.paragraph or leg is not None) else None

    @staticmethod
    def _means_there(s: Sentence, i: int) -> bool:
        """Kurmanji: "li wir", "li wê", "li wê derê", but not "li wê eniyê", with token i behind "li"."""
        behind = s.words[i + 1] if i + 1 < len(s.words) else ""
        return s.words[i] in _THERE_KMR and (s.words[i] != "wê" or behind == "derê" or not behind.endswith("ê"))

    def _where_they_did(self, s: Sentence) -> str | None:
        """Arabic: "قادماً من بغداد التي بحث فيها مع نظيره ...", "التي زارها والتقى خلالها": the place that "therein" takes up."""
        at = next((n for n, w in enumerate(s.words) if w in ("فیها", "خلالها")), None)
        if at is None:
            return None
        for item in s.those(PLACES):
            place = item.has("place")
            if place is not None and self._is_city(place) and s.words[item.end : item.end + 1] == ["التی"]:
                came = s.words[item.end + 1] in ("زارها", "زارتها", "وصلها", "وصلتها")
                return place if 0 < at - item.end <= (9 if came else 4) else None
        return None

    def _told_to_be_there(self, s: Sentence) -> str | None:
        """Arabic: "يزور غدا أربيل، ويلتقي هناك ...": the one town told so far in the sentence, else in the sentence before."""
        if "هناک" not in s.words:
            return None
        at = s.words.index("هناک")
        if not any(at - 3 <= i.start < at and i.has("cue") for i in s.items):
            return None
        before = self.doc.sentences[s.index - 1 : s.index] if s.index else []
        for one, end in ((s, at), *((b, len(b.words)) for b in before if b.paragraph == s.paragraph)):
            inside = [r for r in self.reader.refs.get(one.index, ()) if r.end <= end]
            towns = {
                p
                for i in one.those(PLACES)
                if i.end <= end
                and (p := i.has("place"))
                and self._is_city(p)
                and not any(r.start <= i.start < r.end for r in inside)
            }
            if towns:
                return towns.pop() if len(towns) == 1 else None
        return None

    def _named_before(self, s: Sentence) -> str | None:
        """ "He had flown in from Ankara. There he met ...": the city that the sentence before names last; in Sorani one where they were; none of a
        leg before an arrival, "arrived in Doha after talks in Amman. There he met ..."."""
        before = self.doc.sentences[s.index - 1] if s.index else None
        if before is None:
            return None
        leg = leg_of(before, self.lang)
        towns = [item for item in before.those(PLACES) if leg is None or item.start not in leg.tokens]
        if self.lang == "ckb":
            stated = [self._stated(before, item, strict=True) for item in towns]
            return next(filter(None, reversed(stated)), None)
        places = [item.has("place") for item in towns]
        return next((place for place in reversed(places) if place is not None and self._is_city(place)), None)

    def _near(self, s: Sentence) -> str | None:
        """ "in a village near Mosul": a place without a name, whose country alone is known."""
        for item in s.those(PLACES):
            before = s.words[max(0, item.start - 5) : item.start]
            if (
                (place := item.has("place"))
                and self._is_city(place)
                and ("near" in before[-1:] or before[-2:] == ["outside", "of"] or before[-1:] == ["outside"])
                and _SITES & set(before)
                and (cue := self._first_cue(s)) is not None
                and cue < item.start
                and VISITED.isdisjoint(s.words[cue : item.start])  # "met A, and visited a camp near Duhok"
            ):
                return place
        return None

    def _ends_in(self, s: Sentence) -> str | None:
        """ "Swedish ambassador handed protest letter in Baghdad": the city at the end of a headline that names no topic before it."""
        last = s.items[-1] if s.items else None
        ends = len(s.words) - (self.lang == "kmr" and s.words[-1] in ("ye", "ne"))  # "li Hewlêrê ye"
        if last is None or last.end != ends or (place := last.has("place")) is None or not self._is_city(place):
            return None
        if last.start < 1 or s.words[last.start - 1] not in ("in", "له", "li") or self._office_place(s, last.start - 1):
            return None
        if self.lang == "kmr" and any(
            r.end == last.end and r.office in ENVOYS for r in self.reader.refs.get(s.index, ())
        ):
            return None  # "the Consul General in Erbil"
        return None if _TOPICAL & set(s.words) else place

    # -- houses, and who sits in them ----------------------------------------------------------------------------------

    def _capital_of(self, s: Sentence) -> Where | None:
        """ "the Greek capital", "العاصمة اليونانية", "li paytexta Swêdê", "لە پایتەختی سوید"."""
        if _CAPITALS.isdisjoint(s.words):
            return None
        for i, word in enumerate(s.words):
            if word == "capital" and i > 1 and s.words[i - 2] in ("the", "in"):
                near = s.at[i - 1]
            elif word != "capital" and word in _CAPITALS and i + 1 < len(s.words):
                near = s.at[i + 1]
            else:
                continue
            if near is None:
                continue
            polity = near.has("adj") or near.has("polity")
            if polity is not None and polity in self.k.polities and (city := self.k.polities[polity].capital):
                return self._answer(city, f"capital:{polity}", s.index)
        return None

    def _mission(self, s: Sentence) -> Where | None:
        """Arabic: "زار السفارة العراقية في الولايات المتحدة والتقى السفير": the country of an embassy or consulate that somebody visited."""
        if self.lang != "ar" or not VISITED & set(s.words):
            return None
        at = next((i for i, w in enumerate(s.words) if w in ("السفاره", "سفاره", "القنصلیه", "قنصلیه")), None)
        if at is None:
            return None
        for item in s.items:
            polity = item.has("polity")
            if (
                polity is not None
                and at < item.start <= at + 4
                and polity in self.k.polities
                and (s.words[item.start - 1] == "فی" or item.clitic == "ب")
            ):
                return Where(None, self.k.polities[polity].code, f"mission:{polity}", s.index)
        return None

    def _seat(self, s: Sentence, codes: set[str]) -> Where | None:
        if self.lang == "ar" and "الامیری" in s.words and len(emirs := codes & _EMIRS) == 1:
            emirate, at = self.k.polities[next(iter(emirs))], s.words.index("الامیری") - 1
            inside = s.words[at] == "بالدیوان" or s.words[max(0, at - 1) : at + 1] == ["فی", "الدیوان"]
            if inside and emirate.capital:
                return self._answer(emirate.capital, f"seat:{emirate.id}", s.index)  # "في الديوان الأميري"
        for item in s.those(_SEATS):
            if item.has("seat") is None and item.has("body") not in ("white-house", "pentagon"):
                continue
            if self._sends(s, item) or not self._inside(s, item):  # "a delegation of Congress" is from there, not there
                continue
            refs = self.reader.refs.get(s.index, ()) if self.lang == "ar" else ()
            if any(r.office and r.start <= item.start < r.end for r in refs):
                continue  # "عضو الكونغرس الأمريكي NAME": where somebody serves
            if self.lang == "ar" and item.clitic.startswith("ل"):
                continue  # "بيان لمستشارية ..." comes from there
            if self.lang == "ar" and item.start and s.words[item.start - 1] in ("مع", "من", "بین"):
                continue
            if self.lang == "ar" and (item.clitic.startswith("و") or s.words[item.start - 1] == "("):
                continue  # "بين وزارة البيشمركة ووزارة الدفاع الأمريكية", "البرلمان الألماني (بوندستاغ)"
            if self.lang == "en" and (not self._house(s, item) or self._employs(s, item)):
                continue
            polity_id = item.has("seat") or "US"
            if polity_id not in codes:
                continue
            polity = self.k.polities[polity_id]
            city = polity.capital or polity.seat_city
            if city:
                return self._answer(city, f"seat:{polity_id}", s.index)
        return None

    def _sends(self, s: Sentence, item: Item) -> bool:
        # "لجنة الدفاع في البوندستاغ"; "استقبل في قصر بعبدا وفدا": behind an Arabic house stands who is received there
        behind, ahead = (3, -1) if self.lang == "ar" else (1, 1)
        teams = s.those(_DELEGATION)
        return any(0 <= item.start - i.end <= behind or 0 <= i.start - item.end <= ahead for i in teams)

    def _inside(self, s: Sentence, item: Item) -> bool:
        """Kurdish: "لە کۆشکی سپی", "li Qesra Spî"; behind "and" or an izafe the house is somebody's employer."""
        if self.lang not in ("ckb", "kmr") or item.start == 0:
            return True
        before = s.words[item.start - 1]
        if before == "di" and s.words[item.start].startswith(_PALACES):
            return True  # "di Qesra Bexdayê de"
        return before in IN[self.lang] or before.startswith(("gihîşt", "گهیشت", "چووه"))

    @staticmethod
    def _house(s: Sentence, item: Item) -> bool:
        """Whether a seat is a house here: "at the State Department", not "the State Department said" or "an agreement with" it."""
        if item.end < len(s.words) and s.words[item.end] in _SPEAKS:
            return False
        if not _INSTITUTION & set(s.words[item.start : item.end]):
            return True
        before = [w for w in s.words[max(0, item.start - 3) : item.start] if w not in ("the", "us")]
        after = s.words[item.end] if item.end < len(s.words) else ""
        return (bool(before) and before[-1] in ("at", "in", "inside", "to", "from")) or after in ("meeting", "talks")

    def _employs(self, s: Sentence, item: Item) -> bool:
        """ "a member of the House of Lords", "a delegation of the German Bundestag", "the White House coordinator", "Minister of State at the
        Foreign Office": whose somebody is, not where."""
        i = item.start - 1
        while i > 0 and (
            s.words[i] in ("the", "'s") or ((near := s.at[i]) is not None and (near.has("adj") or near.has("polity")))
        ):
            i -= 1
        inside = any(
            r.start <= item.start < r.end and (r.start, r.end) != (item.start, item.end)
            for r in self.reader.refs.get(s.index, ())
        )
        refs = self.reader.refs.get(s.index, ())
        office = any(r.office and r.end == i and (r.name is None or r.name[1] < i) for r in refs)
        held = office and s.words[i] == "at" and not _WORKPLACES.isdisjoint(s.words[item.start : item.end])
        sent = s.words[i] == "from" and i > 0 and (team := s.at[i - 1]) is not None and team.is_word("deleg")
        return inside or sent or held or (i >= 0 and s.words[i] == "of")

    def _governor(self, event: Event) -> str | None:
        seated = [e for i in event.persons if (e := self.reader.entities[i]).office in ("governor", "mayor") and e.at]
        if len(seated) > 1 and len(at_home := [e for e in seated if e.polity in ("IQ", "IQ-KR")]) == 1:
            return at_home[0].at  # the guest is who came from abroad
        for index in event.persons:
            e = self.reader.entities[index]
            if e.role.startswith("Deputy") and self.lang == "en":
                continue  # sent out rather than at home
            if e.office in ("governor", "mayor") and e.at and (self._hosts(event, index) or self._toured(e.at)):
                return e.at
        return None

    def _toured(self, place: str) -> bool:
        """Arabic: whether title or lead name the governor's place outside offices, as in "visited a camp in the governorate of Duhok"."""
        if self.lang != "ar":
            return False
        for s in self.doc.sentences:
            if s.zone not in (TITLE, LEAD):
                continue
            refs = self.reader.refs.get(s.index, ())
            if any(r.at == place and r.office not in ("governor", "mayor") for r in refs):
                return True  # "رئيس بعثة يونامي في البصرة": where he is today
            inside = {i for r in refs for i in range(r.start, r.end)}
            if any(
                any(r.kind == "place" and r.id == place for r in i.readings) and i.start not in inside for i in s.items
            ):
                return True
        return False

    def _hosts(self, event: Event, index: int) -> bool:
        """Whether this side is named before the other, or receives: a guest who "met with the mayor of Paris" says nothing of where."""
        for told in sorted(event.told, key=lambda t: t.s.zone == TITLE):
            if told.mains and any(r.entity == index for r in told.mains):
                ref = next(r for r in told.mains if r.entity == index)
                verb = min((i for i, c in told.cues if c.kind == "meet"), key=lambda i: i.start, default=None)
                if verb is not None and told.s.words[verb.start] in (
                    "visited",
                    "visits",
                    "called",
                    "calls",
                    "سهردانی",
                    "serdana",
                ):
                    return ref.start >= verb.end  # who is visited, or called on
                received = self.lang == "ckb" and any(c.id.startswith("received") for _, c in told.cues)
                return told.mains[0].entity == index or ref.link == "by" or (received and ref.link != "led")
        return False
