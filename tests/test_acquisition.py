"""The short form of the acquisition bench: some simulated hours of outlets with faults, on loopback (`make bench-acquisition` plays days)."""

from pathlib import Path

import pytest

from benchmarks.acquisition import OUTLETS, Outlet, Slow, judge, simulate


@pytest.mark.slow
def test_no_entry_is_lost_or_doubled_and_nobody_is_asked_too_often(tmp_path: Path) -> None:
    outlets: list[Outlet] = [kind(7, 0.12) for kind in OUTLETS if kind is not Slow]
    tallies = simulate(outlets, days=0.12, folder=tmp_path)
    assert judge(tallies) == []
    assert sum(tally.published for tally in tallies) > 200
