"""The short form of benchmarks/weeks.py: some days across the change of clocks in America."""

from pathlib import Path

import pytest

from benchmarks.weeks import play, wrong


@pytest.mark.slow
def test_what_was_told_in_some_days_is_what_is_known_at_their_end(tmp_path: Path) -> None:
    desk = play(tmp_path, days=3, a_day=12, seed=3)
    assert wrong(desk, days=3) == []
    assert len(desk.sent) > 50
    desk.house.close()
