"""No bad table, schema, flag or stream ends in more than one line, or takes long, or much memory."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from hostile.run import MEMORY, SECONDS, drawn

SCRIPT = Path(__file__).parents[1] / "hostile" / "run.py"


def report(count, seed):
    command = [sys.executable, str(SCRIPT), "--count", str(count), "--seed", str(seed)]
    found = json.loads(subprocess.run(command, capture_output=True, check=False, text=True).stdout)
    assert found["wrong"] == []
    assert found["commands"] == count and found["seconds"] < SECONDS and found["megabytes"] < MEMORY / 1024**2
    return found["codes"]


def test_a_hundred_hostile_commands():
    codes = report(100, seed=0)
    assert codes["0"] >= 10 and codes["2"] >= 10  # some are refused, and some are not


@pytest.mark.durability
def test_two_thousand_hostile_commands():
    report(2_000, seed=1)


def test_the_same_seed_makes_the_same_commands():
    assert drawn(5, 7) == drawn(5, 7) and drawn(5, 7) != drawn(5, 8)
