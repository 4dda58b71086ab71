"""Settings: where they come from, and what a wrong one says."""

import re
from pathlib import Path

import pytest

from worker.config import Settings, load_settings
from worker.errors import ConfigError

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # no .env of the developer's


def test_the_default_is_embedded_with_a_database_in_the_home_folder(tmp_path: Path) -> None:
    found = load_settings()
    assert found.embedded
    assert found.database == f"sqlite:///{tmp_path}/var/diwan.sqlite3"


def test_a_wrong_value_stops_the_start_and_names_the_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIWAN_SMTP_PORT", "mail")
    with pytest.raises(ConfigError, match=r"DIWAN_SMTP_PORT is 'mail'.*integer"):
        load_settings()


def test_a_wrong_secret_is_not_shown(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DIWAN_SMTP_PASSWORD_FILE", str(tmp_path / "nowhere"))
    with pytest.raises(ConfigError, match="expected a readable file"):
        load_settings()


def test_a_secret_comes_from_a_file_and_prints_as_stars(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "password").write_text("s3cret\n")
    monkeypatch.setenv("DIWAN_SMTP_PASSWORD_FILE", str(tmp_path / "password"))
    found = load_settings()
    assert found.smtp_password.get_secret_value() == "s3cret"
    assert "s3cret" not in repr(found)


def test_a_password_file_completes_the_database_url(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "password").write_text("a/b@c")
    monkeypatch.setenv("DIWAN_DATABASE_URL", "postgresql://diwan@db:5432/diwan")
    monkeypatch.setenv("DIWAN_DATABASE_PASSWORD_FILE", str(tmp_path / "password"))
    assert load_settings().database == "postgresql://diwan:a%2Fb%40c@db:5432/diwan"


def test_every_setting_stands_in_the_example_and_no_other() -> None:
    named = set(re.findall(r"^#?DIWAN_([A-Z_]+)=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE))
    assert named == {name.upper() for name in Settings.model_fields}
