"""What a room carries: ``pytest -m load -n 0 tests/load/test_rooms.py``."""

from pathlib import Path

import pytest

from load.rooms import HEAD, behind, run

ROOT = Path(__file__).parents[2]


@pytest.mark.load
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_two_hundred_people_answer_within_ten_seconds(kind: str):
    found = run(ROOT, kind, 200)
    print("\n" + HEAD + "\n" + found.row(kind, "here"))
    assert found.missed() == []


def test_the_projector_is_behind_by_the_longest_wait_for_a_count():
    # the first answer is counted after .25 s, the second and third together after 1.5 s and 1 s
    assert behind([1.0, 2.0, 2.5], [(0.5, 0), (1.25, 1), (3.5, 3)]) == 1.5
    assert behind([1.0], [(0.9, 1)]) == 0.0  # read between the commit and the acknowledgement
    assert behind([1.0, 2.0], [(1.5, 1)]) == float("inf")
    assert behind([], []) == 0.0
