"""What follows the head of an office, in the word order of each language: polity, host, seat, and what is headed."""

from dataclasses import dataclass

from worker.classify.houses import DESKS, SECTIONS, STATES, TITLE_WORDS
from worker.classify.lexicon import Item, mark
from worker.classify.polities import HOUSE_CHAIRS, SENDS, SENT, PolityReader
from worker.classify.refs import OfficePhrase, says
from worker.classify.text import TITLE, Sentence

_HOLDERS = mark("actor", "office", "title", "portfolio")
_MISSION_HOUSES = frozenset(["embassy", "consulate", "government", "army"])
_TIES = frozenset(["relations", "ties", "friendship", "cooperation"])
_CLUBS = (["friendship"], ["caucus"], ["desk"], ["division"], ["bureau"])  # behind a country that others deal with
_HERE = frozenset(["city", "country", "province", "region", "capital", "area", "governorate"])
_HERE_AR = (
    ["المحافظه"],
    ["المدینه"],
    ["العاصمه"],
    ["الاقلیم"],
    ["البلاد"],
    ["المنطقه"],
)  # folded: "القنصل الكويتي في المحافظة NAME"
_HOUSES = {
    "senate": "senate-president", "parliament": "speaker", "national assembly": "speaker", "assembly": "speaker", "bundestag": "speaker",
    "house": "speaker", "knesset": "speaker", "riksdag": "speaker", "sejm": "speaker",
}  # fmt: skip
_AIDES = frozenset(
    [
        "adviser",
        "director-general",
        "crown-prince",
        "spokesperson",
        "special-envoy",
        "special-representative",
        "representative",
    ]
)
_TOWN_OF = frozenset(["bajarê", "parêzgeha", "navçeya", "qezaya", "bajarokê", "شاری", "پاریزگای", "قهزای"])  # folded
_CONSULATES = ("konsulxane", "konsolxane")
_AGAINST = {"دژی": 2, "دژ": 3}  # words that tell whom the coalition is against
_ARMIES = ("artêş", "hêz", "supa", "سوپا", "هیز")  # folded
_OF_MINISTRIES = frozenset(["state-minister", "secretary-general"])
_UNITS = (
    *("encûmen", "ajans", "saziy", "dezgeh", "fon", "sindoq", "banka", "navend", "meclîs"),
    "ofîs",
    "nivîsîngeh",
    "nivîsgeh",
    "tîm",
    "fîlyal",
    "beş",
    "desteya",
    "fermangeh",
    "yekîneya",
    "rêvebiriya",
    "rêveberiya",
)
_DELEGATIONS = frozenset(["şandê", "şandeyê", "heyetê", "wefdê"])
_POSSESSIVES = ("wî", "wê", "xwe", "wan")
_SENT = frozenset(["şanda", "şandeya", "heyeta", "mîsyona"])  # behind them stands who sent them
_CHARGES = frozenset(["karûbarên", "karên", "dewletê"])
_REGIONS = ("eyalet", "wîlayet", "wilayet")  # Kurmanji: parts of a state that have ministers of their own
_IZAFE = frozenset(["yê", "ya", "ê", "a"])
_STATES_KMR = ("komar", "dewlet", "herêm", "hikûmet")  # whose head is a president
_ENDS = frozenset(["li", "bi", "ji", "di", "re", "ve", "û", "îro", "duh", "roja", "kir", "ku", "jî", "silav"])
_BUREAUS = ("مهکتهب", "نووسینگه", "نوسینگه", "لیژنه", "بهش", "لق", "فهرمانگه")  # Sorani, folded: parts of a body
# Kurdish, folded: an envoy's house, "پاشکۆی سەربازیی باڵیۆزخانەی فەرەنسا", "سەرۆکی بەشی سیاسی لە باڵیۆزخانەی سوید"
_MISSIONS = ("بالیوزخان", "کونسولخان", "balyozxane", *_CONSULATES)
_FIRST_OF = frozenset(["یهکهمی", "دووهمی", "باشی", "yekem", "duyem", "sereke"])
_MINISTRIES = frozenset(["وزاره", "لوزاره", "بوزاره", "وزیر", "وزیره", "دایره", "الرقابه", "السوق"])
SON_OF = frozenset(["بن", "ابن", "بنت", "ولد"])  # whatever stands behind is a name: "بن سلطان", "بن تركي"
TWOFOLD = frozenset(
    {
        "فان",
        "میلان",
        "کولن",
        "فیکتوریا",
        "فیصل",
        "باول",
        "کلاوس",
        "سالی",
        "بارک",
        "امین",
        "باری",
        "جیک",
        "سلمان",
        "خضر",
        "صدیق",
        "بون",
        "مورونی",
        "کامیرون",
        "سومن",
        "معین",
        "ریاض",
        "جمعه",
    }
)  # folded; names that are also something else in the lexicon
_FEDERAL = frozenset(["الاتحادی", "الاتحادیه", "الفیدرالی", "الفیدرالیه", "الفدرالی", "الفدرالیه"])  # folded
_AFFAIRS = frozenset(
    [
        "للشوون",
        "لشوون",
        "للعلاقات",
        "للتعاون",
        "للتجاره",
        "للاستثمار",
        "للسیاسات",
        "للتنمیه",
        "للطاقه",
        "للعملیات",
        "لمکافحه",
        "لحقوق",
        "لتنسیق",
        "لازاله",
        "لاعاده",
        "لحمایه",
        "لتنمیه",
        "لدعم",
        "لاداره",
        "لسیاسات",
        "لمراقبه",
        "لرصد",
        "لتقصی",
        "لعملیه",
        "لمنطقه",
        "لقضایا",
    ]
)
# English words of what ministers have besides the first, in their titles
_FIELDS = frozenset(
    [
        "affairs", "agriculture", "civil", "climate", "commerce", "communications", "cooperation", "culture", "development", "economy", "education",
        "electricity", "employment", "energy", "environment", "equality", "expatriates", "family", "finance", "fisheries", "food", "forestry", "health",
        "higher", "housing", "immigration", "industry", "information", "infrastructure", "innovation", "integration", "investment", "irrigation",
        "justice", "labor", "labour", "maritime", "mineral", "minerals", "mines", "mining", "natural", "petroleum", "planning", "protection", "research",
        "resources", "science", "security", "services", "social", "sport", "sports", "supply", "technology", "tourism", "trade", "transport", "urban",
        "water", "waterways", "works", "youth",
    ]
)  # fmt: skip
_OF_FIELDS = frozenset(
    ["deputy-foreign-minister", "undersecretary", "state-minister", "minister"]
)  # whose field may follow the country
_TASKED = frozenset(["tasked", "charged", "entrusted", "concerned"])  # of a committee: what it does belongs to it
_BEHIND_VERBS = frozenset(
    ["the", "a", "an", "that", "his", "her", "its", "their", "him", "them", "to", "in", "on", "at", "with", "by"]
)
_LAWMAKERS = frozenset(["member-of-parliament", "member"])
PARTISANS = frozenset(
    ["الدیمقراطی", "الدیمقراطیه", "الجمهوری", "الجمهوریه", "المستقل", "المستقله"]
)  # folded; whose a US lawmaker is
_HALF_STATES = frozenset(
    ["نورث", "ساوث", "ویست", "نیو", "رود", "کارولاینا", "کارولینا", "داکوتا"]
)  # folded; of states in two words
_GOVERNMENT = frozenset(
    ["للحکومه", "لحکومه", "الحکومه", "حکومه", "حکوومهتی", "حکومهتی", "hikûmeta", "hikumeta", "hukûmeta", "hukumeta"]
)  # folded; of a state, whose its envoys and advisers are
_AT_HOME = frozenset(
    ["president", "prime-minister", "foreign-minister", "speaker", "king"]
)  # "in Baghdad" is where they met


