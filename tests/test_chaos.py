"""Short form of `make chaos`: processes are killed at random moments, and nothing is lost, doubled, or told under two ids."""

from pathlib import Path

import pytest

from tests import chaos, servers
from tests.world import a_world

pytestmark = pytest.mark.slow
SEED = 20240305


def test_killed_again_and_again_one_process_ends_with_what_an_undisturbed_one_finds(tmp_path: Path) -> None:
    (tmp_path / "calm").mkdir()
    (tmp_path / "wild").mkdir()
    with a_world(tmp_path / "calm") as world:
        calm = chaos.undisturbed(world)
    assert calm["meetings"]
    assert calm["alerts"]
    with a_world(tmp_path / "wild") as world:
        report = chaos.embedded(world, calm, kills=5, seed=SEED)
    assert report.faults() == []


@pytest.mark.servers
def test_with_worker_broker_and_database_killed_in_turn_the_outcome_is_the_same(tmp_path: Path) -> None:
    (tmp_path / "calm").mkdir()
    (tmp_path / "wild").mkdir()
    with a_world(tmp_path / "calm") as world:
        calm = chaos.undisturbed(world)
    with (
        servers.running_redis() as redis,
        servers.running_postgres(durable=True) as postgres,
        a_world(
            tmp_path / "wild", DIWAN_BROKER_URL=redis.url, DIWAN_DATABASE_URL=postgres.new_database("diwan")
        ) as world,
    ):
        report = chaos.spread(world, calm, redis, postgres, kills=3, seed=SEED)
    assert report.faults() == []
