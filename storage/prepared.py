"""Statements of the hot path, compiled once: SQLAlchemy's words and types, the driver's speed.

SQLAlchemy prepares every execution anew (names, types, a context), which for many small rows costs more than the database does. Here a
statement's text and the converters of its parameters are made once per dialect, and rows go as tuples to the driver's executemany, through
`exec_driver_sql`, so that errors and transactions stay SQLAlchemy's.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Dialect

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
