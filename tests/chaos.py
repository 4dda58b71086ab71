"""Kill things at random moments; afterwards nothing may be lost, doubled, or told under two ids.

`embedded` kills `diwan run` over SQLite. `spread` runs worker and beat over Redis and PostgreSQL and kills worker, broker and database in
turn. The seed is printed; the same seed gives the same moments.
"""

import random
import time
from dataclasses import dataclass
from typing import Any

from tests import servers
from tests.world import World, kill_tree, start, wait_for


@dataclass(frozen=True)
class Report:
    """What a run came to, beside an undisturbed one."""

    kills: int
    undisturbed: dict[str, Any]
    disturbed: dict[str, Any]
    mails: int
    repeats: int
    unknown_ids: int
    missing_ids: int

    def faults(self) -> list[str]:
        """Sentences; empty where all is as it must be."""
        found = [
            f"{name} differ: lost {self.undisturbed[name] - self.disturbed[name]}, extra {self.disturbed[name] - self.undisturbed[name]}"
            if name != "entries"
            else f"entries differ: {set(self.undisturbed[name]) ^ set(self.disturbed[name])}"
            for name in self.undisturbed
            if self.undisturbed[name] != self.disturbed[name]
        ]
        if self.unknown_ids:
            found.append(f"{self.unknown_ids} mails came under an id the outbox does not know")
        if self.missing_ids:
            found.append(f"{self.missing_ids} messages are marked as sent and never came")
        return found


def undisturbed(world: World) -> dict[str, Any]:
    """The outcome of a run that nobody kills."""
    world.prepare()
    process = start(world, "run")
    try:
        wait_for(world.quiet, seconds=60, world=world, what="the morning")
        world.reveal()
        wait_for(world.quiet, seconds=60, world=world, what="the rest of the day")
    finally:
        process.terminate()
        code = process.wait(timeout=20)
    assert code == 0, f"diwan run ended with {code} on SIGTERM"
    return world.outcome()


def embedded(world: World, calm: dict[str, Any], *, kills: int, seed: int) -> Report:
    """SIGKILL `diwan run` at random moments, then let it finish."""
    rng = random.Random(seed)
    world.prepare()
    for number in range(kills):
        process = start(world, "run")
        time.sleep(rng.uniform(0.2, 3.0))
        kill_tree(process)
        if number == kills // 2:
            wait_for_calm(world)
            world.reveal()
    wait_for_calm(world)
    return _report(world, calm, kills)


def wait_for_calm(world: World) -> None:
    process = start(world, "run")
    try:
        wait_for(world.quiet, seconds=90, world=world, what="recovery")
    finally:
        process.terminate()
        process.wait(timeout=20)


def spread(
    world: World,
    calm: dict[str, Any],
    redis: servers.RedisServer,
    postgres: servers.PostgresServer,
    *,
    kills: int,
    seed: int,
) -> Report:
    """Worker and beat over Redis and PostgreSQL; kill worker, broker and database in turn, starting each again."""
    rng = random.Random(seed)
    world.prepare()
    worker, beat = start(world, "worker", "--concurrency", "2"), start(world, "beat")
    try:
        for number in range(kills):
            time.sleep(rng.uniform(0.5, 3.0))
            match number % 3:
                case 0:
                    kill_tree(worker)
                    worker = start(world, "worker", "--concurrency", "2")
                case 1:
                    redis.kill()
                    redis.start()
                case _:
                    postgres.kill()
                    postgres.start()
            if worker.poll() is not None:  # a supervisor restarts what ends by itself
                worker = start(world, "worker", "--concurrency", "2")
            if beat.poll() is not None:
                beat = start(world, "beat")
            if number == kills // 2:
                wait_for(world.quiet, seconds=120, world=world, what="recovery in the middle")
                world.reveal()
        wait_for(world.quiet, seconds=120, world=world, what="recovery")
    finally:
        kill_tree(worker)
        kill_tree(beat)
    return _report(world, calm, kills)


def _report(world: World, calm: dict[str, Any], kills: int) -> Report:
    received, sent = world.sent()
    return Report(
        kills=kills,
        undisturbed=calm,
        disturbed=world.outcome(),
        mails=received.total(),
        repeats=received.total() - len(received),
        unknown_ids=len(set(received) - sent),
        missing_ids=len(sent - set(received)),
    )
