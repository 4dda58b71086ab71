"""Days as the outlets write them, in four languages, resolved against the day of publication.

`find_days` lists what a text says about time; `resolve_day` answers on which day the meeting of a sentence is, given whether it is held or
planned. Everything here works on folded text (worker/classify/fold.py): one yeh, one heh, ASCII digits, lower case, no tatweel.

Read: "8 June 2021", "June 8", "8ی حوزەیرانی 2021", "10ê Tebaxa 2025ê", "5 تشرين الأول (أكتوبر)", "الخامس من تموز", "14/6/2023", "13/12", "2026-02-14",
"1-2 March" (its first day); month names of Iraq and the Levant, of the Gulf and Egypt, of the Maghreb, of Kurmanji and Sorani; Hijri dates and
the Kurdish and Iranian solar calendar where a year is written; weekdays; today, tonight, yesterday, the day before, tomorrow, the day after.
"Next week", "in the coming days" and "soon" are no day.

What decides (ADR 0026): a day without a year is the nearest one that fits the status; a weekday is the one on or before publication for a
held meeting, on or after it for one that is planned; a written date beats the weekday beside it, and the contradiction is reported.
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, partial
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple

from ahocorasick_rs import AhoCorasick

from storage.records import Status, quick
from worker.classify.fold import fold


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """The day of a meeting. `start` and `end` are offsets into the folded sentence; `sure` says that the text itself states the day;
    `contradicted` that a weekday beside the date is another day's."""

    date: date
    sure: bool
    start: int
    end: int
    rule: str
    contradicted: bool = False


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An expression of time in a folded text.

    Attributes:
        kind: `day` (month and day known), `weekday` (`value` is 0 for Monday), `relative` (`value` is days from publication), `month` (a
            month without a day), `year`, `vague` ("next week", "soon").
        year, month: None where not written.
        turn: -1 for "last", 1 for "next" beside a weekday or month, or of the month in "the 18th of this month".
        reported: it stands with a verb of saying: the day of the statement.
        since: the expression opens a span that reaches to now ("since Monday"), so that it is no day of an event.
    """

    kind: str
    start: int
    end: int
    rule: str
    value: int = 0
    year: int | None = None
    month: int | None = None
    turn: int = 0
    reported: bool = False
    since: bool = False


def find_days(
    text: str, language: str, spots: Sequence[int] | None = None, *, digits: bool = True
) -> tuple[Found, ...]:
    """Every expression of time in a folded text, in order. Linear; never raises. `spots` are where its words of time begin, where the
    caller knows (`timely`), and `digits` whether it may have any; else they are looked for."""
    lexicon = _lexicon(_words_of(text, language))
    spots = [start for _, start in _matches(text, lexicon)] if spots is None else spots
    if not spots and _WRITTEN.search(text) is None:  # a day of the month needs its month, a year or a date in digits
        return ()
    numbers = [match.start() for match in _DIGITS.finditer(text)] if digits else []
    return tuple(_read(text, _items(text, lexicon, _windows(text, sorted([*spots, *numbers]))), digits=digits))


class Timely(NamedTuple):
    """What a word may tell of time: where in it words of time stand, and of which phrases it may be part. `others` are the other words of
    each such phrase: none for a word that tells of time alone, no phrase for a number."""

    offsets: tuple[int, ...]
    others: frozenset[tuple[str, ...]]
    digits: bool


def timely(word: str, language: str) -> Timely | None:
    """What a word of a folded text may tell of time; None for most."""
    lexicon = _lexicon(language)
    found = _matches(word, lexicon)
    digits = any(map(str.isdigit, word))
    if not found and not digits:
        return None
    others = frozenset(parts for number, _ in found for parts in lexicon.others[number])
    return Timely(tuple(start for _, start in found), others, digits)


def may_tell(text: str, words: Iterable[Timely]) -> bool:
    """Whether a folded text with these words, and no other words of time, may have an expression of time: "three" is one with "days ago"."""
    digits = False
    for word in words:
        digits = digits or word.digits
        for others in word.others:
            for other in others:
                if other not in text:
                    break
            else:
                return True
    return digits and _WRITTEN.search(text) is not None


def in_its_letters(text: str, language: str) -> bool:
    """Whether `find_days` reads a text with the words of this very language: not an English sentence in an Arabic entry."""
    if text.isascii():  # the two short ways for nearly all
        return language in ("en", "kmr")
    if language in ("ar", "ckb") and "\u0621" <= text[0] <= "\u06d5":
        return True
    return _words_of(text, language) == language


def _matches(text: str, lexicon: "_Lexicon") -> list[tuple[int, int]]:
    """Words without which there is no expression of time, but for a year or a date in digits: number and place of each."""
    found: list[tuple[int, int]] = []
    before, behind = lexicon.reach
    for number, start, end in lexicon.automaton.find_matches_as_indexes(text, overlapping=True):
        if len(after := text[end : end + behind + 1]) > behind and after.isalpha():
            continue
        if start > before and text[start - before - 1 : start].isalpha():
            continue
        found.append((number, start))
    return found


def _windows(text: str, spots: list[int]) -> list[tuple[int, int]]:
    """Stretches of the text around its digits and words of time, cut at spaces: only these are read word by word."""
    windows: list[tuple[int, int]] = []
    for spot in spots:
        if windows and spot < windows[-1][1]:
            if spot + _AFTER > windows[-1][1]:
                windows[-1] = (windows[-1][0], spot + _AFTER)
            continue
        start = text.rfind(" ", 0, max(0, spot - _BEFORE)) + 1
        if windows and start < windows[-1][1] + _BEFORE:
            windows[-1] = (windows[-1][0], spot + _AFTER)
        else:
            windows.append((start, spot + _AFTER))
    return [(start, end if end >= len(text) or (cut := text.find(" ", end)) < 0 else cut) for start, end in windows]


def resolve_day(sentence: str, language: str, *, published: date, status: Status, at: int | None = None) -> Day | None:
    """The day on which the meeting that `sentence` tells of is held, or None where it states none.

    Args:
        sentence: folded.
        published: day of publication in Asia/Baghdad.
        at: offset of the word that tells of the meeting; of several days in one sentence the nearest is its own.
    """
    return choose_day(find_days(sentence, language), sentence, published=published, status=status, at=at)


def choose_day(
    found: Sequence[Found], text: str, *, published: date, status: Status, at: int | None = None
) -> Day | None:
    """`resolve_day` for expressions already found in `text`."""
    if not found:
        return None
    options: list[tuple[tuple[float, ...], Day]] = []
    for group in _groups([thing for thing in found if not thing.since and thing.kind in _KINDS]):
        main = min(group, key=_decides)
        day = _day_of(main, published, status)
        if day is None:
            continue
        rule, contradicted = main.rule, False
        weekdays = [thing for thing in group if thing.kind == "weekday"]
        if main.kind != "weekday" and weekdays:
            gap = _nearest(day, weekdays[0].value)
            if main.kind == "relative" and (abs(gap) == 1 or (gap == -2 and main.rule == "date.today")):
                day, rule = (
                    day + timedelta(days=gap),
                    weekdays[0].rule,
                )  # put online after midnight: "today, Wednesday" is Wednesday
            contradicted = day.weekday() != weekdays[0].value
            turned = _turned(main, published) if contradicted and main.rule == "date.numeric" else None
            if turned is not None and turned.weekday() == weekdays[0].value and abs((turned - published).days) <= 7:
                day, contradicted = turned, False  # "Sunday 2/12" is the twelfth of February
        answer = Day(
            date=day,
            sure=True,
            start=group[0].start,
            end=max(map(_END, group)),
            rule=rule,
            contradicted=contradicted,
        )
        options.append((_rank(main, answer, text, published, status, at), answer))
    return min(options, key=_FIRST)[1] if options else None


def _turned(found: Found, published: date) -> date | None:
    """The other reading of two small numbers, with the month in front, as offices that write American dates have it."""
    return _date(found.year or published.year, found.value, found.month) if found.month and found.value <= 12 else None


# -- choosing ----------------------------------------------------------------------------------------------------------

_KINDS = {"day": 0, "relative": 1, "weekday": 2}  # of several words for one day, the one that decides
_FIRST, _START, _END = itemgetter(0), attrgetter("start"), attrgetter("end")
_BREAK = re.compile(r"[,،;:]| (?:and|after|before|following|who|و|û|piştî|بعد|قبل|دوای|پێش) ")
_CLAUSE = re.compile(r", (?:who|which|having|sworn|newly|\w+ed|\w+ing) [^,]*$")
_FAR = 40  # days: further back it is history
_LETTERS = 12  # about two words


def _decides(thing: Found) -> int:
    return _KINDS[thing.kind]


def _groups(things: list[Found]) -> list[list[Found]]:
    """Words for one day: "today, Wednesday, 9 April" (in any order)."""
    groups: list[list[Found]] = []
    for thing in things:
        last = groups[-1] if groups else []
        if last and thing.start - last[-1].end <= 9 and thing.kind not in {other.kind for other in last}:
            last.append(thing)
        else:
            groups.append([thing])
    return groups


def _rank(thing: Found, day: Day, text: str, published: date, status: Status, at: int | None) -> tuple[float, ...]:
    """Small is better: days that fit the status, are near publication, written as a date, near the word that tells of the meeting."""
    ahead = (day.date - published).days
    if status is Status.HELD:
        misfit = 3.0 if ahead > 1 else 2.0 if ahead < -_FAR else 0.0
    else:
        misfit = (
            3.0
            if ahead < -_FAR
            else 2.0
            if ahead < 0
            else 1.0
            if thing.reported or (ahead == 0 and thing.rule == "date.today")
            else 0.0
        )
    distance = 0.0
    if at is not None:
        between = text[day.end : at] if day.end <= at else text[at : day.start]
        distance = len(between) // _LETTERS + 3 * bool(_BREAK.search(between))
        if day.end <= at and "," in between and _CLAUSE.search(text, 0, day.start):
            distance += 24  # "NAME, who landed on Tuesday, held talks ... on Wednesday"
    return (misfit, distance, thing.kind != "day", day.start)


def _nearest(day: date, weekday: int) -> int:
    """Days from `day` to the nearest such weekday, -3..3."""
    return (weekday - day.weekday() + 3) % 7 - 3


def _day_of(thing: Found, published: date, status: Status) -> date | None:
    if thing.kind == "relative":
        return published + timedelta(days=thing.value)
    if thing.kind == "weekday":
        back = (published.weekday() - thing.value) % 7
        if thing.turn < 0 or (thing.turn == 0 and status is Status.HELD):
            return published - timedelta(days=back or (7 if thing.turn < 0 else 0))
        return published + timedelta(days=(7 - back) % 7 or (7 if thing.turn > 0 and back == 0 else 0))
    if thing.kind == "day" and thing.rule == "date.month-of":
        months = published.year * 12 + published.month - 1 + thing.turn
        return _date(months // 12, months % 12 + 1, thing.value)
    if thing.kind != "day" or thing.month is None:
        return None
    if thing.year is not None:
        return _date(thing.year, thing.month, thing.value)
    near = [day for year in (-1, 0, 1) if (day := _date(published.year + year, thing.month, thing.value))]
    slack = timedelta(days=1)
    over = status is Status.HELD or thing.turn < 0
    fits = [day for day in near if (day <= published + slack if over else day >= published - slack)]
    return min(fits or near, key=lambda day: abs((day - published).days), default=None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


# -- the words ---------------------------------------------------------------------------------------------------------

_MONTHS = {
    "en": {
        1: "january jan", 2: "february feb", 3: "march mar", 4: "april apr", 5: "may", 6: "june jun", 7: "july jul", 8: "august aug",
        9: "september sept sep", 10: "october oct", 11: "november nov", 12: "december dec",
    },
    "ar": {
        1: "كانون_الثاني كانون_ثاني يناير جانفي", 2: "شباط فبراير فيفري", 3: "آذار اذار مارس", 4: "نيسان أبريل إبريل أفريل",
        5: "أيار ايار مايو ماي مايس", 6: "حزيران يونيو يونيه جوان", 7: "تموز يوليو يوليه جويلية يوليوز", 8: "آب أغسطس غشت أوت",
        9: "أيلول ايلول سبتمبر شتنبر", 10: "تشرين_الأول تشرين_أول أكتوبر", 11: "تشرين_الثاني تشرين_ثاني نوفمبر نونبر",
        12: "كانون_الأول كانون_أول ديسمبر دجنبر",
    },
    "ckb": {
        1: "کانوونی_دووەم کانونی_دووەم کانوونی_دووهەم کانوونی_دوهەم کانوونا_دووێ کانوونا_دوێ چلە", 2: "شوبات شوات شباط شبات فێبرایەر",
        3: "ئادار ئازار مارس ئاڤدار", 4: "نیسان ئەپریل ئاڤرێل", 5: "ئایار مایس مای گوڵان گولان", 6: "حوزەیران حزەیران خزیران حزێران هزیران",
        7: "تەممووز تەمووز تەمموز تەموز تیرمەه تیرمەهێ", 8: "ئاب ئۆگست تەباخ", 9: "ئەیلوول ئەیلول سێپتەمبەر ئیلون",
        10: "تشرینی_یەکەم چریا_ئێکێ چریا_یەکێ تشرینا_ئێکێ ئۆکتۆبەر", 11: "تشرینی_دووەم تشرینی_دووهەم تشرینی_دوهەم چریا_دووێ چریا_دوێ تشرینا_دووێ نۆڤەمبەر مژدار",
        12: "کانوونی_یەکەم کانونی_یەکەم کانوونا_ئێکێ کانوونا_یەکێ دیسەمبەر",
    },
    "kmr": {
        1: "çile çileya rêbendan çileya_paşîn çileya_paşîna kanûna_duyem kanûna_duyê kanûna_paşîn kanûna_duyemîn kanûna_dudoyan ocax", 2: "sibat şibat reşemî reşemeh şûbat",
        3: "adar avdar mars", 4: "nîsan avrêl nîsana", 5: "gulan", 6: "hezîran pûşper heziran xizîran", 7: "tîrmeh temûz tîrmih", 8: "tebax gelawêj tebaxê",
        9: "îlon rezber eylûl", 10: "cotmeh çiriya_pêşîn çiriya_yekem çiriya_yekê çiriya_êkê tişrîna_yekem tişrîna_yekê tişrîna_pêşîn kewçêr oktober",
        11: "mijdar çiriya_paşîn çiriya_duyem çiriya_duyê çiriya_dudoyan tişrîna_duyem tişrîna_duyê tişrîna_paşîn sermawez",
        12: "berçile berfanbar befranbar kanûn kanûna kanûna_yekem kanûna_pêşîn kanûna_yekê kanûna_yekemîn kanûna_êkê çileya_pêşîn",
    },
}  # fmt: skip
_HIJRI = (
    "محرم", "صفر", "ربيع_الأول ربيع_أول", "ربيع_الآخر ربيع_الثاني", "جمادى_الأولى جمادى_الاول", "جمادى_الآخرة جمادى_الثانية جمادى_الآخر", "رجب",
    "شعبان", "رمضان", "شوال", "ذو_القعدة ذي_القعدة ذي_القعده", "ذو_الحجة ذي_الحجة",
)  # fmt: skip
_SOLAR = {
    "ckb": "خاکەلێوە گوڵان,گولان جۆزەردان پووشپەڕ,پوشپەڕ گەلاوێژ خەرمانان ڕەزبەر گەڵاڕێزان,خەزەڵوەر سەرماوەز بەفرانبار ڕێبەندان ڕەشەمە,ڕەشەمێ",
    "kmr": "xakelêwe gulan cozerdan pûşper gelawêj xermanan rezber gelarêzan,xezelwer sermawez befranbar,berfanbar rêbendan reşeme,reşemî",
    "ar": "فروردين ارديبهشت خرداد تير مرداد شهريور مهر آبان آذر دي بهمن اسفند",
}
_WEEKDAYS = {
    "en": "monday,on_mon tuesday,tues,on_tue wednesday,on_wed thursday,thurs,on_thu friday,on_fri saturday,on_sat sunday,on_sun",
    "ar": "الاثنين,الإثنين,الأثنين الثلاثاء,الثلاثا الأربعاء,الاربعا الخميس الجمعة السبت الأحد",
    "ckb": "دووشەممە,دوو_شەممە,دوو_شەمە,دوو_شەمبە,دوشەممە,دوشەمە,دووشەمە,دووشەمبە,دووشەمبی,دوشەمبی سێشەممە,سێ_شەممە,سێ_شەمە,سێ_شەمبە,سێشەمە,سێشەمبە,سێشەمبی چوارشەممە,چوار_شەممە,چوار_شەمە,چوار_شەمبە,چوارشەمە,چوارشەمبە,چارشەمبی,چوارشەمبی,چارشەمب "
    "پێنجشەممە,پێنجشەمە,پێنجشەمبە,پێنجشەمبی,پێنج_شەممە,پێنج_شەمە,پێنج_شەمبە هەینی,ئەینی,جومعە,هەینیی,هەیینی,هەیینی,جومعه شەممە,شەمە,شەمبە,شەمبی,شەممەی یەکشەممە,یەک_شەممە,یەک_شەمە,یەک_شەمبە,یەکشەمە,یەکشەمبە,ئێکشەمبی,ئێکشەمب,یەکشەمبی",
    "kmr": "duşem,duşemb,duşembe,dûşem,duşemiyê sêşem,sêşemb,sêşembe,sêşemiyê çarşem,çarşemb,çarşembe,çarşemiyê pêncşem,pêncşemb,pêncşembe,pêncşemiyê în,înî,îniyê,îniya,eynî,înîyê "
    "şemî,şemiyê,şemiya,şemb,şembe,şemîyê,şemîya,şembî yekşem,yekşemb,yekşembe,yekşembî,êkşem,êkşemb,yekşemiyê,yekşemîyê",
}
_RELATIVE = {
    "en": {
        0: "today tonight this_morning this_afternoon this_evening this_noon", -1: "yesterday last_night", 1: "tomorrow",
        -2: "the_day_before_yesterday day_before_yesterday two_days_ago", 2: "the_day_after_tomorrow day_after_tomorrow", -3: "three_days_ago",
    },
    "ar": {
        0: "اليوم الليلة هذه_الليلة هذا_اليوم منذ_قليل قبل_قليل بعد_قليل", -1: "أمس الأمس البارحة الليلة_الماضية ليلة_أمس يوم_أمس", -2: "أول_أمس أمس_الأول أول_من_أمس قبل_يومين قبل_أمس", 1: "غدا غد يوم_غد يوم_الغد صباح_الغد مساء_الغد ظهر_الغد عصر_الغد",
        2: "بعد_غد بعد_الغد بعد_غدا", -3: "قبل_ثلاثة_أيام",
    },
    "ckb": {
        0: "ئەمڕۆ ئەمرۆکە ئەمشەو ئەڤرۆ ئەڤرۆکە ئەڤشەڤ ئەمڕۆژ", -1: "دوێنێ دوێنێکە دوهی دوهێ شەوی_ڕابردوو دوێ_شەو دوێنێشەو دوێشەو ڕۆژێک_پێشتر ڕۆژێک_لەمەوبەر",
        -2: "پێرێ پێر دوو_ڕۆژ_لەمەوبەر دوو_ڕۆژ_لەمەوپێش پێش_دوو_ڕۆژ بەر_لە_دوو_ڕۆژ", -3: "پێش_سێ_ڕۆژ سێ_ڕۆژ_لەمەوبەر", 1: "سبەی سبەینێ سبەینی سوبەی سوبەهی", 2: "دووسبەی دوو_سبەی دوسبەی دووسبەینێ",
    },
    "kmr": {
        0: "îro îroj îvro evro îroyîn îro_sibê îro_sibehê saetên_pêş îşev danê_sibê danê_sibehê serê_sibê serê_sibehê di_van_kêliyan_de di_van_deman_de vê_sibehê vê_êvarê vê_şevê", -1: "duh do doh duhî duho dihî dih duh_sibê duh_sibehê duhî_sibê doh_sibê roja_borî roja_çûyî şeva_borî şeva_çûyî êvara_borî êvara_çûyî rojek_berê rojekê_berê", -2: "pêr pêrê du_roj_berê berî_du_rojan", -3: "berî_sê_rojan sê_roj_berê", 1: "sibe sibê sibehî sube subê subehî",
        2: "dusibe du_sibe dusibê du_sibê",
    },
}  # fmt: skip
_VAGUE = {
    "en": "next_week this_week coming_days coming_weeks soon next_month shortly later_this_week later_in_the_week later_this_month later_in_the_month last_week",
    "ar": "الأسبوع_المقبل الأسبوع_القادم الأيام_المقبلة الأيام_القادمة الأيام_القليلة_المقبلة الأيام_القليلة_القادمة قريبا هذا_الأسبوع الأسبوع_الجاري الأسبوع_الماضي",
    "ckb": "هەفتەی_داهاتوو هەفتەی_ئاییندە ڕۆژانی_داهاتوو ڕۆژانی_ئاییندە بەمزووانە بەم_زووانە هەفتەی_ڕابردوو ئەم_هەفتەیە حەفتەی_داهاتوو",
    "kmr": "hefteya_bê hefteya_were rojên_bê rojên_were nêzîk_de nêz_de di_demeke_nêzîk hefteya_borî vê_hefteyê hefteya_dahatî",
}
# behind a number, "18 من الشهر الجاري", "12ی ئەم مانگە" is a day; alone, the coming month is vague and the others tell no day
_OF_A_MONTH: dict[str, dict[int, str]] = {
    "ar": {
        -1: "الشهر_الماضي الشهر_الفائت الشهر_المنصرم",
        0: "الشهر_الجاري الشهر_الحالي",
        1: "الشهر_المقبل الشهر_القادم",
    },
    "ckb": {-1: "مانگی_ڕابردوو مانگی_پێشوو", 0: "ئەم_مانگە", 1: "مانگی_داهاتوو مانگی_ئاییندە"},
    "kmr": {-1: "meha_borî meha_çûyî", 0: "vê_mehê mehê", 1: "meha_bê mehê_bê meha_pêş"},
}
_NEXT = {
    "en": "next coming upcoming this",
    "ar": "المقبل القادم المقبلة القادمة الجاري",
    "ckb": "داهاتوو ئاییندە دێت ئایندە بێت",
    "kmr": "bê were dahatî dihatî pêş",
}
_LAST = {
    "en": "last past previous",
    "ar": "الماضي الماضية الفائت المنصرم الفائتة المنصرمة",
    "ckb": "ڕابردوو رابردوو پێشوو بوری",
    "kmr": "borî çûyî derbasbûyî bihurî bûrî",
}
_SINCE = {"en": "since", "ar": "منذ", "ckb": "", "kmr": ""}
_SUFFIXES = {
    "en": ("'s",),
    "ar": (),
    "ckb": tuple(
        fold(s).text for s in ("یشدا", "یدا", "یەوە", "ەوە", "دا", "یش", "ێی", "یی", "ش", "ی", "ێ", "ە", "ا", "یە")
    ),
    "kmr": ("iyê", "iya", "'ê", "'a", "yê", "ya", "ên", "an", "ê", "a", "î", "i", "e"),
}
_PREFIXES = {"en": (), "ar": ("و", "ف", "ب", "ل", "ک", "وب", "ول"), "ckb": (), "kmr": ()}
# Words that may stand between the parts of one date: "8 of June", "5 من تموز", "8ی مانگی ئاب", "ی ساڵی", "of the year".
_BETWEEN = frozenset(
    fold(
        "of the من شهر مانگی مانگا هەیڤا هەیڤی ی یی ێ ê e y yê ya a meha th st nd rd de لسنة سنة عام لعام ساڵی سالی ساڵا sala yan an ان"
    ).text.split()
)
_RANGE = frozenset(fold("and to و û ta تا بۆ إلى حتى heta").text.split()) | {"-", "/"}
_SUFFIX_OF_NUMBER = frozenset(fold("ی یی ێ ê yê a ya an yan e y th st nd rd یێ î د i ەی").text.split())
_OPENERS = frozenset(fold("on يوم اليوم بتاريخ تاريخ ڕۆژی ئەمڕۆ roja îro today في li لە من dated date").text.split())
_SAID = frozenset(
    fold(
        "said announced told added stated confirmed reported revealed قال قالت أعلن أعلنت أفاد أفادت ذكر ذكرت أكد أكدت أوضح أوضحت كشف كشفت ragihand got"
    ).text.split()
)
_ORDINALS = "الأول الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع العاشر"


_HAS_ARABIC = re.compile("[\u0621-\u06d5]")


def _words_of(text: str, language: str) -> str:
    arabic = not text.isascii() and _HAS_ARABIC.search(text) is not None
    if language in ("ckb", "kmr"):
        return "ckb" if arabic else "kmr"
    if language in ("ar", "en") and arabic == (language == "ar"):
        return language
    return "ar" if arabic else "en"


class _Entry(NamedTuple):
    kind: str  # month | hijri | weekday | relative | vague | next | last | since | ordinal
    value: int
    solar: int = 0  # the same name as a month of the solar calendar


class _Lexicon(NamedTuple):
    words: dict[str, _Entry]
    phrases: dict[str, list[tuple[tuple[str, ...], _Entry]]]  # by first word, longest first
    suffixes: tuple[str, ...]
    prefixes: tuple[str, ...]
    automaton: Any  # those words without which there is no expression
    others: Sequence[
        frozenset[tuple[str, ...]]
    ]  # of each of these, the other words of its phrases; () where it stands alone
    reach: tuple[int, int]  # letters that a clitic may put before and behind a word
    memo: dict[str, str | None]

    def lemma(self, word: str) -> str | None:
        """The word itself, or what is left of it without a clitic, if the lexicon then knows it."""
        try:
            return self.memo[word]
        except KeyError:
            if len(self.memo) > 20_000:
                self.memo.clear()
            lemma = self.memo[word] = self._lemma(word)
            return lemma

    def _lemma(self, word: str) -> str | None:
        if word in self.words or word in self.phrases:
            return word
        for suffix in self.suffixes:
            if (
                len(word) > len(suffix) + 1 + (len(suffix) > 1)  # "Înan" is a surname, no Friday
                and word.endswith(suffix)
                and (word[: -len(suffix)] in self.words or word[: -len(suffix)] in self.phrases)
            ):
                return word[: -len(suffix)]
        for prefix in self.prefixes:
            if word.startswith(prefix) and (word[len(prefix) :] in self.words or word[len(prefix) :] in self.phrases):
                return word[len(prefix) :]
        return None


@cache
def _lexicon(language: str) -> _Lexicon:
    words: dict[str, _Entry] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], _Entry]]] = {}

    def add(spellings: str, entry: _Entry) -> None:
        for spelling in fold(spellings).text.split():
            parts = tuple(spelling.split("_"))
            if len(parts) == 1:
                words.setdefault(spelling, entry)
            else:
                phrases.setdefault(parts[0], []).append((parts, entry))

    solar: dict[str, int] = {}
    for number, names in enumerate(_SOLAR.get(language, "").split(), 1):
        for name in fold(names).text.split(","):
            solar[name] = number
    for number, names in _MONTHS[language].items():
        for name in names.split():
            add(name, _Entry("month", number, solar.pop(fold(name).text, 0)))
    for name, number in solar.items():
        add(name, _Entry("month", 0, number))
    if language != "en":
        for number, names in enumerate(_HIJRI, 1):
            add(names, _Entry("hijri", number))
    for number, names in enumerate(_WEEKDAYS[language].split()):
        add(names.replace(",", " "), _Entry("weekday", number))
    for number, names in _RELATIVE[language].items():
        add(names, _Entry("relative", number))
    add(_VAGUE[language], _Entry("vague", 0))
    add(_NEXT[language], _Entry("next", 1))
    add(_LAST[language], _Entry("last", -1))
    add(_SINCE[language], _Entry("since", 0))
    if language == "ar":
        for number, names in _arabic_ordinals():
            add(names, _Entry("ordinal", number))
        add("مثل_هذا_اليوم", _Entry("anniversary", 0))  # "في مثل هذا اليوم من عام 2016" is not today
    for turn, names in _OF_A_MONTH.get(language, {}).items():
        add(names, _Entry("month-of", turn))
    for group in phrases.values():
        group.sort(key=lambda phrase: -len(phrase[0]))
    telling: dict[str, set[tuple[str, ...]]] = {}
    for word, entry in words.items():
        if entry.kind in _TELLING:
            telling.setdefault(word, set()).add(())
    for parts, entry in itertools.chain.from_iterable(phrases.values()):
        if entry.kind in _TELLING:
            longest = max(parts, key=len)
            telling.setdefault(longest, set()).add(tuple(part for part in parts if part != longest))
    suffixes, prefixes = _SUFFIXES[language], _PREFIXES[language]
    reach = max(map(len, prefixes), default=0), max(map(len, suffixes), default=0)
    others = [frozenset(telling[word]) for word in sorted(telling)]
    return _Lexicon(words, phrases, suffixes, prefixes, AhoCorasick(sorted(telling)), others, reach, {})


def _arabic_ordinals() -> Iterator[tuple[int, str]]:
    units = _ORDINALS.split()
    yield from ((number, name) for number, name in enumerate(units, 1))
    teens = ["الحادي", *units[1:9]]
    yield from ((number, f"{name}_عشر") for number, name in enumerate(teens, 11))
    yield 20, "العشرين العشرون"
    yield from ((number, f"{name}_والعشرين {name}_والعشرون") for number, name in enumerate(teens, 21))
    yield 30, "الثلاثين الثلاثون"
    yield 31, "الحادي_والثلاثين الحادي_والثلاثون"


# -- reading -----------------------------------------------------------------------------------------------------------

_DIGITS = re.compile("[0-9][0-9]*")  # not "+": what begins with one character is looked for several times as fast
_WRITTEN = re.compile(r"\d(?:(?<=1)9[0-9]{2}|(?<=2)0[0-9]{2}|[/.-]\d|y?ê meha \d)")  # a year, or a date in digits alone
_UNTIL = (*fold("إلى حتى").text.split(), "-")
_TELLING = frozenset(
    {"month", "hijri", "weekday", "relative", "vague", "month-of"}
)  # the other words only tell more of these
_NAMED = re.compile(r'"\w+ \w+"$')  # "بغداد اليوم" in quotation marks is an agency
_JUMA = re.compile(
    r"(?:^|[،,.:]|(?<!\w)(?:لهگهل|لهلایهن|له لایهن|نیوان|و|بو|به)) ?$"
)  # folded: before the name, not the Friday
_BEFORE, _AFTER = 40, 30  # letters around a word of time that may belong to its expression
_TOKEN = re.compile(r"\d+|[^\W\d_]+(?:'[^\W\d_]{1,3}(?![^\W_]))?")
_IN_DIGITS = re.compile(r"\d[/.-]\d")
_NUMERIC = re.compile(r"(?<![\d/.:,-])(\d{1,4})([/.-])(\d{1,2})(?:\2(\d{1,4}))?(?!\d|%|:\d|[/.,-]\d)")
_WITH_IZAFE = re.compile(r"(?<!\d)(\d{1,2})ی ?(\d{1,2})ی ?((?:19|20)\d\d)(?!\d)")  # "16ـی 1ـی 2025", folded


class _Item(NamedTuple):
    kind: str  # number | word | an entry's kind
    start: int
    end: int
    value: int
    text: str
    solar: int = 0


_new = partial(tuple.__new__, _Item)  # in a third of the time that calling the class takes


def _items(text: str, lexicon: _Lexicon, windows: list[tuple[int, int]]) -> list[_Item]:
    """Numbers, and words of the lexicon with phrases made one; other words as they are."""
    words: list[str] = []
    starts: list[int] = []
    for at, stop in windows:
        for word in _TOKEN.findall(text, at, stop):
            at = text.index(word, at)  # between two tokens there is nothing that a token could begin with
            words.append(word)
            starts.append(at)
            at += len(word)
    items: list[_Item] = []
    memo, lemma_of, size, i = lexicon.memo, lexicon.lemma, len(words), 0
    while i < size:
        word, start = words[i], starts[i]
        end = start + len(word)
        i += 1
        lemma = memo[word] if word in memo else lemma_of(word)
        if lemma is None:
            if word[0].isdigit():
                value = int(word) if word.isascii() and len(word) <= 4 else -1
                items.append(_new(("number", start, end, value, word, 0)))
            else:
                items.append(_new(("word", start, end, 0, word, 0)))
            continue
        for parts, entry in lexicon.phrases.get(lemma, ()):
            last = i + len(parts) - 2
            if last < size and _goes_on(words, i, parts, lexicon):
                items.append(_new((entry.kind, start, starts[last] + len(words[last]), entry.value, word, entry.solar)))
                i = last + 1
                break
        else:
            known = lexicon.words.get(lemma)
            items.append(
                _new((known.kind, start, end, known.value, word, known.solar))
                if known
                else _new(("word", start, end, 0, word, 0))
            )
    return items


def _goes_on(words: list[str], i: int, parts: tuple[str, ...], lexicon: _Lexicon) -> bool:
    """Whether the words from `i` on are those of a phrase behind its first."""
    for word, part in zip(words[i:], parts[1:], strict=False):
        if word != part and lexicon.lemma(word) != part and not (part is parts[-1] and _suffixed(word, part, lexicon)):
            return False
    return True


def _suffixed(word: str, stem: str, lexicon: _Lexicon) -> bool:
    return word.startswith(stem) and word[len(stem) :] in lexicon.suffixes


def _read(text: str, items: list[_Item], *, digits: bool) -> Iterator[Found]:
    numeric = list(_numeric(text, items)) if digits and _IN_DIGITS.search(text) else []
    if digits and "ی" in text and _DIGITS.search(text):
        numeric = sorted([*numeric, *_with_izafe(text)], key=_START)
    taken = [(found.start, found.end) for found in numeric]
    spans = iter([*taken, (len(text) + 1, 0)])
    span = next(spans)
    out: list[Found] = list(numeric)
    i, size = 0, len(items)
    while i < size:
        item = items[i]
        if item.kind == "word":
            i += 1
            continue
        while span[1] and item.start >= span[1]:
            span = next(spans)
        if span[1] and span[0] <= item.start < span[1]:
            i += 1
            continue
        found, i = _one(text, items, i)
        if found:
            out.append(found)
    yield from sorted(out, key=_START)


def _one(text: str, items: list[_Item], i: int) -> tuple[Found | None, int]:
    """The expression that begins at item `i`, if any, and the item after it."""
    item = items[i]
    if (item.kind == "number" and 1 <= item.value <= 31) or item.kind == "ordinal":
        if (day := _day_first(text, items, i)) is not None:
            return day
    elif item.kind in ("month", "hijri"):
        return _month_first(text, items, i)
    elif item.kind == "weekday" and item.text == "جومعه" and _JUMA.search(text, max(0, item.start - 12), item.start):
        return None, i + 1  # "لەگەڵ جومعە عیناد": a given name
    elif item.kind == "weekday":
        turn, end = 0, item.end
        if (
            i + 1 < len(items)
            and items[i + 1].kind in ("next", "last")
            and items[i + 1].text != "this"
            and not (items[i + 1].text == "next" and _GOES_ON_WORD.match(text, items[i + 1].end))
        ):
            turn, end = items[i + 1].value, items[i + 1].end
        elif (
            i + 2 < len(items)
            and items[i + 2].kind in ("next", "last")
            and items[i + 1].text in _BETWEEN
            and items[i + 1].text != "the"  # "discussed on Wednesday the next phase"
        ):
            turn, end = items[i + 2].value, items[i + 2].end
        elif (
            i and items[i - 1].kind in ("next", "last") and items[i - 1].text != "this" and items[i - 1].text.isascii()
        ):
            turn = items[i - 1].value
        return Found(
            kind="weekday",
            start=item.start,
            end=end,
            rule="date.weekday",
            value=item.value,
            turn=turn,
            reported=_reported(items, i),
            since=_since(items, i),
        ), i + 1
    elif item.kind == "relative" and _NAMED.search(text, max(0, item.start - 24), item.end + 1):
        return None, i + 1
    elif item.kind == "relative":
        rules = {0: "date.today", -1: "date.yesterday", 1: "date.tomorrow"}
        rule = rules.get(item.value, "date.relative")
        return Found(
            kind="relative",
            start=item.start,
            end=item.end,
            rule=rule,
            value=item.value,
            reported=item.value < 0 and _reported(items, i),
            since=_since(items, i),
        ), i + 1
    elif item.kind == "vague" or (item.kind == "month-of" and item.value > 0):
        return Found(kind="vague", start=item.start, end=item.end, rule="date.vague"), i + 1
    elif item.kind == "number" and len(item.text) == 4 and 1900 <= item.value <= 2099:
        return Found(
            kind="year", start=item.start, end=item.end, rule="date.year", year=item.value, since=_since(items, i)
        ), i + 1
    return None, i + 1


def _day_first(text: str, items: list[_Item], i: int) -> tuple[Found, int] | None:
    """ "8ی حوزەیرانی 2021", "1-2 March", "5 من تشرين الأول (أكتوبر) 2025", "الخامس من تموز"."""
    first = items[i]
    j = _skip(text, items, i + 1)
    ranged = j is not None and j < len(items) and _is_range(text, items, i, j)
    if j is not None and ranged:
        second = j + 1 if items[j].kind == "word" else j
        j = _skip(text, items, second + 1)
    if j is not None and j < len(items) and items[j].kind == "number" and items[j - 1].text == "meha":
        items[j] = items[j]._replace(kind="month")  # "12ê meha 5an"
    if j is None or j >= len(items) or items[j].kind not in ("month", "hijri", "month-of"):
        return None
    if not _near(text, items[j - 1].end, items[j].start):
        return None
    if items[j].kind == "month-of":
        if ranged or text[: first.start].rstrip().endswith(_UNTIL):
            return None  # "من 23 إلى 26 من الشهر الجاري": how long something lasts
        day, turn = first.value, items[j].value
        return Found(kind="day", start=first.start, end=items[j].end, rule="date.month-of", value=day, turn=turn), j + 1
    month = items[j]
    end, j = _dual_month(text, items, j)
    year, end, j = _year_after(text, items, j, end)
    found = _calendar(month, first.value, year, first.start, end)
    if found and year is None and _GONE_BY.match(text, end):
        found = replace(found, turn=-1)
    return (_with_since(found, items, i), j) if found else None


_GONE_BY = re.compile(r" (?:الماضی|المنصرم|الفایت)\b")  # "24 أكتوبر الماضي": over, whatever is planned
_GOES_ON_WORD = re.compile(r" [a-z]")  # "on Wednesday next steps"
_IN_A_MONTH = re.compile(r"\b(?:in|since|early|late|mid|last|next|until|during)[ -]$")  # "in early March" is no verb


def _month_first(text: str, items: list[_Item], i: int) -> tuple[Found | None, int]:
    """ "June 8, 2021" and "Jan. 5-7", or a month without a day."""
    month = items[i]
    if month.text.isascii() and i + 1 < len(items) and items[i + 1].kind == "number" and 1 <= items[i + 1].value <= 31:
        gap = text[month.end : items[i + 1].start]
        if (
            gap in (" ", ". ")
            and len(items[i + 1].text) <= 2
            and text[items[i + 1].end : items[i + 1].end + 1] not in (":", "%")
        ):
            j = i + 2
            end = items[i + 1].end
            if j < len(items) and items[j].start == end and items[j].text in _SUFFIX_OF_NUMBER:
                end, j = items[j].end, j + 1
            if (
                j < len(items)
                and items[j].kind == "number"
                and text[end : items[j].start] in ("-", " - ")
                and items[j].value <= 31
            ):
                end, j = items[j].end, j + 1
            year, end, j = _year_after(text, items, j, end)
            found = _calendar(month, items[i + 1].value, year, month.start, end)
            if found:
                return _with_since(found, items, i), j
    end, j = _dual_month(text, items, i)
    year, end, j = _year_after(text, items, j, end)
    other_word = not year and month.text in ("may", "march", "mar", "ماي", "جوان", "ئاب", "do")
    if month.kind == "hijri" or (other_word and not _IN_A_MONTH.search(text, max(0, month.start - 8), month.start)):
        return None, i + 1
    turn = items[j].value if j < len(items) and items[j].kind in ("next", "last") and not year else 0
    if not month.value:
        return None, j
    found = Found(kind="month", start=month.start, end=end, rule="date.month", month=month.value, year=year, turn=turn)
    return _with_since(found, items, i), j


def _calendar(month: _Item, day: int, year: int | None, start: int, end: int) -> Found | None:
    """The day in the calendar that its month and year belong to, or None where there is no such day."""
    if month.kind == "hijri":
        if year is None or not 1343 <= year <= 1500:
            return None
        from hijridate import Hijri  # here: hardly an entry has one

        try:
            western = Hijri(year, month.value, day).to_gregorian()
        except (ValueError, OverflowError):
            return None
        return Found(
            kind="day",
            start=start,
            end=end,
            rule="date.hijri",
            year=western.year,
            month=western.month,
            value=western.day,
        )
    if year is not None and month.solar and (1300 <= year <= 1500 or 2600 <= year <= 2800):
        solar = _solar(year - (1321 if year > 2000 else 0), month.solar, day)
        return (
            Found(
                kind="day", start=start, end=end, rule="date.solar", year=solar.year, month=solar.month, value=solar.day
            )
            if solar
            else None
        )
    if not month.value or (year is not None and not 1900 <= year <= 2099):
        return None
    if _date(year or 2024, month.value, day) is None:
        return None
    return Found(kind="day", start=start, end=end, rule="date.absolute", year=year, month=month.value, value=day)


_SOLAR_LEAPS = frozenset({1, 5, 9, 13, 17, 22, 26, 30})  # years of the 33-year cycle, right for 1178-1633 (1799-2255)


def _solar(year: int, month: int, day: int) -> date | None:
    """A day of the Iranian solar calendar, whose months the Kurdish one (year + 1321) shares."""
    leap = year % 33 in _SOLAR_LEAPS
    length = 31 if month <= 6 else 30 if month <= 11 or leap else 29
    if not 1 <= day <= length:
        return None
    leaps = sum(1 for past in range(1300, year) if past % 33 in _SOLAR_LEAPS)
    days = (year - 1300) * 365 + leaps + min(month - 1, 6) * 31 + max(month - 7, 0) * 30 + day - 1
    return date(1921, 3, 21) + timedelta(days=days)


def _numeric(text: str, items: list[_Item]) -> Iterator[Found]:
    """14/6/2023, 13.01.2026, 2026-02-14, and 13/12 beside a word that tells of a day."""
    starts = {item.start: i for i, item in enumerate(items)}
    for match in _NUMERIC.finditer(text):
        first, second, third = int(match[1]), int(match[3]), match[4]
        if len(match[1]) == 4 and third and len(third) <= 2:
            year, month, day = first, second, int(third)
        elif len(match[1]) <= 2 and third and len(third) in (2, 4):
            day, month, year = first, second, int(third) + (2000 if len(third) == 2 else 0)
        elif len(match[1]) <= 2 and third is None and match[2] == "/" and (first, second) != (24, 7):
            i = starts.get(match.start(), 0)
            before = items[i - 1] if i else None
            opened = text[: match.start()].rstrip(" ").endswith(("(", "،"))
            if not (opened or (before and (before.kind in ("weekday", "relative") or before.text in _OPENERS))):
                continue
            day, month, year = first, second, 0
        else:
            continue
        if month > 12 and day <= 12:
            day, month = month, day
        if not 1990 <= (year or 2024) <= 2099 or _date(year or 2024, month, day) is None:
            continue
        end = match.end()
        suffix = _TOKEN.match(text, end)
        if suffix and suffix[0] in _SUFFIX_OF_NUMBER:
            end = suffix.end()
        yield Found(
            kind="day", start=match.start(), end=end, rule="date.numeric", year=year or None, month=month, value=day
        )


def _with_izafe(text: str) -> Iterator[Found]:
    """Sorani: the numbers of day, month and year joined by an izafe."""
    for match in _WITH_IZAFE.finditer(text):
        day, month, year = int(match[1]), int(match[2]), int(match[3])
        if _date(year, month, day) is not None:
            yield Found(
                kind="day", start=match.start(), end=match.end(), rule="date.izafe", year=year, month=month, value=day
            )


def _skip(text: str, items: list[_Item], j: int) -> int | None:
    """The next item that is not a small word inside a date, or None where a sentence ends between."""
    steps = 0
    while j < len(items) and items[j].kind == "word" and items[j].text in _BETWEEN and steps < 3:
        j, steps = j + 1, steps + 1
    if j >= len(items) or not _near(text, items[j - 1].end, items[j].start):
        return None
    return j


def _near(text: str, start: int, end: int) -> bool:
    return (
        end - start <= 3
        and not any(char in "\n;؛:!?؟)" for char in text[start:end])
        and text[start:end].strip() in ("", ",", "،", "-", "/", "(", ".")
    )


def _is_range(text: str, items: list[_Item], i: int, j: int) -> bool:
    """Whether items `i` and `j` (or the one after "and") are the two days of "1-2 March"."""
    second = items[j]
    if second.kind == "word" and second.text in _RANGE and j + 1 < len(items):
        second = items[j + 1]
    elif text[items[i].end : second.start].strip(" " + "".join(_SUFFIX_OF_NUMBER)) not in ("-", "/"):
        return False
    return second.kind == "number" and 1 <= second.value <= 31


def _dual_month(text: str, items: list[_Item], i: int) -> tuple[int, int]:
    """End of a month written twice: "تشرين الأول (أكتوبر)", "تشرين الثاني/نوفمبر"; and the item after it."""
    end, j = items[i].end, i + 1
    if (
        j < len(items)
        and items[j].kind == "month"
        and items[j].value == items[i].value
        and text[end : items[j].start].strip() in ("(", "/", "-", "")
    ):
        end = items[j].end
        if text[end : end + 1] == ")":
            end += 1
        j += 1
    return end, j


def _year_after(text: str, items: list[_Item], j: int, end: int) -> tuple[int | None, int, int]:
    k = j
    while k < len(items) and items[k].text in _BETWEEN and k - j < 2 and _near(text, items[k - 1].end, items[k].start):
        k += 1
    if (
        k < len(items)
        and items[k].kind == "number"
        and len(items[k].text) == 4
        and _close(text, max(end, items[k - 1].end), items[k].start)
    ):
        year, end, k = items[k].value, items[k].end, k + 1
        if k < len(items) and items[k].start == end and items[k].text in _SUFFIX_OF_NUMBER:
            end, k = items[k].end, k + 1
        return year, end, k
    return None, end, j


def _close(text: str, start: int, end: int) -> bool:
    return end - start <= 3 and text[start:end].strip(" ,،)/-.") == ""


def _reported(items: list[_Item], i: int) -> bool:
    """ "Said on Monday", but not Kurmanji "ragihand ku roja Duşemê dê ...", where the day is of what was said."""
    before = [item.text for item in items[max(0, i - 3) : i]]
    return "ku" not in before and any(word in _SAID for word in before)


def _since(items: list[_Item], i: int) -> bool:
    """ "since Monday", "منذ الأحد", "ji duh ve", "لە دوێنێوە"."""
    if i and items[i - 1].kind == "since":
        return True
    word = items[i].text
    before = i - 1 - (i > 1 and items[i - 1].text in ("roja", "şeva", "êvara", "sibeha"))  # "ji roja Sêşemê ve"
    if i and items[before].text == "ji":
        return i + 1 < len(items) and items[i + 1].text == "ve"
    return bool(i) and items[i - 1].text in ("له", "لهو") and word.endswith("هوه")


def _with_since(found: Found, items: list[_Item], i: int) -> Found:
    since = bool(i) and items[i - 1].kind == "since"
    if i and items[i - 1].text == "ji":
        after = [item.text for item in items[i : i + 8] if item.start >= found.end]
        since = after[:1] == ["ve"]
    if not since:
        return found
    return Found(
        kind=found.kind,
        start=found.start,
        end=found.end,
        rule=found.rule,
        value=found.value,
        year=found.year,
        month=found.month,
        turn=found.turn,
        since=True,
    )
