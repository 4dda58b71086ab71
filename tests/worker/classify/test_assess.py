"""assess: who met whom, in short made-up reports of four languages."""

import gc
from datetime import UTC, date, datetime

import pytest

from storage.records import Assessment, Entry, Mention, Mode, Status, body_of
from worker.classify.assess import assess, assess_all, assess_text
from worker.knowledge.load import load_knowledge

DAY = date(2023, 6, 15)  # a Thursday


def told(title: str, text: str, **more: str) -> Assessment:
    return assess_text(title, text, load_knowledge(), published=DAY, **more)


def only(answer: Assessment) -> Mention:
    assert len(answer.mentions) == 1, answer.reasons
    return answer.mentions[0]


def leads(mention: Mention) -> dict[str | None, str | None]:
    return {p.polity: p.name for p in mention.participants if p.lead}


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "Kurdistan Region President receives Polish ambassador",
            "ERBIL (Kurdistan 24) – Kurdistan Region President Nechirvan Barzani on Wednesday received Marek Wolski, the Polish Ambassador to Iraq.",
        ),
        (
            "رئيس إقليم كوردستان يستقبل السفير البولندي",
            "أربيل (كوردستان 24)- استقبل رئيس إقليم كوردستان نيجيرفان بارزاني، أمس الأربعاء، السفير البولندي لدى العراق ماريك فولسكي.",
        ),
        (
            "سەرۆکی هەرێمی کوردستان پێشوازی لە باڵیۆزی پۆڵەندا کرد",
            "نێچیرڤان بارزانی، سەرۆکی هەرێمی کوردستان، دوێنێ چوارشەممە لە هەولێر پێشوازی لە مارێک ڤۆلسکی، باڵیۆزی پۆڵەندا لە عێراق کرد.",
        ),
        (
            "Nêçîrvan Barzanî pêşwazî li Balyozê Polonyayê kir",
            "Hewlêr (Rûdaw) – Serokê Herêma Kurdistanê Nêçîrvan Barzanî duh Çarşemê li Hewlêrê pêşwazî li Balyozê Polonyayê yê li Iraqê Marek Wolskî kir.",
        ),
    ],
    ids=["en", "ar", "ckb", "kmr"],
)
def test_an_ambassador_whom_no_list_knows_is_a_named_participant(title: str, text: str) -> None:
    mention = only(told(title, text))
    assert mention.status is Status.HELD
    assert mention.mode is Mode.IN_PERSON
    assert mention.date == date(2023, 6, 14)
    assert (mention.city, mention.country) == ("Erbil", "IQ-KR")
    assert leads(mention).keys() == {"IQ-KR", "PL"}
    assert leads(mention)["IQ-KR"] == "Nechirvan Barzani"
    assert (leads(mention)["PL"] or "").split()[0] in ("Marek", "Mark", "Marik")


@pytest.mark.parametrize("office", ["British Ambassador to Iraq", "British Ambassador"])
def test_half_a_name_is_enough_of_the_one_envoy_to_iraq_whatever_envoys_his_country_has_elsewhere(office: str) -> None:
    text = f"ERBIL - Prime Minister Masrour Barzani on Monday received {office} Mark Bryson in Erbil."
    mention = only(assess_text("Barzani receives envoy", text, load_knowledge(), published=date(2022, 3, 2)))
    assert leads(mention)["GB"] == "Mark Bryson-Richardson"


def test_every_field_of_a_mention_has_evidence_that_quotes_its_sentence() -> None:
    title, text = (
        "Barzani calls Macron",
        "Kurdistan Region President Nechirvan Barzani spoke by phone with French President Emmanuel Macron on Thursday.",
    )
    mention = only(told(title, text))
    fields = {e.field for e in mention.evidence}
    assert {"meeting", "status", "mode", "date", "participants.0", "participants.0.polity", "participants.1"} <= fields
    for e in mention.evidence:
        assert e.rule
        if e.start is not None and e.end is not None:
            assert body_of(title, text)[e.start : e.end] == e.text


def test_a_call_has_no_place() -> None:
    mention = only(
        told(
            "Call",
            "BAGHDAD – Iraqi Prime Minister Mohammed Shia al-Sudani spoke by phone with Jordan's King Abdullah II on Thursday.",
        )
    )
    assert mention.mode is Mode.PHONE
    assert mention.city is None
    assert mention.country is None


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("KDP and PUK meet in Erbil", "ERBIL – Delegations of the KDP and the PUK met in Erbil on Thursday."),
        ("Iraq meet Jordan in Asian Cup", "Iraq meet Jordan on Friday at the stadium in Doha, the coach of the national football team said."),
        ("Barzani offers condolences to Erdogan", "Prime Minister Masrour Barzani sent a letter of condolence to Turkish President Recep Tayyip Erdogan on Thursday."),
        ("السوداني يلتقي رئيس مجلس القضاء", "التقى رئيس مجلس الوزراء محمد شياع السوداني، اليوم الخميس، رئيس مجلس القضاء الأعلى فائق زيدان."),
    ],
)  # fmt: skip
def test_no_meeting_has_a_reason(title: str, text: str) -> None:
    answer = told(title, text)
    assert answer.mentions == ()
    assert answer.reasons


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "a" * 5000, "؟" * 300, "\u200f\u202a", "<p>&nbsp;", "met " * 3000, "🙂 met 🙂", "\ud800"]
)
def test_no_text_raises(text: str) -> None:
    assert told(text, text).mentions == ()


