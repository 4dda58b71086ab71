"""How a process that works for days treats its memory."""

import gc

_YOUNG = 20_000  # objects made since the last look; Python's own 700 are the records of seven feeds


def settle() -> None:
    """Call it when all is loaded: keep the garbage collector from walking that again and again, and from looking for cycles every few hundred
    records. A batch makes tens of thousands, none of them in a cycle."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG, 10, 10)
