"""Names in the English spelling the press would use, for people whom no list knows, and how alike two such spellings are.

Names in Arabic letters go through worker/classify/romaniser.py; the table here adds common names that the knowledge may lack. Kurmanji is Latin
already and only loses its special letters.
"""

import re
import unicodedata
from functools import cache, lru_cache, partial
from typing import Any

import rtoml

from worker.classify.fold import fold
from worker.classify.lexicon import unaccent
from worker.classify.romaniser import Romaniser, lightly_folded
from worker.knowledge.load import HERE

FOREIGN = 0.72  # likeness from which a romanised word is a known foreign name
NATIONAL = 0.68  # the same where the list is the person's own country's

# folded form: usual English. Only names that letters alone would get wrong.
_ARABIC = """
محمد Mohammed; احمد Ahmed; محمود Mahmoud; حسن Hassan; حسین Hussein; علی Ali; عمر Omar; عثمان Othman; خالد Khaled; سعید Saeed; سعد Saad; سعود Saud; فیصل Faisal; عبدالله Abdullah; عبد Abdul;
عبدالرحمن Abdulrahman; ابراهیم Ibrahim; اسماعیل Ismail; یوسف Yousef; موسی Mousa; عیسی Issa; داود Dawood; سلیمان Suleiman; یونس Younis; ادریس Idris; مصطفی Mustafa; مرتضی Murtada; رضا Reza; عباس Abbas; جعفر Jaafar;
صادق Sadiq; کاظم Kadhim; هاشم Hashim; قاسم Qasim; جاسم Jassim; ناصر Nasser; نصر Nasr; منصور Mansour; سالم Salem; سلیم Salim; سلمان Salman; سامی Sami; سمیر Samir; سمیره Samira; ماجد Majid; ماهر Maher; مازن Mazen;
نبیل Nabil; نجم Najm; نجیب Najib; نزار Nizar; نوری Nouri; نوفل Nawfal; هادی Hadi; هانی Hani; هیثم Haitham; وسام Wissam; ولید Walid; وایل Wael; یاسر Yasser; یاسین Yassin; یحیی Yahya; زیاد Ziad; زید Zaid; زهیر Zuhair;
طارق Tariq; طه Taha; طلال Talal; ظافر Dhafer; عادل Adel; عامر Amer; عبیر Abeer; عدنان Adnan; عزیز Aziz; عصام Issam; علاء Alaa; عماد Imad; عمار Ammar; عون Aoun; غازی Ghazi; غسان Ghassan; فادی Fadi; فارس Faris;
فاطمه Fatima; فالح Faleh; فهد Fahd; فواد Fuad; فوزی Fawzi; فراس Firas; قحطان Qahtan; قصی Qusay; کامل Kamil; کریم Karim; کمال Kamal; لطیف Latif; لیث Laith; لیلی Layla; مثنی Muthanna; محسن Mohsen; مروان Marwan; مسعود Masoud;
مشعل Mishal; مریم Maryam; منی Mona; مهدی Mahdi; میثم Maitham; نادیه Nadia; نیجیرفان Nechirvan; مسرور Masrour; برهم Barham; هوشیار Hoshyar; هیمن Hemin; ریبر Rebar; ریبوار Rebwar; شیروان Sherwan; شورش Shoresh; سیروان Sirwan;
آزاد Azad; ازاد Azad; اوات Awat; آوات Awat; بافل Bafel; قوباد Qubad; جوتیار Jotiar; سفین Safeen; دلشاد Dilshad; دلیر Dler; کاوه Kawa; هریم Herem; بیستون Bestoon; خسرو Khosro; زیباری Zebari; بارزانی Barzani; طالبانی Talabani;
شیخ Sheikh; بن bin; ابن ibn; ابو Abu; ام Umm; بنت bint; ال Al; الله Allah; الدین al-Din; صلاح Salah; نور Nour; سیف Saif; شمس Shams; بدر Badr; راید Raed; راند Rand; رشید Rashid; رمضان Ramadan; ریاض Riyad; زینب Zainab; ساره Sarah;
سحر Sahar; سندس Sundus; شریف Sharif; صباح Sabah; صالح Saleh; صفاء Safaa; طالب Talib; عمران Imran; غاده Ghada; فایق Faiq; قیس Qais; مالک Malik; مکی Makki; نصیر Naseer; هدی Huda; هناء Hanaa; وفاء Wafaa; یعقوب Yaqoub; جواد Jawad;
جمال Jamal; جمیل Jamil; جمعه Jumaa; جلال Jalal; جبار Jabbar; حامد Hamid; حمید Hameed; حمزه Hamza; حیدر Haider; خضیر Khudair; خلیل Khalil; خلیفه Khalifa; راغب Ragheb; رافع Rafi; بشار Bashar; بشیر Bashir; بلال Bilal; تمیم Tamim;
ثامر Thamer; ایاد Ayad; ایمن Ayman; انس Anas; انور Anwar; امین Amin; امیر Amir; الامیر al-Amir; اسعد Asaad; اسامه Osama; اکرم Akram; بختیار Bakhtiar; بهاء Bahaa; تحسین Tahsin; توفیق Tawfiq; جورج George; جان Jean; جون John; جو Joe; جوزیف Joseph;
جیمس James; جیفری Jeffrey; جیسون Jason; جنیفر Jennifer; جوناثان Jonathan; جاستن Justin; روبرت Robert; رالف Ralph; ریتشارد Richard; رونالد Ronald; راسل Russell; سایمون Simon; ستیفن Stephen; ستیفان Stephan; ستیف Steve; سوزان Susan; شارل Charles;
تشارلز Charles; شون Sean; فرانسوا Francois; فرانسیس Francis; فریدریک Frederic; فیلیب Philippe; فیلیبو Filippo; فیکتور Victor; فلادیمیر Vladimir; کارل Karl; کارولین Caroline; کریستیان Christian; کریستوف Christophe; کریستوفر Christopher; کیفن Kevin;
کینیث Kenneth; کلاوس Klaus; کلیر Claire; لورا Laura; لوران Laurent; لویس Louis; لوک Luc; مارتن Martin; مارتا Marta; مارک Mark; مارکوس Markus; ماری Marie; ماریا Maria; ماثیو Matthew; ماتیو Matthieu; مایکل Michael; میشیل Michel; میکاییل Mikael; نیکولا Nicolas;
نیکولاس Nicholas; هانز Hans; هیلین Helen; هنری Henry; والتر Walter; ولیام William; ویلیام William; یوهان Johan; یوهانس Johannes; یورغن Jurgen; اندریاس Andreas; اندرو Andrew; اندریه Andre; انا Anna; انتونی Anthony; انتونیو Antonio; اوسکار Oscar;
اولیفیه Olivier; اولیفر Oliver; ایمانویل Emmanuel; ایریک Eric; ایرفن Irvin; اینا Ina; الیکس Alex; الیکساندر Alexander; الکسندر Alexander; الینا Alina; الیزابیث Elizabeth; باتریک Patrick; باول Paul; بول Paul; باولو Paolo; بیتر Peter; بیار Pierre; بییر Pierre;
بربارا Barbara; باربرا Barbara; بریت Brett; برایان Brian; بنیامین Benjamin; توماس Thomas; توم Tom; تیم Tim; تیموثی Timothy; ثوماس Thomas; جاک Jacques; جایمس James; جویل Joel; جیرار Gerard; جیرارد Gerard; دانیال Daniel; دانیل Daniel; دانییلا Daniela; دومینیک Dominique;
دونالد Donald; دیفید David; دیفد David; دیمیتری Dmitry; دیمیتریس Dimitris; سیرغی Sergei; سیرجی Sergei; هاکان Hakan; رجب Recep; طیب Tayyip; اردوغان Erdogan; مولود Mevlut; جاویش Cavus; یاشار Yasar; الب Alp; خلوصی Hulusi; حقان Hakan; غولر Guler; یلماز Yilmaz;
اوزدمیر Ozdemir; اوغلو Oglu; ارسلان Arslan; کیم Kim; بارک Park; لی Lee; وانغ Wang; تشانغ Zhang; لیو Liu; تشن Chen; سوزوکی Suzuki; تاناکا Tanaka; کوتارو Kotaro; عراقجی Araghchi; قالیباف Ghalibaf; لاریجانی Larijani; شمخانی Shamkhani; قانی Qaani; رییسی Raisi; پزشکیان Pezeshkian
"""
_SORANI = """
محهمهد Mohammed; یهحمهد Ahmed; یهحمهد Ahmed; عهلی Ali; حوسین Hussein; حهسهن Hassan; عومهر Omar; خالید Khalid; سهعید Saeed; عهبدوللا Abdullah; یبراهیم Ibrahim; ییبراهیم Ibrahim; یسماعیل Ismail; ییسماعیل Ismail; یوسف Yousif; مستهفا Mustafa; رهزا Reza; قاسم Qasim;
ناسر Nasser; سالح Salih; سامی Sami; نازم Nazim; یازاد Azad; یومید Omed; هیمن Hemin; ریبهر Rebar; شیروان Sherwan; شورش Shoresh; سیروان Sirwan; یاوات Awat; بافل Bafel; قوباد Qubad; جوتیار Jutyar; سهفین Safeen; دلشاد Dilshad; کاوه Kawa; بارزانی Barzani; تالهبانی Talabani;
شیخ Sheikh; جون John; جو Joe; جوی Joey; جیمس James; جهیمس James; جورج George; مایکل Michael; مارک Mark; ماسیو Matthew; دهیڤد David; دیڤید David; توماس Thomas; پیتهر Peter; پول Paul; ستیڤن Steven; ستیڤ Steve; روبهرت Robert; ییمانویل Emmanuel; یهلینا Alina; ییرڤن Irvin; ماریان Marianne;
کریستیان Christian; یولریک Ulric; جویل Joel; کیڤن Kevin; یولیڤیه Olivier; یهنتونی Antony; یانالینا Annalena; هاکان Hakan; یهردوغان Erdogan; رهجهب Recep; تهییب Tayyip; یهندریاس Andreas; یانا Anna; لورا Laura; ماریا Maria; کارین Karin; سوزوکی Suzuki; کوتارو Kotaro; توفیق Tofiq; عادل Adil;
سهباح Sabah; فوزی Fawzi; فویاد Fuad; یان Jan; یانا Anna; ماتیاس Matthias; ماتیو Matteo; ژورژ Georges; جورج George; شارل Charles; هیلین Helene; هیلینا Helena; ژان Jean; ژاک Jacques; جاک Jack; ژولی Julie; ژولیین Julien; جین Jane; دانیل Daniel;
دانییل Daniel; دانیلا Daniela; یونا Jonas; یوناس Jonas; یواخیم Joachim; یوخن Jochen; یورگن Jurgen; یورگ Jorg; یینگرید Ingrid; یینگا Inga; هیلگا Helga; هیلموت Helmut; گابریل Gabriel; گیرهارد Gerhard; ڤولفگانگ Wolfgang; ڤیرنهر Werner;
ستیفان Stefan; ستیڤن Steven; شتیفان Stefan; شون Sean; شان Sean; براین Brian; برایان Brian; رایان Ryan; کایل Kyle; جوناسان Jonathan; جوناثان Jonathan; جیریمی Jeremy; جیسیکا Jessica; جیسن Jason; جانیت Janet; جولیا Julia; جولی Julie; هیو Hugh; ییان Ian;
کاترین Catherine; کاسرین Catherine; کریستینا Christina; کریستین Christine; لورینس Lawrence; لوران Laurent; لوسی Lucie; لوکا Luca; مارگریت Margaret; ماریو Mario; میشیل Michel; میشل Michelle; نانسی Nancy; ناتالی Natalie; ناتاشا Natasha; یولگا Olga;
یولا Ola; یولاف Olaf; یوفه Uwe; یولف Ulf; یوته Ute; یورسولا Ursula; یوسکار Oscar; یوتو Otto; یوین Owen; یوان Joan; پیدرو Pedro; پابلو Pablo; کارلوس Carlos; خوان Juan; خوسی Jose; خاڤیر Javier; خاڤییر Javier; جوزیپی Giuseppe; جیوڤانی Giovanni; جانلوکا Gianluca; هوشیار Hoshyar; رهشید Rashid; لهتیف Latif; عهبدولا Abdulla; نهجمهدین Najmaddin; سهلاح Salah; نیچیرڤان Nechirvan; مهسرور Masrour; مهسعود Masoud; دلیر Diler; بهختیار Bakhtyar; یارام Aram; یاسو Aso; ریزان Rezan; هاوری Hawre; هاوکار Hawkar; سهردار Sardar;
کریستوفهر Christopher; ریچارد Richard; ییریک Eric; ییزابیل Isabelle; هانس Hans; فرانسوا Francois; پاتریک Patrick; لوکاس Lucas; مارتین Martin; نیکولا Nicolas; ستیفان Stefan; یهلیکساندهر Alexander; یهلیکس Alex; بریت Brett; باربارا Barbara; کلاوس Klaus; سیمون Simon; ساره Sarah; جهمال Jamal; کهریم Karim
"""


