"""What stands near an office: the ministry, mission, house or committee that it is of, its charge, and the polity of these."""

from collections.abc import Iterator
from datetime import date

from worker.classify.fold import fold
from worker.classify.lexicon import Item, Lexicon
from worker.classify.refs import LATIN, PARTICLES, Entity, OfficePhrase, Ref
from worker.classify.register import Register
from worker.classify.text import Document, Sentence
from worker.knowledge.load import Knowledge, Tenure

_CHARGES = frozenset(
    ["development", "economic", "research", "scientific", "water", "resources", "social", "affairs", "industry", "energy", "sports", "youth", "tourism", "cooperation", "international", "expatriates", "trade", "commerce", "housing", "minerals", "mine", "mines", "mining", "forestry", "fisheries", "environment", "climate", "technology", "innovation", "communications", "infrastructure", "transport", "religious", "endowments", "gas", "labor", "labour", "culture", "education", "urban", "public", "works", "municipalities", "reform", "finance", "digital", "external", "emigrants", "migrants", "displacement", "antiquities", "heritage", "food", "rural", "action", "european"]
)  # fmt: skip
_BODIES = frozenset(
    ["service", "agency", "council", "authority", "fund", "programme", "program", "center", "centre", "institute", "commission", "committee", "board", "bureau", "organization", "organisation", "office", "affairs", "directorate", "forces", "command", "group", "bank", "foundation", "association", "union", "front", "movement", "league", "ministry", "department", "university", "company", "corps", "division", "brigade", "fleet", "regiment", "battalion", "squadron", "unit", "court"]
)  # fmt: skip
_PARTS_OF_THE_WORLD = frozenset(["asian", "african", "european", "american", "eastern"])
# English: words that stand in the titles of offices, and that no name begins with
TITLE_WORDS = _BODIES | _CHARGES | frozenset(
    ["staff", "guard", "guards", "policy", "aid", "relief", "management", "partnerships", "enlargement", "neighbourhood", "duma", "security", "freedom", "mediterranean", "defence", "defense", "relations", "navy", "police", "intelligence", "justice", "planning", "health", "delegate", "responsible", "operations", "rights", "refugees", "migration", "peace", "assembly", "parliament", "chamber", "senate", "deputies", "ministers", "representatives", "alliance", "congress", "coalition", "court", "asylum", "borders", "strategy", "policies", "procurement", "equality", "integration", "communities", "martyrs", "peshmerga", "veterans", "electricity", "oil", "interior", "agriculture", "irrigation", "emergency", "humanitarian", "counter-terrorism", "counterterrorism", "nonproliferation", "disarmament", "trafficking", "atrocities", "partnership", "investment", "reconstruction", "stabilisation", "stabilization", "governance", "democracy"]
)  # fmt: skip
_OUR_HOUSES = frozenset(
    [
        "ministry",
        "office",
        "embassy",
        "department",
        "parliament",
        "government",
        "presidency",
        "senate",
        "army",
        "treasury",
    ]
)
_CHAIRED = frozenset(["party-leader", "secretary-general", "head"])
_MEMBERS = frozenset(["member-of-parliament", "member"])
# Kurmanji: last words of a party's name, without an oblique ending: "parlamentera Partiya Sosyaldemokrat NAME"
_PARTY_KINDS = (
    *("demokrat", "sosyaldemokrat", "xirîstiyandemokrat", "komunîst", "sosyalîst", "lîberal", "kesk", "çep", "komarî"),
    *("muhafezekar", "konservatîv", "karker", "niştimanî", "îslamî", "netewî", "netewey"),
)
_ORGANISATIONS = (
    "hevpeymanî",
    "hevpeymaniy",
    "rêxistin",
    "rêkxistin",
    "partî",
    "partiy",
    "tevger",
    "çarçov",
    "yekît",
    "îtîlaf",
    "kutle",
    "fraksiyon",
    "rewt",
)
# Kurmanji: words that end a chain of izafe: a place, a day, a verb, a postposition
_CHAIN_ENDS = frozenset(["li", "îro", "duh", "sibe", "roja", "îşev", "kir", "kirin", "dike", "dît", "hat", "got", "ku", "re", "ve"])  # fmt: skip
_PARTIES = ("partî", "partiy", "partiya")
_COMMITTEES_KMR = ("komîte", "komisyon", "komîsyon")
_HOUSES_KMR = ("parlement", "parlament", "encûmen", "kongre", "senato", "meclîs", "meclis")
_KURMANJI_AFFAIRS = ("kar", "barên", "dosye", "pirs", "mijar")
_INSTITUTIONS = (
    *(
        "پاریزگا",
        "دیوان",
        "حکوومهت",
        "حکومهت",
        "فهرمانگه",
        "دهزگا",
        "یهنجوومهن",
        "یهنجومهن",
        "سهروکایهت",
        "پهرلهمان",
        "نووسینگه",
        "وهزارهت",
    ),
    *("parêzgeh", "dîwan", "hikûmet", "fermangeh", "dezgeh", "encûmen", "serokatî", "ofîs", "wezaret"),
)  # folded
# Sorani adjectives that end a chain of izafe, though they end in its letter
ADJECTIVES = frozenset(["سیاسی", "سهربازی", "یابووری", "گشتی", "دیپلوماسی", "یاسایی", "مرویی", "نیودهولهتی", "نیشتمانی", "کومهلایهتی", "دارایی", "یهمنی"])  # fmt: skip
_AL_NAMES = frozenset(
    [
        "الکسندر",
        "الیکساندر",
        "الکساندر",
        "الکسندرا",
        "الیکس",
        "الیکسی",
        "الکسی",
        "الیکسیس",
        "الکسیس",
        "الیسون",
        "الیسیا",
        "الیزابیث",
        "الیزابیت",
        "الفرید",
        "الفریدو",
        "البرت",
        "البرتو",
        "الان",
        "الیاس",
        "الینا",
        "الیسا",
        "الیساندرو",
        "السا",
        "الیوت",
        "الین",
        "الستیر",
        "الفارو",
    ]
)  # folded
_HOUSES_OF = frozenset(
    [
        "الخارجیه",
        "وزاره",
        "الوزاره",
        "حکومه",
        "الحکومه",
        "ریاسه",
        "برلمان",
        "البرلمان",
        "السفاره",
        "سفاره",
        "القنصلیه",
        "قنصلیه",
        "البعثه",
        "بعثه",
    ]
)  # folded; in what a director or attaché serves
_SERVICES = frozenset(
    ["مکافحه", "حرس", "امن", "شرطه", "استخبارات", "مخابرات", "صحه", "تربیه", "زراعه", "بلدیه", "اثار", "مرور", "محافظه"]
)  # folded: "مدير مكافحة المخدرات الأردني", "مدير عام صحة دهوك"
STATES = frozenset(["للدول", "الدول", "لدول", "دول"])  # folded
DESKS = frozenset(
    ["قسم", "القسم", "شعبه", "ملف", "دایره", "بهشی", "میزی", "beşa", "maseya", "dosyeya"]
)  # of a ministry, for a country
_MATTERS = (
    "ways",
    "how",
    "means",
    "recent",
    "prospects",
    "possible",
    "efforts",
    "bilateral",
    "developments",
    "cooperation",
)
SECTIONS = frozenset(["office", "bureau", "section", "unit", "department", "division", "team", "branch", "desk"])
_ADVISERS = frozenset(["advisers", "advisors", "instructors", "trainers", "monitors", "observers", "inspectors"])
_VISITS = frozenset(["یزور", "تزور", "زار", "زارت"])  # folded


