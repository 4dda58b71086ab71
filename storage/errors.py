"""What can go wrong with storage, by what to do about it."""


class StorageError(Exception):
    """Storage did not do what was asked. The message names the database without its password."""


class StorageUnavailable(StorageError):
    """The database cannot be reached, or is locked, now: the work stays due and is tried again."""


class SchemaError(StorageError):
    """The schema is older or newer than this program. `diwan db upgrade` mends an older one; a newer one needs a newer Diwan."""


class StorageDamaged(StorageError):
    """The database file is broken: no try mends it, a copy must be put in its place."""


class NotFound(StorageError):
    """No row of that key. The message says what was looked for."""