_OF_SOMETHING = HOUSE_CHAIRS | {"undersecretary", "state-minister", "assistant-secretary"}


def _is_definite(s: Sentence, p: OfficePhrase) -> bool:
    """Arabic: "رئيس مجلس النواب المستشار NAME": with its own article an adviser is nobody's, but the rank of who follows."""
    return p.office == "adviser" and p.end - p.start == 1 and s.words[p.start].startswith("ال")


_BRANCHES = (
    ["office"],
    ["regional"],
    ["field"],
    ["branch"],
    ["bureau"],
)  # of a body, whose head does not head the body
_OF_A_TOWN = frozenset(["council", "provincial", "municipality", "governorate", "province"])
_MISSION = (["embassy"], ["consulate"], ["mission"])
_AWAY = ("delegation", "mission", "office", "sub-delegation", "branch")
_PARTED = ("embassy", "consulate", "mission", "coalition")  # what has sections of its own
_PART_OF_A_HOUSE = frozenset(["committee", "commission", "subcommittee", "caucus", "delegation"])


@dataclass(slots=True)
class _Tail:
    """A walk from the head of an office to its end."""

    i: int  # the word that is read next
    limit: int  # where the walk ends at the latest
    words: int = 0  # unknown words taken as part of what is headed
    since: int | None = None  # the first word of what is headed
    link: str = ""  # the joining word that was passed last: of, to, at, ministry

    def open(self, at: int) -> None:
        """A word of what is headed."""
        self.words += 1
        self.since = self.since or at


_COUNCILS = ("یهنجوومهن", "یهنجومهن")  # folded: houses of parliament
_SPECIAL = frozenset(["special-envoy", "special-representative"])


