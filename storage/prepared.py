"""Statements of the hot path, compiled once: SQLAlchemy's words and types, the driver's speed.

SQLAlchemy prepares every execution anew (names, types, a context), which for many small rows costs more than the database does. Here a
statement's text and the converters of its parameters are made once per dialect. Rows to write go as tuples to the driver's executemany,
through `exec_driver_sql`; several reads go to PostgreSQL together, in one way to the server and back, and their errors are made
SQLAlchemy's. Transactions stay SQLAlchemy's in either case.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Dialect
from sqlalchemy.exc import DBAPIError

Convert = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class _Plan:
    text: str
    names: tuple[str, ...] | None  # of parameters by name; None where they go by place
    pick: Callable[[Any], tuple[Any, ...]]
    converts: tuple[tuple[int, Convert], ...]


class Prepared:
    """An INSERT or UPDATE for many rows. `names` are its parameters in the order in which rows give them."""

    def __init__(self, statement: Any, names: Sequence[str]) -> None:
        self._statement = statement
        self._names = tuple(names)
        self._plans: dict[str, _Plan] = {}

    def run(self, connection: Connection, rows: Iterable[Sequence[Any]]) -> None:
        """Execute it once for each row; values as the columns take them, enums as plain text."""
        plan = self._plans.get(connection.dialect.name)
        if plan is None:
            plan = self._plans[connection.dialect.name] = self._plan(connection.dialect)
        given: list[Any] = []
        for row in rows:
            values = list(plan.pick(row))
            for at, convert in plan.converts:
                values[at] = convert(values[at])
            given.append(tuple(values) if plan.names is None else dict(zip(plan.names, values, strict=True)))
        if given:
            connection.exec_driver_sql(plan.text, given)

    def _plan(self, dialect: Dialect) -> _Plan:
        compiled = self._statement.compile(dialect=dialect, column_keys=list(self._names))
        order = tuple(compiled.positiontup if compiled.positional else compiled.binds)
        converts = [
            (at, compiled.binds[name].type.dialect_impl(dialect).bind_processor(dialect))
            for at, name in enumerate(order)
        ]
        return _Plan(
            text=str(compiled),
            names=None if compiled.positional else order,
            pick=itemgetter(*[self._names.index(name) for name in order]),
            converts=tuple((at, convert) for at, convert in converts if convert is not None),
        )


@dataclass(frozen=True, slots=True)
class _ReadPlan:
    text: str
    given: Mapping[str, Any]  # parameters that are part of the statement
    columns: tuple[Any, ...]


class PreparedRead:
    """A SELECT; `sqlite` where that wants other words. Parameters are plain numbers, text, days, and lists of them."""

    def __init__(self, statement: Any, *, sqlite: Any = None) -> None:
        self._statements = {"postgresql": statement, "sqlite": statement if sqlite is None else sqlite}
        self._plan: _ReadPlan | None = None  # one value, so that threads see all of it or nothing
        self._converts: list[tuple[str, Convert]] | None = None

    def run(self, connection: Connection, values: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
        """Its rows, by name of column."""
        return read_together(connection, [(self, values)])[0]

    def execute(self, connection: Connection, values: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
        """By SQLAlchemy."""
        found: Any = connection.execute(self._statements[connection.dialect.name], values)
        rows: Sequence[Mapping[str, Any]] = found.mappings().all()
        return rows

    def send(self, cursor: Any, values: Mapping[str, Any], dialect: Dialect) -> None:
        """By the driver; its rows are fetched later."""
        plan = self._planned(dialect)
        cursor.execute(plan.text, {**plan.given, **values})

    def fetch(self, cursor: Any, dialect: Dialect) -> Sequence[Mapping[str, Any]]:
        """The rows of what was sent."""
        columns = self._planned(dialect).columns
        names = [column.name for column in columns]
        if self._converts is None:
            answered = zip(columns, cursor.description, strict=True)
            kinds = [(c.name, c.type.dialect_impl(dialect), of.type_code) for c, of in answered]
            converts = [(name, kind.result_processor(dialect, code)) for name, kind, code in kinds]
            self._converts = [(name, convert) for name, convert in converts if convert is not None]
        rows = [dict(zip(names, values, strict=True)) for values in cursor.fetchall()]
        for name, convert in self._converts:
            for row in rows:
                row[name] = convert(row[name])
        return rows

    def _planned(self, dialect: Dialect) -> _ReadPlan:
        plan = self._plan
        if plan is None:
            statement = self._statements[dialect.name]
            compiled = statement.compile(dialect=dialect)
            plan = self._plan = _ReadPlan(str(compiled), dict(compiled.params), tuple(statement.selected_columns))
        return plan


def read_together(
    connection: Connection, reads: Sequence[tuple[PreparedRead, Mapping[str, Any]]]
) -> list[Sequence[Mapping[str, Any]]]:
    """The rows of each of these SELECTs, run in this order, each seeing what was committed when it began (READ COMMITTED).

    On PostgreSQL they travel together (libpq's pipeline): the way to the server and back costs more than most of them do.
    """
    dialect = connection.dialect
    if dialect.name != "postgresql":
        return [read.execute(connection, values) for read, values in reads]
    driver: Any = connection.connection.driver_connection
    errors: Any = dialect.loaded_dbapi
    cursors = [driver.cursor() for _ in reads]
    try:
        with driver.pipeline():
            for cursor, (read, values) in zip(cursors, reads, strict=True):
                read.send(cursor, values, dialect)
        return [read.fetch(cursor, dialect) for cursor, (read, _) in zip(cursors, reads, strict=True)]
    except errors.Error as error:
        lost = dialect.is_disconnect(error, driver, None)
        if lost:
            connection.invalidate(error)
        raise DBAPIError.instance(
            "several reads", None, error, errors.Error, hide_parameters=True, connection_invalidated=lost, dialect=dialect
        ) from error  # fmt: skip
