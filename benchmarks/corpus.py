"""A seeded corpus shaped like news: feeds of English and Arabic entries of about 250 words, one in twenty a diplomatic meeting."""

import html
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

START = datetime(2024, 3, 5, 6, tzinfo=UTC)
_EN = [
    "government",
    "security",
    "forces",
    "market",
    "prices",
    "council",
    "region",
    "province",
    "people",
    "water",
    "oil",
    "power",
    "school",
    "hospital",
    "report",
    "source",
    "statement",
    "minister",
    "district",
    "project",
    "road",
    "winter",
    "rain",
    "season",
    "company",
    "budget",
    "salary",
    "employees",
    "parliament",
    "party",
    "election",
    "law",
    "court",
    "police",
    "attack",
    "border",
    "trade",
    "dollar",
    "gold",
    "bank",
    "student",
    "university",
    "teacher",
    "doctor",
    "farmer",
    "wheat",
    "river",
    "dam",
    "weather",
    "football",
    "team",
    "match",
    "league",
]
_AR = [
    "الحكومة",
    "الأمن",
    "القوات",
    "السوق",
    "الأسعار",
    "المجلس",
    "الإقليم",
    "المحافظة",
    "المواطنين",
    "المياه",
    "النفط",
    "الكهرباء",
    "المدارس",
    "المستشفى",
    "التقرير",
    "المصدر",
    "البيان",
    "القضاء",
    "المشروع",
    "الطريق",
    "الشتاء",
    "الأمطار",
    "الموسم",
    "الشركة",
    "الموازنة",
    "الرواتب",
    "الموظفين",
    "البرلمان",
    "الحزب",
    "الانتخابات",
    "القانون",
    "المحكمة",
    "الشرطة",
    "الهجوم",
    "الحدود",
    "التجارة",
    "الدولار",
    "الذهب",
    "المصرف",
    "الطلبة",
    "الجامعة",
    "المعلم",
    "الطبيب",
    "الفلاح",
    "القمح",
    "النهر",
    "السد",
    "الطقس",
    "كرة",
    "القدم",
    "الفريق",
    "المباراة",
]
_MEETINGS_EN = (
    ("Nechirvan Barzani", "Kurdistan Region President", "the French Ambassador to Iraq, {name}"),
    ("Masrour Barzani", "Kurdistan Region Prime Minister", "the Turkish Consul General in Erbil, {name}"),
    ("Fuad Hussein", "Iraqi Foreign Minister", "the German Ambassador to Iraq, {name}"),
    ("Mohammed Shia al-Sudani", "Iraqi Prime Minister", "the Italian Ambassador to Iraq, {name}"),
)
_MEETINGS_AR = (
    ("نيجيرفان بارزاني", "رئيس إقليم كوردستان", "السفير الفرنسي لدى العراق {name}"),
    ("مسرور بارزاني", "رئيس حكومة إقليم كوردستان", "القنصل العام التركي في أربيل {name}"),
    ("فؤاد حسين", "وزير الخارجية العراقي", "السفير الألماني لدى العراق {name}"),
)
_NAMES_EN = ("Paul Martin", "Marc Dubois", "Jan Becker", "Luca Ferri", "Emre Kaya", "Anna Weber", "Claire Petit")
_NAMES_AR = ("بول مارتن", "مارك دوبوا", "يان بيكر", "لوكا فيري", "أمره كايا", "آنا فيبر")


@dataclass(frozen=True, slots=True)
class Item:
    """One generated entry."""

    id: int
    language: str
    title: str
    paragraphs: tuple[str, ...]
    published: datetime
    meeting: bool


def items(count: int, *, seed: int = 7, every: int = 20) -> Iterator[Item]:
    """Entries, alternately English and Arabic; each `every`-th is a meeting. The same seed gives the same entries."""
    rng = random.Random(seed)
    words = {
        "en": _vocabulary(rng, _EN, "abdefghiklmnoprstuvz"),
        "ar": _vocabulary(rng, _AR, "ابتثجحخدرزسشصطعغفقكلمنهوي"),
    }
    for number in range(count):
        language = "en" if number % 2 == 0 else "ar"
        meeting = number % every == every // 2 + (number // every) % 2
        published = START + timedelta(minutes=number % 600)
        yield _item(rng, number, language, words[language], published, meeting)


def _vocabulary(rng: random.Random, real: list[str], letters: str) -> tuple[list[str], list[float]]:
    made = ["".join(rng.choice(letters) for _ in range(rng.randint(3, 9))) for _ in range(6000)]
    ranked = real + made
    return ranked, [1 / (rank + 3) for rank in range(len(ranked))]


def _item(
    rng: random.Random,
    number: int,
    language: str,
    words: tuple[list[str], list[float]],
    published: datetime,
    meeting: bool,
) -> Item:
    def prose(count: int) -> str:
        return " ".join(rng.choices(words[0], words[1], k=count)).capitalize() + "."

    paragraphs = [" ".join(prose(12) for _ in range(4)) for _ in range(5)]
    title = prose(9)
    if meeting and language == "en":
        host, office, guest = rng.choice(_MEETINGS_EN)
        name = rng.choice(_NAMES_EN)
        title = f"{host} receives {name}"
        paragraphs[0] = (
            f"ERBIL (Kurdistan 24) – {office} {host} on Tuesday received {guest.format(name=name)}. They discussed bilateral ties and security. {prose(12)}"
        )
    elif meeting:
        host, office, guest = rng.choice(_MEETINGS_AR)
        name = rng.choice(_NAMES_AR)
        title = f"{host} يستقبل {name}"
        paragraphs[0] = (
            f"شفق نيوز/ استقبل {office} {host}، اليوم الثلاثاء، {guest.format(name=name)}. وبحث الجانبان العلاقات الثنائية والأمن. {prose(12)}"
        )
    return Item(number, language, title, tuple(paragraphs), published, meeting)


def rss(batch: list[Item]) -> bytes:
    """The entries as an RSS 2.0 feed in WordPress' style."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">',
        "<channel><title>Bench</title><link>https://bench.example/</link><description>generated</description>",
    ]
    for item in batch:
        body = "".join(f"<p>{html.escape(paragraph, quote=False)}</p>\n" for paragraph in item.paragraphs)
        lines.append(
            f"<item><title>{html.escape(item.title, quote=False)}</title><link>https://bench.example/story/{item.id}</link>"
            f'<guid isPermaLink="false">bench-{item.id}</guid><pubDate>{format_datetime(item.published)}</pubDate>'
            f"<dc:creator>Desk</dc:creator><category>Iraq</category>"
            f"<description>{html.escape(item.paragraphs[0][:200], quote=False)}</description>"
            f"<content:encoded><![CDATA[{body}]]></content:encoded></item>"
        )
    lines.append("</channel></rss>")
    return "\n".join(lines).encode()


def feeds(count: int, *, per_feed: int = 20, seed: int = 7) -> list[bytes]:
    """`count` entries as feeds of `per_feed`."""
    everything = list(items(count, seed=seed))
    return [rss(everything[start : start + per_feed]) for start in range(0, count, per_feed)]