@cache
def _table(language: str) -> dict[str, str]:
    table: dict[str, str] = {}
    for block in (_ARABIC, _SORANI) if language == "ckb" else (_ARABIC,):
        for pair in block.replace("\n", " ").split(";"):
            parts = pair.split()
            if len(parts) == 2:
                table[fold(parts[0]).text] = parts[1]
    return table


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = rtoml.loads((HERE / "names.toml").read_text(encoding="utf-8"))
    return data


@cache
def _arabic_words(polity: str) -> dict[str, str]:
    """Words of knowledge/names.toml, in both spellings that a name may come in; those of `polity` win."""
    data = _data()
    return _pairs(data["words"]) | _pairs(data["by"].get(polity, ""))


@cache
def _endings() -> tuple[tuple[str, str], ...]:
    data = _data()
    return tuple(sorted(_pairs(data["endings"]).items(), key=lambda pair: -len(pair[0])))


def _pairs(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in text.replace("\n", " ").split(";"):
        arabic, equals, english = (part.strip() for part in entry.partition("="))
        if equals:
            found |= {lightly_folded(arabic): english, fold(arabic).text: english}
    return found


# Polities, and leagues, whose people have Kurdish, Arabic, Persian or Turkish names.
_NEAR = frozenset("IQ IQ-KR IR SY SA AE KW QA BH OM YE JO LB PS EG LY TN DZ MA SD AL GCC TR".split())


def is_abroad(polity: str | None) -> bool:
    """Whether who acts for a polity is likely to have a name that is neither Kurdish, Arabic, Persian nor Turkish; an unknown one is near."""
    return polity is not None and polity not in _NEAR


@lru_cache(maxsize=4096)
def english_name(surface: str, language: str, polity: str = "", *, abroad: bool = False) -> str:
    """A name as English papers would write it. `surface` is as in the source; Latin names stay but for Kurmanji letters. `polity`, for whom
    the person acts, decides between the spellings of one Arabic word (محمد: Mohammed, Mehmet). `abroad`: the name is neither Kurdish nor
    Arabic, so that Sorani letters may stand for a name of worker/knowledge/names.txt."""
    if not any("\u0600" <= c <= "\u06ff" or c >= "\ufb50" for c in surface):
        return _latin(surface, language)
    arabic = language not in ("ckb", "kmr")
    romaniser = _romaniser("ar" if arabic else "ckb", polity if arabic and polity in _spellings() else "")
    if language != "ckb":
        listed = arabic and polity not in _SYLLABLES and (abroad or polity in _name_lists())
        other = partial(_listed, polity=polity, abroad=abroad) if listed else None
        return _native(romaniser.name(surface, arabic=language == "ar", other=other), polity)
    words = [w for w in re.split(r"[\s\-]+", unicodedata.normalize("NFKC", surface)) if fold(w).text.strip()]
    written = []
    for number, word in enumerate(words):
        light = lightly_folded(word)
        if (abroad or light == "کوڕی") and number and (particle := _PARTICLES.get(light)):
            written.append(particle)
            continue
        western = abroad and polity not in _SYLLABLES
        letters = _romanise_ckb(word)
        own = western and polity != "" and (polity in _name_lists() or polity in _SHARED) and len(letters) > 2
        spelt = _table("ckb").get(fold(word).text) or (own and _national("", letters, polity))
        spelt = spelt or (western and polity and _as_written(letters)) or romaniser.known(light)
        if spelt is None:
            spelt = (western and _foreign(letters)) or _spelt_at_home(letters, polity)
        written.append(spelt)
    return " ".join(written)


_POLISH = re.compile(r"(?<=[oe])vsk(?=[yi]\b|a\b)")


def _listed(word: str, spelt: str, *, polity: str, abroad: bool) -> str | None:
    """A word that was spelt letter by letter, looked for among the names of the person's country, then of many countries."""
    own = _national(word, spelt, polity) if polity in _name_lists() or polity in _SHARED else None
    return own or (_foreign(spelt) if abroad and len(spelt) > 3 else None)


def _native(name: str, polity: str) -> str:
    """How the countries that write Latin letters spell endings that Arabic does not tell apart: Kozovsky is Kozowski in Poland."""
    if polity == "PL":
        return re.sub(r"sky\b", "ski", _POLISH.sub("wsk", name))
    if polity == "CN" and name.count(" ") == 2:  # a surname and the two syllables of one given name
        surname, first, second = name.split()
        return f"{surname} {first}{second.lower()}"
    if polity == "TR":
        return re.sub(r"(?i) oglu\b", "oglu", name)
    return name


_SYLLABLES = frozenset(["KR", "KP", "CN", "VN", "MM"])  # names of single syllables, which Western names would swallow
_PARTICLES = {
    "کوڕی": "bin",
    "ڤان": "van", "فان": "van", "دێر": "der", "دەر": "der", "دێن": "den", "ڤۆن": "von", "فۆن": "von", "دو": "du", "دی": "di", "دێ": "de",
    "دا": "da", "دێلا": "della", "لا": "la", "لێ": "le",
}  # fmt: skip


_SLAVIC_WAY = (("ch", "c"), ("sh", "s"), ("zh", "z"), ("^Y", "J"), ("kh", "h"), ("ts", "c"))
_GERMAN_WAY = (("^Sh(?=[tp])", "S"), ("Sh", "Sch"), ("sh", "sch"), ("kh", "ch"), ("aw", "au"), ("^Y", "J"))
_ROMANCE_WAY = (("k(?=[aourlt])", "c"), ("K(?=[aourl])", "C"))
# How the countries that write Latin letters spell sounds: what stands for what, in this order, in a romanised name that no list has.
_AT_HOME: dict[str, tuple[tuple[str, str], ...]] = {
    **dict.fromkeys(("HR", "RS", "BA", "ME", "SI", "MK", "CZ", "SK", "LT", "LV"), _SLAVIC_WAY),
    **dict.fromkeys(("DE", "AT", "CH", "LI"), _GERMAN_WAY),
    **dict.fromkeys(("FR", "ES", "IT", "PT", "BR", "MX", "AR", "CO", "CL", "MT"), _ROMANCE_WAY),
    **dict.fromkeys(("FI", "EE"), (("nn$", "nen"), ("^Y", "J"), ("sh", "s"))),
    **dict.fromkeys(("SE", "NO", "DK"), (("^Y", "J"), ("kv", "qv"))),
    "PL": (("ch", "cz"), ("sh", "sz"), ("v", "w"), ("^V", "W"), ("ts", "c"), ("^Y", "J"), ("ks", "x")),
    "HU": (("sh", "s"), ("ch", "cs"), ("^J", "Zs")),
    "TR": (("sh", "s"), ("ch", "c"), ("^Sh", "S"), ("^Ch", "C"), ("kh", "h")),
    "RO": (("^Y", "I"), ("sh", "s"), ("k(?=[aou])", "c")),
    **dict.fromkeys(("NL", "BE"), (("kh", "ch"), ("^Y", "J"))),
}  # fmt: skip


def _spelt_at_home(word: str, polity: str) -> str:
    for sound, letters in _AT_HOME.get(polity, ()):
        word = re.sub(sound, letters, word)
    return word


@cache
def _by_letters() -> dict[str, str]:
    return {name.lower(): name for names in _foreign_names().values() for name in names}


def _as_written(word: str) -> str | None:
    """The foreign name that a romanised word is letter by letter, but for a J that is spoken as Y."""
    lower = word.lower()
    names = _by_letters()
    return names.get(lower) or (names.get("j" + lower[1:]) if lower[0] == "y" else None)


@cache
def _name_lists() -> dict[str, list[str]]:
    """The words of knowledge/names.txt by country; "" for those of any country."""
    found: dict[str, list[str]] = {}
    for line in (HERE / "names.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            country, colon, words = line.partition(": ")
            found.setdefault(country if colon else "", []).extend((words if colon else line).split())
    return found


@cache
def _foreign_names() -> dict[str, list[str]]:
    """Names of many countries by the consonants that survive transcription."""
    found: dict[str, list[str]] = {}
    for name in dict.fromkeys(_name_lists()[""]):
        for bones in skeleton(name):
            found.setdefault(bones, []).append(name)
    return found


@cache
def _national_names(polity: str) -> dict[str, list[tuple[str, str]]]:
    """The names of one country and of those that share its names, by consonants: (how it sounds in Arabic letters, how it is spelt)."""
    lists = _name_lists()
    lands = (polity, *_SHARED.get(polity, ()))
    words = [w for land in lands for w in lists.get(land, ())]
    found: dict[str, list[tuple[str, str]]] = {}
    for name in dict.fromkeys(words):
        for sound in _sounds(unaccent(name.lower()).replace("'", ""), polity):
            found.setdefault(_bones(sound), []).append((sound, name))
    return found


_SHARED = {
    **dict.fromkeys(("US", "CA", "AU", "NZ", "IE", "ZA", "MT"), ("GB", "IE", "FR")),
    **dict.fromkeys(("AR", "CL", "MX", "CO", "VE", "CU", "PE", "EC", "UY", "BO", "PY", "PA", "CR", "DO"), ("ES",)),
    **dict.fromkeys(("BY", "KZ", "KG", "UZ", "TJ", "TM"), ("RU",)),
    "GB": ("IE",), "AT": ("DE",), "CH": ("DE", "FR", "IT"), "BE": ("FR", "NL"), "LU": ("FR", "DE"), "BR": ("PT",), "AO": ("PT",), "MD": ("RO", "RU"),
    "CZ": ("SK",), "SK": ("CZ", "HU"), "HR": ("RS",), "BA": ("RS", "HR"), "ME": ("RS",), "MK": ("RS", "AL"), "XK": ("AL",), "CY": ("GR",), "FI": ("SE",), "UA": ("RU",),
    "SC": ("FR", "GB"), "COALITION": ("GB", "IE"),
}  # fmt: skip
_SLAVIC = frozenset(["PL", "CZ", "SK", "HR", "RS", "SI", "BA", "ME", "MK", "XK", "AL", "LT", "LV"])
_GALLIC = frozenset(["FR", "BE", "CA", "CH", "LU"])


def _sounds(name: str, polity: str) -> set[str]:
    """How a name may sound to who writes it down in Arabic, in plain English letters: Polish "cz" is "ch", Hungarian "s" is "sh"."""
    sounds = {name}
    if polity == "HU":
        sounds.add(
            re.sub(r"s(?!z)", "sh", name.replace("cs", "ch").replace("zs", "zh")).replace("sz", "s").replace("gy", "j")
        )
    if polity in _SLAVIC:
        name = name.replace("cz", "ch").replace("sz", "sh").replace("rz", "zh").replace("j", "y").replace("w", "v")
        sounds |= {name, re.sub(r"c(?!h)", "ch", name), re.sub(r"c(?!h)", "ts", name), name.replace("s", "sh")}
    if polity == "TR":
        sounds |= {name.replace("c", "j"), name.replace("c", "ch"), name.replace("s", "sh")}
    if polity == "RO":
        sounds |= {re.sub(r"c(?=[ei])", "ch", name), name.replace("t", "ts"), name.replace("s", "sh")}
    if polity == "IT":
        sounds.add(re.sub(r"c(?=[ei])", "ch", name).replace("cch", "ch").replace("zz", "ts"))
    if polity in _GALLIC:
        sounds |= {name.replace("ch", "sh"), re.sub(r"[tdspxc]$", "", name)}
    if polity in ("DE", "AT", "CH", "NL", "SE", "NO", "DK", "FI", "EE", "IS"):
        sounds |= {name.replace("j", "y").replace("w", "v"), name.replace("z", "ts")}
    return sounds


def _ratio(one: str, other: str) -> float:
    """How alike two words are by their letters, 0..1."""
    from rapidfuzz import fuzz  # here: most entries compare no names, and it takes 10 ms to import

    return fuzz.ratio(one, other) / 100


def _alike(one: str, other: str) -> bool:
    """Whether two first letters may stand for one sound."""
    return (
        one == other or {one, other} <= {"c", "k", "q"} or {one, other} <= {"i", "y", "j"} or {one, other} <= {"v", "w"}
    )


def _as_english(lower: str) -> set[str]:
    """How an English name may be spelt that sounds so: "makintayer" is McIntyre, "sharlot" Charlotte, "kambel" Campbell."""
    scottish = re.sub(r"^ma?k(?=[^aeou])", "mc", lower)
    shapes = {scottish, re.sub(r"^mc(.*)ay?er$", r"mc\1yre", scottish), re.sub("^shar", "char", lower)}
    return shapes | {lower.replace("mb", "mpb"), lower.replace("ai", "aye")}


def _foreign(word: str) -> str | None:
    """The known name that letters and consonants of a romanised word are nearest to: "Diter" is Dieter, "Yohanes" Johannes."""
    lower = word.lower()
    variants = {lower, lower.replace("kh", "ch"), lower.replace("kh", "h"), lower.replace("x", "ks")}
    variants.add(re.sub(r"a$", "e", re.sub(r"aw(?=[^aeiouy])", "au", lower)))
    variants.add(re.sub(r"(?:u|o)?wa$", "ois", lower))
    if lower[0] == "y":
        variants.add("j" + lower[1:])
    variants |= _as_english(lower)
    best, score = None, 0.0
    for variant in variants:
        for bones in skeleton(variant):
            for name in _foreign_names().get(bones, ()):
                alike = _ratio(variant, name.lower()) - (0.0 if _alike(name[0].lower(), variant[0]) else 0.12)
                if alike > score:
                    best, score = name, alike
    return best if score >= FOREIGN else None


def _bones(sound: str) -> str:
    """The consonants of one word in classes that survive transcription."""
    for pair, one in (
        ("sch", "s"),
        ("sh", "s"),
        ("ch", "s"),
        ("kh", "k"),
        ("gh", "k"),
        ("th", "t"),
        ("ph", "f"),
        ("ts", "s"),
    ):
        sound = sound.replace(pair, one)
    bones = sound.translate(_CONSONANTS)
    return "".join(c for n, c in enumerate(bones) if n == 0 or c != bones[n - 1])


def _national(word: str, spelt: str, polity: str) -> str | None:
    """The name of the person's country that an Arabic word and its letters one by one (`spelt`) are nearest to: شيبوش is Sipos in Hungary.
    Without a `word` the letters decide alone."""
    lower = unaccent(spelt.lower())
    heard = {lower, lower.replace("kh", "j"), lower.replace("kh", "ch")}
    if lower[:1] == "y":
        heard.add("j" + lower[1:])
    if not word:
        heard |= _as_english(lower)
    best, score = None, 0.0
    names, written = _national_names(polity), word.translate(_HEARD_LONG)
    by_sound = 0.6 if word else 1.0  # Sorani writes its vowels: the letters say it all
    for bones in {_bones(sound) for sound in heard} | {_bones(word.translate(_HEARD))}:
        for sound, name in names.get(bones, ()):
            alike = by_sound * max(_ratio(one, sound) for one in heard)
            alike += 0.4 * _ratio(written, sound.translate(_LONG)) if word else 0.0
            alike -= 0.1 if sound[0] != lower[:1] else 0.0
            if alike > score:
                best, score = name, alike
    return best if score >= (NATIONAL if word else NATIONAL + 0.08) else None


@cache
def _spellings() -> frozenset[str]:
    return frozenset(_data()["by"])


@lru_cache(maxsize=8192)
def is_known_word(word: str, language: str) -> bool:
    """Whether a word in Arabic letters has been seen as part of somebody's name."""
    bare = lightly_folded(word)
    return any(_romaniser(language, "").known(w) is not None for w in (bare, fold(bare).text))


@cache
def _romaniser(language: str, polity: str) -> Romaniser:
    """Learnt words and letters, with the tables above for words that the knowledge has never seen."""
    model = _model()[language]
    if language != "ar":
        return Romaniser(model | {"words": model["words"] | _table(language)})
    return Romaniser(model | {"words": model["words"] | _table(language) | _arabic_words(polity)}, _endings())


@cache
def _model() -> dict[str, Any]:
    import orjson  # here: with what it draws in it takes longer to import than most entries take

    model: dict[str, Any] = orjson.loads((HERE / "romanise.json").read_bytes())
    return model


@cache
def _kurmanji_words() -> dict[str, str]:
    words: dict[str, str] = _model()["kmr"]["words"]
    return words


_EL = re.compile(
    r"(?<![\w-])[Ee]l[ -](?=[^\W\d_])"
)  # the Arabic article in Kurmanji: "Salim El Ketbî", "Enwer El-Şemerî"


def _latin(surface: str, language: str) -> str:
    words = []
    kurdish = any(c in "êîûşçx" for c in fold(surface).text)  # else a foreign name, spelt as at home
    for word in _EL.sub("al-", surface).split() if language == "kmr" and kurdish else surface.split():
        if language == "kmr" and word.startswith("al-"):
            word = f"al-{_latin(word[3:], language)}"
        elif language == "kmr":
            folded = fold(word).text
            seen = _kurmanji_words().get(folded) if kurdish else None
            word = seen or (_from_kurmanji(word) if any(c in "êîûşçx" for c in folded) else word)
        if len(word) > 3 and word.isupper():
            word = word.title()
        words.append(word)
    return " ".join(words)


def _from_kurmanji(word: str) -> str:
    for old, new in (
        ("ş", "sh"),
        ("Ş", "Sh"),
        ("ç", "ch"),
        ("Ç", "Ch"),
        ("x", "kh"),
        ("X", "Kh"),
        ("ê", "e"),
        ("Ê", "E"),
        ("î", "i"),
        ("Î", "I"),
        ("û", "u"),
        ("Û", "U"),
    ):
        word = word.replace(old, new)
    return word


_LETTERS_AR = {
    "ا": "a", "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh", "ر": "r", "ز": "z", "س": "s", "ش": "sh", "ص": "s", "ض": "d",
    "ط": "t", "ظ": "dh", "ع": "", "غ": "gh", "ف": "f", "ق": "q", "ک": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h", "و": "w", "ی": "y", "ء": "", "پ": "p",
    "چ": "ch", "ژ": "zh", "گ": "g", "ڤ": "v", "ڨ": "g", "آ": "a",
}  # fmt: skip
_VOWELS = frozenset("aeiou")

_LETTERS_CKB = {
    **_LETTERS_AR,
    "ڕ": "r",
    "ڵ": "l",
    "ك": "k",
    "ژ": "j",
    "ح": "h",
    "ع": "",
    "ئ": "",
    "ؤ": "o",
    "أ": "a",
    "ة": "a",
}
_SORANI_VOWELS = frozenset("اەۆێ")


def _romanise_ckb(word: str) -> str:
    """Sorani writes its vowels. `word` is as written (or folded, where ه stands for ە too); و and ی are vowels between consonants."""
    word = word.replace("ه\u200c", "ە").replace("\u200c", "").replace("ي", "ی").replace("ى", "ی").replace("\u0640", "")
    if "ە" not in word:  # folded, or in the old spelling: ه is a vowel behind a consonant
        word = re.sub(r"(?<=[^\Wاەۆێهوی])ه", "ە", word)
    word = word.replace("وو", "û").replace("یی", "ی")
    out: list[str] = []
    size = len(word)
    for i, char in enumerate(word):
        before = word[i - 1] if i else ""
        after = word[i + 1] if i + 1 < size else ""
        if char in "اە":
            out.append("" if out and out[-1] == "a" else "a")
        elif char == "ۆ":
            out.append("o")
        elif char == "û":
            out.append("u")
        elif char == "ێ":
            out.append("e")
        elif char == "و":
            glide = i == 0 or before in _SORANI_VOWELS or (after in _SORANI_VOWELS and after != "")
            out.append("w" if glide else "o" if before == "ئ" else "u")
        elif char == "ی":
            if i == 0 and after in ("و", "û"):
                out.append("y")
            elif i == 0 and after and after not in _SORANI_VOWELS:  # folded hamza seat, or initial i
                out.append("i")
            else:
                between = before in _SORANI_VOWELS and after in _SORANI_VOWELS and before != "" and after != ""
                out.append("y" if i == 0 or between else "i")
        else:
            out.append(_LETTERS_CKB.get(char, char))
    text = "".join(out)
    if len(text) > 4:  # unstressed before a final r
        text = re.sub(r"ar(?=s?$)", "er", text)
    return text[:1].upper() + text[1:]


_CLASSES = {
    **dict.fromkeys("pb", "p"), **dict.fromkeys("vfw", "f"), **dict.fromkeys("gjq", "k"), **dict.fromkeys("kc", "k"), "d": "t", "z": "s", "x": "k",
}  # fmt: skip


_CONSONANTS = str.maketrans({**_CLASSES, **dict.fromkeys("aeiouyh'-. ")})
_HEARD = str.maketrans(
    {
        **dict.fromkeys("اأإآءئؤىيةهعو"), "ب": "b", "ت": "t", "ث": "t", "ج": "j", "ح": "h", "خ": "k", "د": "d", "ذ": "t", "ر": "r", "ز": "z",
        "س": "s", "ش": "s", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "غ": "g", "ف": "f", "ق": "k", "ك": "k", "ک": "k", "ل": "l", "م": "m",
        "ن": "n", "ی": None,
    }
)  # fmt: skip
_HEARD_LONG = _HEARD | str.maketrans(
    {**dict.fromkeys("اأآىة", "a"), **dict.fromkeys("وؤ", "w"), **dict.fromkeys("يیئإ", "y")}
)
_LONG = str.maketrans(
    {
        **_CLASSES,
        "o": "w",
        "u": "w",
        "e": "y",
        "i": "y",
        "j": "j",
        "g": "g",
        "b": "b",
        "d": "d",
        "v": "f",
        "w": "w",
        "p": "b",
        "h": None,
    }
)  # beside _HEARD_LONG


@lru_cache(maxsize=4096)
def skeleton(name: str) -> tuple[str, ...]:
    """Consonants of first and last name in classes that survive transcription."""
    words = [w for w in re.findall(r"[a-z]+", unaccent(name.lower())) if w not in ("al", "el", "bin", "ibn", "abdul")]
    picked = [words[0], words[-1]] if len(words) > 1 else words
    out = []
    for word in picked:
        word = (
            word.replace("sh", "s")
            .replace("ch", "s")
            .replace("kh", "k")
            .replace("gh", "k")
            .replace("th", "t")
            .replace("ph", "f")
        )
        bones = "".join(_CLASSES.get(c, c) for c in word if c not in "aeiouyh")
        out.append(re.sub(r"(.)\1+", r"\1", bones))
    return tuple(b for b in out if b)


@lru_cache(maxsize=8192)
def name_likeness(name: str, bones: tuple[str, ...], other: str) -> float:
    """How alike two English spellings are, 0..1: letters, and consonants of first and last name as a second witness. 0 where the
    last names' consonants differ by more than an edit: not comparable is never equal."""
    theirs = skeleton(other)
    if len(theirs) < 2 or len(bones) < 2:
        return 0.0
    last = _ratio(bones[-1], theirs[-1])
    first = _ratio(bones[0], theirs[0])
    if last < 0.66 or first < 0.66 or bones[0][0] != theirs[0][0]:
        return 0.0
    letters = _ratio(unaccent(name.lower()), unaccent(other.lower()))
    return 0.4 * last + 0.25 * first + 0.35 * letters


def half_alike(bones: tuple[str, ...], other: str) -> bool:
    """Whether the last name, or the first with a part of a double last name, has all consonants of another's: "Yans Stoltenberg" and
    "Jens Stoltenberg", "Mark Bryson" and "Mark Bryson-Richardson". Enough only where nobody else can be meant."""
    theirs = skeleton(other)
    if len(theirs) < 2 or len(bones) < 2:
        return False
    if len(bones[-1]) > 3 and bones[-1] == theirs[-1]:
        return bones[0][-1:] == theirs[0][-1:]
    double = skeleton(other.split()[-1].replace("-", " ")) if "-" in other else ()
    return bones[0] == theirs[0] and len(bones[-1]) > 2 and bones[-1] in double
