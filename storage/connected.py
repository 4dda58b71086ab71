"""What all verbs share: one open connection, and how its database wants to be spoken to."""

from typing import Any

from sqlalchemy import Connection
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
