"""When was it published? Reads a date as feeds and pages of the region write it, and refuses what it cannot know.

Covers RFC 822 and ISO 8601 with their real-life deviations, and dates in words: English, French, German, Spanish, Turkish, Arabic
(Levantine and Iraqi, Gulf and Egyptian, Maghreb names), Sorani and Kurmanji; three digit systems; am and pm in all of them.
`None` is the answer for anything not fully said: no year, no day, relative times, other calendars, impossible or contradicting parts,
words and zones it does not know. A refused date costs an entry its stated time; a wrong one costs the reader's trust.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

DEFAULT_ZONE = "Asia/Baghdad"
FIRST_YEAR, LAST_YEAR = 1900, 2100  # other years are other calendars, or nonsense
_LONGEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Instant:
    """A date that was read. `zoned`: no offset was stated. `worded`: month or time of day stood in Arabic or Kurdish words."""

    at: datetime
    zoned: bool
    worded: bool


def read_instant(text: str | None, tz: str | tzinfo | None = None) -> datetime | None:
    """The instant a date string names, in UTC to the second; None where it does not fully name one.

    `tz` is the zone of a date without offset: an IANA name, an offset such as `+03:00`, or a tzinfo; Asia/Baghdad when None.
    A date without time of day is midnight there. Day before month (03/04/2026 is 3 April), unless a weekday or a number above
    twelve says otherwise.

    Raises:
        ValueError: `tz` is no zone.
    """
    found = read_date(text, tz if tz is not None else DEFAULT_ZONE)
    return found.at if found else None


def read_date(text: str | None, tz: str | tzinfo | None = None) -> Instant | None:
    """As `read_instant`, telling also what was assumed. With `tz` None, UTC stands for a missing offset, but Asia/Baghdad for
    a date in Arabic or Kurdish words: who writes the months of the region keeps its clocks."""
    if not text:
        return None
    zone = zone_of(tz) if tz is not None else None
    quick = quick_instant(text.strip())
    if quick is not None:
        return Instant(at=quick, zoned=False, worded=False)
    if len(text) > _LONGEST:
        return None
    if stamp := _EPOCH.fullmatch(text.strip()) or _DOTNET.fullmatch(text.strip()):
        return Instant(at=datetime.fromtimestamp(int(stamp[1]), UTC), zoned=False, worded=False)
    return _Reading(_ZONE_BESIDE.sub("", _LOST_PLUS.sub(r"\1+\2", text.strip()))).instant(zone)


_ZONE_BESIDE = re.compile(
    r"(?<=[\dZ])\[[A-Za-z]+(?:/[A-Za-z_]+)?\]$"
)  # Java: an offset, and the name of its zone beside it
_LOST_PLUS = re.compile(
    r"^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?) (\d\d:\d\d)$"
)  # read once as a form's field, where + is a space
_DOTNET = re.compile(r"\\?/Date\((\d{10})\d{3}(?:[+-]\d{4})?\)\\?/", re.ASCII)  # .NET's JSON: milliseconds of UTC
_EPOCH = re.compile(r"(1[0-8]\d{8})(?:\d{3})?", re.ASCII)  # seconds or milliseconds since 1970, from 2001 to 2030


@lru_cache(maxsize=64)
def _zone_named(name: str) -> tzinfo:
    offset = re.fullmatch(r"(?:UTC|GMT)?([+-])(\d{1,2}):?(\d{2})?", name.strip())
    if offset:
        return _fixed(offset[1], offset[2], offset[3] or "0")
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"no such time zone: {name!r}") from error


def read_relative(text: str | None, now: datetime) -> datetime | None:
    """The instant of an age such as "2 hours ago", "منذ ساعتين", "پێش ٢ کاتژمێر", "berî 2 saetan", counted back from `now`.

    Only for pages that state nothing else: an age is rounded, so the instant is as exact as its unit. Days and longer are refused,
    and so is anything but one number with one unit.
    """
    if not text or len(text) > 60:
        return None
    words = _TOKEN.findall(_fold(text))
    if words and not any(word in _AGO for word in words):
        return None
    amount: int | None = None
    unit: timedelta | None = None
    for word in words:
        if word.isdigit():
            if amount is not None or len(word) > 3:
                return None
            amount = int(word)
        elif word in _UNITS:
            if unit is not None:
                return None
            amount, unit = (
                (amount, _UNITS[word][1]) if _UNITS[word][0] is None else (amount or _UNITS[word][0], _UNITS[word][1])
            )
        elif word not in _AGO and word not in _AGE_FILLERS:
            return None
    if unit is None:
        return now if amount is None and words and all(word in _AGO_NOW for word in words) else None
    return (now - (1 if amount is None else amount) * unit).replace(microsecond=0)


def zone_of(tz: str | tzinfo) -> tzinfo:
    """The zone of that name or offset. Raises ValueError where there is none."""
    return tz if isinstance(tz, tzinfo) else _zone_named(tz)


# -- the two forms nearly all feeds have -------------------------------------------------------------------------------

_ENGLISH = {
    "Jan": "-01-", "Feb": "-02-", "Mar": "-03-", "Apr": "-04-", "May": "-05-", "Jun": "-06-", "Jul": "-07-", "Aug": "-08-", "Sep": "-09-",
    "Oct": "-10-", "Nov": "-11-", "Dec": "-12-",
}  # fmt: skip
_OFFSETS = dict.fromkeys(("GMT", "UTC", "UT", "Z", "-0000"), "+00:00")
_FARTHEST = timedelta(hours=14)


def quick_instant(text: str) -> datetime | None:
    """The instant of the two common forms with an offset, `Sat, 21 Nov 2026 12:30:00 +0300` and `2026-11-21T12:30:00+03:00`;
    None for anything else, which is not yet a refusal."""
    try:
        if text[3:5] == ", " and text[19:20] == ":" == text[22:23]:
            offset = _OFFSETS.get(text[26:]) or text[26:]
            local = datetime.fromisoformat(f"{text[12:16]}{_ENGLISH[text[8:11]]}{text[5:7]}T{text[17:25]}{offset}")
        elif text[4:5] == "-" == text[7:8] and text[10:11] in ("T", " ") and text[13:14] == ":":
            local = datetime.fromisoformat(text)
        else:
            return None
        if local.tzinfo is UTC and not local.microsecond and FIRST_YEAR <= local.year <= LAST_YEAR:
            return local
        shift = local.utcoffset()
        if shift is None or not -_FARTHEST <= shift <= _FARTHEST or not FIRST_YEAR <= local.year <= LAST_YEAR:
            return None
        at = local.astimezone(UTC) if shift else local
        return at.replace(microsecond=0) if at.microsecond else at
    except (ValueError, KeyError, OverflowError):
        return None


# -- letters and words -------------------------------------------------------------------------------------------------

_LETTERS = str.maketrans(
    {
        **{chr(0x660 + n): str(n) for n in range(10)},
        **{chr(0x6F0 + n): str(n) for n in range(10)},
        **dict.fromkeys("أإآٱ", "ا"),
        **dict.fromkeys("ىیېئ", "ي"),
        **dict.fromkeys("ەھةۀ", "ه"),
        "ک": "ك",
        "ڪ": "ك",
        "ڵ": "ل",
        "ڕ": "ر",
        "ۆ": "و",
        "ێ": "ي",
        "ؤ": "و",
        "ٶ": "و",
        "ı": "i",
        "،": ",",
        "؛": ",",
        "٫": ".",
        "٬": "",
        "ـ": "",
        "\u200c": "",
        "\u200d": "",
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "`": "'",
        "–": "-",
        "—": "-",
        "−": "-",
        "‐": "-",
        "‑": "-",
        "：": ":",
        "\ufeff": "",
        "ß": "ss",
    }
)


def _fold(text: str) -> str:
    """One spelling for the many: digits, alef, yeh, kaf and heh forms, tatweel, vowel signs, Latin accents, case."""
    text = unicodedata.normalize("NFKC", text).translate(_LETTERS).casefold()
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return "".join(" " if c.isspace() else c for c in text.translate(_LETTERS) if unicodedata.category(c) != "Cf")


_MONTHS_LATIN = """
1  january jan janvier janv januar jaenner enero ocak oca cile rebendan
2  february feb febr fevrier fev februar febrero subat sub sibat resemi reseme resemeh
3  march mar mars marz maerz marzo mart adar
4  april apr avril avr abril nisan nis avrel avril
5  may mai mayo mayis gulan
6  june jun juin juni junio haziran haz heziran xeziran hizeran puseper pusper
7  july jul juillet juil juli julio temmuz tem tirmeh tirmih temuz
8  august aug aout agosto agustos agu tebax
9  september sep sept septembre septiembre eylul eyl ilon elun rezber
10 october oct octobre oktober okt octubre ekim eki cotmeh kewcer
11 november nov novembre noviembre kasim kas mijdar sermawez
12 december dec decembre dezember dez diciembre aralik ara berfanbar
"""
_MONTHS_ARABIC = """
1  يناير جانفي جانفیي ژانويه جه‌نيوه‌ري يه‌نايه‌ر جينيوه‌ري
2  شباط فبراير فيفري شوبات سوبات فوريه فێبریوەری فیبروەری شبات فێبرایەر
3  اذار آذار مارس ئازار ئادار مارت ازار ادار مارچ
4  نيسان ابريل أبريل أفريل افريل ئه‌پريل ئەپرێل ئاپريل آوريل اپريل نیسان
5  ايار أيار مايو ماي مايس ئايار اییار گوڵان
6  حزيران يونيو يونيه یۆنیۆ جوان حوزه‌يران حوزەیران حەزیران ژوئن
7  تموز يوليو يوليه جويلية جويليه يوليوز تەممووز تەمموز تەموز تەمووز جولای ژوئیه تمموز
8  اب آب أغسطس اغسطس أوت اوت غشت ئاب ئۆگۆست ئۆگست ئۆگەست ئۆگوست ئاغستۆس
9  أيلول ايلول سبتمبر شتنبر ئەیلوول ئەیلول سێپتەمبەر سێپتێمبەر سپتامبر سيبتمبر
10 أكتوبر اكتوبر ئۆکتۆبەر ئۆکتەبەر اکتبر ئوکتۆبەر
11 نوفمبر نونبر نۆڤەمبەر نۆڤێمبەر نوامبر نۆفەمبەر
12 ديسمبر دجنبر دیسەمبەر دیسێمبەر دێسەمبەر دێسێمبەر دسامبر
"""
# The two twin months of autumn and winter are told apart by "first" and "second"; each language has its own words for these.
_TWIN_SPELLINGS = "تشرين تشرینی تەشرین تەشرینی كانون کانوونی کانونی کانوون ciriya ciri kanuna kanun cirya tisrina tisrin tesrina tesrin ت ك cile cileya"
_FIRST = (
    "الاول الأول اول أول یەکەم یەکەمی يه‌كه‌م 1 yekem yekema yekeme yekeman pesin pesina pesine pesi ewil ewila evvel i"
)
_SECOND = "الثاني الثانى ثاني ثانی دووەم دووەمی دوەم دوەمی دوهەم دووهەم دووهەمی 2 duyem duyema duyeme duwem duwema duwemin duyemin pasin pasina pasine pasi pase dudua sani ii"
_WEEKDAYS = """
0 monday mon lundi lun montag lunes pazartesi pzt dusem dusemb duseme dusembe الاثنين الإثنين اثنين دووشەممە دووشەمە دوشەممە دووشەم دووشەممه
1 tuesday tue tues mardi mar dienstag martes sali sal sesem sesemb seseme sesembe الثلاثاء ثلاثاء الثلاثا سێشەممە سێشەمە سێشەم
2 wednesday wed weds mercredi mer mittwoch miercoles carsamba car carsem carsemb carseme carsembe الاربعاء الأربعاء اربعاء الاربعا چوارشەممە چوارشەمە چوارشەم
3 thursday thu thur thurs jeudi jeu donnerstag jueves persembe per pencsem pencsemb pencseme pencsembe الخميس خميس پێنجشەممە پێنجشەمە پێنجشەم پێنج‌شەممە
4 friday fri vendredi ven freitag viernes cuma cum in ini inî ne الجمعة الجمعه جمعة هەینی ھەینی جومعە جومعه ئەینی
5 saturday sat samedi sam samstag sabado cumartesi cmt sem semi السبت سبت شەممە شەمە شەممه
6 sunday sun dimanche dim sonntag domingo pazar paz yeksem yeksemb yekseme yeksembe الاحد الأحد احد یەکشەممە یەکشەمە یەکشەم
"""
_FILLERS = """
at on of the de du le la a el den der um von vom uhr les und in published posted updated date time saet seet saete di ji
li roja roj meha sala st nd rd th er e ê an en ya ye yan yi i emin th' saat demjimêr danê
يوم في من بتاريخ تاريخ التاريخ نشر نشرت النشر الساعة ساعة الوقت وقت التوقيت تحديث اخر آخر أضيف اضيف الموافق م هذا لە له
ڕۆژی ڕۆژ روژي بەروار بەرواری رێکەوتی ڕێکەوت ڕێکەوتی کات کاتی کاتژمێر کاتژمێری سەعات ساتی سەعاتی ی ەی ي ساڵی ساڵ مانگی
هەم ەم مانگ پێنج‌شەممەی بالتوقيت المحلي
"""
_HOUR_WORDS = "الساعة ساعة کاتژمێر کاتژمێری سەعات سەعاتی saet saete seet saat demjimer at"
_MORNING = "am صباحا ص صباح الصبح فجرا الفجر صبحا صباحاً بەیانی بەیانیی سەرلەبەیانی بەرەبەیان سبەینێ sibehe sibe serisibe bn bnvro oo öö قظ"
_EVENING = "pm مساء م مساءا مساءً عصرا العصر ئێوارە ئێواره عەسر evare evari esre pn pnvro os ös بظ"
_NOON = "ظهرا الظهر ظهراً نيوه‌رو نیوەڕۆ نیوەرۆ nivro"
_NIGHT = "ليلا ليلاً شەو شەوی şev seve شه‌و"
_ZONES = {
    "z": 0, "utc": 0, "gmt": 0, "ut": 0, "wet": 0, "west": 60, "bst": 60, "cet": 60, "met": 60, "mez": 60, "mesz": 120, "cest": 120,
    "eet": 120, "eest": 180, "msk": 180, "trt": 180, "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360,
    "pst": -480, "pdt": -420, "akst": -540, "akdt": -480, "hst": -600, "irst": 210, "irdt": 270, "jst": 540, "kst": 540, "hkt": 480,
    "sgt": 480, "aest": 600, "aedt": 660, "acst": 570, "awst": 480, "nzst": 720, "nzdt": 780, "nst": -210, "ndt": -150, "sast": 120,
    "pkt": 300, "gst": 240,
}  # fmt: skip
_ARABIA = timedelta(hours=3)
_ZONE_PHRASES = (
    ("بتوقيت بغداد", 180), ("توقيت بغداد", 180), ("بتوقيت اربيل", 180), ("توقيت اربيل", 180), ("بتوقيت العراق", 180), ("بتوقيت كردستان", 180),
    ("بتوقيت مكه المكرمه", 180), ("بتوقيت مكه", 180), ("توقيت مكه", 180), ("بتوقيت السعوديه", 180), ("بتوقيت الرياض", 180),
    ("بتوقيت ابو ظبي", 240), ("بتوقيت ابوظبي", 240), ("بتوقيت دبي", 240), ("بتوقيت الامارات", 240), ("بتوقيت دمشق", 180), ("بتوقيت طهران", 210), ("بتوقيت غرينتش", 0), ("بتوقيت غرينيتش", 0), ("بتوقيت جرينتش", 0), ("توقيت غرينتش", 0),
    ("بتوقيت كرينتش", 0), ("غرينتش", 0), ("جرينتش", 0), ("به كاتي بغدا", 180), ("كاتي بغدا", 180), ("به كاتي ههولير", 180), ("كاتي ههولير", 180),
    ("به كاتي كوردستان", 180), ("كاتي كوردستان", 180), ("به كاتي هه ولير", 180), ("bi dema hewlere", 180), ("bi dema kurdistane", 180),
    ("bi dema bexdaye", 180), ("dema hewlere", 180), ("baghdad time", 180), ("erbil time", 180), ("mecca time", 180),
    ("arabian standard time", None), ("arab standard time", None), ("arabia standard time", None), ("coordinated universal time", 0), ("greenwich mean time", 0),
    ("eastern standard time", None), ("eastern daylight time", None),
)  # fmt: skip  # None: says an offset that stands beside it once more


def _table(text: str) -> dict[str, int]:
    table: dict[str, int] = {}
    for line in text.strip().splitlines():
        number, *words = line.split()
        for word in words:
            table[_fold(word).replace(" ", "")] = int(number)
    return table


def _words(text: str) -> frozenset[str]:
    return frozenset(_fold(word).replace(" ", "") for word in text.split())


MONTHS = {**_table(_MONTHS_LATIN), **_table(_MONTHS_ARABIC)}
WEEKDAYS = _table(_WEEKDAYS)
_TWIN = {
    _fold(word): (12, 1) if _fold(word).startswith(("ك", "k", "cil")) else (10, 11) for word in _TWIN_SPELLINGS.split()
}
FIRST, SECOND = _words(_FIRST), _words(_SECOND)
FILLERS = _words(_FILLERS)
HOUR_WORDS = _words(_HOUR_WORDS)
_PART = {
    **dict.fromkeys(_words(_MORNING), "am"),
    **dict.fromkeys(_words(_EVENING), "pm"),
    **dict.fromkeys(_words(_NOON), "noon"),
    **dict.fromkeys(_words(_NIGHT), "night"),
}
_HIJRI_MARK = re.compile(r"(\d{4})\s*(?:هـ|ه)(?![^\W\d_])")
_HIJRI_DATE = re.compile(
    r"(?<!\d)\d{1,2}\s(?:محرم|صفر|ربيع\s\w+|جمادي\s\w+|رجب|شعبان|رمضان|شوال|ذو\s\w+|ذي\s\w+)(?:\sالحرام|\sالمبارك)?\s1[345]\d\d(?:\s?ه(?!\w))?"
    r"|(?<!\d)\d{1,4}[/-]\d{1,2}[/-]\d{1,4}\s?ه(?!\w)"
)
_HIJRI_MONTH = re.compile(r"محرم|صفر|ربيع|جمادي|رجب|شعبان|رمضان|شوال|ذو ?ا?ل|ذي ا?ل")
_MEMBER_SUFFIXES = ("يه", "ي", "a", "e", "an", "en", "ya", "ye", "i", "yan")


def _month(word: str) -> int | None:
    number = MONTHS.get(word)
    if number is None:
        for suffix in _MEMBER_SUFFIXES:
            if word.endswith(suffix) and len(word) - len(suffix) >= 3:
                number = MONTHS.get(word[: -len(suffix)])
                if number:
                    break
    return number


def _weekday(word: str) -> int | None:
    number = WEEKDAYS.get(word)
    if number is None:
        for suffix in _MEMBER_SUFFIXES:
            if word.endswith(suffix) and len(word) - len(suffix) >= 3 and word[: -len(suffix)] in WEEKDAYS:
                return WEEKDAYS[word[: -len(suffix)]]
    return number


# -- reading a date in parts -------------------------------------------------------------------------------------------

_CLOCK = re.compile(r"(?<![\d:.])(\d{1,2})\s?:\s?(\d{2})(?:\s?:\s?(\d{2})(?:[.,]\d{1,9})?)?(?![\d:])")
_CLOCK_FRENCH = re.compile(r"(?<![\d:.])(\d{1,2})\s?h\s?(\d{2})(?![\d:])")
_OFFSET = re.compile(r"(?:\b(?:utc|gmt)\s?)?([+-])\s?(\d{1,2})(?::?(\d{2}))?(?![\d:.\-/])")
_OFFSET_NAMED = re.compile(r"\b(?:utc|gmt)\s?([+-])\s?(\d{1,2})(?::?(\d{2}))?(?![\d:])")
_PAIRED_PARTS = (
    (re.compile(r"\bپيش\s?نيوهرو?ه?\b|\bپ\s?\.?\s?ن\b\.?|\bberi\s?nivro\b|\bق\s?\.\s?ظ\b\.?|\bb\.n\b\.?|\ba\.\s?m\b\.?"), " am "),
    (re.compile(r"\b(?:دواي?|پاش)\s?نيوهرو?ه?\b|\bد\s?\.?\s?ن\b\.?|\bpisti\s?nivro\b|\bب\s?\.\s?ظ\b\.?|\bp\.n\b\.?|\bp\.\s?m\b\.?"), " pm "),
    (re.compile(r"\bقبل\s?الظهر\b"), " am "),
    (re.compile(r"\bبعد\s?(?:الظهر|ظهر)\b"), " pm "),
    (re.compile(r"\bo\.?o\.?(?=\s|$)"), " am "),
)  # fmt: skip
_ISO_WEEK = re.compile(r"\d{4}-?w\d")
_BASIC = re.compile(r"(?<![\d:+-])(\d{4})(\d{2})(\d{2})(?:t?(\d{2})(\d{2})(\d{2})?(?=z|[+-]|\s|$))?(?!\d)")
_ORDINAL = re.compile(r"(\d{4})-(\d{3})(?=$|t|\s)")
_NUMERIC = re.compile(r"(?<![\d])(\d{1,4})\s?([/.\-\\])\s?(\d{1,2})\s?\2\s?(\d{1,4})(?!\d)")
_NUMERIC_NAMED = re.compile(r"(?<=\d)-(?=[^\W\d_])|(?<=[^\W\d_])-(?=\d)")
_TOKEN = re.compile(r"\d+|[^\W\d_]+")


_SECOND_UNIT, _MINUTE, _HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
_UNITS: dict[str, tuple[int | None, timedelta]] = {
    **{_fold(w): (None, _SECOND_UNIT) for w in ("second", "seconds", "sec", "s", "ثانية", "ثوان", "ثواني", "چرکە", "saniye", "çirke")},
    **{_fold(w): (None, _MINUTE) for w in ("minute", "minutes", "min", "mins", "m", "دقيقة", "دقائق", "خولەک", "خوله‌ك", "deqîqe", "deqe", "xulek", "dakika")},
    **{_fold(w): (None, _HOUR) for w in ("hour", "hours", "hr", "hrs", "h", "ساعة", "ساعات", "كاتژمير", "کاتژمێر", "سەعات", "saet", "saetan", "demjimêr", "saat")},
    **{_fold(w): (2, _MINUTE) for w in ("دقيقتين", "دقيقتان")},
    **{_fold(w): (2, _HOUR) for w in ("ساعتين", "ساعتان")},
}  # fmt: skip
_AGO = frozenset(
    _fold(w)
    for w in (
        "ago",
        "منذ",
        "قبل",
        "پێش",
        "لەمەوپێش",
        "لەمەوبەر",
        "berî",
        "berê",
        "önce",
        "now",
        "الآن",
        "ئێستا",
        "niha",
    )
)
_AGO_NOW = frozenset(_fold(w) for w in ("now", "الآن", "ئێستا", "niha", "just"))
_AGE_FILLERS = frozenset(
    _fold(w) for w in ("a", "an", "about", "حوالي", "just", "نزيكەي", "ji", "niha", "ئێستا", "deqîqeyan")
)


class _Refused(Exception):
    """This string does not fully name an instant."""


def _fixed(sign: str, hours: str, minutes: str) -> timezone:
    total = int(hours) * 60 + int(minutes)
    if total > 14 * 60 or int(minutes) > 59:
        raise ValueError(f"no such offset: {sign}{hours}:{minutes}")
    return timezone(timedelta(minutes=total if sign == "+" else -total))


class _Reading:
    """Takes the parts out of one string, one kind after the other; what is left over must be words without weight."""

    def __init__(self, text: str) -> None:
        self.rest = " " + _fold(text) + " "
        self.clock: tuple[int, int, int] | None = None
        self.part: str | None = None
        self.zone: tzinfo | None = None
        self.weekday: int | None = None
        self.worded = False
        self.home: tzinfo | None = None  # the zone of a date without offset

    def instant(self, zone: tzinfo | None) -> Instant | None:
        try:
            return self._instant(zone)
        except (_Refused, ValueError, OverflowError):
            return None

    def _instant(self, zone: tzinfo | None) -> Instant:
        if _ISO_WEEK.search(self.rest):
            raise _Refused
        self.home = zone
        self._drop_hijri()
        self._take_paired_parts()
        self._take_zone_phrases()
        self._take_zone_name()
        day = self._take_basic()
        self._take_clock()
        self._take_offset()
        if day is None:
            day = self._take_numeric()
        if day is None:
            day = self._take_words()
        else:
            self._take_fillers()
        if not FIRST_YEAR <= day[0] <= LAST_YEAR:
            raise _Refused
        hour, minute, second, extra = self._time_of_day()
        at = datetime(*day, hour, minute, second, tzinfo=UTC) + extra
        assumed = self.zone is None
        if assumed:
            home = zone if zone is not None else (zone_of(DEFAULT_ZONE) if self.worded else UTC)
            at = at.replace(tzinfo=home).astimezone(UTC)
        else:
            at = at.replace(tzinfo=self.zone).astimezone(UTC)
        return Instant(at=at, zoned=assumed, worded=self.worded)

    def _take(self, match: re.Match[str], instead: str = " ") -> None:
        self.rest = self.rest[: match.start()] + instead + self.rest[match.end() :]

    def _drop_hijri(self) -> None:
        """Of "21 November 2026, that is 11 Jumada II 1448" only the first half is kept."""
        gregorian = _HIJRI_DATE.sub(" ", self.rest)
        if gregorian != self.rest:
            self.rest = re.sub(r"\s(?:الموافق|المصادف)(?=\s)", " ", gregorian)
        halves = re.split(r"\s(?:الموافق|الموافق ل|المصادف)\s", self.rest)
        if len(halves) == 2:
            hijri = [bool(_HIJRI_MONTH.search(half) or _HIJRI_MARK.search(half)) for half in halves]
            if hijri[0] != hijri[1]:
                kept, dropped = (halves[1], halves[0]) if hijri[0] else (halves[0], halves[1])
                clock = _CLOCK.search(dropped)
                self.rest = f" {kept} {dropped[clock.start() :] if clock else ''} "
            elif not _weekday_only(halves[0]):
                raise _Refused
        if _HIJRI_MONTH.search(self.rest) or _HIJRI_MARK.search(self.rest):
            raise _Refused

    def _take_paired_parts(self) -> None:
        for pattern, part in _PAIRED_PARTS:
            match = pattern.search(self.rest)
            if match and any(c.isalpha() for c in match.group()):
                if part.strip() == "am" and match.group().strip(". ") in ("oo", "o.o"):
                    self.part = "am"
                self.worded = self.worded or not match.group().isascii()
                self._take(match, part)

    def _take_zone_phrases(self) -> None:
        for phrase, minutes in _ZONE_PHRASES:
            where = self.rest.find(phrase)
            if where >= 0:
                self.rest = self.rest[:where] + " " + self.rest[where + len(phrase) :]
                if minutes is not None:
                    self._set_zone(timezone(timedelta(minutes=minutes)))
                return

    def _take_zone_name(self) -> None:
        match = re.search(r"\b(asia|europe|africa|america|australia|pacific|etc)/([a-z_]{2,30})\b", self.rest)
        if match:
            city = match[2].upper() if match[1] == "etc" else "_".join(part.title() for part in match[2].split("_"))
            self._set_zone(_zone_named(f"{match[1].title()}/{city}"))
            self._take(match)

    def _set_zone(self, zone: tzinfo) -> None:
        if self.zone is not None and (
            self.zone.utcoffset(None) is None or self.zone.utcoffset(None) != zone.utcoffset(None)
        ):
            raise _Refused
        self.zone = zone

    def _take_basic(self) -> tuple[int, int, int] | None:
        match = _BASIC.search(self.rest)
        if match and match.start() <= 1:
            year, month, day, hour, minute, second = match.groups()
            if FIRST_YEAR <= int(year) <= LAST_YEAR:
                if hour:
                    self.clock = int(hour), int(minute), int(second or 0)
                self._take(match)
                self.rest = re.sub(r"^\s*t(?=\d)", " ", self.rest)
                return int(year), int(month), int(day)
        match = _ORDINAL.match(self.rest.strip())
        if match:
            year, number = int(match[1]), int(match[2])
            at = datetime(year, 1, 1, tzinfo=UTC) + timedelta(days=number - 1)
            if number < 1 or at.year != year:
                raise _Refused
            self.rest = " " + self.rest.strip()[match.end() :].lstrip("t")
            return at.year, at.month, at.day
        return None

    def _take_clock(self) -> None:
        self.rest = re.sub(r"(?<=\d)t(?=\d{1,2}(?::|$|\s))", " ", self.rest)
        matches = list(_CLOCK.finditer(self.rest)) or list(_CLOCK_FRENCH.finditer(self.rest))
        # the minutes of an offset such as +03:00 are not a clock
        matches = [
            m
            for m in matches
            if not re.search(r"(?:\d\s?|gmt\s?|utc\s?|\(\s?|\s)[+-]\s?$", self.rest[: m.start()])
            or _dash_before(self.rest, m)
        ]
        if not matches:
            return
        if len(matches) > 1:
            raise _Refused
        match = matches[0]
        if self.clock is not None:
            raise _Refused
        self.clock = int(match[1]), int(match[2]), int(match[3]) if match.re is _CLOCK and match[3] else 0
        self._take(match, " \x01 ")

    def _take_offset(self) -> None:
        match = _OFFSET_NAMED.search(self.rest)
        if match is None and self.clock is not None:
            head, mark, tail = self.rest.partition("\x01")
            found = _OFFSET.search(tail) if mark else _OFFSET.search(head)
            if found and _is_offset(tail if mark else head, found):
                text = tail if mark else head
                sign, hours, minutes = found.groups()
                self._set_zone(_offset_of(sign, hours, minutes))
                left = text[: found.start()] + " " + text[found.end() :]
                again = re.match(
                    r"\s*\(?\s*([+-])(\d{2}):?(\d{2})?\s*\)?\s*$", left
                )  # "+0300 +03" is how Go prints a zone without name
                if again:
                    self._set_zone(_offset_of(again[1], again[2], again[3]))
                    left = " "
                left = re.sub(r"\([a-z .:+-]*\)", " ", left)  # "+0300 (AST)": the offset counts, its name is a comment
                self.rest = head + mark + left if mark else left
                return
        if match is not None:
            self._set_zone(_offset_of(match[1], match[2], match[3]))
            self._take(match)

    def _take_numeric(self) -> tuple[int, int, int] | None:
        matches = list(_NUMERIC.finditer(self.rest))
        if not matches:
            return None
        if len(matches) > 1:
            raise _Refused
        match = matches[0]
        first, _, second, third = match.groups()
        self._take(match)
        self._take_dotted_clock()
        self._scan_weekday()
        if len(first) == 4 and len(third) <= 2:
            return int(first), int(second), int(third)
        if len(third) == 4 and len(first) <= 2:
            return self._day_first(int(first), int(second), int(third))
        raise _Refused

    def _take_dotted_clock(self) -> None:
        """ "12.30", as Turkish and others write it; only where the date has been taken out."""
        match = re.search(r"(?<![\d.])([01]?\d|2[0-3])\.([0-5]\d)(?![\d.])", self.rest)
        if match and self.clock is None:
            self.clock = int(match[1]), int(match[2]), 0
            self._take(match, " \x01 ")

    def _day_first(self, first: int, second: int, year: int) -> tuple[int, int, int]:
        if second > 12 >= first:
            return year, first, second
        if self.weekday is not None and first <= 12 and first != second:
            as_day, as_month = _weekday_of(year, second, first), _weekday_of(year, first, second)
            if as_day != self.weekday and as_month == self.weekday:
                return year, first, second
        return year, second, first

    def _scan_weekday(self) -> None:
        for word in _TOKEN.findall(self.rest):
            number = _weekday(word) if not word.isdigit() else None
            if number is not None:
                self.weekday = number

    def _take_words(self) -> tuple[int, int, int]:
        self.rest = _NUMERIC_NAMED.sub(" ", self.rest)
        numbers: list[str] = []
        order: list[str] = []
        months: set[int] = set()
        tokens = self._tokens()
        index = 0
        while index < len(tokens):
            piece = tokens[index]
            index += 1
            if piece == "\x01":
                order.append("t")
                continue
            if piece.isdigit():
                if self._hour_alone(tokens, index - 1):
                    continue
                numbers.append(piece)
                order.append("n")
                continue
            twin = _TWIN.get(piece)
            if twin is not None:
                following = tokens[index] if index < len(tokens) else ""
                if following in FIRST or following in SECOND:
                    months.add(twin[0] if following in FIRST else twin[1])
                    self.worded = self.worded or not piece.isascii()
                    order.append("m")
                    index += 1
                    continue
                if piece not in MONTHS:
                    raise _Refused  # which of the two is not said
            month = _month(piece)
            spoken = piece in _SHORT_MONTH_OR_DAY and (months or any(_month(later) for later in tokens[index:]))
            if month is not None and not spoken:
                months.add(month)
                order.append("m")
                self.worded = self.worded or not piece.isascii() or piece in _KURMANJI
                continue
            self._word(piece, tokens, index - 1)
        if len(months) != 1 or len(numbers) != 2:
            raise _Refused
        month = months.pop()
        return self._day_and_year(numbers, month, order)

    def _day_and_year(self, numbers: list[str], month: int, order: list[str]) -> tuple[int, int, int]:
        first, second = numbers
        if len(first) == 4 and len(second) <= 2:
            return int(first), month, int(second)
        if len(second) == 4 and len(first) <= 2:
            return int(second), month, int(first)
        if len(first) <= 2 and len(second) == 2 and [o for o in order if o in "nm"][:3] == ["n", "m", "n"]:
            year = int(second)  # RFC 822: two digits, always after the month
            return (2000 + year if year < 70 else 1900 + year), month, int(first)
        raise _Refused

    def _tokens(self) -> list[str]:
        return re.findall(r"\x01|\d+|[^\W\d_]+", self.rest)

    def _hour_alone(self, tokens: list[str], at: int) -> bool:
        """ "at 10 in the morning": a number is the hour where a word before or behind it says so."""
        if self.clock is not None or len(tokens[at]) > 2:
            return False
        before = tokens[at - 1] if at else ""
        behind = [t for t in tokens[at + 1 : at + 3] if t not in ("ي", "e")]
        is_part = bool(behind) and behind[0] in _PART and not (behind[0] == "م" and before not in HOUR_WORDS)
        if is_part and (before in HOUR_WORDS or int(tokens[at]) <= 12):
            self.clock = int(tokens[at]), 0, 0
            return True
        return False

    def _word(self, piece: str, tokens: list[str], at: int) -> None:
        part = _PART.get(piece)
        if part is not None and self._is_part(piece, tokens, at):
            if self.part not in (None, part):
                raise _Refused
            self.part = part
            self.worded = self.worded or not piece.isascii()
            return
        weekday = _weekday(piece)
        if weekday is not None:
            self.weekday = weekday
            self.worded = self.worded or not piece.isascii()
            return
        if piece == "at" and not tokens[at + 1 : at + 2]:
            raise _Refused  # not the English word but Atlantic time, or something else
        if piece in FILLERS or piece in HOUR_WORDS:
            return
        if piece in _ZONES:
            self._set_zone(timezone(timedelta(minutes=_ZONES[piece])))
            return
        if piece == "ast" and self._in_arabia():
            self._set_zone(timezone(_ARABIA))
            return
        raise _Refused

    def _in_arabia(self) -> bool:
        """Whether "AST" is Arabia's time, as Java prints it in Baghdad, and not the Atlantic's: the offset beside it says so, or the zone
        of the source."""
        zone = self.zone or self.home
        return zone is not None and zone.utcoffset(datetime(2020, 1, 1)) == _ARABIA  # noqa: DTZ001 - by the zone's own clock

    def _is_part(self, piece: str, tokens: list[str], at: int) -> bool:
        """Arabic م is "pm" behind a time, and "of the common era" behind a year."""
        if piece != "م":
            return True
        before = tokens[at - 1] if at else ""
        return not (before.isdigit() and len(before) == 4)

    def _take_fillers(self) -> None:
        tokens = self._tokens()
        for index, piece in enumerate(tokens):
            if piece == "\x01":
                continue
            if piece.isdigit():
                if not self._hour_alone(tokens, index):
                    raise _Refused
                continue
            if piece == "م" and "\x01" not in tokens[:index]:
                continue  # "21/11/2026م": of the common era
            self._word(piece, tokens, index)

    def _time_of_day(self) -> tuple[int, int, int, timedelta]:
        if self.clock is None:
            if self.part is not None:
                raise _Refused
            return 0, 0, 0, timedelta()
        hour, minute, second = self.clock
        extra = timedelta()
        if second == 60 and minute == 59:
            second, extra = 59, timedelta(seconds=1)
        if (hour, minute, second) == (24, 0, 0):
            hour, extra = 0, timedelta(days=1)
        return _by_part(hour, self.part), minute, second, extra


_KURMANJI = frozenset(
    _fold(w)
    for w in [
        "çile",
        "rêbendan",
        "sibat",
        "reşemî",
        "adar",
        "avrêl",
        "gulan",
        "hezîran",
        "pûşper",
        "tîrmeh",
        "tebax",
        "îlon",
        "rezber",
        "cotmeh",
        "mijdar",
        "berfanbar",
    ]
)
_SHORT_MONTH_OR_DAY = frozenset({"mar", "sal", "car"})


def _by_part(hour: int, part: str | None) -> int:
    """The hour on a 24 hour clock; refuses "15 in the morning"."""
    if part is None:
        return hour
    if part == "am":
        if hour > 12:
            raise _Refused
        return hour % 12
    if part == "pm":
        if hour == 0:
            raise _Refused
        return hour if hour >= 12 else hour + 12
    if part == "noon":
        if hour in (11, 12) or 13 <= hour <= 15:
            return hour
        if 1 <= hour <= 3:
            return hour + 12
        raise _Refused
    if hour == 12:  # night
        return 0
    if hour <= 4 or hour >= 18:
        return hour
    if 6 <= hour <= 11:
        return hour + 12
    raise _Refused


def _offset_of(sign: str, hours: str, minutes: str | None) -> timezone:
    if minutes is None and len(hours) > 2:
        raise _Refused
    return _fixed(sign, hours, minutes or "0")


def _is_offset(text: str, match: re.Match[str]) -> bool:
    """Behind the time, "+03:00", "+0300", "+3" are offsets; "- 21" is a dash before a day."""
    if match[1] == "+":
        return True
    if match[3] is not None and text[match.start() : match.end()].count(" ") == 0:
        return True
    return text[match.start() : match.end()].startswith(("utc", "gmt"))


def _dash_before(text: str, match: re.Match[str]) -> bool:
    """ "2026-11-21 - 10:30": the dash parts date and time, it is no sign of an offset."""
    before = text[: match.start()]
    return (
        bool(re.search(r"(?:\s|\D)-\s$|-\s+$", before))
        and not re.search(r"(?:gmt|utc)\s?-\s?$", before)
        and not _CLOCK.search(before)
    )


def _weekday_only(text: str) -> bool:
    words = _TOKEN.findall(text)
    return all(not word.isdigit() and (_weekday(word) is not None or word in FILLERS) for word in words)


def _weekday_of(year: int, month: int, day: int) -> int | None:
    try:
        return date(year, month, day).weekday()
    except ValueError:
        return None
