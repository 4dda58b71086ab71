"""What all verbs share: one open connection, and how its database wants to be spoken to."""

from typing import Any

from sqlalchemy import Connection, Table, func, literal_column, select
from sqlalchemy.dialects import postgresql, sqlite


class Connected:
    """A group of verbs over one open connection."""

    connection: Connection

    @property
    def _on_postgres(self) -> bool:
        return self.connection.dialect.name == "postgresql"

    @property
    def _dialect(self) -> Any:
        """SQLAlchemy's module of the dialect, for what only `INSERT ... ON CONFLICT` of that dialect can say."""
        return postgresql if self._on_postgres else sqlite

    def _insert_new(self, table: Any, *unique: str) -> Any:
        """An INSERT that leaves a row of the same key alone."""
        return self._dialect.insert(table).on_conflict_do_nothing(index_elements=list(unique) or None)

    def _counts_by_state(self, table: Table, usual: str, others: tuple[str, ...]) -> dict[str, int]:
        """How many rows are in which state, those with none left out. The rows of the `usual` state, nearly all, are what the rest leaves: each
        of the `others` has an index of its own, and counting all rows reads the smallest there is."""
        whole: int = self.connection.execute(select(func.count()).select_from(table)).scalar_one()
        counts = {
            state: self.connection.execute(
                select(func.count()).select_from(table).where(table.c.state == literal_column(f"'{state}'"))
            ).scalar_one()
            for state in others
        }
        counts[usual] = whole - sum(counts.values())
        return {state: count for state, count in counts.items() if count}
