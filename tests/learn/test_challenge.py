"""Challenges: targets that are met, or are not, and what a challenge says."""

import dataclasses
import math

import pytest

from equipoise import simulate
from equipoise.core.errors import DataError
from equipoise.learn import challenge as module
from equipoise.learn.challenge import Targets, challenges, place_of

ALL = challenges()
each = pytest.mark.parametrize("challenge", ALL.values(), ids=list(ALL))
AIMS = Targets(right_offer=0.3, identified=0.1, treated_alike=0.9)


@pytest.mark.parametrize(
    ("place", "worst", "reached"),
    [
        ((0.35, 0.04, 0.95), 0.05, True),  # 0.05 over, 0.06 under, 0.05 over
        ((0.30, 0.10, 0.90), 0.0, True),  # exactly on all three targets
        ((0.35, 0.12, 0.95), -0.02, False),
        ((0.29, 0.00, 1.00), -0.01, False),
        ((0.35, math.nan, 0.95), -math.inf, False),
    ],
)
def test_all_three_targets_have_to_be_met(place, worst, reached):
    assert AIMS.worst(place) == pytest.approx(worst, abs=1e-9)
    assert AIMS.reached(place) == reached


def test_margins_are_on_the_good_side_of_each_headline():
    margins = AIMS.margins((0.35, 0.04, 0.8))
    assert margins == pytest.approx({"right_offer": 0.05, "identified": 0.06, "treated_alike": -0.1})


@each
def test_nobody_starts_at_the_solution(challenge):
    start = list(challenge.permitted()).index(challenge.start)
    assert not challenge.targets.reached(challenge.found.places[start])


@each
def test_the_recorded_solution_passes_and_without_one_the_nearest_fails(challenge):
    again = place_of(simulate(challenge.found.best).headlines)
    assert challenge.targets.reached(again) == challenge.possible
    assert (challenge.found.seeds[0] in challenge.found.reached_on) == challenge.possible


@each
def test_a_solution_is_no_luck_of_one_world(challenge):
    reached = challenge.found.reached_on
    assert len(reached) >= 4 if challenge.possible else reached == ()


def test_exactly_one_challenge_cannot_be_done_and_not_by_a_hair():
    (impossible,) = (one for one in ALL.values() if not one.possible)
    assert impossible.id == "both_ways"
    assert max(map(impossible.targets.worst, impossible.found.places)) < -0.015


@each
def test_words_are_whole_and_do_not_tell_the_end(challenge):
    for text in (challenge.title, challenge.story, challenge.hint, challenge.why):
        assert text == text.strip() and "  " not in text
    assert "impossible" not in challenge.story + challenge.hint and "cannot be" not in challenge.story


def test_a_search_of_another_version_is_refused():
    newer = dataclasses.replace(ALL["first_table"], version=99)
    with pytest.raises(DataError, match=r"Run: python -m equipoise\.learn\.search first_table"):
        _ = newer.found


def test_a_broken_file_is_named(tmp_path):
    path = tmp_path / "odd.toml"
    path.write_text("version = 1")
    with pytest.raises(DataError, match=r"'odd\.toml'.*Correct the file"):
        module._read(path)


def test_a_start_outside_the_permitted_positions_is_refused(tmp_path):
    text = (module.data("challenges") / "first_table.toml").read_text().replace("[2, 5, 10, 25, 50]", "[10, 25]")
    path = tmp_path / "odd.toml"
    path.write_text(text)
    with pytest.raises(DataError, match=r"protect\.k starts at a value"):
        module._read(path)
