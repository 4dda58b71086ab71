"""What an upgrade does to what an older Diwan has stored, on SQLite and on PostgreSQL."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic import command

from storage import migrate
from storage.engine import open_engine
from storage.records import Silence, Subscriber, Watch
from storage.sql import SqlStore
from worker.alert.rules import parse_rule

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.servers)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'diwan.sqlite3'}"
    url: str = request.getfixturevalue("postgres_url")
    return url


def as_it_was(url: str, revision: str) -> None:
    """Bring an empty database to an older schema."""
    config = migrate._config()
    engine = open_engine(url)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    engine.dispose()


def test_watches_on_the_code_that_albania_and_the_arab_league_shared_go_on_to_tell_of_both(database: str) -> None:
    kept = {
        "one": {"polity": "AL", "topic": "energy"},
        "pair": {"any": [{"pair": ["AL", "IQ"]}, {"pair": [["FR", "IQ"], ["IQ-KR", "AL"]]}]},
        "office": {
            "not": {"office": ["AL/president", "ambassador"]},
            "actor": ["~AL:edi", "@AL:ambassador:IQ", "edi-rama"],
        },
        "other": {"polity": ["ALB", "FR", "DZ"], "country": "AL", "words": "AL", "novelty": {"first_in_days": 3}},
    }
    expected = {
        "one": {"polity": ["AL", "ALB"], "topic": "energy"},
        "pair": {
            "any": [{"pair": [["AL", "IQ"], ["ALB", "IQ"]]}, {"pair": [["FR", "IQ"], ["IQ-KR", "AL"], ["IQ-KR", "ALB"]]}]
        },
        "office": {
            "not": {"office": ["AL/president", "ALB/president", "ambassador"]},
            "actor": ["~AL:edi", "~ALB:edi", "@AL:ambassador:IQ", "@ALB:ambassador:IQ", "edi-rama"],
        },
        "other": kept["other"],
    }  # fmt: skip
    rules = {
        "group_wait": "5m",
        "routes": [{"match": {"polity": "AL", "team": "press"}, "to": ["email"]}, {"to": ["slack"]}],
    }
    as_it_was(database, "0003")
    with SqlStore(open_engine(database)) as old, old.transaction() as tx:
        owner = tx.keep_subscriber(Subscriber(key="desk", name="Desk", created_at=NOW, rules=rules)).id or 0
        for key, rule in kept.items():
            tx.keep_watch(Watch(key=key, subscriber_id=owner, name=key, rule=rule, created_at=NOW))
        for matcher in ({"rule": kept["one"], "subscriber": "desk"}, {"meeting": "AL"}):
            tx.add_silence(
                Silence(author="me", reason="r", matcher=matcher, starts_at=NOW, ends_at=NOW + DAY, created_at=NOW)
            )
    with SqlStore.open(database, upgrade=True) as store, store.reading() as tx:
        assert {one.key: one.rule for one in tx.list_watches()} == expected
        for rule in expected.values():
            parse_rule(rule)
        (first, second) = tx.get_subscriber("desk").rules["routes"]
        assert first == {"match": {"polity": ["AL", "ALB"], "team": "press"}, "to": ["email"]}
        assert second == {"to": ["slack"]}
        silenced = [one.matcher for one in tx.list_silences()]
        assert sorted(silenced, key=str) == [{"meeting": "AL"}, {"rule": expected["one"], "subscriber": "desk"}]
