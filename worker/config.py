"""The settings, from the environment, a `.env` file, or a file for secrets. Built once, at a door.

Every setting is `DIWAN_<NAME>`; `DIWAN_<NAME>_FILE` names a file that holds the value (Docker and systemd secrets).
`.env.example` lists them all; a test compares.
"""

import difflib
import os
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote, urlsplit, urlunsplit

from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from worker.errors import ConfigError

PREFIX = "DIWAN_"


class Settings(BaseSettings):
    """What an operator may set. Frozen; secrets print as stars."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True
    )

    home: Path = Field(Path("var"), description="Folder for the database of the embedded default, digests and caches.")
    database_url: SecretStr | None = Field(
        None, description="sqlite:///path or postgresql://...; default: diwan.sqlite3 in DIWAN_HOME."
    )
    database_password: SecretStr = Field(SecretStr(""), description="Put into DIWAN_DATABASE_URL where that has none.")
    broker_url: SecretStr = Field(SecretStr("memory://"), description="memory:// (embedded) or redis://host:6379/0.")
    broker_password: SecretStr = Field(SecretStr(""), description="Put into DIWAN_BROKER_URL where that has none.")
    instance: str = Field(
        "main", pattern=r"^[a-z0-9-]{1,32}$", description="Prefix of the queue keys: two instances can share a Redis."
    )
    catalogue: Path | None = Field(None, description="A feeds.toml to use in place of the shipped one.")
    tick_seconds: float = Field(15.0, ge=0.5, le=300, description="How often due work is looked for, seconds.")
    lease_seconds: float = Field(
        180.0, ge=3, le=3600, description="How long a claimed row is its claimer's; tasks end before it does."
    )
    allow_addresses: Annotated[tuple[str, ...], NoDecode] = Field(
        (),
        description="Private address ranges the fetcher and webhooks may reach, comma-separated CIDR; none by default.",
    )
    contact: str = Field("", description="Contact (URL or address) in the User-Agent that outlets see.")
    read_pages: bool = Field(
        True,
        description="Read the page of an entry for its text where the feed gives a teaser only; robots.txt is obeyed.",
    )
    host_gap_seconds: float = Field(5.0, ge=0, le=300, description="Least time between two requests to one host.")
    smtp_host: str = Field("", description="Mail server; empty: no mail is sent.")
    smtp_port: int = Field(587, ge=1, le=65535, description="Its port.")
    smtp_user: str = Field("", description="Login name, empty for none.")
    smtp_password: SecretStr = Field(SecretStr(""), description="Login password.")
    smtp_security: str = Field(
        "starttls", pattern="^(starttls|tls|none)$", description="starttls, tls, or none (loopback only)."
    )
    mail_from: str = Field("Diwan <diwan@localhost>", description="Sender of mails.")
    slack_token: SecretStr = Field(
        SecretStr(""), description="Bot token for messages that are updated in place; webhooks need none."
    )
    telegram_token: SecretStr = Field(
        SecretStr(""), description="Token of the Telegram bot that sends messages; empty: none are sent there."
    )
    public_url: str = Field("", description="Where links in messages point to; empty: none are written.")
    keep_fetches_days: int = Field(30, ge=8, description="How long the log of fetches is kept, days.")
    keep_messages_days: int = Field(
        180, ge=31, description="How long sent and given-up messages are kept, days; alerts stay for ever."
    )
    keep_texts_days: int = Field(
        365,
        ge=0,
        description="How long the texts of entries are kept that tell of no meeting, nor nearly do, days; 0: for ever.",
    )
    web_host: str = Field("127.0.0.1", description="Address that `diwan web` listens on.")
    web_port: int = Field(8421, ge=1, le=65535, description="Its port.")
    secret_key: SecretStr = Field(
        SecretStr(""), description="Signs one-click links and webhooks; made at `diwan init`."
    )
    clock_offset: float = Field(0.0, description="Seconds added to the machine's clock, to replay a recorded day.")
    log_level: str = Field("INFO", pattern="^(DEBUG|INFO|WARNING|ERROR)$", description="Least level that is logged.")
    log_format: str = Field(
        "auto", pattern="^(auto|json|text)$", description="json, text, or auto: text on a terminal."
    )

    @field_validator("allow_addresses", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator("allow_addresses")
    @classmethod
    def _ranges(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for one in value:
            ip_network(one, strict=False)
        return value

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: SecretStr | None) -> SecretStr | None:
        scheme = urlsplit(value.get_secret_value()).scheme.partition("+")[0] if value else ""
        if scheme not in ("", "sqlite", "postgresql"):
            raise ValueError(f"the database is of {scheme!r}, expected sqlite:///path or postgresql://host/name")
        return value

    @property
    def database(self) -> str:
        """The database URL in force; it may hold a password."""
        if self.database_url is not None and self.database_url.get_secret_value():
            return _with_password(self.database_url, self.database_password)
        return f"sqlite:///{(self.home / 'diwan.sqlite3').resolve()}"

    @property
    def broker(self) -> str:
        """The broker URL in force; it may hold a password."""
        return _with_password(self.broker_url, self.broker_password)

    @property
    def embedded(self) -> bool:
        """Whether worker, beat and broker live in one process."""
        return self.broker_url.get_secret_value().startswith("memory:")


def _with_password(url: SecretStr, password: SecretStr) -> str:
    parts = urlsplit(url.get_secret_value())
    if not password.get_secret_value() or parts.password or not parts.hostname:
        return url.get_secret_value()
    login, _, host = parts.netloc.rpartition("@")
    return urlunsplit(parts._replace(netloc=f"{login}:{quote(password.get_secret_value(), safe='')}@{host}"))


def load_settings(**given: Any) -> Settings:
    """Settings from arguments, then environment and secret files, then `.env`, then defaults.

    Raises:
        ConfigError: naming the variable, what was found (stars for a secret) and what was expected.
    """
    values: dict[str, Any] = _secret_files() | given
    try:
        return Settings(**values)
    except ValidationError as error:
        raise ConfigError("; ".join(_sentence(problem) for problem in error.errors())) from None


def unknown_settings() -> list[str]:
    """A sentence for each `DIWAN_` variable, of the environment or `.env`, that is no setting: a typing error leaves a default in force, and nothing
    says so. Those of the tests are passed over."""
    known = {f"{PREFIX}{name.upper()}{ending}" for name in Settings.model_fields for ending in ("", "_FILE")}
    given = {*os.environ, *dotenv_values(str(Settings.model_config["env_file"]))}
    strange = sorted(
        name
        for name in given
        if name.startswith(PREFIX) and name not in known and not name.startswith(f"{PREFIX}TEST_")
    )
    return [f"{name} is no setting{_meant(name, known)}" for name in strange]


def _meant(name: str, known: set[str]) -> str:
    near = difflib.get_close_matches(name, sorted(known), 1)
    return f" (did you mean {near[0]}?)" if near else ""


def _secret_files() -> dict[str, str]:
    found: dict[str, str] = {}
    for name in Settings.model_fields:
        path = os.environ.get(f"{PREFIX}{name.upper()}_FILE")
        if path is None:
            continue
        try:
            found[name] = Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ConfigError(
                f"{PREFIX}{name.upper()}_FILE is {path!r}, expected a readable file ({error.strerror})"
            ) from error
    return found


def _sentence(problem: Any) -> str:
    name = str(problem["loc"][0])
    field = Settings.model_fields.get(name)
    secret = field is not None and "Secret" in str(field.annotation)
    found = "***" if secret else repr(problem.get("input"))[:80]
    meaning = f" ({field.description})" if field is not None and field.description else ""
    return f"{PREFIX}{name.upper()} is {found}: {problem['msg']}{meaning}"
