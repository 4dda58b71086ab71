"""`make chaos`: kill everything at random moments, embedded and spread; afterwards nothing may be lost, doubled, or told under two ids.

    python -m benchmarks.chaos [--kills 20] [--seed N]

Prints the seed; the same seed gives the same moments. Exit status 1 where something was lost or doubled.
"""

import argparse
import random
import sys
import tempfile
from pathlib import Path

from tests import chaos, servers
from tests.world import a_world


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    arguments = parser.parse_args()
    print(f"seed {arguments.seed}, {arguments.kills} kills each")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        calm_folder, wild, spread = (Path(folder) / name for name in ("calm", "wild", "spread"))
        for path in (calm_folder, wild, spread):
            path.mkdir()
        with a_world(calm_folder) as world:
            calm = chaos.undisturbed(world)
        with a_world(wild) as world:
            one = chaos.embedded(world, calm, kills=arguments.kills, seed=arguments.seed)
        show("one process, SQLite", one)
        with (
            servers.running_redis() as redis,
            servers.running_postgres(durable=True) as postgres,
            a_world(spread, DIWAN_BROKER_URL=redis.url, DIWAN_DATABASE_URL=postgres.new_database("diwan")) as world,
        ):
            many = chaos.spread(world, calm, redis, postgres, kills=arguments.kills, seed=arguments.seed)
        show("worker, beat, Redis, PostgreSQL", many)
    return 1 if one.faults() or many.faults() else 0


def show(name: str, report: chaos.Report) -> None:
    print(
        f"{name}: {report.kills} kills, {report.mails} mails at the sink, {report.repeats} of them repeats under an id that came before; "
        f"faults: {'; '.join(report.faults()) or 'none'}"
    )


if __name__ == "__main__":
    sys.exit(main())
