"""The team shape without Docker: the very commands of docker-compose.yml, as processes against a real Redis and a real PostgreSQL."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from sqlalchemy import create_engine, text

from tests import servers
from tests.world import ROOT, a_world, kill_tree, wait_for

pytestmark = [pytest.mark.servers, pytest.mark.slow]
SECRETS = {"postgres_password": "pg-s3cret/1", "redis_password": "redis-s3cret"}


class Stack:
    """Services of the compose file as processes; container paths and host names are put right for this machine."""

    def __init__(self, folder: Path, postgres: servers.PostgresServer) -> None:
        self.services = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))["services"]
        self.folder, self.postgres = folder, postgres
        self.redis_port = servers.free_port()
        self.processes: list[subprocess.Popen[bytes]] = []
        for name, value in SECRETS.items():
            (folder / name).write_text(value)

    def here(self, words: str) -> str:
        return (
            words.replace("/run/secrets", str(self.folder))
            .replace("postgres:5432", f"127.0.0.1:{self.postgres.port}")
            .replace("redis:6379", f"127.0.0.1:{self.redis_port}")
        )

    def environment(self, service: str) -> dict[str, str]:
        return {name: self.here(str(value)) for name, value in self.services[service].get("environment", {}).items()}

    def command(self, service: str) -> list[str]:
        words = shlex.split(self.here(self.services[service]["command"].replace("$$", "$")))
        return [sys.executable, "-m", "worker.cli", *words[1:]] if words[0] == "diwan" else words

    def start_redis(self) -> None:
        shell, flag, script = self.command("redis")
        path = f"{Path(servers.redis_binary()).parent}:{os.environ['PATH']}"
        script = f"{script} --port {self.redis_port} --bind 127.0.0.1 --dir {self.folder}"
        self._start([shell, flag, script], {"PATH": path})
        servers.wait_until(lambda: servers.accepts(self.redis_port), seconds=20, what="Redis")

    def start_diwan(self, service: str, world: dict[str, str]) -> None:
        mine = self.environment(service) | {"DIWAN_HOME": world["DIWAN_HOME"]}
        self._start(self.command(service), {name: value for name, value in world.items() if name not in mine} | mine)

    def _start(self, command: list[str], environment: dict[str, str]) -> None:
        with (self.folder / "diwan.log").open("ab") as log:
            self.processes.append(
                subprocess.Popen(
                    command, env=os.environ | environment, cwd=ROOT, stdout=log, stderr=log, start_new_session=True
                )
            )

    def healthy(self, service: str, world: dict[str, str]) -> bool:
        words = self.services[service]["healthcheck"]["test"][1:]
        done = subprocess.run(
            [sys.executable, "-m", "worker.cli", *words[1:]],
            env=os.environ | world | self.environment(service) | {"DIWAN_HOME": world["DIWAN_HOME"]},
            cwd=ROOT, capture_output=True, check=False,
        )  # fmt: skip
        return done.returncode == 0

    def stop(self) -> None:
        for process in self.processes:
            kill_tree(process)


@pytest.fixture(scope="module")
def postgres() -> object:
    with servers.running_postgres() as server:
        server.new_database("diwan")
        engine = create_engine(f"postgresql+psycopg://postgres@127.0.0.1:{server.port}/diwan")
        with engine.begin() as connection:
            connection.execute(text("CREATE ROLE diwan SUPERUSER LOGIN PASSWORD 'pg-s3cret/1'"))
        engine.dispose()
        yield server


def test_an_entry_travels_from_feed_to_inbox_through_the_services_of_compose(
    tmp_path: Path, postgres: servers.PostgresServer
) -> None:
    with a_world(tmp_path, DIWAN_DATABASE_URL=f"postgresql://diwan@127.0.0.1:{postgres.port}/diwan") as world:
        stack = Stack(tmp_path, postgres)
        try:
            world.prepare()
            stack.start_redis()
            stack.start_diwan("worker", world.environment)
            stack.start_diwan("beat", world.environment)
            wait_for(world.quiet, seconds=60, world=world, what="the morning")
            assert not world.mailbox.mails, "the first import alerted somebody"
            world.reveal()
            wait_for(lambda: world.quiet() and bool(world.mailbox.mails), seconds=60, world=world, what="an alert")
            assert any("Durel" in str(mail) for mail in map(_words, world.mailbox.mails))
            assert any("Durel" in str(body) for body in world.replay.posted)
            assert stack.healthy("worker", world.environment)
            log = (tmp_path / "diwan.log").read_text(encoding="utf-8", errors="replace")
            assert not [secret for secret in SECRETS.values() if secret in log]
        finally:
            stack.stop()


def _words(mail: object) -> str:
    body = mail.get_body(("plain",))  # type: ignore[attr-defined]
    return f"{mail['Subject']} {body.get_content()}"  # type: ignore[index]
