import pytest

from tests.worker.dedupe.builders import MACRON, NECHIRVAN, assessment, known, mention, office, unlinked
from worker.dedupe.keys import block_keys, lock_keys, meeting_key, same_role, skeleton


@pytest.mark.parametrize(
    ("latin", "others"),
    [
        ("Masoud Barzani", ("مسعود بارزاني", "مەسعود بارزانی", "Mesûd Barzanî")),
        ("Nechirvan Barzani", ("نێچیرڤان بارزانی", "Nêçîrvan Barzanî")),
        ("Mohammed Shia al-Sudani", ("محمد شياع السوداني", "محەممەد شیاع سوودانی", "Mihemed Şiya Sûdanî")),
        ("Hakan Fidan", ("هاكان فيدان", "هاکان فیدان")),
        ("Mark Bryson-Richardson", ("مارک برایسۆن ڕیچاردسۆن",)),
        ("Filippo Grandi", ("فيليبو غراندي", "فیلیپۆ گراندی")),
    ],
)
def test_a_name_has_one_skeleton_in_all_scripts(latin: str, others: tuple[str, ...]) -> None:
    assert {skeleton(other) for other in others} == {skeleton(latin)}


def test_presentation_of_letters_does_not_change_a_skeleton() -> None:
    assert skeleton("مەســعود") == skeleton("مه‌سعود") == skeleton("مەسعود")


@pytest.mark.parametrize("nothing", [None, "", "…", "123", "Ai"])
def test_a_name_without_consonants_gives_no_skeleton(nothing: str | None) -> None:
    assert skeleton(nothing) == ()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Foreign Minister", "Minister of Foreign Affairs", True),
        ("Ambassador", "Ambassador to Iraq", True),
        ("Consul General in Erbil", "Consul General", True),
        ("Prime Minister", "Deputy Prime Minister", False),
        ("President", "President of the KDP", False),
        ("Defence Minister", "Interior Minister", False),
        (None, None, False),
    ],
)
def test_offices_are_told_apart_by_their_words(one: str | None, other: str | None, same: bool) -> None:
    assert same_role(one, other) is same


def test_an_unlinked_name_shares_a_key_with_the_linked_one() -> None:
    assert block_keys(unlinked("إيمانويل ماكرون", "FR", "President")) & block_keys(MACRON)


def test_an_office_shares_a_key_with_its_holder() -> None:
    assert block_keys(office("Ambassador", "FR")) & block_keys(known("Patrick Durel", "FR", "Ambassador to Iraq"))


def test_locks_cover_every_participant_of_every_mention() -> None:
    locked = lock_keys(assessment(mention(NECHIRVAN, MACRON), mention(office("Governor of Erbil", "IQ-KR"), MACRON)))
    assert {NECHIRVAN.actor, MACRON.actor, "#IQ-KR:governor"} <= locked


def test_a_meeting_key_is_the_same_in_every_database_and_another_after_a_split() -> None:
    key = meeting_key("Rudaw", "guid-1", mention())
    assert key == meeting_key("Rudaw", "guid-1", mention())
    assert key != meeting_key("Rudaw", "guid-1", mention(), salt=1)
    assert key.startswith("m-")
    assert len(key) == 14
