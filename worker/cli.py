"""Door 2, the operator: `diwan`. Commands are thin: they open the house, call one function, print."""

import os
from pathlib import Path
from typing import Annotated

import typer

from worker import cli_read
from worker.cli_actors import actors_app
from worker.cli_digest import digest_app, report
from worker.cli_feeds import feeds_app
from worker.cli_init import init
from worker.cli_meetings import meetings_app, reprocess
from worker.cli_out import AsJson, Exit, console, errors, escape, fail, open_store, print_json, settings
from worker.cli_subscribers import subscribers_app
from worker.cli_watch import alerts_app, deliveries_app, watch_app

app = typer.Typer(
    name="diwan",
    help="Watches the news of Iraq and the Kurdistan Region for diplomatic meetings and tells the people who must know.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="A first look: `diwan demo`. For real: `diwan init`, then `diwan run`.",
)
db_app = typer.Typer(help="The database.", no_args_is_help=True)
app.add_typer(db_app, name="db")
app.add_typer(meetings_app, name="meetings")
app.add_typer(feeds_app, name="feeds")
app.add_typer(digest_app, name="digest")
app.add_typer(watch_app, name="watch")
app.add_typer(alerts_app, name="alerts")
app.add_typer(deliveries_app, name="deliveries")
app.add_typer(subscribers_app, name="subscribers")
app.command("report")(report)
app.add_typer(actors_app, name="actors")
app.command("init")(init)
app.command("reprocess")(reprocess)
app.command("try")(cli_read.try_)
app.command("parse")(cli_read.parse)
app.command("assess")(cli_read.assess)


@app.command()
def run(
    once: Annotated[bool, typer.Option("--once", help="Do what is due now, then stop.")] = False,
) -> None:
    """Watch the feeds: worker, beat and broker in one process. Ctrl-C stops it; the next start goes on where it stopped.

    Example: `diwan run` in a terminal, or under systemd with `Restart=always`.
    """
    found = settings()
    if not found.embedded:
        fail("DIWAN_BROKER_URL names a server: start `diwan worker` and `diwan beat` instead of `diwan run`")
    from worker.embedded import AlreadyRunning

    with errors():
        try:
            code = _run_embedded(once=once)
        except AlreadyRunning as error:
            fail(str(error), Exit.LATER)
    raise typer.Exit(code)


def _run_embedded(*, once: bool) -> int:
    from worker import embedded, tasks
    from worker.app import Queue
    from worker.log import set_up

    found = settings()
    set_up(found.log_level, found.log_format)
    with embedded.only_one(found.home):
        house = tasks.house()
        house.take_over()
        house.warm()
        added, changed = house.sync_catalogue()
        console.print(
            f"watching {house.feed_count()} feeds ({added} new, {changed} changed); Ctrl-C stops", soft_wrap=True
        )
        tasks.kick(tasks.tick)
        runner = embedded.Embedded(
            tasks.app, schedule=found.home / "beat-schedule", queues=",".join(queue.value for queue in Queue)
        )
        return embedded.run_until_signal(runner, done=house.idle if once else lambda: False)


@app.command()
def worker(
    queues: Annotated[str, typer.Option(help="Queues to take from, comma-separated.")] = "tick,fetch,process,dispatch",
    concurrency: Annotated[int, typer.Option(min=1, help="Processes.")] = 2,
) -> None:
    """A worker for many machines: takes kicks from Redis. Needs DIWAN_BROKER_URL and a PostgreSQL DIWAN_DATABASE_URL.

    Example: `diwan worker --queues fetch --concurrency 4`
    """
    _ready_for_many()
    from worker.app import Queue
    from worker.tasks import app as celery

    wanted = [name.strip() for name in queues.split(",") if name.strip()]
    if unknown := sorted(set(wanted) - {queue.value for queue in Queue}):
        fail(f"--queues has {', '.join(unknown)}, expected some of {', '.join(Queue)}")
    celery.worker_main(
        ["worker", "-Q", ",".join(wanted), "-c", str(concurrency), "--without-gossip", "--without-mingle", "--without-heartbeat",
         "-l", "WARNING"]
    )  # fmt: skip


@app.command()
def beat() -> None:
    """The clock for many machines: sends the tick. Two of them are harmless.

    Example: `diwan beat`
    """
    _ready_for_many()
    from worker.tasks import app as celery

    celery.start(["beat", "-s", str(settings().home / "beat-schedule"), "--pidfile=", "-l", "WARNING"])


def _ready_for_many() -> None:
    from worker.house import House
    from worker.log import set_up

    found = settings()
    if found.embedded:
        fail("DIWAN_BROKER_URL is memory://: use `diwan run`, or name a Redis")
    set_up(found.log_level, found.log_format)
    found.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    with errors():
        house = House.open(found, upgrade=True)
        house.sync_catalogue()
        house.close()


