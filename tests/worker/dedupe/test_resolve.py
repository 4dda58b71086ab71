from dataclasses import replace

import pytest

from storage.records import Candidate, Evidence, Mention, Mode, Status
from tests.worker.dedupe.builders import (
    DAY,
    ENVOY,
    MACRON,
    MASROUR,
    MINISTER,
    NECHIRVAN,
    NOON,
    candidate,
    context,
    days,
    known,
    mention,
    office,
    planned,
    postponed,
    telling,
    unlinked,
)
from worker.dedupe.resolve import Context, New, Same, look_for, resolve


def answer(told: Mention, *candidates: Candidate, within: Context | None = None) -> Same | New:
    return resolve(told, candidates, within or context())


def why(told: Mention, *candidates: Candidate, within: Context | None = None) -> str:
    found = answer(told, *candidates, within=within)
    assert isinstance(found, New)
    return found.verdicts[0].reasons[0] if found.verdicts else found.reasons[0]


def test_nothing_known_is_new() -> None:
    assert isinstance(answer(mention()), New)


def test_both_sides_on_one_day_are_the_same_meeting() -> None:
    found = answer(mention(), candidate(telling(mention())))
    assert isinstance(found, Same)
    assert "Nechirvan Barzani" in found.reasons[0]


def test_one_side_alone_is_not_enough() -> None:
    assert "only one side" in why(mention(NECHIRVAN, ENVOY), candidate(telling(mention(NECHIRVAN, MINISTER))))


def test_two_of_one_side_are_not_two_sides() -> None:
    president, chief = NECHIRVAN, known("Fawzi Hariri", "IQ-KR", "Chief of Staff", lead=False)
    told = mention(president, chief, MACRON)
    assert "only one side" in why(told, candidate(telling(mention(president, chief, MINISTER))))


def test_two_hosts_of_one_guest_are_two_meetings() -> None:
    consul = known("Jaco Beerends", "NL", "Consul General in Erbil", lead=False)
    aide = known("Safeen Dizayee", "IQ-KR", "Head of Foreign Relations", lead=False)
    first = candidate(telling(mention(NECHIRVAN, aide, MINISTER, consul)))
    assert "led by Masrour Barzani" in why(mention(MASROUR, aide, MINISTER, consul), first)


def test_a_call_is_not_a_visit() -> None:
    call = mention(mode=Mode.PHONE, city=None, country=None)
    assert "phone call" in why(call, candidate(telling(mention())))


def test_a_call_and_a_video_call_may_be_one() -> None:
    call = mention(mode=Mode.PHONE, city=None, country=None)
    assert isinstance(answer(call, candidate(telling(replace(call, mode=Mode.VIDEO)))), Same)


def test_two_cities_are_two_meetings() -> None:
    assert "two places" in why(mention(), candidate(telling(mention(city="Antalya", country="TR"))))


def test_a_place_inferred_from_a_dateline_does_not_part_what_the_same_leads_did_on_the_same_day() -> None:
    dateline = Evidence(field="place", rule="where:dateline:erbil")
    away = candidate(telling(mention(city="Antalya", country="TR")))
    assert isinstance(answer(mention(evidence=(dateline,)), away), Same)
    assert "two places" in why(mention(evidence=(dateline,), date=DAY + days(1)), away)
    assert "two places" in why(mention(NECHIRVAN, office("President", "FR"), evidence=(dateline,)), away)


def test_a_residence_outside_the_city_is_no_other_city() -> None:
    assert isinstance(answer(mention(city="Pirmam"), candidate(telling(mention(city="Erbil")))), Same)


def test_a_place_that_is_not_told_contradicts_nothing() -> None:
    assert isinstance(answer(mention(city=None, country=None), candidate(telling(mention()))), Same)


@pytest.mark.parametrize(("apart", "same"), [(0, True), (1, True), (2, False), (4, False)])
def test_stated_days_may_differ_by_one_where_a_report_of_the_morning_says_today(apart: int, same: bool) -> None:
    found = answer(
        mention(date=DAY + days(apart)), candidate(telling(mention())), within=context(NOON + days(apart - 0.1))
    )
    assert isinstance(found, Same) is same


