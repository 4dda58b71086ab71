"""Settings: where they come from, and what a wrong one says."""

import re
from pathlib import Path

import pytest

from worker.config import Settings, load_settings, unknown_settings
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


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("DIWAN_DATABASE_URL", "mysql://me:canary@host/x", "expected sqlite:///path or postgresql://"),
        ("DIWAN_ALLOW_ADDRESSES", "10.0.0.0/8,somewhere", "'somewhere' does not appear to be an IPv4 or IPv6 network"),
    ],
)
def test_a_value_that_would_fail_later_is_refused_at_the_start(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, value: str, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(name, value)
    with pytest.raises(ConfigError, match=re.escape(said)) as caught:
        load_settings()
    assert name in str(caught.value)
    assert "canary" not in str(caught.value)


def test_a_variable_that_is_no_setting_is_named_with_what_was_meant(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("DIWAN_PUBLIC_ULR=https://diwan.example\n", encoding="utf-8")
    monkeypatch.setenv("DIWAN_SMPT_HOST", "mail.example")
    monkeypatch.setenv("DIWAN_SECRET_KEY_FILE", "/run/secrets/key")
    assert unknown_settings() == [
        "DIWAN_PUBLIC_ULR is no setting (did you mean DIWAN_PUBLIC_URL?)",
        "DIWAN_SMPT_HOST is no setting (did you mean DIWAN_SMTP_HOST?)",
    ]
