"""The phrases of office in a sentence: head, polity, host, seat and what is headed, in the word order of each language."""

import itertools
from datetime import date

from worker.classify.lexicon import OFFICIAL, Item, Lexicon
from worker.classify.refs import LATIN, PARTICLES, Entity, OfficePhrase, Ref
from worker.classify.text import TITLE, Document, Sentence
from worker.knowledge.load import Knowledge

_ENGLISH = (
    "title:Foreign Secretary",
    "title:Defence Secretary",
    "title:Home Secretary",
)  # other countries have them, too
_CHARGES = frozenset(
    ["development", "economic", "research", "scientific", "water", "resources", "social", "affairs", "industry", "energy", "sports", "youth", "tourism", "cooperation", "international", "expatriates", "trade", "commerce", "housing", "minerals", "mining", "forestry", "fisheries", "environment", "climate", "technology", "innovation", "communications", "infrastructure", "transport", "religious", "endowments", "gas", "labor", "labour", "culture", "education", "urban", "public", "works", "municipalities", "reform", "finance", "digital", "external", "emigrants", "migrants", "displacement", "antiquities", "heritage", "food", "rural", "action", "european"]
)  # fmt: skip
_MISSION_HOUSES = frozenset(["embassy", "consulate", "government", "army"])
_SERVANTS = frozenset(["adviser", "spokesperson", "assistant-secretary"])
_TIES = frozenset(["relations", "ties", "friendship", "cooperation"])
_SENT = frozenset(["special-envoy", "special-representative", "representative", "adviser"])
_BODIES = frozenset(
    ["service", "agency", "council", "authority", "fund", "programme", "program", "center", "centre", "institute", "commission", "committee", "board", "bureau", "organization", "organisation", "office", "affairs", "directorate", "forces", "command", "group", "bank", "foundation", "association", "union", "front", "movement", "league", "ministry", "department", "university", "company"]
)  # fmt: skip
_ASSISTANTS = ("یاریدهدهر", "alîkar", "arîkar")  # folded
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
_HERE = frozenset(["city", "country", "province", "region", "capital", "area", "governorate"])
_HOUSES = {
    "senate": "senate-president", "parliament": "speaker", "national assembly": "speaker", "assembly": "speaker", "bundestag": "speaker",
    "house": "speaker", "knesset": "speaker", "riksdag": "speaker", "sejm": "speaker",
}  # fmt: skip


# What a deputy of an office holds; a minister's deputy is an undersecretary, whoever else's keeps the office with a lower rank.
_DEPUTIES = {
    "president": "vice-president", "prime-minister": "deputy-prime-minister", "speaker": "deputy-speaker", "party-leader": "deputy-party-leader",
    "foreign-minister": "deputy-foreign-minister", "secretary-general": "deputy-secretary-general", "consul-general": "deputy-consul",
    "coalition-commander": "deputy-coalition-commander", "special-representative": "deputy-special-representative", "ambassador": "charge-daffaires",
}  # fmt: skip
_DEPUTY_WORDS = frozenset(
    [
        *(
            "جیگری",
            "جیگرا",
            "یاریدهدهری",
            "cîgirê",
            "cîgira",
            "cihgirê",
            "cihgira",
            "cigirê",
            "cigira",
            "alîkarê",
            "alîkara",
        ),
        *("arîkarê", "arîkara", "bergirê"),
    ]
)
_COMMITTEES = (
    "komîte",
    "lijne",
    "fraksiyon",
    "لیژنه",
    "کومیته",
    "فراکسیون",
)  # Kurdish: whoever heads one heads no parliament
_CHAIRED = frozenset(["party-leader", "secretary-general", "head"])
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
_AGAINST = {"دژی": 2, "دژ": 3}  # words that tell whom the coalition is against
_FIRST_OF = frozenset(["یهکهمی", "دووهمی", "باشی", "yekem", "duyem", "sereke"])
_ORDINALS = frozenset(["یهکهمی", "دووهمی", "yekem", "yekemîn", "duyem", "duyemîn", "ê", "yê", "ya", "a"])
# Sorani adjectives that end a chain of izafe, though they end in its letter
ADJECTIVES = frozenset(["سیاسی", "سهربازی", "یابووری", "گشتی", "دیپلوماسی", "یاسایی", "مرویی", "نیودهولهتی", "نیشتمانی", "کومهلایهتی", "دارایی", "یهمنی"])  # fmt: skip
_DIPLOMATIC = ("دبلوماسی", "دبلوماسیه")
_MANY_EN = frozenset(
    ["ministers", "presidents", "ambassadors", "consuls", "lawmakers", "deputies", "diplomats", "officials", "leaders", "members", "commanders", "governors", "representatives", "heads", "envoys", "mps", "senators", "congressmen", "congresswomen", "premiers", "counterparts", "legislators", "parliamentarians"]
)  # fmt: skip
# Sorani plurals: bare, with the izafe, definite.
_ONE = ("کونگریسمان", "کونگرییسمان", "سولتان", "کاپتان")  # that end so and mean one
_MANY = ("ان", "انی", "هکان", "هکانی", "انیش", "انه", "انهی")


