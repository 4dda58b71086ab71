"""No secret reaches a log."""

import pytest

from worker.log import mask


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("postgresql://diwan:s3cret@db/diwan is away", "postgresql://diwan:***@db/diwan is away"),
        ("redis://:s3cret@h:1/0", "redis://:***@h:1/0"),
        ("POST https://hooks.slack.com/services/T0/B0/abc failed", "POST https://hooks.slack.com/*** failed"),
        ("https://api.telegram.org/bot123:AbC-d/sendMessage", "https://api.telegram.org/bot***/sendMessage"),
        ("xoxb-1-2-abc", "xox***"),
        ("to press.officer@example.org", "to p***@example.org"),
        ("https://host.example/webhook/abc?x=1", "https://host.example/webhook/***"),
    ],
)
def test_secrets_and_addresses_are_masked(text: str, shown: str) -> None:
    assert mask(text) == shown
