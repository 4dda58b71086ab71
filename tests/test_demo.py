"""The README's first command, as a new user runs it."""

import subprocess
import sys
from pathlib import Path

import pytest

from storage.sql import SqlStore
from tests.world import ROOT


@pytest.mark.slow
def test_the_demo_finds_the_meetings_of_the_recorded_day_and_tells_somebody(tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = subprocess.run(
        [sys.executable, "-m", "worker.cli", "demo", "--keep", str(out), "--most-seconds", "150"],
        cwd=ROOT, capture_output=True, text=True, timeout=200, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "digest.html" in done.stdout
    assert "Traceback" not in done.stderr
    html = (out / "digest.html").read_text(encoding="utf-8")
    assert "Nechirvan Barzani" in html
    with SqlStore.open(f"sqlite:///{out / 'diwan.sqlite3'}") as store, store.reading() as tx:
        meetings = tx.list_meetings(limit=100)
        sent = tx.delivery_counts()
    told = {frozenset(one.actor for one in meeting.participants if one.lead): meeting for meeting in meetings}
    visit = told[frozenset({"nechirvan-barzani", "patrick-durel"})]
    assert set(visit.languages) == {"en", "ar", "ckb", "kmr"}
    assert visit.mentions == 4
    called_off = told[frozenset({"fuad-hussein", "hossein-amir-abdollahian"})]
    assert called_off.phase in ("postponed", "cancelled")
    assert set(sent) == {"sent"}
