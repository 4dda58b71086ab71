"""The fetcher against a loopback server: limits, redirects, addresses, politeness."""

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event

import brotli
import pytest
import zstandard

from tests.worker.fetch.server import Answer, Asked, outlet
from worker.errors import FetchError
from worker.fetch import Fetcher, HostBusy, LocalGate, Request, Response, user_agent
from worker.fetch.http import Slots

TEXT = b"<rss>" + b"diwan " * 2000 + b"</rss>"
ZEROS = b"\0" * (20 * 1024 * 1024)


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    with Fetcher(agent=user_agent("1.0", "https://example.org"), allowed=["127.0.0.0/8"], deadline=5) as made:
        yield made


def error_of(fetcher: Fetcher, url: str) -> FetchError:
    ((_, answer),) = fetcher.fetch_all([Request(url=url)])
    assert isinstance(answer, FetchError), answer
    return answer


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", gzip.compress(TEXT)),
        ("gzip", gzip.compress(TEXT[:500]) + gzip.compress(TEXT[500:])),
        ("deflate", zlib.compress(TEXT)),
        ("deflate", zlib.compress(TEXT)[2:-4]),
        ("br", brotli.compress(TEXT)),
        ("zstd", zstandard.compress(TEXT)),
        ("gzip, br", brotli.compress(gzip.compress(TEXT))),
        ("gzip", TEXT),
        ("", gzip.compress(TEXT)),
    ],
)
def test_a_body_comes_out_as_it_was_before_encoding(fetcher: Fetcher, encoding: str, body: bytes) -> None:
    headers = {"Content-Encoding": encoding} if encoding else {}
    with outlet({"/feed": Answer(headers=headers, body=body)}) as there:
        answer = fetcher.fetch(Request(url=there.base + "/feed"))
    assert answer.body == TEXT
    assert answer.wire_bytes == len(body)


@pytest.mark.parametrize(
    ("encoding", "bomb"),
    [("gzip", gzip.compress(ZEROS)), ("br", brotli.compress(ZEROS, quality=1)), ("zstd", zstandard.compress(ZEROS))],
)
def test_a_bomb_is_refused(fetcher: Fetcher, encoding: str, bomb: bytes) -> None:
    with outlet({"/feed": Answer(headers={"Content-Encoding": encoding}, body=bomb)}) as there:
        error = error_of(fetcher, there.base + "/feed")
    assert "after decompression" in str(error)
    assert not error.transient


@pytest.mark.parametrize(
    ("encoding", "body"),
    [("gzip", gzip.compress(TEXT)[:-9]), ("br", brotli.compress(TEXT)[:-3]), ("zstd", zstandard.compress(TEXT)[:-3])],
)
def test_a_body_cut_off_is_an_error_worth_another_try(fetcher: Fetcher, encoding: str, body: bytes) -> None:
    with outlet({"/feed": Answer(headers={"Content-Encoding": encoding}, body=body)}) as there:
        error = error_of(fetcher, there.base + "/feed")
    assert error.transient


def test_a_body_shorter_than_promised_is_an_error(fetcher: Fetcher) -> None:
    with outlet({"/feed": Answer(body=TEXT, length=len(TEXT) + 10)}) as there:
        assert "cut off" in str(error_of(fetcher, there.base + "/feed"))


def test_an_endless_body_is_refused(fetcher: Fetcher) -> None:
    with outlet({"/feed": Answer(body=b"x" * 4_000_000, drip=True)}) as there:
        assert "too large" in str(error_of(fetcher, there.base + "/feed"))


def test_a_drip_ends_at_the_deadline_and_delays_nobody() -> None:
    with (
        outlet({"/feed": Answer(drip=True)}, address="127.0.0.2") as slow,
        outlet({"/feed": Answer(body=TEXT)}, address="127.0.0.3") as quick,
        Fetcher(agent="t", allowed=["127.0.0.0/8"], deadline=0.5) as fetcher,
    ):
        answers = list(fetcher.fetch_all([Request(url=slow.base + "/feed"), Request(url=quick.base + "/feed")]))
    assert isinstance(answers[0][1], Response)
    assert isinstance(answers[1][1], FetchError)
    assert "in time" in str(answers[1][1])


def test_validators_are_sent_back_as_they_came(fetcher: Fetcher) -> None:
    with outlet({"/feed": Answer(status=304, headers={"ETag": 'W/"a"'})}) as there:
        request = Request(url=there.base + "/feed", etag='W/"a"', last_modified="Sat, 01 Jan 2041 00:00:00 GMT")
        answer = fetcher.fetch(request)
    assert answer.not_modified
    assert there.asked[0].headers["if-none-match"] == 'W/"a"'
    assert there.asked[0].headers["if-modified-since"] == "Sat, 01 Jan 2041 00:00:00 GMT"