@app.command()
def web(
    host: Annotated[str | None, typer.Option(help="Address to listen on; default DIWAN_WEB_HOST, 127.0.0.1.")] = None,
    port: Annotated[int | None, typer.Option(help="Port; default DIWAN_WEB_PORT.")] = None,
) -> None:
    """The pages behind the links in messages: unsubscribe, mute, answers to the digest. Needs DIWAN_SECRET_KEY; put a proxy with TLS before it.

    Example: `diwan web`, with `DIWAN_PUBLIC_URL=https://diwan.example.org` for what is sent.
    """
    import uvicorn

    from worker.clock import utcnow
    from worker.house import House
    from worker.log import set_up
    from worker.web.app import make_app

    found = settings()
    set_up(found.log_level, found.log_format)
    with errors():
        house = House.open(found)
        door = make_app(house, clock=utcnow)
    address, at = host or found.web_host, port or found.web_port
    console.print(f"listening on http://{address}:{at}; Ctrl-C stops", soft_wrap=True)
    # no access log: addresses hold tokens
    uvicorn.run(door, host=address, port=at, log_config=None, access_log=False, server_header=False, proxy_headers=False, limit_concurrency=64, timeout_keep_alive=5)  # fmt: skip
    house.close()


@app.command()
def health(
    most_seconds: Annotated[float, typer.Option("--most", help="Longest time since the last tick, seconds.")] = 90,
) -> None:
    """Whether the system is alive: exit 0 where a tick ran lately, 1 where not. For supervisors.

    Example: `diwan health --most 120`
    """
    from worker.clock import utcnow

    with open_store() as store, store.reading() as tx:
        ticks = [one.at for one in tx.heartbeats() if one.name == "tick"]
    age = (utcnow() - ticks[0]).total_seconds() if ticks else None
    if age is None or age > most_seconds:
        fail(
            "no tick yet" if age is None else f"last tick {age:.0f} s ago, expected within {most_seconds:.0f} s",
            Exit.NO,
        )
    console.print(f"alive: last tick {age:.0f} s ago")


@app.command()
def demo(
    keep: Annotated[Path, typer.Option(help="Folder for the database and the digest.")] = Path("demo-out"),
    most_seconds: Annotated[float, typer.Option(help="Give up after so long.")] = 55,
) -> None:
    """Replay a recorded day on loopback: feeds in, meetings out, somebody told. No network, no server, under a minute.

    Example: `diwan demo`
    """
    from worker.demo.play import play

    with errors():
        raise typer.Exit(play(keep, most_seconds=most_seconds))


@app.command()
def status(as_json: AsJson = False) -> None:
    """Is it alive, what did it read, what did it send, what went wrong and why.

    Example: `diwan status --json`
    """
    from storage.engine import disk_free
    from worker import status as figures
    from worker.clock import utcnow

    with open_store() as store, store.reading() as tx:
        found = figures.read(tx, now=utcnow(), disk_free=disk_free(settings().database))
    if as_json:
        print_json(found)
    else:
        figures.show(found)


@app.command()
def check(as_json: AsJson = False) -> None:
    """Check settings, database, broker, mail and clock; a line with the mend for each fault. Exit 1 where one fails.

    Example: `diwan check`
    """
    from worker import checks

    found = checks.run(settings())
    if as_json:
        print_json(found)
    else:
        for one in found:
            mark = "[green]ok[/green]  " if one.ok else "[red]no[/red]  "
            console.print(f"{mark} {one.name:10} {escape(one.text)}", soft_wrap=True)
    raise typer.Exit(Exit.OK if all(one.ok for one in found) else Exit.NO)


@db_app.command()
def upgrade(as_json: AsJson = False) -> None:
    """Bring the database to this program's schema. Safe to run twice, and from two machines at once.

    Example: `diwan db upgrade`
    """
    from storage import migrate
    from storage.engine import open_engine

    with errors():
        found = settings()
        if found.database.startswith("sqlite"):
            found.home.mkdir(parents=True, exist_ok=True, mode=0o700)
        before, after = migrate.upgrade(open_engine(found.database))
    if as_json:
        print_json({"before": before, "after": after})
    else:
        console.print(f"schema {after}: nothing to do" if before == after else f"schema {before or 'empty'} -> {after}")


@db_app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="Where to; a file of that name is replaced when the copy is whole.")],
    as_json: AsJson = False,
) -> None:
    """Copy the SQLite database of a running installation, of one moment, and check the copy. For PostgreSQL there is `pg_dump`.

    Example: `diwan db backup /backups/diwan-$(date +%u).sqlite3`
    """
    from storage.engine import file_of, open_engine
    from storage.errors import NotFound
    from storage.sql import SqlStore

    url = settings().database
    with errors(), SqlStore(open_engine(url)) as store:  # of any schema: a copy is made before an upgrade, too
        if (source := file_of(url)) is not None and not source.exists():
            raise NotFound(f"there is no {source}")
        if source is not None and source.resolve() == file.resolve():
            fail(f"{file} is the database itself")
        store.backup(file)
    if as_json:
        print_json({"file": str(file), "bytes": file.stat().st_size})
    else:
        console.print(f"copied to {escape(str(file))}, {file.stat().st_size / 1e6:.1f} MB", soft_wrap=True)


def main() -> None:
    """The entry point. `--help` of each command has examples."""
    os.environ.setdefault("PYTHONUTF8", "1")
    app()


if __name__ == "__main__":
    main()