_MINISTRIES = frozenset(["وزاره", "لوزاره", "بوزاره", "وزیر", "وزیره", "دایره", "الرقابه", "السوق"])
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
    }
)  # folded; names that are also something else in the lexicon
_HOUSES_OF = frozenset(
    [
        "وزاره",
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
_HOUSE_CHAIRS = frozenset(["speaker", "senate-president", "deputy-speaker", "judiciary-head"])
_HEADS = frozenset(["president", "prime-minister", "speaker", "monarch", "judiciary-head"])
_AFFAIRS = frozenset(
    [
        "للشوون",
        "لشوون",
        "للعلاقات",
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
    ]
)
_AIDES_OF_MINISTERS = {"نایب": "Deputy", "نایبه": "Deputy", "مساعد": "Assistant", "مساعده": "Assistant"}  # folded
_US_DEPARTMENTS = {"Defence": "Defense", "Foreign": "State", "Finance": "the Treasury", "Trade": "Commerce"}
_SENDS = ("special-envoy", "special-representative", "representative", "adviser")

_AT_HOME = frozenset(
    ["president", "prime-minister", "foreign-minister", "speaker", "king"]
)  # "in Baghdad" is where they met
_DESKS = frozenset(
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
_SECTIONS = frozenset(["office", "bureau", "section", "unit", "department", "division", "team", "branch", "desk"])
_ADVISERS = frozenset(["advisers", "advisors", "instructors", "trainers", "monitors", "observers", "inspectors"])


class OfficeReader:
    """Reads offices. `published` decides which holder of an office is meant; `home` is the polity of bare offices."""

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
        self._named: frozenset[str] | None = None  # see PersonReader._mentioned
        self.entities: list[Entity] = []

    @staticmethod
    def _take(taken: list[bool], start: int, end: int) -> None:
        for i in range(start, end):
            taken[i] = True

    # -- offices -------------------------------------------------------------------------------------------------------

    def _office_phrases(self, s: Sentence) -> list[OfficePhrase]:
        found: list[OfficePhrase] = []
        reach = 0
        for item in s.those(OFFICIAL):
            if item.start < reach:
                continue
            phrase = self._office(s, item)
            if phrase is None:
                continue
            if self.lang == "en" and found and phrase.start <= found[-1].start and s.words[found[-1].start] == "deputy":
                found.pop()  # "deputy interior minister" is one office
            last = found[-1] if found else None
            if last is not None and self.lang == "ar" and self._is_rank(s, last, phrase):
                last.end = reach = phrase.end  # "وكيل الوزارة للشؤون الثنائية السفير NAME"
                continue
            if last is not None and self._continues(s, last, phrase):
                if self.lang == "en" and "acting" in s.words[last.end : phrase.start]:
                    last.end = phrase.end  # "Minister of Finance and Acting Minister of Trade": the first is his own
                else:
                    self._merge_phrases(last, phrase)
            else:
                found.append(phrase)
            reach = phrase.end
        return found

    def _continues(self, s: Sentence, last: OfficePhrase, phrase: OfficePhrase) -> bool:
        """Whether two offices are one person's: "Deputy Prime Minister and Foreign Minister", "نائب رئيس الوزراء وزير الخارجية"."""
        if last.plural or phrase.plural or last.counterpart or phrase.counterpart:
            return False
        if last.office != phrase.office and {last.office, phrase.office} <= _HEADS:
            return False  # "رئيس الإقليم ورئيس الحكومة" are two
        charge = phrase.office.endswith("-minister") and not phrase.polity
        if (
            self.lang == "en"
            and last.office == "deputy-prime-minister"
            and charge
            and s.words[last.end : phrase.start] == [","]
        ):
            return True  # "the Deputy Prime Minister, Minister of Defense NAME"
        gap = s.words[last.end : phrase.start]
        if (
            gap in ([","], ["،"])
            and phrase.office == "ambassador"
            and not (phrase.polity or phrase.host or phrase.clitic)
        ):
            ranked = last.kind not in ("envoy", "consul") or (last.office in _SENDS and bool(last.polity))
            return ranked and last.rank > 30  # "the undersecretary, Ambassador NAME"
        joined = [w for w in gap if w not in ("and", "û", "و", "the", "(", ")", "acting")]
        if joined or len(gap) > 2 or (phrase.article and "and" in gap):
            return False
        if not gap and phrase.clitic and phrase.clitic != "و":
            return False
        if (gap or phrase.clitic) and last.polity and phrase.polity and last.polity != phrase.polity:
            return False
        if (gap or phrase.clitic) and not (phrase.rank >= 55 and last.rank >= 55 and abs(phrase.rank - last.rank) < 40):
            return False
        return not (last.polity and phrase.polity and last.polity != phrase.polity)

    def _merge_phrases(self, last: OfficePhrase, phrase: OfficePhrase) -> None:
        polity, rule = (phrase.polity, phrase.polity_rule) if phrase.polity else (last.polity, last.polity_rule)
        if (
            phrase.office == "ambassador"
            and (last.kind not in ("envoy", "consul") or last.office in _SENDS)
            and not phrase.polity
            and not phrase.host
        ):
            pass
        elif last.office == "special-representative" and phrase.office in ("head", "head-of-mission"):
            pass  # "the Special Representative of the Secretary-General, head of the mission"
        elif not phrase.bare or last.bare:
            last.office, last.role, last.kind = phrase.office, phrase.role, phrase.kind
            last.complement = phrase.complement
        last.rank = max(last.rank, phrase.rank)
        last.polity, last.polity_rule = polity, rule
        last.host, last.at = last.host or phrase.host, last.at or phrase.at
        last.end = phrase.end
        if not (last.former and not phrase.former and self.lang in ("ckb", "kmr") and phrase.rank >= 55):
            last.former = last.former or phrase.former
        else:
            last.former = False  # "سەرۆکی پێشووی پەرلەمان و سەرۆکی پارتی ...": what he is now stands last

    def _office(self, s: Sentence, item: Item) -> OfficePhrase | None:
        k = self.k
        republic = self._another_republic(s, item) if self.lang == "ar" else None
        if republic is not None:
            office = k.offices["president"]
            phrase = OfficePhrase(
                item.start, republic[0], office.id, office.role, office.rank, office.kind or "fixed", republic[1],
                f"polity:{republic[1]}", clitic=item.clitic,
            )  # fmt: skip
        elif (number := item.has("title")) is not None and not self._another_party(s, item):
            title = k.titles[int(number)]
            office = k.offices[title.office]
            phrase = OfficePhrase(
                item.start, item.end, office.id, title.role, office.rank, office.kind or "fixed", title.polity,
                f"title:{title.role}" if title.polity else "", title.to_polity, title.at, clitic=item.clitic,
            )  # fmt: skip
        elif (number := item.has("portfolio")) is not None:
            portfolio = k.portfolios[int(number)]
            office = k.offices[portfolio.office]
            phrase = OfficePhrase(item.start, item.end, office.id, portfolio.role, office.rank, "", clitic=item.clitic)
        elif (office_id := item.has("office")) is not None:
            if self.lang == "ckb" and office_id == "monarch" and self._inside_name(s, item):
                return None
            office = k.offices[office_id]
            phrase = OfficePhrase(
                item.start, item.end, office.id, office.role, office.rank, office.kind, clitic=item.clitic
            )
            if (body := item.has("body")) is not None:  # "Congresswoman"
                phrase.polity, phrase.polity_rule = self.k.bodies[body].polity, f"body:{body}"
            phrase.bare = office_id in ("minister", "head", "member", "other", "party-leader", "representative")
            if self.lang == "en" and office_id in ("head", "director-general"):
                said = s.words[item.start : item.end]
                if office_id == "director-general" and said[-1] == "director":
                    phrase.role = "Director"
                if said[0] == "deputy":
                    phrase.role = f"Deputy {phrase.role}"
            if self.lang == "en" and s.words[item.start : item.end] == ["secretary"] and item.start:
                near = s.at[item.start - 1]  # "the British secretary", who was named as Foreign Secretary before
                if near is not None and near.has("adj") in ("GB", "US"):
                    minister = k.offices["minister"]
                    phrase.office, phrase.role, phrase.rank, phrase.kind = minister.id, "Secretary", minister.rank, ""
            if self.lang == "en" and s.words[item.start : item.end] == ["deputy", "minister"]:
                phrase.role = "Deputy Minister"
            if self.lang == "ar" and office_id == "other" and s.words[item.start].endswith(_DIPLOMATIC):
                after = s.at[item.end] if item.end < len(s.words) else None
                if after is None or self._polity_reading(after) is None:
                    return None  # "منتدى أنطاليا الدبلوماسي": diplomatic, no diplomat
        elif item.is_word("counterpart"):
            phrase = OfficePhrase(item.start, item.end, "", "", 0, "counterpart", clitic=item.clitic, counterpart=True)
        else:
            return None
        if self.lang == "kmr" and item.end - item.start == 1 and s.words[item.start].endswith(("iya", "iyê")):
            return None  # "Serokomariya Iraqê" is the presidency
        if (
            self.lang == "ar"
            and item.start
            and s.words[item.start] == "الوزراء"
            and s.words[item.start - 1].endswith("مجلس")
        ):
            return None  # a council, not its ministers
        opens = s.words[max(0, item.start - 2) : item.start] if self.lang == "en" and phrase.office == "head" else []
        if opens == ["at", "the"] and "delegation" in s.words[item.end : item.end + 6]:
            return None  # "who arrived at the head of a delegation"
        if self.lang == "en" and phrase.office == "monarch" and self._a_surname(s, item):
            return None  # "Mr Angus King"
        if phrase.office == "guest" and not self._polity_next(s, item):
            return None  # "the visiting minister" is the minister
        if self.lang == "ar" and s.words[item.start - 1 : item.end] == ["محمد", "الامین"]:
            return None  # Mohamed Lemine
        if self.lang == "ar" and s.words[item.start : item.end] == ["امین"] and not self._heads_something(s, item):
            return None  # a given name
        phrase.head = (item.start, item.end)
        owner = self.lang == "en" and phrase.polity and s.words[phrase.end : phrase.end + 1] == ["'s"]
        if owner and item.has("title") is not None:
            self._of_section(s, phrase, phrase.end + 1)
        if (
            owner and (region := self._own_region(s, phrase.end + 1)) is not None
        ):  # "president of Iraq's Kurdistan Region"
            phrase.end, phrase.polity, phrase.polity_rule = region.end, "IQ-KR", "polity:IQ-KR"
        phrase.plural = self._is_plural(s, item)
        if self.lang in ("ckb", "kmr", "ar"):
            self._deputy(s, phrase)
        if self.lang == "kmr" and phrase.office == "undersecretary" and s.words[item.end - 1].startswith("wezaret"):
            self._deputy_minister(s, phrase)
        if phrase.kind == "head" and any(w.startswith(_COMMITTEES) for w in s.words[item.start : item.end + 2]):
            phrase.kind = "committee"
        if phrase.office.endswith("special-representative") and "general" in s.words[item.start : item.end]:
            phrase.polity, phrase.polity_rule = phrase.polity or "UN", phrase.polity_rule or f"office:{phrase.office}"
        self._modifiers_before(s, phrase)
        if (
            phrase.office == "assistant-secretary"
            and self.lang == "en"
            and not phrase.polity
            and "general" not in s.words[item.start : item.end + 1]
        ):  # only Washington has them; "for Iraq and Iran" is whom they deal with
            phrase.polity, phrase.polity_rule = "US", "office:assistant-secretary"
        if self.lang == "ar" and phrase.office in _SENDS and item.end - item.start > 2 and not phrase.polity:
            for last in self.lex.match(s.words[item.end - 1 : item.end]):  # "مبعوث الرئيس الأمريكي" in one
                if (adj := last.has("adj")) is not None:
                    phrase.polity, phrase.polity_rule = adj, f"adj:{adj}"
        if self.lang == "ar" and phrase.office in _SENDS and s.words[phrase.end - 1].startswith(("لل", "الرییس")):
            phrase.end = self._sender(s, phrase, item) or phrase.end  # "المبعوث الخاص للرئيس" in one
        self._modifiers_after(s, phrase)
        branch = s.item(phrase.end) if self.lang == "en" and phrase.polity and phrase.role != "Head" else None
        if branch is not None and branch.has("place") and s.words[branch.end : branch.end + 1] == ["office"]:
            self._of_section(s, phrase, phrase.end)  # "the head of the UNAMI Erbil office"
        if phrase.kind == "committee":
            phrase.kind = "head"
        if (
            phrase.office == "head"
            and self.lang in ("ckb", "kmr")
            and s.words[item.start].startswith(("سهروک", "serok"))
            and phrase.polity not in (None, "UN", "EU", "NATO", "AL", "COALITION", "=")
            and phrase.polity_rule.startswith(("polity", "adj"))
            and not phrase.complement
        ):  # "the head of France" is its president
            president = k.offices["president"]
            phrase.office, phrase.role, phrase.rank, phrase.kind = president.id, president.role, president.rank, ""
        if phrase.office == "military-commander" and phrase.polity == "COALITION":
            office = self.k.offices["coalition-commander"]
            phrase.office, phrase.role, phrase.rank = office.id, office.role, office.rank
        if self.lang == "ar":
            self._construct(s, phrase)
        if self.lang == "ar" and phrase.office in ("undersecretary", "secretary-general"):
            self._of_which_ministry(s, phrase)
        if phrase.kind == "speaker-of":
            phrase.former = True  # never a participant
        if (
            phrase.office == "deputy-foreign-minister"
            and phrase.polity == "US"
            and s.words[phrase.start].startswith(_ASSISTANTS)
        ):
            office = k.offices["assistant-secretary"]
            phrase.office, phrase.role, phrase.rank = office.id, office.role, office.rank
        if phrase.office == "party-leader" and not phrase.polity and self.lang == "ar":
            self._party_behind(s, phrase)  # "رئيس جبهة الإنقاذ"
        if phrase.office == "party-leader" and not phrase.polity and phrase.kind == "head" and not phrase.complement:
            return phrase if self.lang == "ckb" and self._party_behind(s, phrase) else None
        return phrase

    def _inside_name(self, s: Sentence, item: Item) -> bool:
        """Sorani: "بەهمەن ئەمیری موقەدەم": between two words that nothing is known of."""
        around = (item.start - 1, item.end)
        return all(0 <= i < len(s.words) and s.at[i] is None and s.words[i][0].isalpha() for i in around)

    @staticmethod
    def _a_surname(s: Sentence, item: Item) -> bool:
        i = item.start - 1
        if item.end - item.start > 1 or i < 0 or not s.capital[item.start] or s.zone == TITLE:
            return False
        if s.words[item.start] in ("amir", "sultan"):  # given names, too: "Abdul-Amir", "Abd Al Amir Rashid"
            return s.capital[i] and s.words[i].isalpha() and (s.at[i] is None or s.words[i] in PARTICLES)
        after = s.words[item.end] if item.end < len(s.words) else "."
        goes_on = after[0].isalpha() and s.capital[item.end]
        return s.capital[i] and s.at[i] is None and s.words[i].isalpha() and not goes_on

    @staticmethod
    def _private(s: Sentence, p: OfficePhrase) -> bool:
        """ "the President of the Chinese company NAME": who heads a firm acts for no state."""
        reach = s.words[p.head[1] : p.end + 2]
        if "of" not in reach[:1] or any(w in ("state", "national", "oil") for w in reach):
            return False
        return any(w in ("company", "corporation", "firm") for w in reach)

    def _of_section(self, s: Sentence, p: OfficePhrase, start: int) -> None:
        """ "The head of UNAMI's Erbil office" is not the head of UNAMI."""
        for i in range(start, min(len(s.words), start + 4)):
            if s.words[i] in _SECTIONS:
                head = self.k.offices["head"]
                p.office, p.role, p.rank, p.bare = head.id, head.role, head.rank, False
                p.end, p.complement = i + 1, self.doc.surface(s, start, i + 1)
                return
            if not s.words[i][0].isalpha():
                return

    def _of_which_ministry(self, s: Sentence, p: OfficePhrase) -> None:
        """Arabic: "وكيلة وزارة التربية", "نائب وزير الصناعة": the ministry is said in the role."""
        words, start = s.words[p.head[0] : p.head[1]], p.head[1]
        if p.office == "secretary-general":
            if s.words[start : start + 1] != ["لوزاره"]:
                return
            start += 1
        for item in self.lex.match(["وزیر", *s.words[start : start + 3]]):
            if item.start:
                return
            if (number := item.has("portfolio")) is not None:
                role = self.k.portfolios[int(number)].role
            elif (number := item.has("title")) is not None:  # "Secretary of Defense"
                role = self.k.titles[int(number)].role
            elif (office := item.has("office")) is not None and office.endswith("-minister"):
                role = self.k.offices[office].role
            else:
                return
            field = role.removesuffix(" Minister").removeprefix("Secretary of ")
            aide = next((aide for word, aide in _AIDES_OF_MINISTERS.items() if words[0].endswith(word)), "")
            if p.office == "secretary-general":
                p.role = f"{p.role} of the {field} Ministry"
            elif p.polity == "US":
                p.role = f"{aide or 'Under'} Secretary of {_US_DEPARTMENTS.get(field, field)}"
            else:
                p.role = f"{aide} {role}" if aide else f"Undersecretary of the {field} Ministry"
            return

    def _deputy(self, s: Sentence, p: OfficePhrase) -> None:
        """ "جێگری سەرۆکی ...", "Cihgirê Yekem ê Serokê ...": the deputy word in front of an office, an ordinal between them or not."""
        i = p.start - 1
        while i > 0 and s.words[i] in _ORDINALS:
            i -= 1
        if i < 0 or p.plural:
            return
        if self.lang == "ar":
            word = s.words[i]
            clitic = word[0] if word[0] in "وبل" else ""
            if word.removeprefix(clitic) not in ("نایب", "نایبه", "مساعد", "مساعده", "معاون", "معاونه") or p.clitic:
                return
            if s.at[i] is None and not word.removeprefix(clitic).startswith("معاون"):
                return
            p.clitic = clitic
        elif s.words[i] not in _DEPUTY_WORDS:
            return
        p.start = i
        p.bare = False
        if (office_id := _DEPUTIES.get(p.office)) is not None:
            office = self.k.offices[office_id]
            p.office, p.role, p.rank, p.kind = office.id, office.role, office.rank, office.kind
            if p.polity is not None and p.kind not in ("envoy", "consul"):
                p.kind = "fixed"
            return
        if p.office == "minister" or p.office.endswith("-minister"):
            p.office, p.kind = "undersecretary", ""
            p.rank = self.k.offices["undersecretary"].rank
        else:
            p.rank = max(1, p.rank - 8)
        p.role = f"Deputy {p.role}"

    def _deputy_minister(self, s: Sentence, p: OfficePhrase) -> None:
        """ "Wekîlê Wezareta Derve NAME": whose deputy one is whom a ministry has for a deputy."""
        for found in self.lex.match(["wezîrê", *s.words[p.end : p.end + 4]]):
            if found.start or found.end < 2:
                continue
            if (number := found.has("portfolio")) is not None:
                p.role = f"Deputy {self.k.portfolios[int(number)].role}"
            elif found.has("office") == "foreign-minister":
                deputy = self.k.offices["deputy-foreign-minister"]
                p.office, p.role, p.rank = deputy.id, deputy.role, deputy.rank
            else:
                return
            p.end += found.end - 1
            return

    def _another_republic(self, s: Sentence, item: Item) -> tuple[int, str] | None:
        """ "رئيس الجمهورية" alone is Iraq's; with "الإسلامية الإيرانية" or "التونسية" behind it, that republic's: (end, polity)."""
        if s.words[item.end - 1] != "الجمهوریه" or item.end >= len(s.words) or item.has("title") is None:
            return None
        start = item.end - 1
        words = s.words[start : start + 5]
        for found in self.lex.match(words):
            reading = self._polity_reading(found)
            if reading is not None and found.start <= 1 and start + found.end > item.end and reading[0] != "IQ":
                return start + found.end, reading[0]
        return None

    def _another_party(self, s: Sentence, item: Item) -> bool:
        """ "سەرۆکی پارتی" alone is the KDP's; with a name behind it that we do not know it is another party's."""
        if self.lang != "ckb" or s.words[item.start : item.end] != ["سهروکی", "پارتی"] or item.end >= len(s.words):
            return False
        return s.at[item.end] is None and s.words[item.end][0].isalpha()

    def _party_behind(self, s: Sentence, p: OfficePhrase) -> bool:
        """ "سەرۆکی پارتی کۆماری گەل", "رئيس تيار الحكمة": the word for party is the party's name's."""
        begin = (p.head[1] if self.lang == "ar" else p.end) - 1
        for item in self.lex.match(s.words[begin : begin + 6]):
            if item.start == 0 and (number := item.has("body")) is not None and self.k.bodies[number].party:
                p.polity, p.polity_rule = self.k.bodies[number].polity, f"body:{number}"
                p.end = max(p.end, begin + item.end)
                return p.polity is not None
        return False

    @staticmethod
    def _heads_something(s: Sentence, item: Item) -> bool:
        """Whether a noun of office goes on with what is headed: "أمين المجلس", "أمين سر"."""
        before = s.words[item.start - 1] if item.start else "."
        if item.end >= len(s.words) or (before[0].isalpha() and (s.at[item.start - 1] is None or before in TWOFOLD)):
            return False
        near = s.at[item.end]
        return (
            s.words[item.end].startswith("ال")
            or s.words[item.end] == "سر"
            or (near is not None and near.is_word("unit"))
        )

    @staticmethod
    def _is_rank(s: Sentence, last: OfficePhrase, phrase: OfficePhrase) -> bool:
        """Arabic: "the ambassador" as a rank between an office and its holder's name."""
        return (
            phrase.office in ("ambassador", "adviser")
            and last.office != phrase.office
            and phrase.start == last.end
            and phrase.end - phrase.start == 1
            and s.words[phrase.start].startswith("ال")
            and not phrase.polity
            and not last.plural
        )

    def _polity_next(self, s: Sentence, item: Item) -> bool:
        after = s.item(item.end)
        return after is not None and not after.clitic and self._polity_reading(after) is not None

    def _construct(self, s: Sentence, p: OfficePhrase) -> None:
        """Arabic "رئيس" before a noun that is no polity heads that thing ("رئيس جامعة دهوك"), and who heads a company is private."""
        reach = s.at[p.head[1] : p.head[1] + 3]
        company = any(near is not None and near.is_word("company") and near.clitic in ("", "ل") for near in reach)
        state = s.words[p.head[0] : p.head[1]][-1:] in (["عام"], ["عامه"])  # "مدير عام شركة ..." is a state company's
        if company and not state and (p.kind in ("head", "member", "envoy") or p.office == "president"):
            p.former = True
            return
        if p.office == "president" and p.polity_rule.startswith("body") and not p.kind:
            head = self.k.offices["head"]  # "رئيس المفوضية العليا للانتخابات"
            p.office, p.role, p.rank, p.bare = head.id, head.role, head.rank, True
            return
        if p.office != "president" or p.polity or p.kind or s.words[p.head[0]].lstrip("وبل") not in ("رییس", "رییسه"):
            return
        if p.head[1] - p.head[0] > 1 or p.head[1] >= len(s.words):
            return
        word, near = s.words[p.head[1]], s.at[p.head[1]]
        if (near is None and word[0].isalpha()) or (near is not None and near.is_word("unit")):
            head = self.k.offices["head"]
            p.office, p.role, p.rank, p.kind, p.bare = head.id, head.role, head.rank, head.kind, True
            p.end = max(p.end, p.head[1] + 1)

    def _is_plural(self, s: Sentence, item: Item) -> bool:
        word = s.words[item.end - 1] if self.lang == "en" else s.words[item.start]
        if s.words[item.start] == "who":
            return False
        if self.lang == "en":
            return any(w in _MANY_EN for w in itertools.takewhile(lambda w: w != "of", s.words[item.start : item.end]))
        if self.lang == "ar":
            bare = (word[len(item.clitic) :] if item.clitic and word.startswith(item.clitic) else word).removeprefix(
                "ال"
            )
            return bare in {
                "وزراء",
                "سفراء",
                "قناصل",
                "رؤساء",
                "نواب",
                "وزیرا",
                "وزیری",
                "اعضاء",
                "عضوی",
                "قاده",
                "ممثلی",
                "سفیری",
                "وزیران",
                "وزیرین",
                "نظراوه",
                "نظرایه",
                "برلمانیین",
            }
        if self.lang == "ckb":
            behind = s.words[item.end] if item.end < len(s.words) else ""
            if word.endswith("ه") and behind.endswith(("هکان", "هکانی")):
                return True  # "بەرپرسە سەربازییەکانی ئەمریکا": the adjective has the plural
            if not word.endswith(_MANY) or word.startswith(_ONE):
                return False
            return not (
                word.startswith("سهروک") and "وهزیر" in "".join(s.words[item.start : item.end])
            )  # "of ministers"
        return word.endswith(("ên", "an")) and word not in ("parlamentoyan",)

    def _polity_reading(self, item: Item) -> tuple[str, str] | None:
        for reading in item.readings:
            if reading.kind in ("adj", "polity", "seat"):
                return reading.id, f"{reading.kind}:{reading.id}"
        if (body := item.has("body")) is not None and self.k.bodies[body].polity:
            return self.k.bodies[body].polity or "", f"body:{body}"
        for reading in item.readings:
            if reading.kind == "capital":
                return reading.id, f"capital:{reading.id}"
        return None

    def _modifiers_before(self, s: Sentence, p: OfficePhrase) -> None:
        """English: "the Turkish", "Iraq's", "London's", "KRG", "former", in front of the head."""
        if self.lang != "en":
            i = p.start - 1
            item = s.at[i] if i >= 0 else None
            if item is not None and item.end == p.start and item.is_word("former") and self.lang == "kmr":
                p.former = True
            return
        i = p.start - 1
        for _ in range(6):
            if i < 0:
                break
            word, item = s.words[i], s.at[i]
            if word == "'s" or word == "'":
                i -= 1
                continue
            if item is not None and not (
                word == "deputy" and item.end - item.start == 1
            ):  # also a member of parliament
                if item.has("office") and item.end < p.start and s.words[item.end] == "'s":
                    i = item.start - 1  # "the Turkish President's envoy"
                    continue
                seat = item.has("place")
                if p.kind == "territorial" and p.at is None and seat is not None:  # "Duhok's governor"
                    self._take_place(p, seat, "of")
                    p.start = item.start
                    i = item.start - 1
                    continue
                reading = self._polity_reading(item)
                if (
                    reading
                    and (not p.polity or (p.polity != reading[0] and p.polity_rule.startswith(_ENGLISH)))
                    and not (item.has("place") and not item.has("capital") and not item.has("polity"))
                ):
                    p.polity, p.polity_rule = reading
                    if (body := item.has("body")) is not None:
                        self._of_body(p, body)
                    p.start = item.start
                    i = item.start - 1
                    continue
                if item.is_word("ministry") and item.end < p.start:  # "the Norwegian Foreign Ministry's Special Envoy"
                    i = item.start - 1
                    continue
                if item.is_word("same") and not p.polity:  # "the country's ambassador"
                    p.polity, p.polity_rule = "=", "same-country"
                    p.start = item.start
                    i = item.start - 1
                    continue
                if item.is_word("former"):
                    p.former = True
                    p.start = item.start
                    i = item.start - 1
                    continue
                if item.is_word("filler") and item.start > 0:
                    if s.words[item.start] == "its" and s.words[item.start - 1] != ",":
                        p.former = True
                    i = item.start - 1
                    if s.at[i] is not None or s.words[i] in ("'s", "the"):
                        continue
                    break
                if item.is_word("article"):
                    p.article = True
                break
            if p.bare and p.office == "minister" and p.start - i <= 2 and word.isalpha():
                i -= 1  # "Iran's Science Minister": a charge that no list has
                continue
            if word in ("deputy", "vice", "assistant"):
                p.rank = min(p.rank, 55)
                if p.office == "minister" or (p.office.endswith("-minister") and p.office != "prime-minister"):
                    p.role = f"{word.capitalize()} {p.role}"
                    p.office = "deputy-foreign-minister" if p.office == "foreign-minister" else "undersecretary"
                    p.start = min(p.start, i)
                elif word == "deputy" and p.kind == "territorial":
                    p.role = f"Deputy {p.role}"
                i -= 1
                continue
            break

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

    def _of_body(self, p: OfficePhrase, body_id: str, owner: bool = False) -> None:
        """What a body tells of its official: the office of its head, unless it only owns what is headed ("the parliament's committee")."""
        body = self.k.bodies[body_id]
        if owner or p.kind == "committee":
            return
        if (
            p.office
            in ("head", "military-commander", "president", "party-leader", "head-of-mission", "secretary-general")
            and body.head
        ):
            office = self.k.offices[body.head]
            p.office, p.role, p.rank, p.bare = office.id, body.head_role or office.role, office.rank, False
        elif not p.complement:
            p.complement = body.name

    def _modifiers_after(self, s: Sentence, p: OfficePhrase) -> None:
        """What belongs to the office behind its head: polity, host, seat, and what is headed where that must follow."""
        i, size = p.end, len(s.words)
        open_words = 0
        complement_start: int | None = None
        link = ""
        limit = min(size, i + 14)
        if self.lang == "en" and s.words[p.start] == "who":
            link, complement_start = "of", i
        while i < limit:
            word, item = s.words[i], s.at[i]
            if self.lang == "ar" and i == p.end and not p.polity and (staff := self._staff_of(s, p, i)) is not None:
                p.end, (p.polity, p.polity_rule) = staff  # "مسؤول مكتب التعاون الأمني في القنصلية الأمريكية"
                i = p.end
                continue
            if item is not None and item.start < i:
                i = item.end
                continue
            if self.lang == "ckb" and p.polity == "COALITION" and (foe := _AGAINST.get(word, 0)):
                p.end = i = min(size, i + foe)  # "دژی داعش", "دژ بە داعش"
                continue
            if self.lang == "kmr" and (after := self._committee(s, p, i)) is not None and after > i:
                complement_start = complement_start or i
                open_words += 1
                p.end = i = after
                continue
            if (
                self.lang == "kmr"
                and p.kind == "envoy"
                and p.polity
                and (after := self._charged_with(s, p, i)) is not None
            ):
                p.end = i = after
                continue
            if self.lang == "ar" and word in TWOFOLD and item is not None and item.end - item.start == 1:
                break
            if self.lang == "ar" and word in _AFFAIRS:  # "للشؤون السياسية والمساعدة الانتخابية"
                p.end = i = self._affairs(s, i + 1)
                continue
            if item is not None:
                if item.clitic.startswith(("و", "ف")) and not p.plural:
                    if p.office == "minister" and open_words and self._is_portfolio_word(item, word):
                        open_words += 1
                        p.end = i = item.end
                        continue
                    break
                if self.lang == "ar" and item.has("office") == "guest" and not self._polity_next(s, item):
                    p.end = i = item.end
                    continue
                owned = self.lang == "ar" and p.kind == "head" and s.words[i - 1] in ("مکتب", "دیوان")
                if owned and (item.has("office") or item.has("title")) and not item.has("actor"):
                    p.end = i = item.end  # "مدير مكتب الملك NAME"
                    continue
                if (
                    self.lang == "ar"
                    and (item.clitic.startswith("ل") or (not item.clitic and p.end == item.start and not p.polity))
                    and p.office in _SENDS
                    and not (p.office == "adviser" and "رییس" in s.words[p.start : p.end])  # whom he serves is told
                    and (after := self._sender(s, p, item))
                ):
                    p.end = i = after
                    continue
                if item.has("actor") or item.has("office") or item.has("title") or item.has("portfolio"):
                    if self._headed_office(s, p, item, link):
                        p.end = i = item.end
                        if (bureau := self._house_behind(s, i)) is not None:
                            open_words += 1
                            p.end = i = bureau
                            break
                        continue
                    if self.lang == "en" and link == "of" and p.kind == "head" and self._staff(s, item):
                        open_words += 1
                        p.end = i = item.end
                        continue
                    if (inner := self._office_within(s, p, item)) is not None:
                        p.end = i = inner
                        continue
                    break
                if item.is_word("former"):
                    if self.lang == "en" and word == "then":  # "The premier then sat down with"
                        break
                    p.former = True
                    p.end = i = item.end
                    continue
                reading = self._polity_reading(item)
                if reading is not None and self.lang == "en" and self._of_parties(s, item):
                    open_words += 1
                    p.end = i = item.end  # "head of the Nasr Coalition"
                    continue
                if reading is not None and p.polity not in (None, reading[0]) and s.words[i - 1] == "لدی":
                    p.host = p.host or reading[0]  # "المستشار الثقافي الإيراني لدى بغداد"
                    p.end = i = item.end
                    link = ""
                    continue
                if self.lang == "ar" and word in ("المالیه", "مالیه") and s.words[i - 1] in _MINISTRIES:
                    reading = None  # of finance, not of Mali
                if reading is not None and self._holds(item, p.office):
                    break  # "سەرۆکوەزیران ئەلسوودانی" is a prime minister's name and no country's
                if reading is not None and self.lang == "ckb" and self._only_federal(s, item):
                    i = item.end
                    continue
                if (
                    reading is not None
                    and p.kind in ("head", "committee")
                    and not p.polity
                    and s.words[i - 1] in _DESKS
                ):
                    p.host = p.host or reading[0]  # "رئيس قسم العراق في وزارة الخارجية الألمانية"
                    p.end = i = item.end
                    continue
                place = item.has("place")
                if self.lang == "ar" and place and p.kind == "envoy" and item.clitic == "ب" and p.polity and not p.host:
                    p.at = p.at or place  # "القائم بأعمال السفارة التركية بدمشق"
                    p.end = i = item.end
                    continue
                connective = link in ("of", "to", "at") or item.clitic in ("ل", "ب")
                if reading is not None and link == "at" and reading[1].startswith("adj"):
                    loose = p.polity is None or (p.kind == "head" and p.polity_rule.startswith("polity"))
                    theirs = self._house_of(s, item.end) if self.lang == "en" and loose else None
                    if theirs is None:
                        break
                    p.host = p.host or p.polity  # "head of the Iraq division at the German Foreign Office"
                    p.polity, p.polity_rule = reading  # "Under-Secretary of State at the Finnish Ministry of Defence"
                    p.end = i = theirs
                    break
                whom_for = s.words[i - 1] == "for" or s.words[i - 2 : i] == ["for", "the"]
                if reading is not None and self.lang == "en" and whom_for and p.office in _SENT and p.kind == "envoy":
                    p.host = p.host or reading[0]  # "Special Envoy for Syria": whom he deals with, not who sent him
                    p.end = i = self._second_host(s, item.end, link)
                    continue
                if reading is not None and (self.lang != "en" or connective or complement_start is not None):
                    owner = self.lang == "en" and item.end < size and s.words[item.end] == "'s"
                    if owner and (region := self._own_region(s, item.end + 1)) is not None:
                        item, reading, owner = region, self._polity_reading(region) or reading, False
                    within = (
                        self.lang == "en" and open_words > 0
                    )  # "head of the review team for the tasks of the mission"
                    join = link or ("of" if item.clitic == "ل" else "")
                    if self._take_polity(p, item, reading, join, place, owner or within):
                        p.end = i = self._second_host(s, item.end, link)
                        link = ""
                        if self.lang == "en" and (
                            house := _HOUSES.get(" ".join(s.words[i : i + 2]))
                            or _HOUSES.get(s.words[i] if i < size else "")
                        ):
                            after = i + (2 if " ".join(s.words[i : i + 2]) in _HOUSES else 1)
                            if s.words[after : after + 1] == ["'s"] and p.kind in ("head", "committee"):
                                # "chair of the Dutch parliament's delegation"
                                complement_start = p.end = i = after + 1
                                continue
                            if p.office in ("president", "head", "speaker"):  # "President of the French Senate"
                                p.office, p.role, p.rank, p.kind = (
                                    house,
                                    self.k.offices[house].role,
                                    self.k.offices[house].rank,
                                    "",
                                )
                            p.end = i = i + (2 if " ".join(s.words[i : i + 2]) in _HOUSES else 1)
                            continue
                        if self.lang == "en" and not owner and s.words[i : i + 1] and s.words[i] in _MISSION_HOUSES:
                            p.end = i = i + 1  # "the military attaché of the German embassy"
                        charge = s.item(item.end + 1)
                        if (
                            owner and charge is not None and charge.is_word("ministry")
                        ):  # "undersecretary of Iraq's foreign ministry"
                            p.end = i = charge.end
                            continue
                        if owner and p.kind in ("head", "member"):
                            complement_start = i = item.end + 1
                            p.end = i
                            open_words = max(open_words, 1) - 1
                        if self.lang == "en" and p.kind not in ("head", "member"):
                            complement_start = None
                        continue
                    break
                if place is not None and link == "of" and self.k.places[place].kind == "region":
                    p.end = i = item.end
                    continue
                if place is not None and (
                    p.kind in ("territorial", "consul", "envoy") or link in ("at", "of") or self.lang in ("ar", "ckb")
                ):
                    if self._take_place(p, place, link):
                        p.end = i = item.end
                        link = ""
                        if self.lang == "en" and p.kind == "territorial":  # a name follows: "Governor of Kirkuk NAME"
                            complement_start = None
                            p.end = i = i + (i < size and s.words[i] in _HERE)
                        continue
                    break
                if (
                    self.lang == "ar"
                    and item.is_word("at")
                    and not p.polity
                    and (ministry := self._house_ahead(s, item.end)) is not None
                ):
                    p.polity, p.polity_rule = ministry[1]  # "مدير إدارة أفريقيا في وزارة الخارجية البولندية"
                    p.end = i = ministry[0]
                    continue
                if self.lang == "en" and word in ("on", "for") and i == p.end and p.office == "adviser":
                    if (affairs := self._charge(s, i + 1)) is None:
                        break
                    p.role += f" {word} {self.doc.surface(s, i + 1, affairs)}"
                    p.end = i = affairs
                    continue
                if (
                    self.lang == "en"
                    and word == "to"
                    and i == p.end
                    and (whom := self._serves(s, p, i + 1)) is not None
                ):
                    p.end = i = whom
                    break
                if item.is_word("to", "at") and p.end - 1 <= i:
                    kind = (
                        "at"
                        if item.is_word("at")
                        and (
                            not item.is_word("to")
                            or (self.lang in ("ckb", "kmr") and p.kind not in ("envoy", "consul"))
                        )
                        else "to"
                    )
                    if (
                        self.lang == "ar"
                        and p.kind == "head"
                        and open_words
                        and item.end < size
                        and s.at[item.end] is None
                        and s.words[item.end].startswith("ال")
                    ):
                        p.end = i = item.end + 1
                        continue
                    step = item.end + (1 if item.end < size and s.words[item.end] in ("the", "هریم") else 0)
                    nxt = s.item(step)
                    if nxt is None or not (self._polity_reading(nxt) or nxt.has("place")):
                        break
                    elsewhere = self.lang in ("ckb", "kmr") or (
                        self.lang == "en" and kind == "at" and (p.office in _AT_HOME or p.office.endswith("minister"))
                    )
                    if (
                        elsewhere
                        and (p.kind not in ("envoy", "consul", "head", "member") or p.office == "party-leader")
                        and nxt.has("place")
                        and not nxt.has("polity")
                    ):
                        break  # "the minister in Athens": where he is, not whose he is
                    link = kind
                    i = step
                    continue
                if item.is_word("of"):
                    link = "of"
                    if complement_start is None and self.lang == "en":
                        complement_start = item.end
                    i = item.end
                    continue
                if (
                    self.lang == "en"
                    and complement_start is not None
                    and s.words[item.end - 1] == "of"
                    and item.is_word("mention")
                ):
                    link = "of"
                    i = item.end
                    continue
                if item.is_word("ministry") and (p.kind != "" or p.bare or p.office in ("state-minister",)):
                    link = "ministry"
                    open_words += 1
                    i = item.end
                    if self._polity_ahead(s, i, 6):
                        p.end = i
                    continue
                if (
                    item.is_word("unit")
                    and item.clitic in ("", "ل" if self.lang == "ar" else "")
                    and (p.kind in ("head", "counterpart", "envoy") or p.bare)
                ):
                    open_words += 1
                    complement_start = complement_start or i
                    p.end = i = item.end
                    continue
                if (
                    self.lang == "en"
                    and item.is_word("honorific")
                    and link == "of"
                    and s.words[i - 2 : i] == ["office", "of"]
                ):
                    p.role, p.end = "Director of the Office of the King", item.end  # "of His Majesty"
                    break
                if self.lang == "en" and word == "with" and s.words[i - 1] in _TIES and i == p.end and open_words:
                    step = i + 1 + (s.words[i + 1 : i + 2] == ["the"])  # "the delegation for relations with Iraq"
                    home = s.item(step)
                    if home is not None and (other := self._polity_reading(home)) is not None:
                        p.host, p.end = p.host or other[0], home.end
                    break
                if item.is_word("affairs"):  # "ji bo Karûbarên Rojhilata Nêzîk": what the office is for
                    p.end = i = item.end
                    continue
                if item.is_word("same"):
                    p.polity, p.polity_rule = "=", "same-country"
                    p.end = i = item.end
                    continue
                if item.is_word("article", "filler") and not item.has("cue"):
                    i = item.end
                    if word in ("designate", "elect"):
                        p.end = i
                    if self.lang in ("ar", "ckb", "kmr") and item.is_word("filler"):
                        p.end = i
                    continue
                if (
                    self.lang == "en"
                    and complement_start is not None
                    and 0 < open_words < 7
                    and i == p.end
                    and s.zone != TITLE
                    and item.has("cue")
                    and s.capital[i]
                    and s.capital[i - 1]
                ):  # "head of the Independent Review Team"
                    open_words += 1
                    p.end = i = item.end
                    continue
                if (
                    self.lang == "en"
                    and complement_start is not None
                    and open_words < 7
                    and not item.has("cue")
                    and not item.is_word("honorific", "by", "with", "to", "pronoun", "about")
                ):
                    if word in (",", "(", ")"):
                        break
                    if item.is_word("stop", "company", "deleg", "and", "head"):
                        open_words += 1
                        i = item.end
                        p.end = i
                        continue
                break
            if self.lang == "en":
                if word == "the":
                    i += 1
                    continue
                if word == "'s" and i + 4 < size and self._behind_acronym(s, i + 1) is not None:
                    i += 1  # "the Government's (KRG) Department"
                    continue
                if (after := self._behind_acronym(s, i)) is not None:
                    p.end = i = after
                    unit = s.item(i)
                    if unit is not None and (body := unit.has("body")) is not None and self.k.bodies[body].head:
                        office = self.k.offices[self.k.bodies[body].head or p.office]
                        p.office, p.role, p.rank = office.id, self.k.bodies[body].head_role or office.role, office.rank
                        p.end = i = unit.end
                    continue
                if (
                    complement_start is not None
                    and word.isalpha()
                    and open_words < 7
                    and not self._may_begin_name(s, i, open_words)
                ):
                    open_words += 1
                    i += 1
                    p.end = i
                    continue
                break
            if self.lang == "kmr" and word == "xwe" and p.counterpart:  # "hevtayê xwe yê Fransî"
                p.end = i = i + 1
                continue
            if self.lang == "ckb" and word == "(" and (behind := self._behind_brackets(s, i)) is not None:
                p.end = i = behind
                continue
            if self.lang in ("ckb", "kmr") and word in _FIRST_OF and i == p.end:  # "ڕاوێژکاری یەکەمی ..."
                p.end = i = i + 1
                continue
            if self.lang == "ar" and self._begins_like_article(s, i):
                break
            if self.lang == "ar" and p.office.endswith("-minister") and (portfolio := self._second_portfolio(s, i)):
                p.end = i = portfolio
                continue
            if self.lang == "ar" and link == "of" and word.startswith("ال") and open_words < 4:
                open_words += 1
                i += 1
                p.end = i
                continue
            if (
                self.lang == "ar"
                and p.kind in ("head", "", "territorial", "counterpart")
                and word.startswith(("ال", "وال", "لل", "بال"))
                and open_words < 5
            ):
                if p.kind == "" and not p.bare and not (word.startswith("لل") and p.rank < 85):
                    break
                open_words += 1
                complement_start = complement_start or i
                i += 1
                p.end = i
                continue
            if (
                self.lang in ("ckb", "kmr")
                and (
                    p.bare
                    or p.kind == "head"
                    or p.office in ("undersecretary", "state-minister", "assistant-secretary", *_HOUSE_CHAIRS)
                )
                and word[0].isalpha()
            ):
                ahead = self._polity_ahead(s, i, 6) or self._ministry_ahead(s, i) or self._place_ahead(s, p, i)
                if not ahead and self.lang == "kmr":
                    ahead = self._acronym_ahead(s, p, i)
                if ahead:
                    complement_start = complement_start or i
                    i = ahead
                    p.end = i
                    continue
                own = self.lang == "ckb" and i == p.head[1] and p.office != "party-leader"
                if own and s.words[i - 1].endswith("ی"):
                    p.end = self._izafe_chain(s, i)
            break
        if self.lang == "en" and s.words[p.end : p.end + 1] in (["and"], [","]) and "of" in s.words[p.start : p.end]:
            p.end = self._further_portfolio(s, p.end)
        here = s.words[p.end : p.end + 3]  # "Iran's new consul general in the city, NAME"
        if self.lang == "en" and p.kind in ("envoy", "consul") and here[:2] == ["in", "the"] and here[-1] in _HERE:
            p.end += 3
        if self.lang == "en" and complement_start is not None:
            while p.end > p.head[1] and s.words[p.end - 1] in ("and", "the", "of", "for"):
                p.end -= 1
        more = s.item(p.end + 1) if self.lang == "en" and p.polity and s.words[p.end : p.end + 1] == ["-"] else None
        if more is not None and more.has("polity") == p.polity:
            p.end = more.end  # "Commander of Combined Joint Task Force - Operation Inherent Resolve"
        if self.lang == "en" and p.kind in ("head", "") and self._private(s, p):
            p.former = True  # never a participant
        if complement_start is not None and p.end > complement_start and open_words:
            end = p.end
            if self.lang == "en" and "at" in s.words[complement_start + 1 : end]:  # "the Iraq division at the Ministry"
                end = s.words.index("at", complement_start + 1)
            p.complement = self.doc.surface(s, complement_start, end).replace("’", "'")

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
        if p.office == "military-commander" and i == p.end and self.doc.surface(s, i, i + 1)[:3].isupper():
            return i + 1  # "Fermandara YPJ'ê NAME"
        if p.office in _CHAIRED and i - p.end < 2 and (after := self._organisation(s, i)) is not None:
            return after
        if p.kind not in ("head", "member", "committee") or not (s.capital[i] or s.words[i] in ("ya", "a")):
            return None
        if p.office == "party-leader":
            return i + 1 if self.doc.surface(s, i, i + 1)[:3].isupper() else None
        begin = next((j + 1 for j in (i - 1, i, i - 2, i - 3) if s.words[j].startswith(_COMMITTEES_KMR)), None)
        if begin is None:
            return None
        end = begin
        while end < len(s.words) and s.capital[end] and s.words[end][0].isalpha():
            end += 1
        if s.words[end : end + 1] in (["ya"], ["a"]) and s.words[min(end + 1, len(s.words) - 1)].startswith(
            _HOUSES_KMR
        ):
            house = s.item(end + 1)
            if house is not None and self._polity_reading(house):
                return end + 1
            end += 3 if s.words[end + 2 : end + 3] in (["nûneran"], ["nûnerên"]) else 2
            whose = self._polity_ahead(s, end, 4)  # "Serokê Komîteya Derve ya Parlamentoya Almanyayê NAME"
            return whose if whose is not None else end
        return end - 2 if end - begin > 2 else None

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
            if s.words[j + 1] == "," and j + 2 < len(s.words) and s.capital[j + 2] and j > begin - 1:
                return j + 1
            ends = s.words[j].endswith(("ê", "an")) or (s.words[j - 1] in ("ya", "a") and s.words[j].endswith("î"))
            if ends and s.capital[j + 1] and s.words[j + 1][0].isalpha():
                return j + 1
            j += 1
        return None

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
            return None
        p.host = p.host or reading[0]
        return item.end

    @staticmethod
    def _second_portfolio(s: Sentence, i: int) -> int | None:
        """ "وزير الطاقة والثروة المعدنية NAME": definite words joined to a portfolio, where a word that nobody knows follows."""
        if not s.words[i].startswith("وال") or len(s.words[i]) < 6:
            return None
        j = i + 1
        while j < len(s.words) and s.at[j] is None and s.words[j].startswith("ال"):
            j += 1
        if j >= len(s.words) or j - i > 3 or not s.words[j][0].isalpha():
            return None
        item = s.at[j]
        return j if item is None or item.has("actor") or item.is_word("honorific") else None

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
            if item is not None and any(r.kind in ("office", "title", "actor") for r in item.readings):
                break
            i += 1
        return i

    def _sender(self, s: Sentence, p: OfficePhrase, item: Item) -> int | None:
        """ "المبعوث الخاص للرئيس دونالد ترامب": the end of who sent the envoy; he is not there himself."""
        number = item.has("title")
        title = self.k.titles[int(number)] if number is not None else None
        office = title.office if title is not None else item.has("office")
        senders = ("president", "prime-minister", "head") if self.lang == "ar" else ("president", "prime-minister")
        if item.has("actor") is None and office not in (*senders, p.office):
            return None
        if title is not None and title.polity and title.office != p.office:
            p.polity, p.polity_rule = p.polity or title.polity, p.polity_rule or "sender"
        end = item.end
        for _ in range(4):
            nxt = s.item(end)
            council = s.words[end] if self.lang == "ar" and end < len(s.words) else ""
            if (nxt is None and council.startswith("ال")) or (
                nxt is not None and not nxt.clitic and nxt.is_word("unit")
            ):
                end += 1  # "لرئيس مجلس السيادة السوداني"
                continue
            if nxt is None or nxt.clitic:
                break
            if (actor := nxt.has("actor")) is not None:
                held = self.k.actors[actor].tenures(self.day)
                if held and not p.polity:
                    p.polity, p.polity_rule = held[0].polity, "sender"
                return nxt.end
            if (reading := self._polity_reading(nxt)) is None:
                break
            if not p.polity:
                p.polity, p.polity_rule = reading
            end = nxt.end
        return end if p.polity or p.office == "adviser" else None

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

    def _headed_office(self, s: Sentence, p: OfficePhrase, item: Item, link: str) -> bool:
        """An office inside another's complement: "director of the Prime Minister's office"."""
        if self.lang == "en" and p.office in _SENT and "of" in s.words[p.head[1] : item.start] and item.has("office"):
            return True  # "Special Envoy of the French President for the Levant"
        if (
            self.lang == "en"
            and (link == "of" or "of" in s.words[p.head[1] : item.start])
            and p.kind == "head"
            and item.end + 1 < len(s.words)
            and s.words[item.end] == "'s"
        ):
            p.complement = "Office"
            p.polity = p.polity or None
            return True
        return False

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
        return next((j + 1 for j in range(i + 1, min(len(s.words), i + 4)) if s.words[j] in _SECTIONS), None)

    def _serves(self, s: Sentence, p: OfficePhrase, i: int) -> int | None:
        """ "adviser to the Prime Minister for Protocol Affairs", "adviser to President NAME": the end of whom one serves, who is not at the
        table himself."""
        if p.office not in _SERVANTS or p.plural:
            return None
        i += s.words[i : i + 1] == ["the"]
        item = s.item(i)
        if item is not None and (item.has("actor") or item.has("short")):
            return item.end
        if item is None or not (item.has("office") or item.has("title")):
            return None
        inner = self._office(s, item)
        if inner is None or inner.plural or inner.rank < 60 or s.words[inner.end : inner.end + 1] == ["'s"]:
            return None
        p.polity, p.polity_rule = inner.polity or p.polity, inner.polity_rule or p.polity_rule
        if p.role == self.k.offices[p.office].role:
            p.role = f"{p.role} to the {inner.role}"
        for end in {
            inner.end: None,
            item.end: None,
        }:  # "Supreme Leader of the Revolution NAME", "the premier for Protocol Affairs"
            while (courtesy := s.item(end)) is not None and courtesy.is_word("honorific") and not courtesy.has("actor"):
                end = courtesy.end
            owner = s.item(end)
            if owner is not None and self._holds_any(owner, inner.office):
                return owner.end
        end = item.end if inner.complement else inner.end
        if s.words[end : end + 1] in (["for"], ["on"]) and (charge := self._charge(s, end + 1)) is not None:
            p.role += f" for {self.doc.surface(s, end + 1, charge)}"
            return charge
        return end

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

    def _office_within(self, s: Sentence, p: OfficePhrase, item: Item) -> int | None:
        """Kurdish: "ڕاوێژکاری سەرۆککۆماری ئێران", "şêwirmendê Serokwezîrê Iraqê": an aide of somebody; the end of whom he is of."""
        if self.lang not in ("ckb", "kmr") or p.office not in _AIDES or p.plural or item.has("actor"):
            return None
        if s.words[p.end - 1][-1:] not in ("ی", "ê", "a"):  # no izafe
            return None
        inner = self._office(s, item)
        if inner is None or inner.start < p.end or inner.rank <= p.rank - (p.office == "crown-prince") * 20:
            return None
        p.polity, p.polity_rule = inner.polity or p.polity, inner.polity_rule or p.polity_rule
        return inner.end

    def _may_begin_name(self, s: Sentence, i: int, open_words: int) -> bool:
        """Whether a person's name begins here, after an open complement: two capitals that end the phrase."""
        if not s.capital[i] or open_words == 0:
            return False
        j = i
        while j < len(s.words) and s.capital[j] and s.words[j].isalpha() and self._unread(s.at[j]):
            j += 1
        if s.words[j - 1] in _BODIES or (
            j < len(s.words) and s.words[j] in _BODIES
        ):  # "head of the Counter Terrorism Service, NAME"
            return False
        words = sum(w not in PARTICLES for w in s.words[i:j])  # "Mahmoud al-Khazali"
        return (
            j - i >= 2
            and words <= 3
            and (
                j == len(s.words)
                or s.words[j] in (",", ".", "on", "in", "at", "and", ")", *_MATTERS)
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
            if self.lang == "kmr" and s.words[j] in ("li", "îro", "duh", "sibe", "roja", "îşev"):
                return None
            if item is not None and item.start == j:
                if self._polity_reading(item):
                    return j
                if item.is_word("filler", "of", "and", "at", "stop") and not item.has("cue"):
                    continue
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
            if item is not None and item.start == j:
                if any(r.kind in ("office", "title", "portfolio", "actor", "cue") for r in item.readings):
                    break
                if item.has("short") and not word.startswith("ال"):
                    break
                if item.is_word("company", "honorific", "deleg", "mention"):
                    break
                reading = self._polity_reading(item)
                if reading is not None and not found and s.words[j - 1] in _DESKS:
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
            if word in ("فی", "لدی") or word in _HOUSES_OF or word.removeprefix("و").startswith(("ال", "لل")):
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

    def _take_polity(
        self, p: OfficePhrase, item: Item, reading: tuple[str, str], link: str, place: str | None, owner: bool = False
    ) -> bool:
        polity, rule = reading
        if p.kind in ("envoy", "consul"):
            if link == "to" or (link == "at" and p.polity) or (link == "at" and p.kind == "envoy"):
                if item.has("place") and p.kind == "consul":
                    return self._seat_of_consul(p, item.has("place"))
                else:
                    p.host = p.host or polity
                return True
            if p.polity is None:
                if (
                    item.has("place")
                    and not item.has("polity")
                    and not item.has("adj")
                    and p.kind == "consul"
                    and link == "at"
                ):
                    return self._seat_of_consul(p, item.has("place"))
                p.polity, p.polity_rule = polity, rule
                if (body := item.has("body")) is not None:
                    self._of_body(p, body)
                return True
            if link == "of" and self.lang == "en" and item.has("polity"):  # "UN envoy for Syria, NAME"
                p.host = p.host or polity
                return True
            if p.host is None and link in ("to", "at", ""):
                if item.has("place") and p.kind == "consul":
                    p.at = item.has("place")
                elif link:
                    p.host = polity
                else:
                    return False
                return True
            return False
        if p.kind == "territorial" and place is not None:
            if p.at is not None and link == "at":
                return False
            p.at = place
            p.polity = p.polity or self.k.places[place].country
            p.polity_rule = p.polity_rule or f"place:{place}"
            return True
        if link == "at" and p.polity is None and item.has("polity") is None and item.has("adj") is None:
            return False
        if (
            link == "at"
            and self.lang == "ar"
            and p.polity not in (None, polity)
            and item.has("place")
            and p.counterpart
        ):
            return False  # "نظيره الفرنسي في لندن": where they met
        if (
            p.kind == "fixed"
            and p.office == "president"
            and p.polity == "IQ"
            and polity != "IQ"
            and p.end == item.start
        ):
            p.polity, p.polity_rule = polity, rule  # "رئيس جمهورية قبرص" is not "رئيس الجمهورية"
            return True
        if p.polity is not None and p.polity != polity:
            if self.lang == "en" and link == "of" and p.polity_rule == "polity:GB" and item.has("polity"):
                p.polity, p.polity_rule = polity, rule  # "the Foreign Office of Germany"
                return True
            if polity == "COALITION" and link == "at" and self.lang == "ar":
                return True  # "قائد القوات الإيطالية في التحالف الدولي" is Italy's
            if ((body := item.has("body")) is not None and p.kind != "fixed") or link == "ministry":
                p.polity, p.polity_rule = polity, rule
                if body is not None:
                    self._of_body(p, body, owner)
                return True
            if item.has("adj") and (p.polity_rule.startswith("body") or p.kind == "fixed"):
                return p.polity == polity
            if link == "at" or p.complement or (link in ("of", "to") and self.lang == "en"):
                p.host = p.host or polity
                return True
            if polity in ("UN",) and self.lang in ("ar", "ckb", "kmr"):
                p.polity, p.polity_rule = polity, rule
                return True
            return False
        of_house = (
            self.lang == "ar" and p.office in _HOUSE_CHAIRS and item.has("polity")
        )  # "رئيس مجلس الشيوخ في كازاخستان"
        if link == "at" and p.polity is None and p.kind not in ("head", "counterpart", "territorial") and not of_house:
            return False
        if link == "at" and p.polity is None and self.lang == "ar" and p.office == "military-commander":
            p.host = p.host or polity  # "قائد قوات المهام في العراق" is whose they are, not where
            return True
        p.polity, p.polity_rule = polity, rule
        if (body := item.has("body")) is not None:
            self._of_body(p, body, owner)
        return True

    def _seat_of_consul(self, p: OfficePhrase, place: str | None) -> bool:
        """Consuls sit in cities: "the consul in Pirmam" was received there."""
        if place is None or self.k.places[place].kind not in ("capital", "city"):
            return False
        p.at = p.at or place
        return True

    def _take_place(self, p: OfficePhrase, place: str, link: str) -> bool:
        if p.kind == "territorial":
            if p.at is not None and link == "at":  # "the mayor of Hiroshima in Halabja"
                return False
            p.at = place
            p.polity = p.polity or self.k.places[place].country
            p.polity_rule = p.polity_rule or f"place:{place}"
            return True
        if p.kind in ("consul", "envoy") and link in ("to", "at"):
            return self._seat_of_consul(p, place)
        if p.kind == "head" and link in ("of", "at", ""):
            p.at = place
            return True
        if self.lang == "ar" and p.office == "director-general" and not link and not p.polity:
            country = self.k.places[place].country
            if country in ("IQ", "IQ-KR"):  # "مدير مطار أربيل"
                p.at, p.polity, p.polity_rule = place, country, f"place:{place}"
                return True
        return False
