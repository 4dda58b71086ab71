"""Signed links: good for what they were made for, as long as they were made for, and by us alone."""

from datetime import timedelta

import pytest

from storage.records import Recipient
from tests.worker.digest.builders import NOW
from worker.digest.sign import BadToken, SignedLinks, sign, verify

FIELDS = {"meeting": "m-abc", "answer": "yes", "by": "کۆبوونەوە"}


def a_token(**given: object) -> str:
    return sign("secret", "answer", FIELDS, expires_at=NOW + timedelta(days=1))


def test_a_token_gives_back_what_was_signed() -> None:
    assert verify("secret", "answer", a_token(), now=NOW) == FIELDS


def test_a_token_is_worth_nothing_elsewhere_or_later() -> None:
    with pytest.raises(BadToken, match="not made here"):
        verify("secret", "mute", a_token(), now=NOW)
    with pytest.raises(BadToken, match="not made here"):
        verify("other", "answer", a_token(), now=NOW)
    with pytest.raises(BadToken, match="good until 2026-03-06"):
        verify("secret", "answer", a_token(), now=NOW + timedelta(days=2))


@pytest.mark.parametrize("token", ["", ".", "a.b", "....", "é.ü", "A" * 5000])
def test_what_is_no_token_is_refused(token: str) -> None:
    with pytest.raises(BadToken):
        verify("secret", "answer", token, now=NOW)


def test_every_change_of_a_token_is_noticed() -> None:
    token = a_token()
    for at in range(0, len(token), 7):
        changed = token[:at] + ("A" if token[at] != "A" else "B") + token[at + 1 :]
        with pytest.raises(BadToken):
            verify("secret", "answer", changed, now=NOW)


def test_links_need_an_address_and_actions_need_a_key_too() -> None:
    recipient = Recipient(id=3, subscriber_id=1, channel="email", address="a@b.example", label="a")
    nowhere = SignedLinks("", "key", now=NOW)
    assert nowhere.meeting("m-1") is None
    assert nowhere.unsubscribe(recipient) is None
    unsigned = SignedLinks("https://diwan.example/", "", now=NOW)
    assert unsigned.meeting("m-1") == "https://diwan.example/meetings/m-1"
    assert unsigned.mute(watch_key="w", meeting_key="m-1", recipient_id=3) is None
    link = SignedLinks("https://diwan.example", "key", now=NOW).mute(watch_key="w", meeting_key="m-1", recipient_id=3)
    assert link is not None
    token = link.removeprefix("https://diwan.example/mute/")
    assert verify("key", "mute", token, now=NOW) == {"watch": "w", "meeting": "m-1", "recipient": "3"}
