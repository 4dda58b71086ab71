"""Short form of benchmarks/chaos_delivery.py."""

from pathlib import Path

import pytest

from tests import delivery_chaos


@pytest.mark.slow
def test_every_message_arrives_though_dispatchers_die_and_sinks_fail_and_repeats_carry_the_same_id(
    tmp_path: Path,
) -> None:
    report = delivery_chaos.run(tmp_path, messages=15, kills=4, seed=20260305)
    assert report.wrong() == []
    assert report.arrived == report.messages == 30
    assert report.faults > 0