def test_the_same_two_on_two_days_each_told_with_its_own_have_met_twice() -> None:
    first = candidate(telling(mention()))
    second = mention(date=DAY + days(1))
    for told_at in (NOON + days(1.1), NOON + days(1.9)):
        assert "each is told with its own day" in why(second, first, within=context(told_at))
    again = candidate(telling(second, at=NOON + days(1.1)))
    assert "each is told with its own day" in why(mention(), again, within=context(NOON + days(1)))


def test_a_text_that_is_nearly_that_of_the_day_before_is_of_one_meeting() -> None:
    within = context(NOON + days(1.1), copies=frozenset({1}))
    assert isinstance(answer(mention(date=DAY + days(1)), candidate(telling(mention())), within=within), Same)


def test_what_was_announced_for_one_day_and_held_on_the_next_is_one_meeting() -> None:
    announced = candidate(telling(planned(), at=NOON - days(1)))
    assert isinstance(answer(mention(date=DAY + days(1)), announced, within=context(NOON + days(1.1))), Same)


@pytest.mark.parametrize(("apart", "same"), [(3, True), (4, False)])
def test_a_day_that_is_only_the_publications_may_differ_by_three(apart: int, same: bool) -> None:
    late = mention(date=None, date_sure=False)
    found = answer(late, candidate(telling(mention())), within=context(NOON + days(apart)))
    assert isinstance(found, Same) is same


def test_held_before_the_other_was_announced_is_another_meeting() -> None:
    tomorrow = candidate(telling(planned(date=DAY + days(1)), at=NOON))
    assert "before the other was announced" in why(mention(date=DAY), tomorrow)


def test_announced_after_the_other_was_held_is_another_meeting() -> None:
    today = candidate(telling(mention(), at=NOON))
    assert "after the other was held" in why(planned(date=DAY + days(1)), today)


def test_an_announcement_read_late_is_of_the_meeting_that_was_held() -> None:
    held = candidate(telling(mention(), at=NOON))
    assert isinstance(answer(planned(), held, within=context(NOON - days(2))), Same)


def test_held_as_announced_is_one_meeting() -> None:
    announced = candidate(telling(planned(), at=NOON - days(4)))
    assert isinstance(answer(mention(), announced), Same)


def test_a_postponed_meeting_is_found_by_its_old_day() -> None:
    announced = candidate(telling(planned(), at=NOON - days(3)))
    moved = postponed(status=Status.PLANNED, date=DAY + days(12))
    within = context(postponed=True)
    assert isinstance(answer(moved, announced, within=within), Same)
    assert look_for(moved, within).first <= DAY


def test_a_person_who_keeps_two_apart_is_obeyed() -> None:
    assert "Rebin" in why(
        mention(), candidate(telling(mention()), id=7), within=context(apart={7: "Rebin keeps it apart"})
    )


def test_the_best_of_several_wins_and_ties_go_to_the_older() -> None:
    near = candidate(telling(mention(date=DAY + days(1))), id=1)
    exact = candidate(telling(mention()), id=3)
    twin = candidate(telling(mention()), id=2)
    found = answer(mention(), near, exact, twin)
    assert isinstance(found, Same)
    assert found.candidate.meeting_id == 2


def test_an_unlinked_name_is_known_by_its_sound() -> None:
    arabic = unlinked("كايسا أولونغرين", "NL")
    found = answer(mention(NECHIRVAN, arabic), candidate(telling(mention(NECHIRVAN, MINISTER))))
    assert isinstance(found, Same)
    assert "not linked" in found.reasons[0]


def test_an_unlinked_name_that_sounds_different_is_somebody_else_even_in_the_same_office() -> None:
    other = unlinked("Marta Lindqvist", "NL", "Defence Minister")
    assert "only one side" in why(mention(NECHIRVAN, other), candidate(telling(mention(NECHIRVAN, MINISTER))))


def test_names_that_cannot_be_compared_are_unknown_and_not_equal() -> None:
    first, second = unlinked("李娜", "CN"), unlinked("王芳", "CN")
    second = replace(second, actor="~CN:other")
    assert "only one side" in why(mention(NECHIRVAN, second), candidate(telling(mention(NECHIRVAN, first))))


def test_an_office_alone_is_its_holder() -> None:
    told = mention(NECHIRVAN, office("Ambassador", "FR"))
    assert isinstance(answer(told, candidate(telling(mention(NECHIRVAN, ENVOY)))), Same)