class HouseReader:
    """Looks along a sentence from an office. `published` decides which holder of an office is meant; `home` is the polity of bare offices."""

    def __init__(
        self, knowledge: Knowledge, lexicon: Lexicon, doc: Document, published: date, home: str | None
    ) -> None:
        self.k = knowledge
        self.lex = lexicon
        self.doc = doc
        self.day = published
        self.home = home
        self.lang = doc.language
        self.latin = doc.language in LATIN
        self.refs: dict[int, list[Ref]] = {}
        self.officials: list[Ref] = []  # of the sentences read: who holds an office of rank
        self.officials_by_actor: dict[str, Ref] = {}  # and the last who may be a known person
        self._named: frozenset[str] | None = None  # see TenureReader._mentioned
        self._names: dict[tuple[int, tuple[int, int]], tuple[str, ...]] = {}  # see PersonReader.names_of
        self.entities: list[Entity] = []
        self.register = Register()  # of the entities
        self._holders: dict[str, list[tuple[Entity, Tenure]]] | None = None  # see PersonReader._known_holders
        self._amman: bool | None = None  # see _in_jordan

    @staticmethod
    def _take(taken: list[bool], start: int, end: int) -> None:
        taken[start:end] = [True] * (end - start)

    @staticmethod
    def _private(s: Sentence, p: OfficePhrase) -> bool:
        """ "the President of the Chinese company NAME": who heads a firm acts for no state."""
        reach = s.words[p.head[1] : p.end + 2]
        if "of" not in reach[:1] or any(w in ("state", "national", "oil", "general") for w in reach):
            return False
        if p.office == "director-general":
            return False  # firms have managing directors
        if p.office == "president" and any(w in ("university", "college", "club", "institute") for w in reach):
            return True  # "the president of the American University"
        return any(w in ("company", "corporation", "firm") for w in reach)

    def _polity_next(self, s: Sentence, item: Item) -> bool:
        after = s.item(item.end)
        return after is not None and not after.clitic and self._polity_reading(after) is not None

    def _where_he_went(self, s: Sentence, p: OfficePhrase, item: Item) -> bool:
        """Arabic: "زيارة الملك للعراق": a country behind "to" that somebody visited is not his own, nor a capital in "يزور الرئيس عمان"."""
        if self.lang != "ar" or p.start == 0:
            return False
        before = s.words[p.start - 1]
        if item.clitic[:1] == "ل":
            return before.endswith("زیاره")
        visits = before.removeprefix("و").removeprefix("س") in _VISITS and s.words[item.start - 1].startswith("ال")
        return visits and item.has("capital") is not None

    def _polity_reading(self, item: Item) -> tuple[str, str] | None:
        if self.lang == "ar" and item.has("capital") == "JO" and item.has("polity") == "OM" and self._in_jordan():
            return "JO", "capital:JO"
        if item.meaning.nation is not None:
            return item.meaning.nation
        if (body := item.has("body")) is not None and self.k.bodies[body].polity:
            return self.k.bodies[body].polity or "", f"body:{body}"
        return item.meaning.capital

    def _in_jordan(self) -> bool:
        """Arabic: whether "عمان" is Amman here: in the news of Jordan, or where that country or somebody who speaks for it is named, and Oman's
        full name is not."""
        if self._amman is None:
            text = self.doc.folded.text
            jordan = self.home == "JO" or "اردن" in text or any(fold(name).text in text for name in self._jordanians())
            self._amman = jordan and not any(name in text for name in ("سلطنه", "العمانی", "مسقط"))
        return self._amman

    def _jordanians(self) -> Iterator[str]:
        """Names of those who speak for Jordan on the day."""
        for office in ("monarch", "prime-minister", "foreign-minister", "speaker", "interior-minister"):
            for _, actor in self.k.holders(office, "JO", self.day):
                yield from actor.aliases.get("ar", ())

    def _holds(self, item: Item, office: str) -> bool:
        """Whether a word that is also a surname is that of somebody who holds this office on the day."""
        return any(
            reading.kind == "short"
            and any(tenure.office == office for tenure in self.k.actors[reading.id].tenures(self.day))
            for reading in item.readings
        )

    def _only_federal(self, s: Sentence, item: Item) -> bool:
        """ "کۆمسیۆنی فیدراڵی حکومەتی ئەڵمانیا": "federal" alone means Iraq, but not before another country's name."""
        if not s.words[item.start].startswith("فیدرال"):
            return False
        return any(
            (other := self._polity_reading(near)) is not None and other[0] != "IQ"
            for i in range(item.end, min(len(s.words), item.end + 3))
            if (near := s.at[i]) is not None and near.start == i
        )

    @staticmethod
    def _izafe_chain(s: Sentence, i: int) -> int:
        """Sorani: "بەڕێوەبەری نووسینگەی ڕێکخراوە نێودەوڵەتییەکان، NAME": the end of unknown words joined by izafe: what somebody heads."""
        j = i
        while j < min(len(s.words), i + 5) and s.words[j][0].isalpha():
            item, word = s.at[j], s.words[j]
            if item is not None and not (item.is_word("filler", "stop", "ministry") and not item.has("cue")):
                break
            j += 1
            if not word.endswith(("ی", "ه")) or word in ADJECTIVES:
                break
        return j

    @staticmethod
    def _behind_acronym(s: Sentence, i: int) -> int | None:
        """ "the Kurdistan Democratic Party (KDP) Executive Committee": where the office goes on behind the brackets."""
        if s.words[i] != "(" or i + 3 >= len(s.words) or s.words[i + 2] != ")" or not s.capital[i + 1]:
            return None
        if s.words[i + 3] == "'s":
            return i + 4
        item = s.at[i + 3]
        unit = item is not None and (item.has("body") is not None or item.is_word("unit", "ministry", "deleg"))
        return i + 3 if unit or s.words[i + 3] in ("executive", "political", "foreign", "central") else None

    def _behind_brackets(self, s: Sentence, i: int) -> int | None:
        """ "سەرۆکی پەرلەمانی (X)ـی ئەڵمانیا": where the izafe goes on behind a name in brackets, to a country."""
        close = next((j for j in range(i + 1, min(len(s.words), i + 6)) if s.words[j] == ")"), None)
        if close is None or s.words[close + 1 : close + 2] != ["ی"]:
            return None
        item = s.item(close + 2)
        return close + 2 if item is not None and self._polity_reading(item) is not None else None

    @staticmethod
    def _further_portfolio(s: Sentence, end: int) -> int:
        """ "Minister of Planning and Economic Development, NAME", "of Investment, Industry and Trade NAME": the end of the last charge."""
        j, joined = end, False
        while s.words[j : j + 1] in (["and"], [","]) and s.words[j + 1 : j + 2] and s.words[j + 1] in _CHARGES:
            joined = s.words[j] == "and"
            j += 1
            while j < len(s.words) and s.words[j] in _CHARGES:
                j += 1
        return j if joined else end

    def _committee(self, s: Sentence, p: OfficePhrase, i: int) -> int | None:
        """Kurmanji: "endama Komîteya Xizmetên Çekdarî Carol Whitcombe", "hevserokê DBPê NAME": what one is a member or head of, up to
        the two words of the name."""
        if any((item := s.at[j]) is not None and item.start == j and self._polity_reading(item) for j in (i - 1, i)):
            return None  # "Seroka Komîsyona Ewropayê NAME": no committee, but a body that the knowledge has
        named = i == p.end and s.at[i] is None and self.doc.surface(s, i, i + 1)[:3].isupper()
        if named and (p.office == "military-commander" or p.kind == "head"):
            return i + 1  # "Fermandara YPJ'ê NAME", "Serokê PSPê"
        if p.office in _CHAIRED and i - p.end < 2 and (after := self._organisation(s, i)) is not None:
            return after
        if p.office in _MEMBERS and i - p.end < 2 and (after := self._party_of_member(s, i)) is not None:
            return after
        if p.kind not in ("head", "member", "committee") or not (s.capital[i] or s.words[i] in ("ya", "a", "yê", "ê")):
            return None
        if p.office == "party-leader":
            return i + 1 if s.at[i] is None and self.doc.surface(s, i, i + 1)[:3].isupper() else None
        begin = next((j + 1 for j in (i - 1, i, i - 2, i - 3) if self._begins_committee(s, j)), None)
        if begin is None:
            return None
        end = begin
        while end < len(s.words) and s.capital[end] and s.words[end][0].isalpha():
            end += 1
        of = s.words[end : end + 1] in (["ya"], ["a"], ["yê"], ["ê"])
        if of and s.words[min(end + 1, len(s.words) - 1)].startswith(_HOUSES_KMR):
            house = s.item(end + 1)
            if house is not None and self._polity_reading(house):
                return end + 1
            end += 3 if s.words[end + 2 : end + 3] in (["nûneran"], ["nûnerên"]) else 2
            whose = self._polity_ahead(s, end, 4)  # "Serokê Komîteya Derve ya Parlamentoya Almanyayê NAME"
            return whose if whose is not None else end
        return end - 2 if end - begin > 2 else None

    @staticmethod
    def _begins_committee(s: Sentence, i: int) -> bool:
        """Kurmanji: "Komîteya ...", "Koma Dostaniya ..."."""
        group = s.words[i] == "koma" and any(w.startswith(("dostan", "parlament")) for w in s.words[i + 1 : i + 2])
        return group or s.words[i].startswith(_COMMITTEES_KMR)

    @staticmethod
    def _organisation(s: Sentence, i: int) -> int | None:
        """Kurmanji: "Sekreterê Giştî yê Rêkxistina Bedirê NAME", "Serokê Hevpeymaniya Avedankirin û Pêşxistinê NAME": the end of what is
        headed, a word in the oblique or "ya Nîştimanî" before the name, or a comma."""
        begin = next(
            (j + 1 for j in (i - 1, i) if s.words[j].startswith(_ORGANISATIONS) and s.words[j].endswith("a")), None
        )
        if begin is None:
            return None
        j = begin
        while (
            j + 1 < len(s.words)
            and j - begin < 6
            and (s.capital[j] or s.words[j] in ("û", "ya", "a"))
            and s.words[j][0].isalpha()
            and not s.words[j].startswith("serok")
        ):
            behind = s.at[j + 1]
            if s.words[j] in ("ya", "a") and behind is not None and (behind.has("polity") or behind.has("adj")):
                return j  # "Serokê Partiya Sosyalîst a Pêşverû ya Libnanê NAME": whose it is, the walk reads
            if s.words[j + 1] == "," and j + 2 < len(s.words) and s.capital[j + 2] and j > begin - 1:
                return j + 1
            if j > begin and behind is not None and behind.start == j + 1 and behind.has("actor"):
                return j + 1
            ends = s.words[j].startswith(_PARTY_KINDS) and not s.words[j + 1].startswith(_PARTY_KINDS)
            ends = (
                ends or s.words[j].endswith(("ê", "an")) or (s.words[j - 1] in ("ya", "a") and s.words[j].endswith("î"))
            )
            if ends and s.capital[j + 1] and s.words[j + 1][0].isalpha():
                return j + 1
            j += 1
        return None

    def _party_of_member(self, s: Sentence, i: int) -> int | None:
        """Kurmanji: "parlamentera Partiya Sosyaldemokrat Lena Sandqvist", "parlamenterê SPDyê NAME": the end of the party, before the two
        words of the name."""
        if i + 1 < len(s.words) and s.at[i] is None and self.doc.surface(s, i, i + 1)[:3].isupper():
            if s.words[i + 1].startswith(_PARTIES):
                return None
            return i + 1 if s.capital[i + 1] or s.words[i + 1] in ("yê", "ya", "ê", "a") else None
        if not s.words[i].startswith(_PARTIES) or not s.words[i].endswith("a"):
            return None
        end = i + 1
        while end < len(s.words) and s.capital[end] and s.words[end][0].isalpha():
            end += 1
        if s.words[end : end + 1] in (["ya"], ["a"]) and self._polity_ahead(s, end, 2):
            return end  # "Partiya Karkeran a Norwecê NAME"
        after = self._organisation(s, i + 1)
        return after if after is not None else end - 2 if end - i > 3 else None

    @staticmethod
    def _acronym_ahead(s: Sentence, p: OfficePhrase, i: int) -> int | None:
        """Kurmanji: "Nûnera Komîseriya Bilind a Neteweyên Yekbûyî ya Penaberan (UNHCR) li Iraqê": behind whose it is, up to its short name."""
        if not p.polity:
            return None
        j = i
        while j < min(len(s.words), i + 4) and s.words[j][0].isalpha() and s.at[j] is None:
            j += 1
        return j if j > i and s.words[j : j + 1] == ["("] and s.words[j + 2 : j + 3] == [")"] else None

    def _charged_with(self, s: Sentence, p: OfficePhrase, i: int) -> int | None:
        """Kurmanji: "nûnerê taybet ê Amerîkayê yê Kar û Barên Sûriyeyê NAME": the end of the country an envoy deals with."""
        j = i
        while j < min(len(s.words), i + 3) and s.words[j] in ("yê", "ya", "ê", "a", "ji", "bo"):
            j += 1
        begin = j
        while j < min(len(s.words), begin + 3) and (
            s.words[j].startswith(_KURMANJI_AFFAIRS) or (j > begin and s.words[j] == "û")
        ):
            j += 1
        item = s.item(j) if j > begin else None
        if item is None or (reading := self._polity_reading(item)) is None:
            country = s.item(begin)
            of_field = begin > i and (country is None or not self._polity_reading(country))
            return self._charged_with_a_field(s, begin) if of_field else None
        p.host = p.host or reading[0]
        return item.end

    @staticmethod
    def _charged_with_a_field(s: Sentence, i: int) -> int | None:
        """Kurmanji: "ya ji bo Zarok û Pevçûnên Çekdarî NAME", "yê berpirsê diasporayê NAME": the token where the name begins behind a field."""
        if i >= len(s.words) or (s.words[i - 1] != "bo" and not s.words[i].startswith("berpirs")):
            return None
        j, end = i, min(len(s.words), i + 7)
        if s.capital[i]:
            while j + 2 < end and (s.words[j].endswith("ên") or s.words[j + 1] == "û"):
                j += 2 if s.words[j + 1] == "û" else 1
            j += 1
        else:
            while j < end and not s.capital[j] and s.words[j].isalpha():
                j += 1
        named = i < j < end and s.capital[j] and s.words[j].isalpha() and s.at[j] is None
        return j if named else None

    @staticmethod
    def _second_portfolio(s: Sentence, i: int) -> int | None:
        """ "وزير الطاقة والثروة المعدنية NAME": definite words joined to a portfolio, where a word that nobody knows follows."""
        if not s.words[i].startswith("وال") or len(s.words[i]) < 6:
            return None
        j = i + 1
        while j < len(s.words) and s.at[j] is None and s.words[j].startswith("ال"):
            j += 1
        named = j + (s.words[j : j + 1] == ["،"])  # "وزير الطاقة والمناجم، محمد عرقاب"
        if named >= len(s.words) or j - i > 3 or not s.words[named][0].isalpha():
            return None
        item = s.at[named]
        of_country = item is not None and item.has("adj") and not item.clitic  # "والمناجم الجزائري NAME"
        return j if item is None or of_country or item.has("actor") or item.is_word("honorific") else None

    def _begins_like_article(self, s: Sentence, i: int) -> bool:
        """ "ألكسندر", "إليزابيث": a name whose first letters are no article."""
        word = s.words[i]
        return word.startswith("ال") and (word in _AL_NAMES or self.doc.surface(s, i, i + 1)[0] in "أإآ")

    @staticmethod
    def _affairs(s: Sentence, i: int) -> int:
        """Where the affairs end that an Arabic office is for: definite words, whatever they mean elsewhere."""
        if (
            s.words[i : i + 2]
            and s.words[i] in ("مکتب", "دیوان")
            and s.words[i + 1 : i + 2]
            and s.words[i + 1].startswith("ال")
        ):
            return i + 2  # "لشؤون مكتب الوزير"
        start = i
        while i < len(s.words) and i - start < 6 and s.words[i].startswith(("ال", "وال")) and len(s.words[i]) > 4:
            item = s.at[i]
            if i > start and item is not None and any(r.kind in ("office", "title", "actor") for r in item.readings):
                break  # the first is of the affairs, whatever it means: "للشؤون الدبلوماسية"
            i += 1
        if i > start and s.words[i : i + 3] == ["فی", "الشرق", "الاوسط"]:
            return i + 3  # "لعملية السلام في الشرق الأوسط"
        return i

    def _second_host(self, s: Sentence, i: int, link: str) -> int:
        """ "in Iraq and Syria": the end of both."""
        if link not in ("to", "at") and not (self.lang == "en" and s.words[max(0, i - 3) : i].count("for")):
            return i
        if self.latin and s.words[i : i + 1] == [","] and (end := self._last_host(s, i)) is not None:
            return end
        nxt = s.item(i)
        if nxt is not None and nxt.clitic == "و" and nxt.has("polity"):
            return nxt.end
        if nxt is not None and nxt.is_word("and") and (after := s.item(nxt.end)) is not None and after.has("polity"):
            return i if after.end < len(s.words) and s.words[after.end] == "'s" else after.end
        return i

    @staticmethod
    def _last_host(s: Sentence, i: int) -> int | None:
        """ "to Iraq, Jordan and Lebanon", "li Iraq, Urdin û Libnanê": from the first comma, the end of the last."""
        while s.words[i : i + 1] and s.words[i] in (",", "and", "û"):
            last = s.words[i] != ","
            item = s.item(i + 1)
            if item is None or not item.has("polity"):
                return None
            i = item.end
            if last:
                return i
        return None

    def _own_region(self, s: Sentence, i: int) -> Item | None:
        """ "Iraq's semi-autonomous Kurdistan region": the region, not the state."""
        while i < len(s.words) and s.words[i] in (
            "semi",
            "autonomous",
            "northern",
            "semiautonomous",
            "self",
            "governing",
        ):
            i += 1
        item = s.item(i)
        return item if item is not None and "IQ-KR" in {r.id for r in item.readings if r.kind != "capital"} else None

    @staticmethod
    def _is_portfolio_word(item: Item, word: str) -> bool:
        """A further word of a ministry in Arabic: "وزير الصناعة والتجارة"."""
        return word.startswith("وال") and not any(
            r.kind in ("office", "title", "actor", "short", "polity", "adj", "cue") for r in item.readings
        )

    @staticmethod
    def _of_parties(s: Sentence, item: Item) -> bool:
        """ "the Nasr Coalition": a coalition with a name of its own is of parties, not the one against ISIS."""
        if s.words[item.start : item.end] != ["coalition"] or item.start == 0:
            return False
        before = s.words[item.start - 1]
        return s.capital[item.start - 1] and s.at[item.start - 1] is None and before.isalpha() and before != "led"

    @staticmethod
    def _house_behind(s: Sentence, i: int) -> int | None:
        """ "director of the Prime Minister" goes on with "'s private office": the end of it."""
        if s.words[i : i + 1] != ["'s"]:
            return None
        return next((j + 1 for j in range(i + 1, min(len(s.words), i + 4)) if s.words[j] in SECTIONS), None)

    @staticmethod
    def _charge(s: Sentence, i: int) -> int | None:
        """ "for Protocol Affairs", "on international affairs": the end of what an adviser is for."""
        return next((j + 1 for j in range(i, min(len(s.words), i + 4)) if s.words[j] == "affairs"), None)

    def _holds_any(self, item: Item, office: str) -> bool:
        """Whether a name is that of a holder of this office on the day."""
        return any(
            r.kind in ("actor", "short") and any(t.office == office for t in self.k.actors[r.id].tenures(self.day))
            for r in item.readings
        )

    @staticmethod
    def _staff(s: Sentence, item: Item) -> bool:
        """ "head of the military advisers for the coalition": many of an office, whom somebody heads."""
        return item.has("actor") is None and item.end - item.start == 1 and s.words[item.start] in _ADVISERS

    def _may_begin_name(self, s: Sentence, i: int, open_words: int) -> bool:
        """Whether a person's name begins here, after an open complement: two capitals that end the phrase."""
        if not s.capital[i] or open_words == 0 or s.words[i - 1] == "for":
            return False  # "Undersecretary of the Ministry of Transport for Ports NAME"
        j = i
        while j < len(s.words) and s.words[j].isalpha():
            item = s.at[j]
            of_town = j > i and item is not None and item.has("place") and s.words[item.start] in PARTICLES  # al-Rifai
            if not (self._unread(item) or of_town):
                break
            if not s.capital[j] and s.words[j] not in PARTICLES:
                break
            j += 1
        if s.words[j - 1] in _BODIES or (
            j < len(s.words) and s.words[j] in _BODIES
        ):  # "head of the Counter Terrorism Service, NAME"
            return False
        words = sum(w not in PARTICLES for w in s.words[i:j])  # "Mahmoud al-Khazali"
        if s.words[i - 1] == "of" and s.words[j - 1] in _PARTS_OF_THE_WORLD:
            return False  # "Director General of the Department of West Asian and North African Affairs"
        closed = s.words[i - 1] == "affairs"  # "Minister of State for African Affairs Ahmed Abdul Aziz Kattan"
        return (
            j - i >= 2
            and words <= (5 if closed else 3)
            and (
                j == len(s.words)
                or s.words[j] in (",", ".", "on", "in", "at", "and", ")", *_MATTERS)
                or (closed and not s.capital[j])
                or s.at[j] is not None
            )
        )

    @staticmethod
    def _unread(item: Item | None) -> bool:
        """Whether nothing but a surname is known of a word."""
        return item is None or all(r.kind in ("short", "actor") for r in item.readings)

    @staticmethod
    def _house_of(s: Sentence, i: int) -> int | None:
        """Behind a country's adjective: the end of its ministry, embassy, parliament, with the ministry's charge."""
        for j in range(i, min(len(s.words), i + 4)):
            item = s.at[j]
            if s.words[j] in _OUR_HOUSES or (item is not None and item.is_word("ministry")):
                end = item.end if item is not None else j + 1
                charge = end + 1 if s.words[end : end + 1] in (["of"], ["for"]) else end
                charge += s.words[charge : charge + 1] == ["the"]
                while charge > end and charge < len(s.words) and (s.capital[charge] or s.words[charge] == "and"):
                    charge, end = charge + 1, charge + 1
                return end
            if not s.words[j][0].isalpha():
                return None
        return None

    def _polity_ahead(self, s: Sentence, i: int, reach: int) -> int | None:
        """Token index of a polity within the same izafe chain, if only unknown or filler words lie between."""
        for j in range(i, min(len(s.words), i + reach)):
            item = s.at[j]
            if self.lang == "kmr" and s.words[j] in _CHAIN_ENDS:
                return None
            if item is not None and item.start == j:
                if self._polity_reading(item):
                    behind = s.at[j - 1] if self.lang == "ckb" and j > i and item.has("place") else None
                    town = behind is not None and behind.is_word("at")  # "سەرۆکی رەوتی ... لە بەغدا": where he is
                    return None if town else j
                if item.is_word("filler", "of", "and", "at", "stop") and not item.has("cue"):
                    continue
                board = self.lang == "ckb" and s.words[j].endswith("ی") and item.is_word("deleg", "company")
                if board and "دهستهی" in s.words[i : j + 1]:  # "سەرۆکی دەستەی وەبەرهێنانی کوەیت"
                    continue
                if self.lang == "ckb" and s.words[i] == "تیمی" and (j == i or item.has("office") == "adviser"):
                    continue  # "بەرپرسی تیمی ڕاوێژکارانی سەربازیی هاوپەیمانان"
                return None
            if not s.words[j][0].isalpha():
                return None
        return None

    def _staff_of(self, s: Sentence, p: OfficePhrase, i: int) -> tuple[int, tuple[str, str]] | None:
        """Arabic: behind a head of something, definite words and houses up to whose they are: the end, the polity with the rule."""
        if not (p.kind == "head" or p.bare or p.office in ("director-general", "other")) or p.plural or p.counterpart:
            return None
        if p.office in ("minister", "party-leader", "member", "representative") or i >= len(s.words):
            return None
        found: tuple[int, tuple[str, str]] | None = None
        j, unknown = i, 0
        while j < min(len(s.words), i + 10):
            word, item = s.words[j], s.at[j]
            if item is not None and item.start == j and word not in _SERVICES:
                if any(r.kind in ("office", "title", "portfolio", "actor", "cue") for r in item.readings):
                    break
                if item.has("short") and not word.startswith("ال"):
                    break
                if item.is_word("company", "honorific", "deleg", "mention"):
                    break
                town = item.has("place")
                if town is not None and s.words[j - 1] in _SERVICES | {"مجلس"}:  # "مدير عام صحة دهوك"
                    return item.end, (self.k.places[town].country or "", f"place:{town}")
                reading = self._polity_reading(item)
                if reading is not None and s.words[j - 1] in STATES and reading[1].startswith("adj"):
                    j, unknown = item.end, unknown + 1  # "الإدارة العامة للدول الأوروبية": whom they deal with
                    continue
                if word == "ریاض":
                    break  # the given name; the city has its article
                if reading is not None and not found and s.words[j - 1] in DESKS:
                    unit = "Department" if s.words[j - 1] == "دایره" else "section"
                    p.complement = f"{self.k.polities[reading[0]].name} {unit}"
                    unknown += 1
                    j = item.end
                    continue
                if reading is not None and not (found and reading[0] != found[1][0] and not item.is_word("to")):
                    if found is None and item.has("place") and not item.has("polity"):
                        break
                    found = found or (item.end, reading)
                    found = (item.end, found[1])
                    j = item.end
                    continue
            if (
                word in ("فی", "لدی")
                or word in _HOUSES_OF | _SERVICES
                or word.removeprefix("و").startswith(("ال", "لل"))
            ):
                unknown += 1
                served = s.words[j - 1] in ("لدی", "فی")
                j = item.end if item is not None and item.start == j else j + 1
                if found is not None and served:
                    found = (j, found[1])  # "للولايات المتحدة لدى الإقليم"
                continue
            break
        return found if found is not None and unknown else None

    def _house_ahead(self, s: Sentence, i: int) -> tuple[int, tuple[str, str]] | None:
        """Arabic: behind "in", a ministry or government and whose it is: its end, its polity with the rule."""
        start = s.words[i] if i < len(s.words) else ""
        if start not in _HOUSES_OF:
            return None
        for j in range(i, min(len(s.words), i + 5)):
            item = s.at[j]
            if item is None and not s.words[j].startswith("ال") and j > i + 1:
                return None
            if item is not None and item.start == j and (reading := self._polity_reading(item)) is not None:
                further = s.at[item.end] if s.words[j].startswith("الاتحادی") and item.end < len(s.words) else None
                if further is not None and self._polity_reading(further) is not None:
                    continue  # "الوزارة الاتحادية الألمانية": Germany's federal ministry, and not Iraq's
                return item.end, reading
            if not s.words[j][0].isalpha():
                return None
        return None

    def _place_ahead(self, s: Sentence, p: OfficePhrase, i: int) -> int | None:
        """ "Rêveberê Giştî yê Tenduristiya Duhokê": the end of the city whose service somebody directs, at most three words on."""
        if p.office != "director-general":
            return None
        for j in range(i, min(len(s.words), i + 4)):
            item = s.at[j]
            if item is not None and (place := item.has("place")) is not None and j > i:
                if self.k.places[place].country not in ("IQ", "IQ-KR"):
                    return None
                p.at, p.polity, p.polity_rule = place, self.k.places[place].country, f"place:{place}"
                return item.end
            if item is not None and not item.is_word("filler", "of", "and"):
                return None
            if not s.words[j][0].isalpha():
                return None
        return None

    def _ministry_ahead(self, s: Sentence, i: int) -> int | None:
        """ "بەڕێوەبەری گشتیی پلاندانانی وەزارەت": token index of the ministry that a department is of, at most two unknown words on."""
        for j in range(i, min(len(s.words), i + 3)):
            item = s.at[j]
            if j > i and s.words[j].startswith(_INSTITUTIONS) and (item is None or item.is_word("ministry", "stop")):
                return j + (item is None)
            if item is not None:
                return j if j > i and item.is_word("ministry") else None
            if not s.words[j][0].isalpha():
                return None
        return None
