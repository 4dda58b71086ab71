from storage.records import Evidence, Status
from tests.worker.dedupe.builders import (
    DAY,
    MACRON,
    MINISTER,
    NECHIRVAN,
    NOON,
    days,
    known,
    mention,
    planned,
    postponed,
    telling,
)
from worker.dedupe.accounts import Quote, accounts, coverage, readouts
from worker.dedupe.merge import merge

PALACE = telling(mention(topics=("energy", "bilateral")), id=1, outlet="Presidency", side="IQ-KR")
ELYSEE = telling(
    mention(NECHIRVAN, MACRON, known("Patrick Durel", "FR", "Adviser", lead=False), city="Paris", country="FR", topics=("rights", "bilateral")),
    id=2, outlet="Elysee", side="FR", at=NOON + days(1 / 24),
)  # fmt: skip
PRESS = telling(mention(), id=3, outlet="Rudaw", at=NOON + days(0.1), language="ckb")
TOLD = (PALACE, ELYSEE, PRESS)
MEETING = merge(TOLD, key="m-1", now=NOON).meeting


def test_every_field_says_who_says_it_and_who_contradicts() -> None:
    by_field = {a.field: a for a in accounts(MEETING, TOLD)}
    assert (by_field["city"].taken.value, by_field["city"].taken.said_by) == ("Erbil", ("Presidency", "Rudaw"))
    assert [(c.value, c.said_by) for c in by_field["city"].others] == [("Paris", ("Elysee",))]
    assert by_field["date"].corroboration == 3


def test_each_participant_and_topic_has_its_voices() -> None:
    voices = {a.taken.value: a.taken.said_by for a in accounts(MEETING, TOLD) if a.field in ("participant", "topic")}
    assert voices["Patrick Durel (FR)"] == ("Elysee",)
    assert voices["bilateral"] == ("Elysee", "Presidency")


def test_two_addresses_of_one_owner_are_one_voice() -> None:
    one = telling(mention(), id=1, outlet="K24 English", owner_group="K24")
    two = telling(mention(), id=2, outlet="K24 Arabic", owner_group="K24")
    made = merge((one, two), key="m-1", now=NOON)
    assert accounts(made.meeting, (one, two))[0].corroboration == 1
    assert made.meeting.owner_groups == ("K24",)


def test_announced_and_then_held_contradicts_nothing() -> None:
    told = (telling(planned(), id=1, outlet="INA", at=NOON - days(1)), telling(mention(), id=2))
    status = accounts(merge(told, key="m-1", now=NOON).meeting, told)[0]
    assert (status.taken.value, status.others) == (Status.HELD.value, ())


def test_what_was_told_before_it_was_put_off_contradicts_nothing() -> None:
    told = (
        telling(planned(), id=1, outlet="INA", at=NOON - days(3)),
        telling(postponed(date=DAY + days(4)), id=2, outlet="K24", at=NOON - days(1)),
        telling(mention(date=DAY + days(4)), id=3, at=NOON + days(4)),
        telling(mention(date=DAY + days(3)), id=4, outlet="Shafaq", at=NOON + days(4)),
    )
    by_field = {a.field: a for a in accounts(merge(told, key="m-1", now=NOON).meeting, told)}
    assert by_field["status"].others == ()
    assert [(c.value, c.said_by) for c in by_field["date"].others] == [(str(DAY + days(3)), ("Shafaq",))]


def test_readouts_of_both_sides_stand_side_by_side() -> None:
    french, kurdish = readouts(MEETING, TOLD)
    assert (french.side, kurdish.side) == ("FR", "IQ-KR")
    assert "topic: rights" in french.says
    assert french.omits == ("topic: energy",)
    assert french.contradicts == ("city: Paris, others Erbil", "country: FR, others IQ-KR")
    assert kurdish.omits == ("participant: Patrick Durel (FR)", "topic: rights")


def test_the_press_gives_no_readout() -> None:
    assert readouts(merge((PRESS,), key="m-1", now=NOON).meeting, (PRESS,)) == ()


def test_who_took_no_part_gives_no_readout() -> None:
    """The news service of the United Nations on a meeting of others is a report like any."""
    told = (PRESS, telling(mention(), id=4, outlet="UN News", side="UN"))
    assert readouts(merge(told, key="m-1", now=NOON).meeting, told) == ()


def test_coverage_says_who_was_first_and_how_far_behind_the_others() -> None:
    rows = coverage((*TOLD, telling(mention(MINISTER, NECHIRVAN), id=4, outlet="Rudaw", at=NOON + days(0.2))))
    assert [(r.outlet, r.minutes_after_first, r.tellings) for r in rows] == [
        ("Presidency", 0, 1),
        ("Elysee", 60, 1),
        ("Rudaw", 144, 2),
    ]
    assert rows[2].languages == ("ckb", "en")


def test_each_field_has_the_sentence_of_the_first_telling_that_gives_it() -> None:
    said = (
        Evidence(field="date", rule="when", text="on  Tuesday"),
        Evidence(field="place", rule="where", text="in Erbil"),
        Evidence(field="participants.1", rule="actor", text="received Macron"),
        Evidence(field="topics.energy", rule="topic", text=""),
    )
    later = telling(mention(evidence=(Evidence(field="date", rule="when", text="Tuesday"),)), at=NOON + days(0.1), id=2)
    first = telling(mention(topics=("energy",), evidence=said), outlet="Shafaq")
    found = merge((later, first), key="m-1", now=NOON).meeting
    quotes = {a.taken.value: a.quote for a in accounts(found, (later, first))}
    assert quotes[str(DAY)] == Quote(outlet="Shafaq", language="en", text="on Tuesday")
    assert quotes["Erbil"] == Quote(outlet="Shafaq", language="en", text="in Erbil")
    assert quotes["Emmanuel Macron (FR)"] == Quote(outlet="Shafaq", language="en", text="received Macron")
    assert quotes["energy"] is None
