"""One process holds a data folder."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.world import ROOT
from worker.embedded import AlreadyRunning, only_one


def test_a_second_process_is_told_who_has_the_folder(tmp_path: Path) -> None:
    with (
        only_one(tmp_path),
        pytest.raises(AlreadyRunning, match=f"in use by process {os.getpid()}"),
        only_one(tmp_path),
    ):
        pass
    with only_one(tmp_path):
        pass  # free again


def test_a_second_run_ends_with_not_now(tmp_path: Path) -> None:
    with only_one(tmp_path):
        done = subprocess.run(  # a process of its own: `run` sets up logs and settings for good
            [sys.executable, "-m", "worker.cli", "run"],
            env=os.environ | {"DIWAN_HOME": str(tmp_path)}, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
    assert done.returncode == 3, done.stderr
    assert "in use by process" in done.stderr
