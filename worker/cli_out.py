"""How commands speak: tables with colour on a terminal, JSON where asked, one-line errors, exit codes that scripts can use.

Exit codes: 0 done; 1 done, and the answer is "no" or something is wrong (a check failed); 2 the call, a setting or a file is wrong;
3 not now (database or network away, another instance is running).
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass
from datetime import date, datetime, time
from enum import IntEnum
from pathlib import Path
from typing import Annotated, Any, NoReturn

import orjson
import typer
from rich.console import Console
from rich.table import Table

from storage.errors import NotFound, SchemaError, StorageError, StorageUnavailable
from storage.sql import SqlStore
from worker.config import Settings, load_settings
from worker.errors import ConfigError, DiwanError
from worker.log import mask


class Exit(IntEnum):
    OK = 0
    NO = 1
    WRONG = 2
    LATER = 3


console = Console(highlight=False, emoji=False, width=None if sys.stdout.isatty() else 120)
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]


def fail(message: str, code: Exit = Exit.WRONG) -> NoReturn:
    """One line on stderr, secrets masked, and the end."""
    Console(stderr=True, highlight=False, emoji=False).print(
        f"[red]diwan:[/red] {escape(mask(message))}", soft_wrap=True
    )
    raise typer.Exit(code)


def escape(text: str) -> str:
    """Text that rich shows as it stands, without control and bidi-override characters."""
    shown = "".join(char if char.isprintable() or char in "\n\t" else "\ufffd" for char in text)
    return shown.replace("[", r"\[")


@contextmanager
def errors() -> Iterator[None]:
    """Turn what a person can act on into a line and an exit code."""
    try:
        yield
    except StorageUnavailable as error:
        fail(str(error), Exit.LATER)
    except (SchemaError, ConfigError, NotFound) as error:
        fail(str(error), Exit.WRONG)
    except (DiwanError, StorageError) as error:
        fail(str(error), Exit.NO)
    except OSError as error:
        fail(f"{error.filename or 'a file'} cannot be used ({error.strerror or error})", Exit.WRONG)


def settings() -> Settings:
    """The settings, or the end with the variable that is wrong."""
    try:
        return load_settings()
    except ConfigError as error:
        fail(str(error))


@contextmanager
def open_store(*, upgrade: bool = False) -> Iterator[SqlStore]:
    """The store of the settings, errors turned into exit codes. An embedded database is made when it is missing."""
    found = settings()
    with errors(), SqlStore.open(found.database, upgrade=upgrade or found.database.startswith("sqlite")) as store:
        yield store


def read_text(path: Path) -> str:
    """What a file holds, `-` for standard input; the end where it cannot be read."""
    try:
        return sys.stdin.read() if str(path) == "-" else path.read_text(encoding="utf-8")
    except OSError as error:
        fail(f"{path} cannot be read ({error.strerror})")
    except UnicodeDecodeError:
        fail(f"{path} is not UTF-8 text")


def plain(value: Any) -> Any:
    """A value as JSON has it: records as objects, instants in ISO 8601 UTC."""
    if is_dataclass(value) and not isinstance(value, type):
        return {key: plain(one) for key, one in asdict(value).items()}
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds").replace("+00:00", "Z")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(one) for one in value]
    return value


def print_json(value: Any) -> None:
    sys.stdout.write(orjson.dumps(plain(value), option=orjson.OPT_INDENT_2).decode() + "\n")


def print_table(title: str, columns: Sequence[str], rows: Sequence[Sequence[Any]], *, empty: str = "nothing") -> None:
    """A table for people; `empty` is what is said where there is no row. Cells are shown as they stand, never as markup."""
    if not rows:
        console.print(f"{title}: {empty}", soft_wrap=True)
        return
    table = Table(title=title, title_justify="left", header_style="bold", pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(escape("" if cell is None else str(cell)) for cell in row))
    console.print(table)
