"""What is compiled from the knowledge files, remembered between processes.

Reading the files and compiling the lexicons of four languages takes every process two seconds, and what comes out depends on the files and on
the modules that read them alone. `remembered` keeps it as plain data (marshal: no classes, no code) in the user's cache directory, in a file
whose name carries a digest of all of these, so that a change of any is another file; docs/adr/0060-remember-what-is-compiled.md. A file
is written aside and renamed, checked by its digest when read, and done without where it cannot be written or read.
"""

import marshal
import os
import sys
import time
from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

DIGEST = 32  # bytes of it before the data
OLD = 14 * 86_400  # seconds after which a file that nobody has rewritten goes


def folder() -> Path:
    """`$XDG_CACHE_HOME/diwan`, or `~/.cache/diwan`. Raises RuntimeError where the user has no home."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "diwan"


def remembered(kind: str, version: str, modules: Iterable[str], make: Callable[[], Any]) -> Any:
    """`make()`, or what it gave before for the same `version` of the knowledge and the same sources of `modules`.

    `make` gives plain data: dicts, lists, tuples, strings, bytes, numbers. Nothing else raises here.
    """
    path = _path(kind, version, modules)
    if path is None:
        return make()
    if (data := _read(path)) is None:
        data = make()
        _keep(path, data)
    return data


def _path(kind: str, version: str, modules: Iterable[str]) -> Path | None:
    depends = [version.encode(), str(sys.implementation.cache_tag).encode()]
    try:
        depends += [Path(module).read_bytes() for module in modules]
        return folder() / f"{kind}-{sha256(b'|'.join(depends)).hexdigest()[:20]}.marshal"
    except (OSError, RuntimeError):
        return None


def _read(path: Path) -> Any:
    try:
        raw = path.read_bytes()
        if sha256(raw[DIGEST:]).digest() == raw[:DIGEST]:
            return marshal.loads(raw[DIGEST:])  # noqa: S302 - our own file, in the user's own directory
    except (OSError, ValueError, EOFError, TypeError):
        pass
    return None


def _keep(path: Path, data: Any) -> None:
    """Write the file aside and rename it; files of its kind that are long out of use go."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        raw = marshal.dumps(data)
        aside = path.with_suffix(f".{os.getpid()}")
        aside.write_bytes(sha256(raw).digest() + raw)
        aside.replace(path)
        for other in path.parent.glob(f"{path.name.rpartition('-')[0]}-*.marshal"):
            if time.time() - other.stat().st_mtime > OLD:
                other.unlink(missing_ok=True)
    except OSError:
        pass
