"""The wiring: what stands in data files, compose, docs and code agrees."""

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from schedules.load import ScheduleError, load_beat

ROOT = Path(__file__).parents[1]
PURE = ("worker.parse", "worker.classify", "worker.dedupe", "worker.alert", "worker.digest", "storage.records")


def compose() -> dict:  # type: ignore[type-arg]
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))


def test_every_queue_has_a_consumer_in_compose() -> None:
    from worker.app import Queue

    consumed: set[str] = set()
    for service in compose()["services"].values():
        words = shlex.split(service.get("command") or "")
        if words[:2] == ["diwan", "worker"]:
            consumed |= set(words[words.index("--queues") + 1].split(","))
    assert consumed == {queue.value for queue in Queue}


def test_every_task_goes_to_a_known_queue_and_every_beat_entry_is_a_task() -> None:
    from worker import tasks
    from worker.app import Queue

    ours = {name for name in tasks.app.tasks if name.startswith("diwan.")}
    routes = tasks.app.conf.task_routes
    assert set(routes) == ours
    assert {route["queue"] for route in routes.values()} == {queue.value for queue in Queue}
    assert {entry.task for entry in load_beat(15)} <= ours


def test_no_service_has_a_default_password_or_is_published() -> None:
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    assert not re.search(r"PASSWORD:\s*\S", text)
    for name, service in compose()["services"].items():
        assert "ports" not in service, name
        assert service["restart"] == "always", name
        assert service["healthcheck"]["test"], name


def test_the_image_runs_as_a_user_without_rights() -> None:
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    users = [line.split()[1] for line in lines if line.startswith("USER ")]
    assert users[-1:] == ["diwan"]


@pytest.mark.parametrize("module", PURE)
def test_a_pure_import_loads_no_database_no_celery_and_no_network(module: str) -> None:
    code = f"import sys, {module}; print(*sorted({{'celery', 'redis', 'pycurl', 'sqlalchemy.orm', 'psycopg'}} & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert found.stdout.strip() == ""


def test_a_wrong_beat_entry_names_file_and_key(tmp_path: Path) -> None:
    path = tmp_path / "beat.toml"
    path.write_text('[tick]\ntask = "diwan.tick"\nseconds = -1\n')
    with pytest.raises(ScheduleError, match=r"beat\.toml: tick\.seconds is -1, expected a positive number"):
        load_beat(15, path)


def test_every_makefile_target_has_a_help_line_or_is_internal() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = set(re.search(r"^\.PHONY: (.*)$", text, re.MULTILINE).group(1).split())  # type: ignore[union-attr]
    explained = set(re.findall(r"^([a-z-]+):.*##", text, re.MULTILINE))
    assert phony - explained <= {"clean"}


@pytest.mark.parametrize("document", ["docs/architecture.md", "README.md", "CONTRIBUTING.md"])
def test_every_file_that_a_document_names_is_there(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:worker|storage|schedules|tests|docs|fixtures)/[\w./-]+\.\w+)", text))
    bare = set(re.findall(r"`(\w+\.(?:py|toml))[`:]", text))
    known = {path.name for folder in ("worker", "storage", "schedules") for path in (ROOT / folder).rglob("*.*")}
    missing = {name for name in named if "NNNN" not in name and "LANG" not in name and not (ROOT / name).exists()}
    assert missing | (bare - known) == set()


def test_every_command_has_help_and_an_answer_for_scripts() -> None:
    from typer.main import get_command

    from worker.cli import app

    commands = get_command(app).commands  # type: ignore[attr-defined]
    assert {"init", "run", "demo", "try", "feeds", "watch", "meetings", "digest", "status", "check", "db"} <= set(
        commands
    )
    assert [name for name, command in commands.items() if not (command.help or "").strip()] == []


def test_every_command_has_an_example() -> None:
    from typer.main import get_command

    from worker.cli import app

    def leaves(command: Any, name: str) -> Iterator[tuple[str, Any]]:
        inner = getattr(command, "commands", None)
        if inner is None:
            yield name, command
        for one, found in (inner or {}).items():
            yield from leaves(found, f"{name} {one}")

    found = dict(leaves(get_command(app), "diwan"))
    assert len(found) > 50
    assert [name for name, command in found.items() if f"`{name}" not in (command.help or "")] == []


def test_the_repository_names_no_machine_and_no_registry() -> None:
    listed = (
        subprocess.run(["git", "ls-files", "-z"], capture_output=True, check=True, cwd=ROOT).stdout.decode().split("\0")
    )
    forbidden = re.compile(r"/work/|/root/|files\.pythonhosted|pypi\.org/simple")
    found = [
        name
        for name in listed
        if name and name != "tests/test_wiring.py" and (ROOT / name).is_file() and _mentions(ROOT / name, forbidden)
    ]
    assert found == []


def _mentions(path: Path, pattern: re.Pattern[str]) -> bool:
    try:
        return bool(pattern.search(path.read_text(encoding="utf-8")))
    except UnicodeDecodeError:
        return False
