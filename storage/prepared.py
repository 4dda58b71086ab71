"""Statements of the hot path, compiled once: SQLAlchemy's words and types, the driver's speed.

SQLAlchemy prepares every execution anew (names, types, a context), which for many small rows costs more than the database does. Here a
statement's text and the converters of its parameters are made once per dialect, and rows go as tuples to the driver's executemany, through
`exec_driver_sql`, so that errors and transactions stay SQLAlchemy's.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Dialect

Convert = Callable[[Any], Any]


class Prepared:
    """An INSERT or UPDATE for many rows. `names` are its parameters in the order in which rows give them."""

    def __init__(self, statement: Any, names: Sequence[str]) -> None:
        self._statement = statement
        self._names = tuple(names)
        self._plans: dict[str, tuple[str, bool, list[tuple[str, int, Convert | None]]]] = {}

    def run(self, connection: Connection, rows: Iterable[Sequence[Any]]) -> None:
        """Execute it once for each row; values as the columns take them, enums as plain text."""
        plan = self._plans.get(connection.dialect.name)
        if plan is None:
            plan = self._plans[connection.dialect.name] = self._plan(connection.dialect)
        text, positional, places = plan
        given: list[Any]
        if positional:
            given = [
                tuple([row[at] if convert is None else convert(row[at]) for _, at, convert in places]) for row in rows
            ]
        else:
            given = [
                {name: row[at] if convert is None else convert(row[at]) for name, at, convert in places} for row in rows
            ]
        if given:
            connection.exec_driver_sql(text, given)

    def _plan(self, dialect: Dialect) -> tuple[str, bool, list[tuple[str, int, Convert | None]]]:
        compiled = self._statement.compile(dialect=dialect, column_keys=list(self._names))
        order = compiled.positiontup if compiled.positional else list(compiled.binds)
        places = [
            (name, self._names.index(name), compiled.binds[name].type.dialect_impl(dialect).bind_processor(dialect))
            for name in order
        ]
        return str(compiled), bool(compiled.positional), places