def test_offices_on_both_sides_need_the_same_day() -> None:
    told = mention(office("President", "IQ-KR"), office("Ambassador", "FR"))
    named = candidate(telling(mention(NECHIRVAN, ENVOY)))
    assert isinstance(answer(told, named), Same)
    next_morning = context(NOON + days(0.9))
    assert "no side is certain" in why(replace(told, date=DAY + days(1)), named, within=next_morning)


def test_told_with_fewer_names_is_the_same_meeting() -> None:
    envoy = replace(ENVOY, lead=False)
    full = candidate(telling(mention(NECHIRVAN, known("Jean Lescure", "FR", "Minister"), envoy)))
    assert isinstance(answer(mention(NECHIRVAN, ENVOY), full), Same)


def test_the_consul_who_comes_again_beside_the_ambassador_has_met_twice() -> None:
    consul = known("Jaco Beerends", "NL", "Consul General in Erbil")
    ambassador = known("Annelies de Graaf", "NL", "Ambassador to Iraq")
    first = candidate(telling(mention(NECHIRVAN, consul)))
    again = mention(NECHIRVAN, ambassador, office("Consul General in Erbil", "NL", lead=False), date=DAY + days(1))
    assert "led by Annelies de Graaf" in why(again, first)
    assert isinstance(answer(replace(again, date=DAY), first), Same)


def test_a_head_of_government_beside_the_head_of_state_has_a_meeting_of_his_own() -> None:
    both = candidate(telling(mention(NECHIRVAN, replace(MASROUR, lead=False), MACRON)))
    assert "led by Masrour Barzani" in why(mention(MASROUR, MACRON), both)
    aide = known("Safeen Dizayee", "IQ-KR", "Head of Foreign Relations")
    with_aide = candidate(telling(mention(NECHIRVAN, replace(aide, lead=False), MACRON)))
    assert isinstance(answer(mention(aide, MACRON), with_aide), Same)


@pytest.mark.parametrize(
    ("offices", "same"),
    [
        (("Foreign Minister", "Minister of Foreign Affairs", "Foreign Minister"), False),
        (("King", "Prime Minister", "President"), False),
        (
            ("Minister of Peshmerga Affairs", "Commander of the International Coalition", "Consul General in Erbil"),
            True,
        ),
    ],
)
def test_a_round_of_three_of_one_rank_is_not_the_meeting_of_two_of_them(offices: tuple[str, ...], same: bool) -> None:
    three = tuple(
        known(f"Person {polity}", polity, role) for polity, role in zip(("JO", "IQ", "EG"), offices, strict=True)
    )
    table = candidate(telling(mention(*three)))
    assert isinstance(answer(mention(*three[:2]), table), Same) is same
    assert isinstance(answer(mention(*three), candidate(telling(mention(*three[:2])))), Same) is same
    assert isinstance(answer(mention(*three), table), Same)


def test_announced_without_a_day_after_one_was_held_is_another_meeting() -> None:
    held = candidate(telling(mention(), at=NOON))
    soon = planned(date=None, date_sure=False)
    assert "after the other was held" in why(soon, held, within=context(NOON + days(1)))
    assert isinstance(answer(soon, held, within=context(NOON)), Same)


def test_held_before_one_was_announced_without_a_day_is_another_meeting() -> None:
    soon = candidate(telling(planned(date=None, date_sure=False), at=NOON + days(2)))
    assert "before the other was announced" in why(mention(), soon)


def test_what_one_outlet_alone_added_does_not_draw_in_others() -> None:
    """Judged against the founder and what two agree on: a chain of half-matches ends here."""
    founder = telling(mention(NECHIRVAN, MACRON), id=1)
    wrong = telling(mention(NECHIRVAN, MACRON, replace(MINISTER, lead=True)), id=2, outlet="Shafaq")
    assert "only one side" in why(mention(NECHIRVAN, MINISTER), candidate(founder, wrong))


def test_a_copied_text_alone_makes_no_meeting_the_same() -> None:
    other = candidate(telling(mention(MASROUR, MINISTER)), id=5)
    assert isinstance(answer(mention(NECHIRVAN, MACRON), other, within=context(copies=frozenset({5}))), New)
