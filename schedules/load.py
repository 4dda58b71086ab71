"""Read and check the schedules: errors name file and key."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent


class ScheduleError(ValueError):
    """A schedule file is wrong; the message names file and key, what was found and what was expected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BeatEntry:
    """A task and how often it is sent, in seconds."""

    name: str
    task: str
    seconds: float


def read_toml(path: Path) -> Mapping[str, object]:
    """A TOML file. Raises ScheduleError with file and line."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ScheduleError(f"{path.name}: {error}") from error


def load_beat(tick_seconds: float, path: Path = HERE / "beat.toml") -> list[BeatEntry]:
    """The entries of beat.toml, with the tick's seconds put in."""
    entries: list[BeatEntry] = []
    for name, table in read_toml(path).items():
        if not isinstance(table, dict) or set(table) != {"task", "seconds"}:
            raise ScheduleError(f"{path.name}: [{name}] is {table!r}, expected the keys task and seconds")
        seconds = tick_seconds if table["seconds"] == "tick" else table["seconds"]
        if not isinstance(seconds, int | float) or seconds <= 0:
            raise ScheduleError(f"{path.name}: {name}.seconds is {seconds!r}, expected a positive number or 'tick'")
        entries.append(BeatEntry(name=name, task=str(table["task"]), seconds=float(seconds)))
    return entries
