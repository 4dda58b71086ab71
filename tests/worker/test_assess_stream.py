import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from benchmarks.score_dedupe import STORIES, figures, from_texts, given, item
from storage.records import Assessment, Mode
from tests.worker.dedupe.builders import MASROUR, MINISTER, NECHIRVAN, assessment, entry, mention
from worker.assess_stream import resolve_stream, resolved_answers
from worker.classify import contract
from worker.knowledge.load import Knowledge, load_knowledge

NOW = datetime(2026, 1, 1, tzinfo=UTC)
GOLD = Path(__file__).parents[3] / "shared" / "gold" / "dev.jsonl"

VISIT_EN = {
    "id": "a",
    "outlet": "Rudaw",
    "published": "2024-06-05T15:00:00+03:00",
    "title": "President Nechirvan Barzani receives French President Emmanuel Macron",
    "text": "ERBIL - Kurdistan Region President Nechirvan Barzani received French President Emmanuel Macron in Erbil on Wednesday.",
}
VISIT_AR = {
    "id": "b",
    "outlet": "Shafaq News",
    "published": "2024-06-05T16:00:00+03:00",
    "title": "نيجيرفان بارزاني يستقبل الرئيس الفرنسي إيمانويل ماكرون",
    "text": "استقبل رئيس إقليم كوردستان نيجيرفان بارزاني، اليوم الأربعاء، الرئيس الفرنسي إيمانويل ماكرون في أربيل.",
}


def lines(*items: object) -> list[bytes]:
    return [json.dumps(one).encode() if isinstance(one, dict) else one for one in items]  # type: ignore[misc]


def test_items_are_resolved_against_those_before_as_a_stream() -> None:
    asked: list[int] = []

    def source() -> Iterator[bytes]:
        for number, line in enumerate(lines(VISIT_EN, VISIT_AR)):
            asked.append(number)
            yield line

    answers = resolved_answers(source(), load_knowledge(), now=NOW)
    first = next(answers)
    assert asked == [0]  # answered before the next line is read
    second = next(answers)
    assert first["meetings"][0]["meeting"] == second["meetings"][0]["meeting"]
    assert first["meetings"][0]["meeting"].startswith("m-")


def test_a_line_that_cannot_be_read_is_answered_in_its_place() -> None:
    found = list(resolved_answers(lines(VISIT_EN, b"{", VISIT_AR), load_knowledge(), now=NOW))
    assert ["error" in one for one in found] == [False, True, False]
    assert found[0]["meetings"][0]["meeting"] == found[2]["meetings"][0]["meeting"]


def test_a_fault_of_ours_in_one_item_is_told_and_the_stream_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = contract.assess_item

    def stumbles(item: contract.Line, knowledge: Knowledge) -> Assessment:
        if item["id"] == "a":
            raise IndexError("list index out of range")
        return ours(item, knowledge)

    monkeypatch.setattr(contract, "assess_item", stumbles)
    bad, good = contract.answers(lines(VISIT_EN, VISIT_AR), load_knowledge())
    assert bad == {"id": "a", "line": 1, "error": "IndexError: list index out of range", "lang": None, "meetings": []}
    assert good["id"] == "b"
    assert len(good["meetings"]) == 1


def test_keys_stand_in_the_order_of_the_mentions() -> None:
    two = assessment(mention(NECHIRVAN, MINISTER), mention(MASROUR, MINISTER, mode=Mode.PHONE, city=None, country=None))
    again = assessment(*reversed(two.mentions))
    first, second = resolve_stream([(entry("a"), two), (entry("b", outlet="INA"), again)], now=NOW)
    assert first.keys == tuple(reversed(second.keys))
    assert len(set(first.keys)) == 2


@pytest.mark.skipif(not GOLD.exists(), reason="the gold file lies beside the checkout, and is not there")
@pytest.mark.parametrize(("blind", "least"), [(False, 0.99), (True, 0.97)])
def test_with_gold_participants_nothing_is_mixed_and_little_is_split(blind: bool, least: float) -> None:
    """Also with every name unlinked and in its own script, so that it is matched by sound alone."""
    gold = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines() if '"event"' in line]
    told = []
    for line, found in zip(gold, resolve_stream((item(one, blind) for one in gold), now=NOW), strict=True):
        told += [(line["lang"], m["event"], key) for m, key in zip(line["meetings"], found.keys, strict=True)]
    reached = figures(told)
    assert reached["bcubed_p"] == 1.0
    assert reached["bcubed_f1"] >= least


@pytest.mark.slow
@pytest.mark.parametrize(("how", "least"), [("given", 0.99), ("blind", 0.96), ("texts", 0.97)])
def test_stories_told_in_four_languages_are_folded_and_none_is_mixed(how: str, least: float) -> None:
    """By strangers; from the texts alone what is not found stands alone (docs/dedupe.md: what was reached before they were read)."""
    lines = [json.loads(line) for line in STORIES.read_text("utf-8").splitlines()]
    keys = from_texts(lines, NOW) if how == "texts" else given(lines, how == "blind", NOW)
    reached = figures(
        [
            (x["lang"], m["event"], k)
            for x, mine in zip(lines, keys, strict=True)
            for m, k in zip(x["meetings"], mine, strict=True)
        ]
    )
    assert reached["pairs_wrong"] == 0
    assert reached["bcubed_f1"] >= least
