"""The POST of the channels: what it refuses, what it cuts, and what it never tells."""

import socket
import threading
from collections.abc import Iterator

import pytest

from tests.worker.deliver.hook import Hook
from worker.net.post import MOST_READ, Poster, Unanswered

LOOPBACK = ("127.0.0.0/8",)


@pytest.fixture
def hook() -> Iterator[Hook]:
    with Hook() as opened:
        yield opened


def test_an_answer_comes_with_status_headers_and_body(hook: Hook) -> None:
    hook.answers.append((418, "té", {"Retry-After": "3"}))
    answer = Poster(agent="Diwan/0 (+x)", allowed=LOOPBACK)(hook.url, b'{"a": 1}', {"Content-Type": "application/json"})
    assert (answer.status, answer.text, answer.headers["retry-after"]) == (418, "té", "3")
    assert hook.headers[0]["user-agent"] == "Diwan/0 (+x)"
    assert hook.bodies == [{"a": 1}]


def test_no_redirect_is_followed(hook: Hook) -> None:
    hook.answers.append((307, "", {"Location": f"{hook.url}/other"}))
    assert Poster(agent="Diwan/0", allowed=LOOPBACK)(hook.url, b"{}", {}).status == 307
    assert len(hook.bodies) == 1


def test_a_name_is_judged_by_the_address_it_leads_to_when_the_socket_is_opened(hook: Hook) -> None:
    """`localhost` says nothing about itself; only its address does. The allowed range is another one."""
    port = hook.url.rpartition(":")[2]
    with pytest.raises(Unanswered, match="not a public address") as caught:
        Poster(agent="Diwan/0", allowed=("10.0.0.0/8",))(f"http://localhost:{port}/secret", b"{}", {})
    assert caught.value.refused
    assert "secret" not in str(caught.value)
    assert hook.bodies == []


def test_a_long_answer_is_cut(hook: Hook) -> None:
    hook.answers.append((200, "x" * (3 * MOST_READ), {}))
    assert len(Poster(agent="Diwan/0", allowed=LOOPBACK)(hook.url, b"{}", {}).body) == MOST_READ


def test_header_values_cannot_break_out_of_their_line(hook: Hook) -> None:
    Poster(agent="Diwan/0", allowed=LOOPBACK)(hook.url, b"{}", {"Diwan-Delivery": "a\r\nX-Evil: 1"})
    assert "x-evil" not in hook.headers[0]
    assert hook.headers[0]["diwan-delivery"] == "aX-Evil: 1"


def test_silence_ends_at_the_deadline_and_may_mean_that_it_was_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        released = threading.Event()
        held: list[socket.socket] = []

        def accept() -> None:
            held.append(listening.accept()[0])
            released.wait(20)

        thread = threading.Thread(target=accept)
        thread.start()
        url = f"http://127.0.0.1:{listening.getsockname()[1]}/"
        with pytest.raises(Unanswered, match="no answer in time") as caught:
            Poster(agent="Diwan/0", allowed=LOOPBACK, deadline=0.3)(url, b"{}", {})
        released.set()
        thread.join()
        for one in held:
            one.close()
    assert caught.value.sent
    assert not caught.value.refused


def test_a_closed_port_was_not_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        url = f"http://127.0.0.1:{listening.getsockname()[1]}/"
    with pytest.raises(Unanswered, match="no connection") as caught:
        Poster(agent="Diwan/0", allowed=LOOPBACK)(url, b"{}", {})
    assert not caught.value.sent
