"""`diwan check`: what is said of links, and of the room that is left."""

from pathlib import Path
from types import SimpleNamespace

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


@pytest.mark.parametrize(("left", "ok"), [(0.9e9, False), (40e9, True)])
def test_a_disk_that_will_soon_be_full_is_found(
    left: float, ok: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.engine.shutil.disk_usage", lambda path: SimpleNamespace(free=int(left)))
    (found,) = [one for one in checks.run(load_settings(home=tmp_path)) if one.name == "disk"]
    assert found.ok is ok
    assert f"{left / 1e9:.1f} GB left" in found.text
