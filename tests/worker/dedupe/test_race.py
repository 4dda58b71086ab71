"""Many workers make no more meetings than one."""

from pathlib import Path

import pytest

from benchmarks.bench_dedupe import race, traps_merged
from benchmarks.dedupe_data import reports
from storage.sql import SqlStore

TOLD = reports(10, 5, seed=3)


def alone() -> float:
    with SqlStore.open("sqlite://") as store:
        return race(store, TOLD, 1)["meetings"]


@pytest.mark.slow
def test_four_workers_on_sqlite_make_no_more_meetings_than_one(tmp_path: Path) -> None:
    with SqlStore.open(f"sqlite:///{tmp_path / 'race.db'}", upgrade=True) as store:
        found = race(store, TOLD, 4)
    assert found["mentions"] == len(TOLD)
    assert 10 <= found["after review"] <= found["meetings"]
    assert found["mixed"] == 0
    assert found["meetings"] <= alone() + 1  # the order in which reports come may part one


@pytest.mark.servers
@pytest.mark.slow
def test_eight_workers_on_postgresql_make_no_more_meetings_than_one(postgres_url: str) -> None:
    with SqlStore.open(postgres_url, pool_size=8, upgrade=True) as store:
        found = race(store, TOLD, 8)
    assert found["mentions"] == len(TOLD)
    assert found["meetings"] <= alone() + 1


@pytest.mark.slow
def test_templates_with_other_names_are_never_one_meeting() -> None:
    merged, near_duplicates = traps_merged(60)
    assert merged == 0
    assert near_duplicates > 50  # though nearly all of them are near-duplicate texts