@pytest.mark.parametrize(
    "said",
    [
        "will not hold a meeting with",
        "has refused to hold talks with",
        "refused to hold further talks with",
        "was unable to hold a meeting with",
        "failed to hold a bilateral meeting with",
        "did not have a bilateral meeting with",
        "did not have any meeting with",
        "never had a separate meeting with",
        "may yet hold another bilateral meeting with",
        "could hold a meeting with",
        "is not to meet",
        "is not expected to meet",
        "is no longer expected to meet",
        "has no immediate plans to meet",
        "left Paris without meeting",
        "left Paris without holding a meeting with",
    ],
)
def test_what_was_denied_or_refused_is_no_meeting(said: str) -> None:
    assert told("", f"Prime Minister Masrour Barzani {said} French President Emmanuel Macron.").mentions == ()


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("had a separate meeting with", Status.HELD),
        ("not only met Iraqi officials but also received", Status.HELD),
        ("will hold another meeting with", Status.PLANNED),
        ("is to hold further talks with", Status.PLANNED),
        (", who held no direct talks with Iran, met", Status.HELD),
        (", who has no planned meetings with Iran, received", Status.HELD),
    ],
)
def test_what_is_not_denied_is_a_meeting(said: str, status: Status) -> None:
    met = only(told("", f"Prime Minister Masrour Barzani {said} French President Emmanuel Macron on Thursday."))
    assert (met.status, set(leads(met))) == (status, {"IQ-KR", "FR"})


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "رفض رئيس الوزراء العراقي محمد شياع السوداني لقاء الرئيس التركي رجب طيب أردوغان."),
        ("ar", "غادر رئيس الوزراء العراقي محمد شياع السوداني أنقرة دون أن يلتقي الرئيس التركي رجب طيب أردوغان."),
        ("ar", "غادر رئيس الوزراء العراقي محمد شياع السوداني أنقرة من دون لقاء الرئيس التركي رجب طيب أردوغان."),
        ("ckb", "مەسرور بارزانی پاریسی بەجێهێشت بەبێ ئەوەی لەگەڵ ئیمانوێل ماکرۆن کۆببێتەوە."),
        ("kmr", "Mesrûr Barzanî bêyî ku bi Emmanuel Macron re bicive ji Parîsê vegeriya."),
    ],
)
def test_what_was_left_undone_is_no_meeting(language: str, text: str) -> None:
    assert told("", text, language=language).mentions == ()


def test_an_assessment_leaves_nothing_to_the_garbage_collector() -> None:
    """Workers let it look rarely: a circle among the notes of an entry would keep its whole text until then."""
    title = "Kurdistan Region President receives Polish ambassador"
    text = (
        "ERBIL (Kurdistan 24) – Kurdistan Region President Nechirvan Barzani on Wednesday received Marek Wolski, the Polish Ambassador to Iraq. "
        "The ministry's spokesman told reporters that the visit follows one of last year. "
        "\n\nThe Interior Minister of Iraq said in Baghdad that the border is quiet."
    )
    only(told(title, text))
    gc.collect()
    gc.disable()
    gc.set_debug(gc.DEBUG_SAVEALL)  # keeps what is found, for a thread of another test may leave circles meanwhile
    try:
        only(told(title, text))
        gc.collect()
        ours = [o for o in gc.garbage if getattr(o, "__module__", type(o).__module__).startswith("worker.")]
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
        gc.enable()
    assert ours == []


def test_a_batch_is_answered_as_its_entries_are_alone_and_none_holds_the_others_up() -> None:
    def entry(title: str, text: str) -> Entry:
        return Entry(
            feed_id=1, key=title, title=title, text=text, first_seen_at=datetime(2023, 6, 15, 9, tzinfo=UTC), revision=2
        )

    knowledge = load_knowledge()
    met = entry(
        "Kurdistan Region President receives Polish ambassador",
        "Kurdistan Region President Nechirvan Barzani on Wednesday received Marek Wolski, the Polish Ambassador to Iraq.",
    )
    cannot = entry("A text that is none", 5)  # type: ignore[arg-type]
    dry = entry(
        "لا أمطار قبل نهاية الشهر",
        "قال مدير الأنواء الجوية إن الأمطار لن تهطل قبل نهاية الشهر في أي محافظة من محافظات البلاد.",
    )
    other = entry(
        "Die Verhandlungen",
        "Die Minister haben sich gestern in Berlin getroffen, und sie werden sich wieder treffen, wie es heißt.",
    )
    first, failed, *rest = assess_all([met, cannot, dry, other], knowledge)
    assert isinstance(failed, TypeError)
    assert [first, *rest] == [assess(one, knowledge) for one in (met, dry, other)]
    assert isinstance(first, Assessment)
    assert only(first).revision == 2


@pytest.mark.parametrize(
    ("backfill", "source", "day"),
    [(True, "first-seen", None), (False, "first-seen", date(2024, 3, 6)), (True, "feed", date(2024, 3, 6))],
)
def test_today_is_no_day_where_nobody_knows_when_it_was_written(backfill: bool, source: str, day: date | None) -> None:
    seen = datetime(2024, 3, 6, 12, tzinfo=UTC)
    text = "Masrour Barzani, prime minister of the Kurdistan Region, met with French President Emmanuel Macron in Erbil today."
    entry = Entry(
        feed_id=1, key="a", title="A meeting", text=text, language="en", first_seen_at=seen, published_at=seen, time_source=source,
        backfill=backfill,
    )  # fmt: skip
    for answer in (assess(entry, load_knowledge()), *assess_all([entry], load_knowledge())):
        assert isinstance(answer, Assessment)
        assert [one.date for one in answer.mentions] == [day]