class TailReader(PolityReader):
    """Reads what follows the head of an office, and joins polities and places to it."""

    def _turn_into(self, p: OfficePhrase, office_id: str) -> None:
        """Makes another office of a phrase, with its role and rank; kind and polity stay."""
        office = self.k.offices[office_id]
        p.office, p.role, p.rank = office.id, office.role, office.rank

    def _modifiers_after(self, s: Sentence, p: OfficePhrase) -> None:
        """What belongs to the office behind its head: polity, host, seat, and what is headed where that must follow."""
        t = _Tail(i=p.end, limit=min(len(s.words), p.end + 14))
        if self.lang == "en" and s.words[p.start] == "who":
            t.link, t.since = "of", t.i
        while t.i < t.limit:
            item = s.at[t.i]
            if self.lang == "ar" and t.i == p.end and not p.polity and (staff := self._staff_of(s, p, t.i)) is not None:
                p.end, (p.polity, p.polity_rule) = staff  # "مسؤول مكتب التعاون الأمني في القنصلية الأمريكية"
                t.i = p.end
                continue
            if item is not None and item.start < t.i:
                t.i = item.end
                continue
            step = None if self.lang == "en" else self._own_way(s, p, t, item)
            if step is None:
                step = self._item(s, p, t, item) if item is not None else self._unread_word(s, p, t)
            if not step:
                break
        self._close(s, p, t)

    # Each of these reads what stands at `t.i`: True, it belongs to the office and the walk is behind it; False, the office has ended; None, another
    # is to say.

    def _own_way(self, s: Sentence, p: OfficePhrase, t: _Tail, item: Item | None) -> bool | None:
        """What one language has, before anything else is asked."""
        word = s.words[t.i]
        state = s.item(t.i + 1) if word in _GOVERNMENT and not p.polity else None
        if state is not None and not state.clitic and self._polity_reading(state):
            # "المبعوث الخاص للحكومة اليابانية", "نێردەی حکوومەتی ژاپۆن", "Nûnerê Hikûmeta Japonyayê"
            p.end = t.i = t.i + 1
            return True
        if self.lang == "ar":
            return self._arabic_way(s, p, t, item)
        return self._sorani_way(s, p, t) if self.lang == "ckb" else self._kurmanji_way(s, p, t)

    def _arabic_way(self, s: Sentence, p: OfficePhrase, t: _Tail, item: Item | None) -> bool | None:
        """Whom a group is friends with, a dual, a lawmaker's party, what somebody is in charge of."""
        word = s.words[t.i]
        if word == "مع" and p.kind == "head" and not p.polity and "صداق" in s.words[t.i - 1]:
            friend = s.item(t.i + 1)  # "رئيس لجنة الصداقة مع كوردستان"
            if friend is not None and self._polity_reading(friend):
                p.end = t.i = friend.end
                return True
        if word in TWOFOLD and item is not None and item.end - item.start == 1:
            return False
        if p.office in _LAWMAKERS and (after := self._constituency(s, p, t.i)) is not None:
            p.end = t.i = after
            return True
        if word in _AFFAIRS:  # "للشؤون السياسية والمساعدة الانتخابية"
            p.end = t.i = self._affairs(s, t.i + 1)
            return True
        return None

    def _sorani_way(self, s: Sentence, p: OfficePhrase, t: _Tail) -> bool | None:
        """Whom a coalition is against, whose a board or a party is, whom an envoy deals with, and who sent him."""
        word = s.words[t.i]
        if p.polity == "COALITION" and (foe := _AGAINST.get(word, 0)):
            p.end = t.i = min(len(s.words), t.i + foe)  # "دژی داعش", "دژ بە داعش"
            return True
        if (
            p.kind == "head"
            and t.i == p.head[1]
            and word in ("دهستهی", "تیمی")
            and (whose := self._polity_ahead(s, t.i, 6))
        ):
            t.since = t.since or t.i
            p.end = t.i = whose
            return True
        if word == "بو" and p.polity and s.words[t.i + 1 : t.i + 2] == ["کاروباری"]:
            land = s.item(t.i + 2)  # "نوێنەری تایبەتی سەرۆکی تورکیا بۆ کاروباری عێراق، NAME"
            if land is not None and (dealt := self._polity_reading(land)) is not None:
                p.host, p.end = p.host or dealt[0], land.end
                t.i = p.end
                return True
        if word == "پارتی" and t.i + 1 < len(s.words) and s.at[t.i + 1] is None and s.words[t.i - 1].endswith("ی"):
            after = s.words[t.i + 1]
            if p.kind == "head" and after[0].isalpha() and not says(after):
                p.end = t.i = (
                    t.i + 2
                )  # "هاوسەرۆکی پارتی سۆسیال دیموکرات": of another party than the one that is called just so
                return True
        if (party := self._party_abroad(s, p, t.i)) is not None:
            p.end, (p.polity, p.polity_rule) = party
            t.i = p.end
            return True
        if p.kind == "envoy" and not p.polity and t.i == p.head[1] and word.endswith("یی"):
            sender = s.item(t.i + 1)  # "نێردەی بازرگانیی سەرۆکوەزیرانی بەریتانیا"
            if sender is not None and (sender.has("office") or sender.has("title") or self._polity_reading(sender)):
                p.end = t.i = t.i + 1
                return True
        return None

    def _kurmanji_way(self, s: Sentence, p: OfficePhrase, t: _Tail) -> bool | None:
        """Whose a committee, a delegation, an office or a consulate is, and what somebody is in charge of."""
        word = s.words[t.i]
        if (after := self._committee(s, p, t.i)) is not None and after > t.i:
            if p.office != "member-of-parliament":  # whose party is no part of the role
                t.open(t.i)
            p.end = t.i = after
            return True
        if t.i == p.end and p.kind == "head" and s.words[t.i] in _DELEGATIONS:
            p.end = t.i = t.i + 1  # "serokê şandê General NAME"
            return True
        sent = t.i == p.end and p.kind == "head" and word in _SENT
        if sent and (whose := self._polity_ahead(s, t.i + 1, 3)) is not None:
            t.open(t.i)
            p.end = t.i = (
                whose  # "Serokê Şanda Yekîtiya Ewropayê ya Iraqê NAME", "Serokê Şanda Parlamentoya Brîtanyayê NAME"
            )
            return True
        if t.i == p.end and (after := self._office_of_house(s, p, t.i)) is not None:
            near = s.at[after]
            owned = near.has("body") if near is not None and p.kind == "head" else None
            if near is not None and owned is not None and self.k.bodies[owned].party:
                p.polity, p.polity_rule, after = self.k.bodies[owned].polity, f"body:{owned}", near.end
            p.end = t.i = after  # "Berpirsê Nivîsîngeha PDKê li Qahîreyê" does not lead the party
            return True
        whose = t.i == p.end and word in _POSSESSIVES and s.capital[t.i + 1 : t.i + 2] == [True]
        if whose and ((near := s.at[t.i + 1]) is None or near.has("actor")):
            p.end = t.i = t.i + 1  # "nûnera wî NAME", "cîgirê xwe NAME"
            return True
        if (
            t.i == p.end
            and word in ("wê", "wî")
            and (p.kind == "head" or p.office == "vice-president")
            and not p.polity
            and (owner := self._house_before(s, p.start)) is not None
        ):
            # "li baregeha Dezgeha Îstixbaratê ya Iraqê bi serokê wê NAME re"
            p.polity, p.polity_rule = owner[0], "owner"
            p.end = t.i = t.i + 1
            return True
        if word == "di" and p.polity and p.kind in ("envoy", "head", "member") and (end := self._sits_in(s, t.i)):
            p.end = t.i = end
            return False
        charged = p.kind == "envoy" or p.office in _OF_FIELDS
        if charged and p.polity and (after := self._charged_with(s, p, t.i)) is not None:
            p.end = t.i = after
            return True
        if p.office == "other" and word.startswith(_CONSULATES) and (whose := self._polity_ahead(s, t.i, 4)):
            p.end, p.kind = whose, "envoy"  # "Ataşeya Çandî ya Konsolxaneya Fransayê li Hewlêrê"
            t.i = p.end
            return True
        return None

    @staticmethod
    def _of_a_mission(s: Sentence, p: OfficePhrase) -> bool:
        return any(w.startswith(_MISSIONS) for w in s.words[p.start : p.end])

    def _office_of_house(self, s: Sentence, p: OfficePhrase, i: int) -> int | None:
        """Kurmanji: "Berpirsê Ofîsa Hevkariya Ewlehiyê ya Konsulxaneya Giştî ya Amerîkayê", "Wezîrê Karûbarên Encûmena Wezîran a Îmaratê":
        token index of whose it is, behind what a head or a minister without a portfolio is in charge of."""
        if p.polity or not (
            (
                (p.kind == "head" or p.office == "speaker")
                and (s.words[i].startswith(_UNITS) or s.words[i - 1].startswith(_UNITS))
            )
            or (p.office == "minister" and s.words[i] in _CHARGES)
        ):
            return None
        for j in range(i + 1, min(len(s.words), i + 9)):
            item = s.at[j]
            if item is not None and item.start == j and self._polity_reading(item):
                return j
            if not s.words[j][0].isalpha() or s.words[j] in _ENDS or (item is not None and item.has("actor")):
                return None
        return None

    def _house_before(self, s: Sentence, start: int) -> tuple[str, str] | None:
        """Kurmanji: whose the house or body is that stands last ahead of an office."""
        if any(near is not None and near.is_word("company") for near in s.at[max(0, start - 8) : start]):
            return None
        for i in range(start - 1, max(-1, start - 6), -1):
            near = s.at[i]
            if near is not None and (reading := self._polity_reading(near)) is not None:
                return reading
        return None

    def _item(self, s: Sentence, p: OfficePhrase, t: _Tail, item: Item) -> bool:
        if item.clitic.startswith(("و", "ف")) and not p.plural:
            more = (p.office == "minister" and t.words) or (
                self.lang == "ar" and (p.office == "undersecretary" or p.office.endswith("-minister"))
            )
            if more and not item.is_word("honorific") and self._is_portfolio_word(item, s.words[t.i]):
                t.words += 1
                p.end = t.i = item.end
                return True
            return False
        if self.lang == "ar" and self._arabic_item(s, p, t, item):
            return True
        if item.marks & _HOLDERS:
            return self._another_office(s, p, t, item)
        the_delegation = s.words[t.i : item.end] in (["the", "delegation"], ["شاندهکه"], ["وهفدهکه"])
        if the_delegation and p.kind == "head" and t.since in (None, t.i):
            p.role = "Head of delegation"  # "The head of the delegation, NAME, said"
            p.end = t.i = item.end
            return True
        if item.is_word("former"):
            if self.lang == "en" and s.words[t.i] == "then":  # "The premier then sat down with"
                return False
            p.former = True
            p.end = t.i = item.end
            return True
        reading, place = self._polity_reading(item), item.has("place")
        if place is not None and p.office == "governor":  # "محافظ صلاح الدين" governs no resort
            governed = (r.id for r in item.readings if r.kind == "place" and self.k.places[r.id].kind == "governorate")
            place = next(governed, place)
        if self.lang == "ar" and s.words[t.i] in ("المالیه", "مالیه") and s.words[t.i - 1] in _MINISTRIES:
            reading = None  # of finance, not of Mali
        step = self._nation(s, p, t, item, reading) if reading is not None else None
        if (
            step is None
            and self.lang == "ar"
            and place
            and p.kind == "envoy"
            and item.clitic == "ب"
            and p.polity
            and not p.host
        ):
            p.at = p.at or place  # "القائم بأعمال السفارة التركية بدمشق"
            p.end = t.i = item.end
            return True
        if step is None and reading is not None:
            step = self._whose(s, p, t, item, reading, place)
        if step is None and place is not None:
            step = self._where(s, p, t, item, place)
        if step is None:
            step = self._joint(s, p, t, item)
        return step if step is not None else self._plain_item(s, p, t, item)

    def _arabic_item(self, s: Sentence, p: OfficePhrase, t: _Tail, item: Item) -> bool:
        if item.has("office") == "guest" and not self._polity_next(s, item):
            p.end = t.i = item.end
            return True
        nation = s.item(item.end) if s.words[item.start] in _FEDERAL else None
        if nation is not None and nation.start == item.end and nation.definite and nation.has("adj"):
            p.end = t.i = item.end
            return True  # "الوزيرة الاتحادية الألمانية": of another federation than Iraq
        owned = p.kind == "head" and s.words[t.i - 1] in ("مکتب", "دیوان")
        if owned and (item.has("office") or item.has("title")) and not item.has("actor"):
            p.end = t.i = item.end  # "مدير مكتب الملك NAME"
            return True
        if (
            (
                item.clitic.startswith("ل")
                or (not item.clitic and p.end == item.start and not p.polity and not _is_definite(s, p))
            )
            and p.office in SENDS
            and not (
                p.office == "adviser" and {"رییس", "لرییس", "الملک", "الرییس"} & {*s.words[p.start : p.end]}
            )  # whom he serves is told
            and (after := self._sender(s, p, item))
        ):
            p.end = t.i = after
            return True
        return False

    def _party_abroad(self, s: Sentence, p: OfficePhrase, i: int) -> tuple[int, tuple[str, str]] | None:
        """Sorani: "سکرتێری پارتی سۆسیالیستی فەرەنسا": "پارتی" alone is the KDP, in a chain that ends in another country a party there: the
        end, the polity with the rule."""
        if s.words[i] not in ("پارتی", "پارتیی", "حزبی") or i + 1 >= len(s.words) or p.polity or p.plural:
            return None
        if s.at[i + 1] is not None or not s.words[i + 1].endswith("ی"):
            return None
        whose = self._polity_ahead(s, i + 1, 5)
        item = s.item(whose) if whose is not None else None
        reading = self._polity_reading(item) if item is not None else None
        if item is None or reading is None or reading[0] in ("IQ", "IQ-KR"):
            return None
        return item.end, reading

    def _another_office(self, s: Sentence, p: OfficePhrase, t: _Tail, item: Item) -> bool:
        """An office, title, portfolio or person behind the office: what is headed or served, or the end."""
        if self._headed_office(s, p, item, t.link):
            p.end = t.i = item.end
            if (bureau := self._house_behind(s, t.i)) is not None:
                t.words += 1
                p.end = t.i = bureau
                return False
            return True
        if self.lang == "en" and t.link == "of" and p.kind == "head" and self._staff(s, item):
            t.words += 1
            p.end = t.i = item.end
            return True
        if (inner := self._office_within(s, p, item)) is not None:
            p.end = t.i = inner
            return True
        return False

    def _nation(self, s: Sentence, p: OfficePhrase, t: _Tail, item: Item, reading: tuple[str, str]) -> bool | None:
        """A polity that is not simply whose the office is."""
        before = s.words[t.i - 1]
        if self.lang == "en" and self._of_parties(s, item):
            t.words += 1
            p.end = t.i = item.end  # "head of the Nasr Coalition"
            return True
        if self.lang == "en" and s.glued[t.i] and t.i == p.end and p.polity not in (None, reading[0]):
            p.host = p.host or reading[0]  # "head of the Iran-Iraq Parliamentary Friendship Group": his own comes first
            if p.office == "president":
                self._turn_into(p, "head")
                p.kind = "head"
            t.open(t.i - 1)
            p.end = t.i = item.end
            return True
        if (
            self.lang == "en"
            and p.kind in ("head", "committee", "member")
            and (
                s.words[item.end : item.end + 1] in _CLUBS
                or (before == "and" and s.words[item.end : item.end + 1] == ["department"])
            )
        ):
            p.host = p.host or reading[0]  # "chairs the Iraq friendship group": of whom it is a friend
            t.words += 1
            p.end = t.i = item.end
            return True
        if self.lang == "ar" and p.kind == "head" and before in STATES and reading[1].startswith("adj"):
            p.end = t.i = item.end  # "مدير عام الإدارة العامة للدول الأوروبية": whom he deals with
            return True
        if p.polity not in (None, reading[0]) and before == "لدی":
            p.host = p.host or reading[0]  # "المستشار الثقافي الإيراني لدى بغداد"
            p.end = t.i = item.end
            t.link = ""
            return True
        if self.lang == "kmr" and p.polity not in (None, reading[0]) and t.link == "of" and self._of_a_mission(s, p):
            p.host = p.host or reading[0]  # "... ya Konsulxaneya Giştî ya Amerîkayê ya Herêma Kurdistanê"
            p.end = t.i = item.end
            return True
        if self._holds(item, p.office):
            return False  # "سەرۆکوەزیران ئەلسوودانی" is a prime minister's name and no country's
        if self.lang == "ckb" and self._only_federal(s, item):
            t.i = item.end
            return True
        if p.kind in ("head", "committee") and not p.polity and before in DESKS:
            p.host = p.host or reading[0]  # "رئيس قسم العراق في وزارة الخارجية الألمانية"
            p.end = t.i = item.end
            return True
        return None

    def _whose(
        self, s: Sentence, p: OfficePhrase, t: _Tail, item: Item, reading: tuple[str, str], place: str | None
    ) -> bool | None:
        """The polity of the office, or whom it deals with."""
        if self.lang == "en" and s.words[item.end : item.end + 1] == ["affairs"] and p.kind != "territorial":
            p.host = p.host or reading[0]  # "Assistant Foreign Minister for GCC Affairs": whom he deals with
            t.open(t.i)
            p.end = t.i = item.end + 1
            return True
        part = self._behind_section(s, t.i) if self.lang == "en" and p.kind == "head" and not p.polity else None
        if part is not None:
            t.open(t.i)
            p.end = t.i = part  # "head of the Erbil office of the United Nations mission": no government
            return True
        if t.link == "at" and self.lang == "en" and self._of_unlisted_body(s, p, t):
            return False  # "the head of the ICRC delegation in Iraq": where it works
        if t.link == "at" and reading[1].startswith("adj"):
            loose = p.polity is None or (p.kind == "head" and (p.polity_rule.startswith("polity") or p.host))
            loose = loose or p.polity_rule == "office:assistant-secretary"  # Australia has them, too
            theirs = self._house_of(s, item.end) if self.lang == "en" and loose else None
            if theirs is not None:
                p.host = p.polity or p.host  # "head of the Iraq division at the German Foreign Office"
                p.polity, p.polity_rule = reading  # "Under-Secretary of State at the Finnish Ministry of Defence"
                p.end = t.i = theirs
            return False
        sent_for = self.lang == "ar" and p.office in SENDS and item.clitic[:1] == "ل"
        if sent_for and (self._sent_by_nobody(s, p, item) if p.polity is None else reading[0] != p.polity):
            self._take_host(p, reading[0])  # "المبعوث الأمريكي الخاص للعراق": whom he deals with, not who sent him
            p.end = t.i = item.end
            return True
        if self._where_he_went(s, p, item):
            return False
        whom_for = s.words[t.i - 1] == "for" or s.words[t.i - 2 : t.i] == ["for", "the"]
        whom_for = whom_for or (self.lang == "kmr" and s.words[t.i - 1] == "bo" and p.polity is None)
        if self.lang in ("en", "kmr") and whom_for and p.office in SENT and p.kind == "envoy":
            self._take_host(p, reading[0])  # "Special Envoy for Syria": whom he deals with, not who sent him
            p.end = t.i = self._second_host(s, item.end, t.link)
            t.since = None
            return True
        if self.lang == "en" and s.words[item.end : item.end + 1] in (["led"], ["backed"]) and s.glued[item.end]:
            t.i = item.end + 1  # "commander of the Kurdish-led Syrian Democratic Forces"
            return True
        lent = self.lang == "en" and p.office == "adviser" and p.polity_rule.startswith("adj") and item.has("body")
        if lent and "to" in s.words[t.i - 2 : t.i]:
            p.end = t.i = item.end  # "the Dutch military adviser to the Ministry of Peshmerga"
            return True
        connective = t.link in ("of", "to", "at") or item.clitic in ("ل", "ب")
        if self.lang == "en" and not connective and t.since is None:
            return None
        owner = self.lang == "en" and s.words[item.end : item.end + 1] == ["'s"]
        if owner and (region := self._own_region(s, item.end + 1)) is not None:
            item, reading, owner = region, self._polity_reading(region) or reading, False
        # "head of the review team for the tasks of the mission", "head of the UNAMI office in Erbil"
        within = self.lang == "en" and (t.words > 0 or s.words[item.end : item.end + 1] in _BRANCHES)
        if self.lang == "ckb" and t.since is not None:  # "بەرپرسی مەکتەبی ڕێکخستنی پارتی": no leader of the party
            within = any(w.startswith(_BUREAUS) for w in s.words[t.since : item.start])
        join = t.link or ("of" if item.clitic == "ل" else "")
        of_named = self.lang == "ar" and t.link == "at" and self._before_name(s, p, item)
        if not self._take_polity(p, item, reading, "of" if of_named else join, place, owner or within):
            return False
        p.end = t.i = self._second_host(s, item.end, t.link)
        t.link = ""
        if self.lang == "en":
            self._of_their_house(s, p, t, item, owner)
        return True

    def _sent_by_nobody(self, s: Sentence, p: OfficePhrase, item: Item) -> bool:
        """Arabic: "الممثل الخاص لسوريا": the state named alone is whom an envoy deals with; "المبعوث الخاص لفرنسا إلى سوريا" tells who sent him."""
        state = item.has("polity")
        if p.office not in _SPECIAL or state is None or self.k.polities[state].kind != "state":
            return False
        return s.words[item.end : item.end + 1] not in (["الی"], ["فی"], ["لدی"])

    def _of_unlisted_body(self, s: Sentence, p: OfficePhrase, t: _Tail) -> bool:
        """English: whether what is headed is a mission or office of an acronym that no list has."""
        words = range(p.head[1], t.i)
        if p.polity or p.kind != "head" or not any(s.words[n] in _AWAY for n in words):
            return False
        return any(s.at[n] is None and len(s.words[n]) > 2 and self.doc.surface(s, n, n + 1).isupper() for n in words)

    @staticmethod
    def _behind_section(s: Sentence, i: int) -> int | None:
        """English: the end of a town's office or section at token i, at most three words on: "Erbil office", "Duhok field office"."""
        near = s.at[i] if i < len(s.words) else None
        if near is None or not near.has("place"):
            return None
        return next((n + 1 for n in range(near.end, min(len(s.words), near.end + 3)) if s.words[n] in SECTIONS), None)

    @staticmethod
    def _before_name(s: Sentence, p: OfficePhrase, item: Item) -> bool:
        """Arabic: "وزير الدولة للشؤون الخارجية في باكستان حنا رباني": a country between office and name is whose the office is."""
        ministers = p.kind == "" and p.polity is None and not p.plural and p.office.endswith("minister")
        if not ministers or item.has("polity") is None or item.end >= len(s.words):
            return False
        near = s.at[item.end]
        a_name = near is None or near.has("short") or near.has("actor") or near.is_word("honorific")
        return bool(a_name) and s.words[item.end][0].isalpha()

    def _of_their_house(self, s: Sentence, p: OfficePhrase, t: _Tail, item: Item, owner: bool) -> None:
        """English: what stands behind a polity: its house ("President of the French Senate"), its embassy, and what it owns ("Iraq's ministry of")."""
        at = t.i + (owner and s.words[t.i : t.i + 1] == ["'s"])  # "deputy president of Nicaragua's National Assembly"
        here = s.words[at : at + 2]
        after = at + (len(here) if " ".join(here) in _HOUSES else 1)
        after += 2 * (s.words[at : at + 2] == ["house", "of"])  # of Lords, of Commons, of Representatives
        if house := _HOUSES.get(" ".join(s.words[at:after])):
            if s.words[after : after + 1] == ["'s"] and p.kind in ("head", "committee"):
                t.since = p.end = t.i = after + 1  # "chair of the Dutch parliament's delegation"
                return
            if p.office == "vice-president":
                house = "deputy-speaker"
            of_some = not _PART_OF_A_HOUSE.isdisjoint(
                s.words[p.start : item.start]
            )  # "head of the defence committee of the French Parliament"
            if p.office in ("president", "head", "speaker", "vice-president") and not of_some:
                office = self.k.offices[house]
                p.office, p.role, p.rank, p.kind = house, office.role, office.rank, ""
            p.end = t.i = after
            return
        if owner and p.kind == "head" and (end := self._behind_section(s, at)) is not None:
            t.since, p.end, t.i = at, end, end  # "the head of UNHCR's Duhok sub-office"
            t.words += 1
            return
        seat = s.item(t.i + 1) if owner and p.kind == "territorial" else None
        if seat is not None and (place := seat.has("place")) is not None:  # "governor of Iran's Kermanshah province"
            p.at = p.at or place
            p.end = t.i = seat.end + (s.words[seat.end : seat.end + 1] in (["province"], ["governorate"], ["region"]))
            return
        if not owner and s.words[t.i : t.i + 1] and s.words[t.i] in _MISSION_HOUSES:
            p.end = t.i = t.i + 1  # "the military attaché of the German embassy"
        charge = s.item(item.end + 1)
        if owner and p.kind == "territorial" and charge is not None and (place := charge.has("place")) is not None:
            if self._take_place(p, place, "of"):  # "governor general of Iran's Kermanshah province"
                p.end = t.i = charge.end + bool(_HERE & set(s.words[charge.end : charge.end + 1]))
                t.since = None
            return
        if owner and charge is not None and charge.is_word("ministry"):  # "undersecretary of Iraq's foreign ministry"
            p.end = t.i = charge.end
            return
        if p.kind not in ("head", "member"):
            t.since = None
        elif owner:
            t.since = p.end = t.i = item.end + 1
            t.words = max(t.words, 1) - 1

    def _where(self, s: Sentence, p: OfficePhrase, t: _Tail, item: Item, place: str) -> bool | None:
        """The place of the office, or what it governs."""
        if t.link == "of" and self.k.places[place].kind == "region":
            p.end = t.i = item.end
            return True
        if not (p.kind in ("territorial", "consul", "envoy") or t.link in ("at", "of") or self.lang in ("ar", "ckb")):
            return None
        if not self._take_place(p, place, t.link):
            return False
        if p.kind == "head" and self.lang == "en" and not _OF_A_TOWN.isdisjoint(s.words[item.end : item.end + 2]):
            p.polity = p.polity or self.k.places[place].country  # "deputy head of the Basra council"
            p.polity_rule = p.polity_rule or f"place:{place}"
        p.end = t.i = item.end
        t.link = ""
        if self.lang == "en" and p.kind == "territorial":  # a name follows: "Governor of Kirkuk NAME"
            t.since = None
            p.end = t.i = t.i + (t.i < len(s.words) and s.words[t.i] in _HERE)
        return True

    def _joint(self, s: Sentence, p: OfficePhrase, t: _Tail, item: Item) -> bool | None:
        """A word that joins the office to what follows it: of, to, at, for, a ministry, a unit."""
        word = s.words[t.i]
        if (
            self.lang == "ar"
            and item.is_word("at")
            and not p.polity
            and (ministry := self._house_ahead(s, item.end)) is not None
        ):
            p.polity, p.polity_rule = ministry[1]  # "مدير إدارة أفريقيا في وزارة الخارجية البولندية"
            p.end = t.i = ministry[0]
            return True
        if self.lang == "en" and t.i == p.end:
            if word in ("on", "for") and p.office == "adviser":
                if (affairs := self._charge(s, t.i + 1)) is None:
                    return False
                p.role += f" {word} {self.doc.surface(s, t.i + 1, affairs)}"
                p.end = t.i = affairs
                return True
            if word == "to" and (whom := self._serves(s, p, t.i + 1)) is not None:
                p.end = t.i = whom
                return False
        if item.is_word("to", "at") and p.end - 1 <= t.i:
            return self._to_or_at(s, p, t, item)
        if item.is_word("of"):
            t.link = "of"
            if t.since is None and self.lang == "en":
                t.since = item.end
            t.i = item.end
            return True
        if self.lang == "en" and t.since is not None and s.words[item.end - 1] == "of" and item.is_word("mention"):
            t.link = "of"
            t.i = item.end
            return True
        if item.is_word("ministry") and (p.kind != "" or p.bare or p.office in _OF_MINISTRIES):
            t.link = "ministry"
            t.words += 1
            t.i = item.end
            closes = s.words[t.i : t.i + 1] == [","] or s.capital[t.i : t.i + 1] == [True]
            if self._polity_ahead(s, t.i, 6) or (self.lang == "en" and (p.polity or closes)):
                p.end = t.i  # also "Undersecretary of the Iraqi Foreign Ministry NAME", "of the Foreign Ministry, NAME"
            return True
        if (
            item.is_word("unit")
            and item.clitic in ("", "ل" if self.lang == "ar" else "")
            and (p.kind in ("head", "counterpart", "envoy") or p.bare)
        ):
            t.open(t.i)
            p.end = t.i = item.end
            if self.lang == "ar" and p.kind == "head" and self._staff_of(s, p, t.i) is None:
                p.end = t.i = self._affairs(s, t.i)  # "مدير عام دائرة البحوث الزراعية NAME"
            return True
        return None

    def _to_or_at(self, s: Sentence, p: OfficePhrase, t: _Tail, item: Item) -> bool:
        kurdish = self.lang in ("ckb", "kmr")
        at = item.is_word("at") and (not item.is_word("to") or (kurdish and p.kind not in ("envoy", "consul")))
        size = len(s.words)
        if (
            self.lang == "ar"
            and p.kind == "head"
            and t.words
            and item.end < size
            and s.at[item.end] is None
            and s.words[item.end].startswith("ال")
        ):
            p.end = t.i = item.end + 1
            return True
        if self.lang == "en" and at and (mission := self._mission_ahead(s, item.end)) is not None:
            p.end, (polity, rule) = mission
            if p.polity is None:
                p.polity, p.polity_rule = polity, rule
            t.i = p.end
            return True
        step = item.end + (1 if item.end < size and s.words[item.end] in ("the", "هریم") else 0)
        nxt = s.item(step)
        if self.lang == "en" and at and p.kind in ("head", "committee") and not p.polity and nxt is not None:
            house = (s.item(nxt.end) if nxt.has("adj") and nxt.end < size else None) or nxt
            if (whose := house.has("seat")) and s.words[house.end - 1] in _HOUSES:
                p.polity, p.polity_rule = whose, "seat"  # "chair of the defence committee in the German Bundestag"
                p.end = t.i = house.end
                return True
        if kurdish and at and p.polity is None and step < size and s.words[step].startswith(_MISSIONS):
            ahead = self._polity_ahead(s, step, 4)
            if ahead is not None:
                t.link = "of"
                t.i = ahead
                return True
        if nxt is None or not (self._polity_reading(nxt) or nxt.has("place")):
            return False
        of_state = kurdish and p.kind == "head" and p.polity_rule.startswith(("polity", "adj")) and not t.words
        presides = of_state and s.words[p.head[0]].startswith(("سهروک", "serok")) and not self._of_a_thing(s, p)
        if presides and nxt.has("place") and not nxt.has("polity"):
            return False  # "سەرۆکی فەرەنسا لە پاریس": where a president is
        if self.lang == "ckb" and p.polity and nxt.has("place") and p.kind == "head" and self._seated(s, p):
            return False  # "سەرۆکی دەستەی وەبەرهێنانی هەرێم لە دەوحە": where he is
        if self.lang == "ckb" and nxt.has("place") and "له" in s.words[p.start : p.end]:
            return False  # "نوێنەری حکوومەتی هەرێم لە ئێران لە تاران": his country has been told
        elsewhere = kurdish or (self.lang == "en" and at and (p.office in _AT_HOME or p.office.endswith("minister")))
        elsewhere = elsewhere or (self.lang == "ar" and at and p.polity is not None)
        if (
            elsewhere
            and (p.kind not in ("envoy", "consul", "head", "member") or p.office == "party-leader")
            and nxt.has("place")
            and not nxt.has("polity")
        ):
            return False  # "the minister in Athens": where he is, not whose he is
        ruler = p.kind not in ("envoy", "consul", "head", "member", "territorial", "committee")
        if self.lang == "kmr" and ruler and s.words[item.start] == "bo" and s.words[item.start - 1] != "ji":
            return False  # "serdana Serokwezîr a bo Amerîkayê"
        t.link = "at" if at else "to"
        t.i = step
        return True

    @staticmethod
    def _seated(s: Sentence, p: OfficePhrase) -> bool:
        """Sorani: whether an office has no town of its own: it is of no bureau, mission or firm of a place, or has been given its place before."""
        words = s.words[p.start : p.end]
        return "له" in words or not any(
            w.startswith((*_BUREAUS, *_MISSIONS, "نیرده", "یوفیس", "ناوهند")) for w in words
        )

    @staticmethod
    def _of_a_thing(s: Sentence, p: OfficePhrase) -> bool:
        """ "سەرۆکی دەزگەی X-ی تورکیا", "serokê nivîsgeha ... ya Amerîkayê": between the head and the country stands what is headed."""
        if s.words[p.start].startswith("serok"):
            behind = s.words[p.head[1] : p.end]
            return any(w.endswith("a") and len(w) > 2 and not w.startswith(_STATES_KMR) for w in behind)
        if p.head[1] >= p.end or not s.words[p.head[1]].endswith("ی"):
            return False
        item = s.at[p.head[1]]
        return item is None or item.is_word("deleg")

    def _mission_ahead(self, s: Sentence, i: int) -> tuple[int, tuple[str, str]] | None:
        """English: "the U.S. Embassy in Baghdad" behind "at": where it ends, and whose it is."""
        item = s.item(i)
        if item is None or (item.end == i + 1 and item.is_word("article")):  # "the U.S." is one word of the knowledge
            item = s.item(i + 1)
        whose = self._polity_reading(item) if item is not None else None
        if item is None or whose is None:
            return None
        end = item.end + (s.words[item.end : item.end + 1] == ["'s"])
        if s.words[end : end + 1] not in _MISSION:
            return None
        end += 1 + (s.words[end + 1 : end + 2] == ["general"])
        town = s.item(end + 1) if s.words[end : end + 1] in (["in"], ["to"]) else None
        return (town.end if town is not None and (town.has("place") or town.has("polity")) else end), whose

    def _plain_item(self, s: Sentence, p: OfficePhrase, t: _Tail, item: Item) -> bool:
        """A word of the lexicon that names nobody and joins nothing."""
        word = s.words[t.i]
        if self.lang == "en":
            if item.is_word("honorific") and t.link == "of" and s.words[t.i - 2 : t.i] == ["office", "of"]:
                p.role, p.end = "Director of the Office of the King", item.end  # "of His Majesty"
                return False
            if word == "with" and s.words[t.i - 1] in _TIES and t.i == p.end and t.words:
                step = t.i + 1 + (s.words[t.i + 1 : t.i + 2] == ["the"])  # "the delegation for relations with Iraq"
                home = s.item(step)
                if home is not None and (other := self._polity_reading(home)) is not None:
                    p.host, p.end = p.host or other[0], home.end
                return False
        if self.lang == "ckb" and word.startswith(_COUNCILS) and item.is_word("stop"):
            return self._unread_kurdish(s, p, t)  # "سەرۆکی لیژنەی بەرگریی ئەنجوومەنی پیرانی فەرەنسا"
        if item.is_word("affairs"):  # "ji bo Karûbarên Rojhilata Nêzîk": what the office is for
            p.end = t.i = item.end
            return True
        if item.is_word("same"):
            if word != "بلادنا":
                p.polity, p.polity_rule = "=", "same-country"
            elif not p.polity:  # "سفير بلادنا في عمان", but "السفير الأمريكي لدى بلادنا"
                p.polity, p.polity_rule = self.home, "home"
            p.end = t.i = item.end
            return True
        if item.is_word("article", "filler") and not item.has("cue"):
            t.i = item.end
            if word in ("designate", "elect") or (self.lang != "en" and item.is_word("filler")):
                p.end = t.i
            return True
        if self.lang != "en" or t.since is None or t.words >= 7:
            return False
        if item.has("cue"):
            named = t.words > 0 and t.i == p.end and s.zone != TITLE and s.capital[t.i] and s.capital[t.i - 1]
            if named:  # "head of the Independent Review Team"
                t.words += 1
                p.end = t.i = item.end
            return bool(named)
        if item.is_word("honorific", "by", "with", "to", "pronoun", "about") or word in (",", "(", ")"):
            return False
        if word == "and" and self._another_begins(s, item.end):
            return False
        if item.is_word("stop", "company", "deleg", "and", "head"):
            t.words += 1
            p.end = t.i = item.end
            return True
        return False

    def _another_begins(self, s: Sentence, i: int) -> bool:
        """ "The head of the International Monetary Fund and a Rwandan minister": behind "and" stands somebody else."""
        if s.words[i : i + 1] in (["a"], ["an"]):
            return True
        i += s.words[i : i + 1] == ["the"]
        item = s.item(i)
        behind = s.item(item.end) if item is not None and item.has("adj") else None
        return behind is not None and behind.has("office") is not None

    def _unread_word(self, s: Sentence, p: OfficePhrase, t: _Tail) -> bool:
        """A word that no list has: part of what is headed, as long as the language lets it be."""
        if self.lang == "en":
            return self._unread_english(s, p, t)
        if self.lang == "ar":
            return self._unread_arabic(s, p, t)
        return self._unread_kurdish(s, p, t)

    @staticmethod
    def _further_fields(s: Sentence, p: OfficePhrase, i: int) -> int | None:
        """English: behind the other fields of a minister, which begin at token i: "Minister of Energy, Industry and Mineral Resources NAME"."""
        if p.office != "minister" and not p.office.endswith("-minister"):
            return None
        joint = next((n for n in range(i, min(len(s.words), i + 6)) if s.words[n] == "and"), i)
        if joint == i or not all(w in _FIELDS or w == "," for w in s.words[i:joint]):
            return None
        end = joint + 1
        while end < len(s.words) and s.words[end] in _FIELDS:
            end += 1
        return end if end > joint + 1 else None

    def _unread_english(self, s: Sentence, p: OfficePhrase, t: _Tail) -> bool:
        word = s.words[t.i]
        if word == "the":
            t.i += 1
            return True
        if word == "'s" and t.i + 4 < len(s.words) and self._behind_acronym(s, t.i + 1) is not None:
            t.i += 1  # "the Government's (KRG) Department"
            return True
        theirs = (
            word == "'s" and p.kind in ("head", "committee") and (t.link == "ministry" or s.words[t.i - 1] in _PARTED)
        )
        if theirs and (t.i == p.end or t.link == "ministry"):
            t.since = p.end = t.i = t.i + 1  # "head of the Chinese Foreign Ministry's Department of Asian Affairs"
            t.words, t.link = 0, "of"
            return True
        if word == "," and t.i == p.end and (fields := self._further_fields(s, p, t.i + 1)) is not None:
            p.end = t.i = fields
            return True
        if (after := self._behind_acronym(s, t.i)) is not None:
            p.end = t.i = after
            unit = s.item(after)
            if unit is not None and (body := unit.has("body")) is not None and self.k.bodies[body].head:
                office = self.k.offices[self.k.bodies[body].head or p.office]
                p.office, p.role, p.rank = office.id, self.k.bodies[body].head_role or office.role, office.rank
                p.end = t.i = unit.end
            return True
        ended = word.endswith("ed") and not s.capital[t.i] and word not in _TASKED
        if ended and s.words[t.i + 1 : t.i + 2] and s.words[t.i + 1] in _BEHIND_VERBS:
            return False  # "the commander of the Italian contingent assured the ministry of defence"
        if t.since is not None and word.isalpha() and t.words < 7 and not self._may_begin_name(s, t.i, t.words):
            t.words += 1
            p.end = t.i = t.i + 1
            return True
        return False

    @staticmethod
    def _constituency(s: Sentence, p: OfficePhrase, i: int) -> int | None:
        """Arabic: behind a lawmaker's party or state: "السيناتور الجمهوري عن ولاية أيوا NAME"."""
        if s.words[i] in PARTISANS and p.role == "Senator":
            return i + 1
        if s.words[i] != "عن" or s.words[i + 1 : i + 2] not in (["ولایه"], ["مدینه"]):
            return None
        named = i + 2
        return named + 1 + (s.words[named] in _HALF_STATES) if named + 2 < len(s.words) else None

    @staticmethod
    def _sits_in(s: Sentence, i: int) -> int | None:
        """Kurmanji: "Nûnerê Bilind ê Fransayê di Hevpeymaniya Navneteweyî ya li dijî DAIŞê de General NAME": the end of the body, at whose
        "in", token i, somebody's name follows; else None."""
        body = s.item(i + 1)
        if body is None or not (body.has("body") or body.has("polity") == "COALITION"):
            return None
        end = next((n + 1 for n in range(body.end, min(len(s.words) - 1, body.end + 8)) if s.words[n] == "de"), None)
        return (
            end
            if end is not None and s.capital[end] and ((near := s.at[end]) is None or not near.has("place"))
            else None
        )

    def _unread_arabic(self, s: Sentence, p: OfficePhrase, t: _Tail) -> bool:
        word = s.words[t.i]
        if self._begins_like_article(s, t.i):
            return False
        if p.office.endswith("-minister") and (portfolio := self._second_portfolio(s, t.i)):
            p.end = t.i = portfolio
            return True
        if t.link == "of" and word.startswith("ال") and t.words < 4:
            t.words += 1
            p.end = t.i = t.i + 1
            return True
        if (
            p.kind in ("head", "", "territorial", "counterpart")
            and word.startswith(("ال", "وال", "لل", "بال"))
            and t.words < 5
        ):
            if p.kind == "" and not p.bare and not (word.startswith("لل") and p.rank < 85):
                return False
            t.open(t.i)
            p.end = t.i = t.i + 1
            return True
        return False

    def _unread_kurdish(self, s: Sentence, p: OfficePhrase, t: _Tail) -> bool:
        word, i = s.words[t.i], t.i
        if self.lang == "kmr" and word in ("xwe", "wî", "wê") and p.counterpart:  # "hevtayê xwe yê Fransî"
            p.end = t.i = i + 1
            return True
        if self.lang == "ckb" and word == "(" and (behind := self._behind_brackets(s, i)) is not None:
            p.end = t.i = behind
            return True
        if word in _FIRST_OF and i == p.end:  # "ڕاوێژکاری یەکەمی ..."
            p.end = t.i = i + 1
            return True
        if p.office == "chief-of-staff" and word.startswith(_ARMIES) and (ahead := self._polity_ahead(s, i, 4)):
            p.end = t.i = ahead  # "serokerkanê artêşa Pakistanê"
            return True
        if (
            p.kind in ("", "fixed")
            and not p.polity
            and word.startswith(_MISSIONS)
            and (ahead := self._polity_ahead(s, i, 4))
        ):
            p.end = t.i = ahead
            return True
        if self.lang == "ckb" and p.kind == "territorial" and i == p.head[1] and self._polity_ahead(s, i, 3) == i + 1:
            t.i = i + 1  # "پارێزگاری ئیلامی ئێران": a province that no list has
            return True
        if p.kind == "territorial" and i == p.end and word in _TOWN_OF:
            t.i = i + 1  # "Şaredarê Bajarê Gaziantepê"
            return True
        if self.lang == "kmr" and word.startswith(_REGIONS) and (ahead := self._polity_ahead(s, i, 5)):
            p.end = t.i = ahead  # "Serokwezîrê Eyaleta Saksonyayê ya Almanyayê"
            return True
        if not (p.bare or p.kind in ("head", "committee") or p.office in _OF_SOMETHING) or not word[0].isalpha():
            return False
        ahead = self._polity_ahead(s, i, 6) or self._ministry_ahead(s, i) or self._place_ahead(s, p, i)
        if not ahead and self.lang == "kmr":
            ahead = self._acronym_ahead(s, p, i)
        if ahead:
            t.since = t.since or i
            p.end = t.i = ahead
            return True
        own = self.lang == "ckb" and i == p.head[1] and p.office != "party-leader"
        if own and s.words[i - 1].endswith("ی"):
            p.end = self._izafe_chain(s, i)
        return False

    @staticmethod
    def _close_title(s: Sentence, p: OfficePhrase, t: _Tail) -> None:
        """English: an office goes on in capitals that no name begins with: "Chief of the Defence Staff NAME", "of Defense for Policy NAME"."""
        at = t.i if t.since is not None and s.words[p.end : t.i] in (["for"], ["of"]) else p.end
        while s.capital[at : at + 2] == [True, True] and s.words[at] in TITLE_WORDS and s.words[at + 1].isalpha():
            at += 1
            p.end = at
            t.words += 1

    def _close(self, s: Sentence, p: OfficePhrase, t: _Tail) -> None:
        """What is said of the office once its end is known: a second portfolio, its town, what is headed."""
        if self.lang in ("ckb", "kmr") and p.kind not in ("envoy", "consul"):
            p.end = self._past_mission_town(s, p)
        if self.lang == "en":
            if p.kind != "member":
                self._close_title(s, p, t)
            if s.words[p.end : p.end + 1] in (["and"], [","]) and "of" in s.words[p.start : p.end]:
                p.end = self._further_portfolio(s, p.end)
            here = s.words[p.end : p.end + 3]  # "Iran's new consul general in the city, NAME"
            if p.kind in ("envoy", "consul") and here[:2] == ["in", "the"] and here[-1] in _HERE:
                p.end += 3
            last = s.at[p.end - 1]
            if last is not None and last.end > p.end > last.start >= p.head[1]:
                p.end = last.start  # "Deputy Premier for Energy Affairs and | Oil Minister"
            if t.since is not None:
                while p.end > p.head[1] and s.words[p.end - 1] in ("and", "the", "of", "for"):
                    p.end -= 1
            more = s.item(p.end + 1) if p.polity and s.words[p.end : p.end + 1] == ["-"] else None
            if more is not None and more.has("polity") == p.polity:
                p.end = more.end  # "Commander of Combined Joint Task Force - Operation Inherent Resolve"
            if p.kind in ("head", "") and self._private(s, p):
                p.former = True  # never a participant
        elif self.lang == "ar" and p.kind in ("envoy", "consul", "head", "fixed"):
            p.end += 2 * (s.words[p.end : p.end + 1] == ["فی"] and s.words[p.end + 1 : p.end + 2] in _HERE_AR)
        if t.since is not None and p.end > t.since and t.words:
            end = p.end
            if self.lang == "en" and "at" in s.words[t.since + 1 : end]:  # "the Iraq division at the Ministry"
                end = s.words.index("at", t.since + 1)
            if self.lang == "en" and "ministry" in s.words[t.since + 1 : end] and "in" in s.words[t.since + 1 : end]:
                end = s.words.index(
                    "in", t.since + 1
                )  # "West Asian Affairs in the Chinese Ministry of Foreign Affairs"
            if self.lang == "en" and s.words[end - 1] in _HOUSES:  # "the defence committee of the French Parliament"
                some = (
                    n
                    for n in range(t.since, end - 2)
                    if s.words[n] in _PART_OF_A_HOUSE and s.words[n + 1] in ("of", "in")
                )
                end = next(some, end - 1) + 1
            p.complement = self.doc.surface(s, t.since, end).replace("’", "'")
            before = s.words[t.since - 2 : t.since] if self.lang == "en" else []
            if before[-1:] == ["for"] or (before[-1:] == ["of"] and s.capital[t.since]):
                p.complement = f"{before[-1]} {p.complement}"  # as it stands: "of Reform", not "of the Reform"
            elif before == ["for", "the"]:
                p.complement = f"for the {p.complement}"

    @staticmethod
    def _past_mission_town(s: Sentence, p: OfficePhrase) -> int:
        """Kurdish: "سکرتێری یەکەمی باڵیۆزخانەی ژاپۆن لە بەغدا": where the embassy of the office is, is no place of the meeting. The end."""
        at = s.item(p.end) if p.end < len(s.words) else None
        if not p.polity or at is None or not at.is_word("at"):
            return p.end
        town = s.item(at.end) if any(w.startswith(_MISSIONS) for w in s.words[p.head[1] : p.end]) else None
        return town.end if town is not None and (town.has("place") or town.has("polity")) else p.end

    def _office_within(self, s: Sentence, p: OfficePhrase, item: Item) -> int | None:
        """Kurdish: "ڕاوێژکاری سەرۆککۆماری ئێران", "şêwirmendê Serokwezîrê Iraqê", "ataşeyê leşkerî yê Balyozxaneya Almanyayê": an aide of
        somebody, or one of an embassy; the end of whom he is of."""
        if self.lang not in ("ckb", "kmr") or p.plural or item.has("actor"):
            return None
        of_embassy = p.office in ("other", "head") and s.words[item.start].startswith("balyozxane")
        if p.office not in _AIDES and not of_embassy:
            return None
        joined = self.lang == "kmr" and s.words[item.start - 1] in _IZAFE  # "nûnera taybet a Sekreterê Giştî yê ..."
        if s.words[p.end - 1][-1:] not in ("ی", "ê", "a") and not joined:
            return None
        inner = self._office(s, item)
        if inner is None or inner.start < p.end or inner.rank <= p.rank - (p.office == "crown-prince") * 20:
            return None
        p.polity, p.polity_rule = inner.polity or p.polity, inner.polity_rule or p.polity_rule
        return inner.end
