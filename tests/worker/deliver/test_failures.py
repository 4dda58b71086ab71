"""The one table of failures."""

import pytest

from tests.worker.deliver.builders import NOW
from worker.deliver.failures import HTTP, SMTP, WORDS, Meaning, http_meaning, retry_after, smtp_meaning

A, D, G = Meaning.AGAIN, Meaning.DROP, Meaning.GONE


@pytest.mark.parametrize(
    ("channel", "status", "body", "meaning"),
    [
        ("slack", 408, "", A), ("slack", 429, "", A), ("slack", 500, "", A), ("slack", 503, "", A), ("slack", 599, "", A),
        ("slack", 400, "", D), ("slack", 403, "", G), ("slack", 404, "no_service", G), ("slack", 410, "", G), ("slack", 418, "", D),
        ("slack", 200, "invalid_auth", A), ("slack", 200, "no_text", D), ("slack", 200, "user_not_found", G),
        ("teams", 404, "", G), ("teams", 413, "", D), ("teams", 429, "", A), ("teams", 200, "... returned HTTP error 429", A),
        ("telegram", 403, "Forbidden: bot was blocked by the user", G), ("telegram", 400, "Bad Request: chat not found", G),
        ("telegram", 400, "Bad Request: message is too long", D), ("telegram", 429, "Too Many Requests: retry after 5", A),
        ("webhook", 301, "", D), ("webhook", 401, "", D), ("webhook", 404, "", D), ("webhook", 409, "", A), ("webhook", 410, "", G),
        ("webhook", 425, "", A), ("webhook", 502, "", A), ("webhook", 504, "", A),
    ],
)  # fmt: skip
def test_an_http_answer_means(channel: str, status: int, body: str, meaning: Meaning) -> None:
    assert http_meaning(channel, status, body) is meaning


@pytest.mark.parametrize(
    ("stage", "code", "said", "meaning"),
    [
        ("connect", 421, "busy", A), ("connect", 554, "no service for you", A), ("login", 535, "bad password", A),
        ("sender", 451, "later", A), ("sender", 550, "not you", D), ("sender", 530, "log in first", A),
        ("recipient", 450, "greylisted", A), ("recipient", 452, "full", A), ("recipient", 552, "over quota", A),
        ("recipient", 550, "5.1.1 user unknown", G), ("recipient", 550, "No such user here", G), ("recipient", 550, "5.7.1 blocked", D),
        ("recipient", 553, "bad name", D), ("data", 421, "", A), ("data", 451, "", A), ("data", 552, "too big", D), ("data", 554, "spam", D),
    ],
)  # fmt: skip
def test_an_smtp_answer_means(stage: str, code: int, said: str, meaning: Meaning) -> None:
    assert smtp_meaning(stage, code, said) is meaning


def test_every_stage_has_an_answer_for_what_is_not_named() -> None:
    assert all(500 in codes for codes in SMTP.values())
    assert all(smtp_meaning(stage, code) is A for stage in SMTP for code in range(400, 500))


def test_nothing_that_asks_for_patience_is_ever_final() -> None:
    for channel in {*HTTP, *WORDS}:
        assert all(http_meaning(channel, status) is A for status in (408, 425, 429, 500, 502, 503, 504))


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("30", 30.0),
        ("1.5", 1.5),
        ("-3", 0.0),
        ("Thu, 05 Mar 2026 09:01:00 GMT", 60.0),
        ("soon", None),
        ("", None),
        ("9" * 30, 86_400.0),
    ],
)
def test_retry_after_is_read_as_seconds_or_as_a_date(value: str, seconds: float | None) -> None:
    assert retry_after({"retry-after": value}, NOW) == seconds
