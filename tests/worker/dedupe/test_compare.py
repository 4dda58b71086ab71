"""Whether two tellings of a participant are of one person."""

from dataclasses import replace

import pytest

from storage.records import Participant
from tests.worker.dedupe.builders import MASROUR, NECHIRVAN, known, office, unlinked
from worker.dedupe.compare import Likeness, likeness

SUCCESSOR = known("Erman Topcu", "TR", "Consul General in Erbil")
# told by the office alone, and taken from the table of offices for who held it before
PREDECESSOR = replace(known("Mevlut Yakut", "TR", "Consul General in Erbil"), name=None)
HEAD_OF_PARTY = unlinked("Masoud Barzani", "IQ-KR", "President of the KDP")


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        (NECHIRVAN, NECHIRVAN, Likeness.SAME),
        (NECHIRVAN, MASROUR, Likeness.DIFFER),
        (HEAD_OF_PARTY, unlinked("مسعود بارزاني", "IQ-KR", "Leader"), Likeness.SAME),
        (HEAD_OF_PARTY, unlinked("مەسرور بارزانی", "IQ-KR", "President of the KDP"), Likeness.NEAR),
        (HEAD_OF_PARTY, unlinked("مەسرور بارزانی", "IQ-KR"), Likeness.NEAR),
        (HEAD_OF_PARTY, unlinked("مەسرور بارزانی", "IQ-KR", "Prime Minister"), Likeness.DIFFER),
        (HEAD_OF_PARTY, unlinked("Masoud Barzani", "TR", "President of the KDP"), Likeness.NEAR),
        (HEAD_OF_PARTY, office("President of the KDP", "IQ-KR"), Likeness.OFFICE),
        (HEAD_OF_PARTY, office("Prime Minister", "IQ-KR"), Likeness.UNKNOWN),
        (PREDECESSOR, SUCCESSOR, Likeness.OFFICE),
        (replace(PREDECESSOR, role="Ambassador"), SUCCESSOR, Likeness.DIFFER),
        (unlinked("Latif Rashid", "IQ", "President"), unlinked("عبد اللطيف جمال رشيد", "IQ"), Likeness.NEAR),
        (unlinked("Latif Rashid", "IQ"), unlinked("Rashid Latif Jamal", "IQ"), Likeness.DIFFER),
        (unlinked("Saad Mansour", "KW", "Envoy"), unlinked("سعد منصور الكواري", "KW", "Minister"), Likeness.DIFFER),
        (unlinked("Tanja Fajon", "SI"), unlinked("تانیا فایۆن", "SI"), Likeness.NEAR),
        (unlinked("Milojko Spajic", "ME"), unlinked("ميلويكو سباييتش", "ME"), Likeness.NEAR),
        (unlinked("Tanja Fajon", "FR"), unlinked("تانیا فایۆن", "FR"), Likeness.DIFFER),
        (unlinked("عبد الله يحيى", "KW"), unlinked("Ebdulla Yehya", "KW"), Likeness.NEAR),
        (unlinked("Saad Mansour", "KW", "Envoy"), unlinked("سعد منصور الكواري", "KW", "Envoy"), Likeness.NEAR),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{value.name or value.role}, {value.role}",
)
def test_a_letter_apart_is_another_where_the_office_is_another_too(
    one: Participant, other: Participant, how: Likeness
) -> None:
    assert likeness(one, other) is how
    assert likeness(other, one) is how