def test_we_say_who_we_are(fetcher: Fetcher) -> None:
    with outlet({"/feed": Answer(body=TEXT)}) as there:
        fetcher.fetch(Request(url=there.base + "/feed"))
    assert there.asked[0].headers["user-agent"] == "Diwan/1.0 (+https://example.org)"
    assert "cookie" not in there.asked[0].headers


def test_redirects_are_followed_and_told(fetcher: Fetcher) -> None:
    routes = {
        "/a": Answer(status=301, headers={"Location": "/b"}),
        "/b": Answer(status=308, headers={"Location": "/خبر".encode().decode("latin-1")}),
        "/%D8%AE%D8%A8%D8%B1": Answer(body=TEXT),
        "/c": Answer(status=302, headers={"Location": "/a"}),
    }
    with outlet(routes) as there:
        moved = fetcher.fetch(Request(url=there.base + "/a"))
        flipped = fetcher.fetch(Request(url=there.base + "/c"))
    assert [status for status, _ in moved.hops] == [301, 308]
    assert moved.moved_to == moved.url == there.base + "/%D8%AE%D8%A8%D8%B1"
    assert flipped.body == TEXT
    assert flipped.moved_to is None


@pytest.mark.parametrize(
    "where",
    ["http://169.254.169.254/latest", "http://10.1.2.3/", "http://[::1]/", "http://[::ffff:10.0.0.1]/", "file:///etc/passwd",
     "http://user:secret@127.0.0.1/", "http://2130706433/", "gopher://127.0.0.1/", "http://inside.example/"],
)  # fmt: skip
def test_a_redirect_to_where_nobody_may_go_is_refused(where: str) -> None:
    names = {"inside.example": ["192.168.1.10"]}
    with (
        outlet({"/feed": Answer(status=302, headers={"Location": where})}) as there,
        Fetcher(agent="t", allowed=["127.0.0.0/8"], resolve=lambda host, _: names[host]) as fetcher,
    ):
        error = error_of(fetcher, there.base + "/feed")
    assert not error.transient
    assert "secret" not in str(error)


def test_a_redirect_loop_ends(fetcher: Fetcher) -> None:
    with outlet({"/feed": Answer(status=302, headers={"Location": "/feed"})}) as there:
        assert "more than 5 redirects" in str(error_of(fetcher, there.base + "/feed"))
    assert len(there.asked) == 6


@pytest.mark.parametrize("numbers", [["127.0.0.1"], ["93.184.216.34", "127.0.0.1"], ["::1"], ["64:ff9b::7f00:1"], []])
def test_a_name_that_leads_inside_is_refused_without_a_connection(numbers: list[str]) -> None:
    with outlet({"/": Answer(body=TEXT)}) as there:
        with Fetcher(agent="t", resolve=lambda *_: numbers) as fetcher:
            error = error_of(fetcher, "http://outlet.example:8080/")
        assert not there.asked
    assert not error.transient


def test_a_name_that_changes_its_mind_is_judged_each_time() -> None:
    turns = iter([["127.0.0.1"], ["10.0.0.5"]])
    with (
        outlet({"/": Answer(body=TEXT)}) as there,
        Fetcher(agent="t", allowed=["127.0.0.0/8"], resolve=lambda *_: next(turns)) as fetcher,
    ):
        port = there.base.rsplit(":", 1)[1]
        first = fetcher.fetch(Request(url=f"http://outlet.example:{port}/"))
        fetcher._names.clear()
        error = error_of(fetcher, f"http://outlet.example:{port}/")
    assert first.body == TEXT
    assert "10.0.0.5" in str(error)


def test_a_loopback_address_is_closed_unless_the_operator_opens_it() -> None:
    with outlet({"/": Answer(body=TEXT)}) as there:
        with Fetcher(agent="t") as fetcher:
            error_of(fetcher, there.base + "/")
        assert not there.asked


def test_one_host_is_asked_one_thing_at_a_time() -> None:
    routes = {f"/{n}": Answer(body=TEXT) for n in range(12)}
    with outlet(routes) as there, Fetcher(agent="t", allowed=["127.0.0.0/8"]) as fetcher:
        answers = list(fetcher.fetch_all([Request(url=f"{there.base}/{n}") for n in range(12)]))
    assert all(isinstance(answer, Response) for _, answer in answers)
    assert there.most_at_once == 1
    assert [asked.path for asked in there.asked] == [f"/{n}" for n in range(12)]


