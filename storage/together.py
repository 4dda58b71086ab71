"""Rows for several tables, written together: on PostgreSQL in one statement, whatever their number.

There a statement costs its way to the server and back more than its work, so the rows of each table travel as one JSON parameter, and the
writes are data-modifying CTEs of one statement: its text depends on tables and columns alone and is planned once. SQLite has no way to go,
and runs them one after the other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

import orjson
from sqlalchemy import Connection, Dialect, Table, bindparam, delete, insert, update
from sqlalchemy.dialects import postgresql, sqlite


@dataclass(frozen=True, slots=True, kw_only=True)
class Insert:
    """New rows, all with the same columns. With `unseen`, a row whose key is taken already is left as it is."""

    table: Table
    rows: Sequence[Mapping[str, Any]]
    unseen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """Rows of which each gives its `id` and the columns to change, the same ones in all."""

    table: Table
    rows: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Delete:
    """The rows that have any of these values in this column."""

    table: Table
    column: str
    values: Sequence[int]


Write = Insert | Update | Delete


def write_together(connection: Connection, writes: Sequence[Write], *, new_id: bool = False) -> int | None:
    """Make all these writes; those without rows are left out.

    On PostgreSQL all of them see what stood before the statement: no row may be concerned by two of them.

    Args:
        new_id: the last one is an `Insert` of one row, and the id that it got is returned; None where its key was taken.
    """
    some = [one for one in writes if _amount(one)]
    if not some:
        return None
    if connection.dialect.name != "postgresql":
        return [_one_by_one(connection, one, new_id=new_id and one is some[-1]) for one in some][-1]
    sql = _statement(tuple(map(_shape, some)), new_id)
    done = connection.exec_driver_sql(sql, {f"w{n}": _parameter(one) for n, one in enumerate(some)})
    return done.scalar_one_or_none() if new_id else None


def _amount(write: Write) -> int:
    return len(write.values if isinstance(write, Delete) else write.rows)


# -- SQLite ------------------------------------------------------------------------------------------------------------


def _one_by_one(connection: Connection, write: Write, *, new_id: bool) -> int | None:
    match write:
        case Insert(rows=rows) if new_id:
            (row,) = rows
            found = connection.execute(_plain(write.table, unseen=write.unseen, returning=True), row)
            return found.scalar_one_or_none()
        case Insert(rows=rows):
            connection.execute(_plain(write.table, unseen=write.unseen), list(rows))
        case Update(rows=rows):
            named = [{"id_": row["id"], **{k: v for k, v in row.items() if k != "id"}} for row in rows]
            columns = tuple(name for name in rows[0] if name != "id")
            connection.execute(_change(write.table, columns), named)
        case Delete(values=values):
            connection.execute(delete(write.table).where(write.table.c[write.column].in_(values)))
    return None


@lru_cache(maxsize=100)
def _plain(table: Table, *, unseen: bool = False, returning: bool = False) -> Any:
    added: Any = sqlite.insert(table).on_conflict_do_nothing() if unseen else insert(table)
    return added.returning(table.c.id) if returning else added


@lru_cache(maxsize=100)
def _change(table: Table, columns: tuple[str, ...]) -> Any:
    return update(table).where(table.c.id == bindparam("id_")).values({name: bindparam(name) for name in columns})


# -- PostgreSQL --------------------------------------------------------------------------------------------------------

_POSTGRES: Dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
_Shape = tuple[type[Write], Table, tuple[str, ...], bool]


def _shape(write: Write) -> _Shape:
    """What the text of a write follows from."""
    match write:
        case Insert(rows=rows):
            return Insert, write.table, tuple(rows[0]), write.unseen
        case Update(rows=rows):
            return Update, write.table, tuple(rows[0]), False
        case Delete(column=column):
            return Delete, write.table, (column,), False


def _parameter(write: Write) -> Any:
    if isinstance(write, Delete):
        return list(write.values)
    return orjson.dumps(write.rows, default=_when, option=orjson.OPT_PASSTHROUGH_DATETIME).decode()


def _when(value: date) -> str:
    """Days and instants as ISO text; an instant without a zone is refused, as `tables.Instant` does."""
    if isinstance(value, datetime) and value.tzinfo is None:
        raise ValueError(f"naive datetime {value!r}, expected an aware one")
    return value.isoformat()


@lru_cache(maxsize=200)
def _statement(shapes: tuple[_Shape, ...], new_id: bool) -> str:
    parts = [_part(shape, f"%(w{n})s") for n, shape in enumerate(shapes)]
    *before, last = parts
    if new_id:
        last += " RETURNING id"
    if not before:
        return last
    return "WITH " + ", ".join(f"w{n} AS ({part})" for n, part in enumerate(before)) + " " + last


def _part(shape: _Shape, mark: str) -> str:
    kind, table, columns, unseen = shape
    if kind is Delete:
        return f'DELETE FROM {table.name} WHERE "{columns[0]}" = ANY(CAST({mark} AS bigint[]))'  # noqa: S608 - our own names
    types = ", ".join(f'"{name}" {table.c[name].type.compile(dialect=_POSTGRES)}' for name in columns)
    given = f"json_to_recordset(CAST({mark} AS json)) AS r({types})"
    if kind is Update:
        changed = ", ".join(f'"{name}" = r."{name}"' for name in columns if name != "id")
        return f"UPDATE {table.name} SET {changed} FROM {given} WHERE {table.name}.id = r.id"  # noqa: S608
    names = ", ".join(f'"{name}"' for name in columns)
    conflict = " ON CONFLICT DO NOTHING" if unseen else ""
    return f"INSERT INTO {table.name} ({names}) SELECT {names} FROM {given}{conflict}"  # noqa: S608
