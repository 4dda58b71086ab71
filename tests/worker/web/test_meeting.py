"""The page of a meeting: each field with who says it and in which words."""

from dataclasses import replace

from storage.records import Evidence, Phase, Status, Story, Transition
from tests.worker.dedupe.builders import NECHIRVAN, NOON, days, mention, office, telling
from worker.dedupe.merge import merge
from worker.web.meeting import meeting_page

SAID = (
    Evidence(field="status", rule="cue", text="ڕۆژی چوارشەممە کۆبوونەوە"),
    Evidence(field="place", rule="where", text="<b>in Erbil</b>"),
)
FIRST = telling(
    mention(topics=("energy",), evidence=SAID),
    outlet="Rudaw",
    language="ckb",
    title="کۆبوونەوە",
    url="https://rudaw.example/1",
)
SECOND = telling(
    mention(city="Duhok"), outlet="Shafaq", id=2, at=NOON + days(0.1), title="They met", url="javascript:alert(1)"
)
MEETING = merge((FIRST, SECOND), key="m-1", now=NOON).meeting
LIFE = (Transition(meeting_id=1, phase=Phase.HELD, at=NOON, mention_id=1, reason="Rudaw reports that it was held"),)
STORY = Story(meeting=MEETING, tellings=(FIRST, SECOND), transitions=LIFE)


def test_a_field_stands_with_its_outlets_its_sentence_and_what_others_say() -> None:
    page = meeting_page(STORY, "en")
    assert '<bdi>Erbil</bdi> <bdi class="outlet">Rudaw</bdi> <a class="outlet" href="#s2">[2]</a>' in page
    assert "others say: Duhok (Shafaq)" in page
    assert (
        '<li id="s1"><span lang="ckb" dir="auto">ڕۆژی چوارشەممە کۆبوونەوە</span> <bdi class="outlet">Rudaw</bdi></li>'
        in page
    )
    assert "Confidence: " in page
    assert "reports: 2, independent owner groups: 2" in page


def test_what_outlets_write_is_text_and_odd_addresses_are_no_links() -> None:
    page = meeting_page(STORY, "en")
    assert "&lt;b&gt;in Erbil" in page
    assert "javascript" not in page


def test_its_life_names_the_outlet_of_each_step_or_the_reason_where_no_outlet_brought_it() -> None:
    withdrawn = Transition(
        meeting_id=1, phase=Phase.WITHDRAWN, at=NOON + days(1), reason="Rebin says that it is no meeting: a fair"
    )
    page = meeting_page(replace(STORY, transitions=(*LIFE, withdrawn)), "ar")
    assert '<bdi>عُقد</bdi> <bdi class="outlet">Rudaw</bdi>' in page
    assert "Rebin says that it is no meeting: a fair" in page


def test_a_meeting_that_was_put_off_is_not_said_to_be_called_off() -> None:
    off = replace(MEETING, status=Status.CANCELLED, phase=Phase.POSTPONED)
    assert "<bdi>postponed</bdi>" in meeting_page(replace(STORY, meeting=off), "en")


def test_a_day_that_no_text_names_is_said_to_be_that_of_the_report() -> None:
    unsure = telling(mention(date_sure=False))
    meeting = merge((unsure,), key="m-1", now=NOON).meeting
    assert "the day of the report; the text names none" in meeting_page(
        Story(meeting=meeting, tellings=(unsure,)), "en"
    )


def test_an_office_without_a_name_and_a_withdrawn_meeting_have_a_page() -> None:
    consul = telling(mention(NECHIRVAN, office("Consul General in Erbil", "FR")))
    meeting = merge((consul,), key="m-1", now=NOON).meeting
    assert meeting_page(Story(meeting=meeting, tellings=(consul,)), "ckb")
    gone = replace(MEETING, phase=Phase.WITHDRAWN)
    assert "Withdrawn: " in meeting_page(Story(meeting=gone), "en")