def test_a_gap_lies_between_two_requests_to_one_host() -> None:
    routes = {"/1": Answer(body=TEXT), "/2": Answer(body=TEXT)}
    gate = LocalGate(0.3)
    with outlet(routes) as there, Fetcher(agent="t", allowed=["127.0.0.0/8"], gate=gate) as fetcher:
        list(fetcher.fetch_all([Request(url=f"{there.base}/{n}") for n in (1, 2)]))
    assert there.asked[1].at - there.asked[0].at >= 0.28


def test_who_asks_to_be_left_alone_is_left_alone_and_it_is_no_failure() -> None:
    routes = {"/1": Answer(status=429, headers={"Retry-After": "3600"}), "/2": Answer(body=TEXT)}
    gate = LocalGate(0.0)
    with outlet(routes) as there, Fetcher(agent="t", allowed=["127.0.0.0/8"], gate=gate) as fetcher:
        answers = list(fetcher.fetch_all([Request(url=f"{there.base}/{n}") for n in (1, 2)]))
        assert len(there.asked) == 1
    limited, busy = (answer for _, answer in answers)
    assert isinstance(limited, FetchError)
    assert limited.retry_after == 3600
    assert isinstance(busy, HostBusy)
    assert busy.retry_after is not None
    assert busy.retry_after > 3590


@pytest.mark.parametrize(
    "raw", [b"garbage\r\n\r\n", b"", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"]
)
def test_what_is_no_http_is_an_error_worth_another_try(fetcher: Fetcher, raw: bytes) -> None:
    with outlet({"/feed": Answer(raw=raw)}) as there:
        assert error_of(fetcher, there.base + "/feed").transient


def test_a_host_that_keeps_us_waiting_makes_room_for_another() -> None:
    slots = Slots(2, stall=3.0)
    slots.enter("a", 0.0)
    slots.enter("b", 2.0)
    assert [slots.room(at) for at in (2.9, 3.0, 5.0)] == [0, 1, 2]
    slots.enter("c", 5.0)
    slots.enter("d", 5.0)
    assert slots.room(60.0) == 0  # twice as many as there are slots, and no more
    slots.leave("a")
    assert slots.room(60.0) == 1


def test_a_slot_given_back_is_free_at_once_and_counts_anew() -> None:
    slots = Slots(1, stall=3.0)
    slots.enter("a", 0.0)
    slots.leave("a")
    assert slots.room(0.0) == 1
    slots.enter("a", 2.0)
    assert (slots.room(4.0), slots.room(5.0)) == (0, 1)
    assert slots.clear() == ["a"]
    assert "a" not in slots


@contextmanager
def hanging(*paths: str) -> Iterator[tuple[list[Request], Event]]:
    """Requests of hosts of their own for these paths, of which those for `slow` are answered when the event is set."""
    go_on = Event()

    def hang(_: Asked) -> Answer:
        go_on.wait(60)
        return Answer(body=TEXT)

    with outlet({"/slow": hang, "/quick": Answer(body=TEXT)}) as there:
        port = there.base.rpartition(":")[2]
        yield [Request(url=f"http://outlet{n}.example:{port}/{path}") for n, path in enumerate(paths)], go_on


def test_hosts_that_hang_and_fill_all_slots_do_not_delay_the_others() -> None:
    with (
        hanging("slow", "slow", "quick", "quick", "quick") as (requests, go_on),
        Fetcher(
            agent="t", allowed=["127.0.0.0/8"], deadline=50, concurrency=2, stall=0.05, resolve=lambda *_: ["127.0.0.1"]
        ) as fetcher,
    ):
        answers = fetcher.fetch_all(requests)
        first = {next(answers)[0].url for _ in range(3)}  # two of them are asked at a time, and either may answer first
        go_on.set()
        last = [answer.status for _, answer in answers if isinstance(answer, Response)]
    assert first == {request.url for request in requests[2:]}
    assert last == [200, 200]


def test_a_host_that_hung_is_asked_after_the_others_the_next_time() -> None:
    with (
        hanging("slow", "quick", "quick") as ((slow, *quick), go_on),
        Fetcher(
            agent="t", allowed=["127.0.0.0/8"], deadline=1.5, concurrency=1, resolve=lambda *_: ["127.0.0.1"]
        ) as fetcher,
    ):
        ((_, answer),) = fetcher.fetch_all([slow])
        assert isinstance(answer, FetchError)
        go_on.set()
        again = [request.url for request, _ in fetcher.fetch_all([slow, *quick])]
        once_more = [request.url for request, _ in fetcher.fetch_all([slow, *quick])]
    assert again == [one.url for one in (*quick, slow)]
    assert once_more == [one.url for one in (slow, *quick)]
