"""Which language a text is in: English, Arabic, Sorani (ckb) or Kurmanji (kmr), or one of their neighbours.

Answers from letters and function words of the first 700 characters, with the feed's declared language and the outlet as a faint prior
that decides only where the text does not. General detectors know no Kurmanji and take Sorani for Persian, so this one is our own: it
weighs letters that only some languages write (ە ۆ ێ ڕ ڵ; ê î û; ı ğ; ə; ٹ ں) and the hundred commonest small words of each.

Varieties: Badini in Arabic letters is Kurmanji (`kmr`, variety "badini"); Feyli is answered as `ckb` with low confidence (variety
"feyli"), for want of a better home. Other languages are named so that nobody takes them for ours: tr, az, zza, fa, ur, ps, azb, ug, fr, de,
es, it, pt, nl, ... "und" is no evidence at all.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass

from storage.records import quick

SAMPLE = 700  # characters read
GLANCE = 350  # of them, those that decide most texts


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Identified:
    """`language` is an ISO 639 code or "und"; `confidence` 0..1 says how far the text itself bears it out; `variety` see above."""

    language: str
    confidence: float
    variety: str = ""


def identify(text: str, declared: str | None = None, outlet: str | None = None) -> Identified:
    """Identify the language of `text` (title and body, unfolded).

    Args:
        declared: what the feed says (`ku`, `ckb-IQ`, `ar`); believed only as far as the script allows.
        outlet: key or name of the outlet; a language code at its end (`kurdistan24-kmr`) is a hint like `declared`.
    """
    sample = text[:SAMPLE] if len(text) > SAMPLE else text
    if language := _at_a_glance(sample[:GLANCE]) or _at_a_glance(sample):
        return Identified(language=language, confidence=0.99)
    if sample.isascii():
        arabic = other = 0
        latin = len(sample)
    else:
        pages = sample.encode("utf-16-le", "surrogatepass")[1::2]  # the high byte names the block of a letter
        arabic = pages.count(6) + pages.count(0xFE) + pages.count(0xFB)
        other = len(pages) - arabic - pages.count(0) - pages.count(1) - pages.count(0x20)
        latin = len(sample) - arabic - other
    if arabic and arabic * 3 >= latin - sample.count(" "):
        return _arabic_script(sample, arabic, _hints(declared, outlet, arabic=True))
    if other > latin / 2:
        return _other_script(pages)
    return _latin_script(sample, _hints(declared, outlet, arabic=False))


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words of one language that no other here writes. Six of them and hardly one of another language decide most texts at once.
_EN = _words(
    "the of and with was said his that from which were has been their will who this its also have after they would met is"
)
_NOT_EN = _words("li ji ku û bi ve bir için les des une est und der die los las que het och një dhe și nin yew xo yang")
_KMR = _words(
    "li ji ku û bi di jî xwe yên yê hat kir got dê wê wî gelek îro herêma bû navbera ligel civîna hatin bû re"
)
_NOT_KMR = _words("the of and bir için les des que und der zî xo semedê keno kerd mabênê vano ilə və olan bu")
_AR = _words("في من على إلى الى أن ان عن مع التي الذي بين خلال بعد قبل وقال وكان هذا هذه منذ اليوم رئيس وزير عبر حول")
_CKB = _words(
    "لە بە بۆ کە لەگەڵ لەسەر ئەو ئەم کرد دەکات بوو کردەوە لەلایەن ڕایگەیاند رایگەیاند گوتی ئەوە بەڵام هەروەها دەبێت ساڵی له‌ به‌ كه‌ که‌ له‌گه‌ڵ ئه‌و ئه‌م له‌سه‌ر كرد ده‌كات ده‌کات بەپێی لەبارەی"
)
_NOT_CKB = _words("ژ ل ب دگەل دگه‌ل ئەڕا وەگەرد ئه‌ڕا وه‌گه‌رد یێ یێن وەت دێ از است برای ۋە بىلەن")


def _at_a_glance(sample: str) -> str | None:
    words = set(sample.split())
    if len(words & _EN) >= 6 and len(words & _NOT_EN) <= 1:
        return "en"
    if sample.isascii():
        return None
    if len(words & _AR) >= 5 and not words & _NOT_CKB:
        return "ar" if sample.count("ە") + sample.count("ێ") + sample.count("ۆ") < 8 else None
    if len(words & _CKB) >= 4 and not words & _NOT_CKB:
        return (
            "ckb"
            if sample.count("ێ") + sample.count("ۆ") + sample.count("ڵ") + sample.count("ڕ") >= len(sample) / 60
            else None
        )
    if len(words & _KMR) >= 6 and not words & _NOT_KMR:
        return "kmr" if sample.count("ı") + sample.count("ğ") < 6 else None
    return None


# -- Arabic script -----------------------------------------------------------------------------------------------------

_SIMPLE = (("\u200c", ""), ("ە", "ه"), ("ھ", "ه"), ("ي", "ی"), ("ى", "ی"), ("ك", "ک"))  # spellings of old keyboards
_ARABIC_WORDS = {
    "ar": "في فی من على علی إلى الى الی إلی أن ان إن عن مع هذا هذه هذهِ التي التی الذي الذی بين بین خلال بعد قبل قال وقال كان کان وكان وکان لا ما لم لن قد "
    "كما کما أو او ثم حيث حیث عبر ذلك ذلک تم هو هي هی عام اليوم الیوم يوم یوم كل کل غير غیر لدى لدی ضد حول منذ عند أكد اکد أكدت بحث استقبل التقى التقی رئيس رئیس وزير وزیر "
    "الرئيس الرئیس العراق السفير السفیر أي إذا حتى حتی نحو دون أمام ولا وفي وفی ومن وقد وأن وإن هناك هناک نفسه بيان بیان",
    "fa": "از که را این با برای در به است آن هم می شد شده کرد کرده بود ها های تا یا بر اما خود نیز وی او ما یک دو سال روز پس گفت باید دارد دارند کند کنند شود "
    "می‌شود نمی میشود میکند بین اگر همه هر چه روی پیش سپس درباره علیه کشور وزیر رئیس جمهور ایران امروز دیدار افزود اظهار داشت ایرانی یکی دیگر بیش همین",
    "ckb": "له به که بۆ لهگهڵ ئهم ئهو لهسهر یان وهک بوو کرد دهکات کردن دهبێت ههر ههیه نییه پێ لێ تێ بهڵام ئهوه ئهمه ئهوهی دوای پێش نێوان لهنێوان لهلایهن "
    "کرا دهکرێت گوتی وتی ئهمڕۆ دوێنێ سهبارهت لهبارهی ههروهها بهپێی خۆی ئێمه ئهوان کردهوه هات زیاتر چهند ساڵی ڕۆژی رۆژی سهرۆکی وهزیری باڵیۆزی "
    "کوردستان ههرێمی ناو دا بوون بێت هیچ کهس لهو لهم بهو بهم دهکهن کردووه کردبوو ڕایگهیاند رایگهیاند تاکو ههموو هێشتا ئێستا سهر ڕێگهی ئهوا",
    "badini": "ل ژ ب د دگهل دناڤ لسهر ژبۆ ژبهر ئهڤ ئهڤه ئهڤێ ئهڤا یا یێ یێن وی وێ وان دێ کو کر کرن هاته هاتن هاتیه پشتی بهری دبێژیت دبێژن دکهت دکهن "
    "بوویه ههڤدیتن ههڤدیتنهک ههڤدیتنێ پێشوازی سهروک سهروکێ سهرۆکێ وهزیرێ ههرێما ههرێمێ کوردستانێ حکومهتا حکوومهتا مه ههمی گهلهک نوکه ئهڤرو ئهڤرۆ ئهڤرۆکه دناڤبهرا "
    "یهک ژێ لێ تێدا دا خو خۆ ئهو بتنێ چو هندهک پشکداری ژلایێ دبن دبیت ئێک نه ژی",
    "feyli": "ئهڕا وهگهرد وهل ئهوڕووژ ئمڕووژ ئیمڕوو ئمڕوو وه ئێ ک ئهژ ئهرا گشت دهیشت وهت وهتێ وهتگه کرد ئهوه ئهلا ئهلان نیشتمانی ئیه بیه ئهوان ئهوهل "
    "هاتگه هاتێ بوود کهێ کهن کهی دیری دیرێ خوهی ئێوه ئیمه وهتن لهگهرد ئهی ئهو ههم ئهنجوومهن کوردستان عراق ئهراق یهکیگ یهێ یهی جوور ئهمریکا له و",
    "azb": "بیر ایله اوچون ایچین اولان اولدو اولاراق دیر ائتدی ائدیب ائتدیلر لر لار سونرا بیز سیز اونون اونلار آذربایجان تورک بو گؤروش دئدی دئییب ایدی هر",
    "ur": "کے کی کا میں ہے ہیں سے کو نے اور پر یہ وہ کہ اس بھی تھا تھی تھے کیا گیا لیے ساتھ جو ایک نہیں ہو کر وزیر صدر ملاقات تک بعد کہا انہوں",
    "ps": "د او په چې سره کې څخه هم له دا دی ده یې هغه نه شوي کړي کړ وویل ته پر یو ولسمشر افغانستان",
    "ug": "ۋە بىلەن ئۈچۈن بۇ بىر بولۇپ دېدى ھەم كېيىن ئۇ ئۇنىڭ قىلدى",
}


def _table(words: dict[str, str], simplify: bool) -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for language, text in words.items():
        for word in dict.fromkeys((_simple(text) if simplify else text).split()):
            table[word] = (*table.get(word, ()), language)
    return table


def _simple(text: str) -> str:
    for old, new in _SIMPLE:
        text = text.replace(old, new)
    return text


_ARABIC_TABLE = _table(_ARABIC_WORDS, simplify=True)


def _arabic_script(sample: str, letters: int, hints: tuple[str, ...]) -> Identified:
    count = sample.count
    kurdish = count("ە") + count("ۆ") + count("ێ") + count("ڵ") + count("ڕ") + count("ڤ") + count("ه\u200c")
    simple = _simple(sample)
    scores = _scores(simple, _ARABIC_TABLE)
    length = letters / 100
    scores["ar"] += (count("ة") + count(" ال") * 0.7 + count("\nال") + count("أ") * 0.5) * 0.6
    scores["ur"] += (count("ہ") + count("ٹ") + count("ں") * 2 + count("ڑ") + count("ڈ") + count("ے")) * 0.7
    scores["ps"] += (
        count("ښ")
        + count("ځ")
        + count("ټ")
        + count("ډ")
        + count("ړ")
        + count("ړ")
        + count("ږ")
        + count("ۍ")
        + count("ڼ")
    ) * 0.8
    scores["ug"] += (count("ۇ") + count("ې") + count("ۈ") + count("ۋ") + count("ڭ")) * 0.8
    scores["fa"] += (simple.count("می‌") + count(" می\u200c") + count("‌های") + count("‌ها ")) * 1.0
    # Kurdish words are believed where the letters are there too: `له`, `به`, `که` are Arabic and Persian words as well.
    share = kurdish / letters
    weight = min(1.0, share / 0.045)
    for language in ("ckb", "badini", "feyli"):
        scores[language] = scores[language] * weight + min(kurdish * 0.5, 4 + 6 * length) * weight
    if share >= 0.03 and scores["ug"] < kurdish:
        for language in ("ar", "fa", "azb", "ur", "ps"):
            scores[language] *= 0.25
    scores["badini"] += (
        (simple.count("ێن ") + simple.count(" ژ ") + simple.count(" ل ") + simple.count("ڤ") * 0.3) * 0.7 * weight
    )
    scores["feyli"] += (
        count("ۊ") * 2
        + simple.count("هیل ") * 0.7
        + simple.count("هگان")
        + simple.count("هگه") * 0.5
        + simple.count("ێگ ")
    ) * weight
    scores["ckb"] += (simple.count("هکان") + simple.count("هکه") + simple.count(" ده") * 0.3 + 0.5) * weight
    return _decide(scores, hints, default="ar")


# -- Latin script ------------------------------------------------------------------------------------------------------

_LATIN_WORDS = {
    "en": "the of and to in a is that for on with as was by at from his her it he she they are were has had have be been will would its their this which who "
    "kills killed wounded officials local police state people year years day week month today after three two strike "
    "talk talks meets meet discuss discusses receives hosts calls says visit visits security leader leaders president consul general iraq's senior top court near attack support "
    "ties delegation ambassador government regional foreign what should joined them joins wraps up region's against his "
    "an or not but after said also between about into more than over during who new minister president met talks not we you i our all one there",
    "kmr": "li û ji bi ku de di ya yê yên jî xwe re ve bo ew wê wî vê vî ser her nav dê wek ne me hat kir got hate kirin dike bû bûn bûye heye hene tê "
    "gelek wan van hatin an a ê di navbera îro do sibe duh yek du sê ber berî piştî paş nava ligel serokê wezîrê konsolê balyozê kurdistanê herêma iraqê "
    "kurd em hûn ez tu min te ye in be bike bikin diyar kiriye ragihand daye dan bi hev lê herwiha jê tevî divê nû bal çend hemû",
    "zza": "seba mîyan mîyanê hetî qisey neweyî rayîr rayîrî zazayan rojan va ke nuşte bîyo bîyê ameyo ameya de ra rê ke xo zî o yo ya ê û na no semedê sewbîna mabênê heme hem yew ma mi mı to şima înan îna ameyî ame ameyo kerd kerdo kerdî kenê keno beno bî bîy vat vano vanê "
    "ser bin ver het hetê dima verê gore goreyê xoser eke hîna zaf enê nê bı rojê welatê dê a bi nêbeno",
    "tr": "ve bir bu ile için da de olarak olan daha gibi ne çok sonra kadar en ise ama her o olduğu olduğunu dedi ya ki yeni iki değil var göre tarafından "
    "arasında karşı önce ilgili bakanı cumhurbaşkanı başkanı görüştü etti edildi oldu ederek üzerine bugün biz ben mi diye şu bazı bütün",
    "az": "və bir bu ilə üçün olan da də olub edib olunub görə daha kimi ki sonra onun bildirib məsələ nazir prezident arasında edilib isə çox hər həmin respublikası tərəfindən",
    "fr": "le la les de des du et en un une est que qui dans pour par sur au aux avec ce cette il elle ne pas plus son sa ses se a été sont leur mais ou où à d'un d'une nous après être entre ont",
    "de": "der die das und in den von zu mit im für auf ist des dem ein eine nicht sich als auch es an hat bei nach wird am aus er sie werden einer wurde um haben über zur zum einen sind war",
    "es": "el la los las de del y en un una que es por con para se su al lo como más no fue ha sus entre este esta sobre desde también pero son está o hay ya",
    "it": "il la lo gli le di del della dei e in un una che è per con non si da al dal nel sono ha come più anche alla delle tra ma ed suo",
    "pt": "o a os as de do da dos das e em um uma que é por com para não se no na ao mais foi seu sua como entre são pelo pela também já",
    "nl": "de het een en van in is op te dat die voor met zijn niet aan er door om als bij ook naar uit maar heeft wordt werd over",
    "sv": "och att det i en är på som av för med den till inte har om ett var han hon de från vid kan så efter sig",
    "id": "yang dan di dengan untuk dari pada dalam ini itu akan oleh tidak telah ke adalah sebagai juga mereka antara",
    "sq": "të e në dhe i me për një nga që është më së ka si u do janë se ky kjo",
    "ro": "și de la în a cu pe din un o care nu este pentru mai s-a fost au al ale sau prin după",
    "so": "oo ka ku iyo la waxa uu in ay waa si wasiirka madaxweynaha soo ee",
}
_LATIN_TABLE = _table(_LATIN_WORDS, simplify=False)


def _latin_script(sample: str, hints: tuple[str, ...]) -> Identified:
    low = sample.replace("İ", "i").lower()
    scores = _scores(low, _LATIN_TABLE)
    scores["en"] += (
        low.count("sh") + low.count("th") + low.count("ck") + low.count("ing ") + low.count("tion") + low.count("ed ")
    ) * 0.25
    if not low.isascii():
        count = low.count
        hats, hat_e = count("î") + count("û"), count("ê")
        turkish = count("ı") + count("ğ")
        scores["kmr"] += hats * 0.5 + hat_e * 0.4 + (count("ş") * 0.2 if hats + hat_e else 0) - turkish * 0.3
        scores["zza"] += hats * 0.35 + hat_e * 0.45 - (count("ğ") * 0.2)
        scores["tr"] += turkish * 0.6 + (count("ö") + count("ü") + count("ş")) * 0.25 - (hats + hat_e) * 0.3
        scores["az"] += count("ə") * 0.6
        scores["fr"] += (count("é") + count("è") + count("à") + count("œ")) * 0.5 + (
            count("d'") + count("l'") + count("d’") + count("l’")
        ) * 0.4
        scores["de"] += (count("ä") + count("ß") + count("ü") * 0.5 + count("ö") * 0.5) * 0.4
        scores["es"] += (count("ñ") + count("ó") + count("¿") + count("í")) * 0.5
        scores["pt"] += (count("ã") + count("õ") + count("ção") * 2) * 0.5
        scores["sv"] += (count("å") + count("ä")) * 0.4
        scores["ro"] += (count("ț") + count("ă") + count("ș")) * 0.6
        scores["sq"] += count("ë") * 0.4
        if turkish == 0 and hats + hat_e and not scores["fr"]:
            scores["kmr"] += 0.5
    return _decide(scores, hints, default="und")


def _other_script(pages: bytes) -> Identified:
    blocks = {4: "ru", 3: "el", 5: "he", 7: "syr", 9: "hi", 0x4E: "zh", 0x30: "ja", 0xAC: "ko"}
    best = max(blocks, key=lambda page: pages.count(page))
    return Identified(
        language=blocks[best] if pages.count(best) else "und", confidence=0.6 if pages.count(best) else 0.0
    )


# -- both --------------------------------------------------------------------------------------------------------------


def _scores(text: str, table: dict[str, tuple[str, ...]]) -> defaultdict[str, float]:
    """Function words seen, by language; a word of several languages counts a share for each."""
    scores: defaultdict[str, float] = defaultdict(float)
    for languages, hits in Counter(map(table.get, text.split())).items():
        if languages:
            share = hits if len(languages) == 1 else hits * (1.3 / len(languages))
            for language in languages:
                scores[language] += share
    return scores


# what a feed's own word weighs; less that Kurdish in Arabic letters is Kurmanji, since feeds say so of all Kurdish
_HINT = 0.8
_HINT_OF = {"badini": 0.5}


def _decide(scores: defaultdict[str, float], hints: tuple[str, ...], default: str) -> Identified:
    for hint in hints:
        scores[hint] += _HINT_OF.get(hint, _HINT)
    ranked = sorted(scores.items(), key=lambda item: -item[1])[:4]
    if not ranked or ranked[0][1] <= 0:
        return Identified(language=default, confidence=0.0 if default == "und" else 0.3)
    best, top = ranked[0]
    family = {"ckb", "badini", "feyli"}
    rest = max((score for language, score in ranked[1:] if not {language, best} <= family), default=0.0)
    second = ranked[1][1] if len(ranked) > 1 else 0.0
    evidence = top - (_HINT_OF.get(best, _HINT) if best in hints else 0.0)
    confidence = min(0.99, (top - max(rest, 0.0)) / (top + 0.5)) * min(1.0, 0.35 + evidence / 5)
    if best in family:
        confidence *= 0.75 + 0.25 * min(1.0, (top - second) / (0.2 * top + 0.1))
    confidence = round(max(0.05, confidence), 3)
    if best == "badini":
        return Identified(language="kmr", confidence=confidence, variety="badini")
    if best == "feyli":
        return Identified(language="ckb", confidence=min(confidence, 0.4), variety="feyli")
    return Identified(language=best, confidence=confidence)


def _hints(declared: str | None, outlet: str | None, *, arabic: bool) -> tuple[str, ...]:
    found = []
    for text in (declared, (outlet or "").rpartition("-")[2] if outlet else None):
        code = (text or "").strip().lower().replace("_", "-").split("-")[0]
        if code in ("ku", "kur", "kurdish"):
            code = "ckb" if arabic else "kmr"
        if code == "kmr" and arabic:
            code = "badini"
        known = _ARABIC_WORDS if arabic else _LATIN_WORDS
        if code in known and code not in found:
            found.append(code)
    return tuple(found)
