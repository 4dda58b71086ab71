"""Fixtures every test may use. Servers start once a session, each test has a database of its own."""

import atexit
import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import create_engine, make_url, text

from storage.sql import SqlStore
from tests import servers

# Properties are searched the same way each time and without a clock, so that a run on a busy machine says what a run on a quiet one says.
# `HYPOTHESIS_PROFILE=search` looks elsewhere each time, and longer.
settings.register_profile("steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("search", deadline=None, max_examples=2_000, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

# What is compiled from the knowledge is remembered for this run, by all its processes, and nowhere else.
os.environ["XDG_CACHE_HOME"] = tempfile.mkdtemp(prefix="diwan-tests-")
atexit.register(shutil.rmtree, os.environ["XDG_CACHE_HOME"], ignore_errors=True)


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of whoever runs the tests."""
    for name in [name for name in os.environ if name.startswith("DIWAN_") and not name.startswith("DIWAN_TEST_")]:
        monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def redis_server() -> Iterator[servers.RedisServer]:
    """A Redis that the test may kill and start again."""
    with servers.running_redis() as server:
        yield server


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    if url := os.environ.get("DIWAN_TEST_REDIS_URL"):
        yield url
        return
    with servers.running_redis() as server:
        yield server.url


@pytest.fixture(scope="session")
def _postgres() -> Iterator[servers.PostgresServer | str]:
    if url := os.environ.get("DIWAN_TEST_DATABASE_URL"):
        yield url
        return
    with servers.running_postgres() as server:
        yield server


@pytest.fixture
def postgres_url(_postgres: servers.PostgresServer | str) -> Iterator[str]:
    """An empty PostgreSQL database of this test's own."""
    name = f"diwan_test_{uuid.uuid4().hex[:12]}"
    if isinstance(_postgres, servers.PostgresServer):
        yield _postgres.new_database(name)
        return
    admin = create_engine(make_url(_postgres).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    try:
        yield make_url(_postgres).set(database=name).render_as_string(hide_password=False)
    finally:
        with admin.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        admin.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.servers)])
def store(request: pytest.FixtureRequest) -> Iterator[SqlStore]:
    """The store, empty, on each database."""
    url = "sqlite://" if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    with SqlStore.open(url, upgrade=True) as opened:
        yield opened


@pytest.fixture
def sqlite_store() -> Iterator[SqlStore]:
    with SqlStore.open("sqlite://") as opened:
        yield opened
