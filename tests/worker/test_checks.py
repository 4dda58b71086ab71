"""`diwan check`: what is said of links."""

import pytest

from worker import checks
from worker.config import load_settings


@pytest.mark.parametrize(
    ("given", "ok", "said"),
    [
        ({}, True, "commands in place of links"),
        ({"public_url": "diwan.example", "secret_key": "k"}, False, "expected https://host"),
        ({"public_url": "https://diwan.example"}, False, "DIWAN_SECRET_KEY is not"),
        ({"public_url": "https://diwan.example/x", "secret_key": "k"}, True, "messages lead to https://diwan.example"),
        ({"public_url": "http://diwan.example", "secret_key": "k"}, True, "without TLS"),
    ],
)
def test_links_without_a_way_or_a_key_are_found(given: dict[str, str], ok: bool, said: str, tmp_path: object) -> None:
    (found,) = [one for one in checks.run(load_settings(home=tmp_path, **given)) if one.name == "links"]
    assert found.ok is ok
    assert said in found.text
