"""Challenges: what the search wrote down is what the engine says, and it covers everything that is permitted."""

import math

import pytest

from equipoise import simulate
from equipoise.errors import DataError
from equipoise.learn import challenge as module
from equipoise.learn.challenge import Targets, challenges, place_of
from equipoise.learn.search import SEEDS, search, try_out, write
from equipoise.seeds import stream

ALL = challenges()
each = pytest.mark.parametrize("challenge", ALL.values(), ids=list(ALL))
AIMS = Targets(right_offer=0.3, identified=0.1, treated_alike=0.9)
CLOSE = 0.02
"""How far a headline may lie from what was written down: other machines round sums in another order."""


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
def test_the_search_covered_every_setting_that_is_permitted(challenge):
    permitted = list(challenge.permitted())
    assert len(permitted) == len(set(permitted)) == challenge.size == len(challenge.found.places)
    assert challenge.start in permitted and challenge.found.best in permitted
    assert challenge.found.seeds == (challenge.start["population.seed"], *SEEDS)


@each
def test_nobody_starts_at_the_solution(challenge):
    start = list(challenge.permitted()).index(challenge.start)
    assert not challenge.targets.reached(challenge.found.places[start])


@each
def test_what_was_written_down_is_what_the_engine_says(challenge):
    permitted = list(challenge.permitted())
    for place in stream(1, f"test.{challenge.id}").choice(len(permitted), size=3, replace=False):
        assert try_out(permitted[place]) == pytest.approx(challenge.found.places[place], abs=CLOSE)


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


def test_the_search_writes_what_is_read_again(tmp_path, monkeypatch):
    small = _small()
    found = search(small, seeds=(1,))
    assert len(found.places) == 2 and found.best in list(small.permitted())
    (tmp_path / "found").mkdir()
    monkeypatch.setattr("equipoise.learn.search.data", lambda *parts: tmp_path / "found")
    monkeypatch.setattr(module, "data", lambda *parts: tmp_path / "found" / parts[-1])
    write(small, found)
    module._found.cache_clear()
    assert small.found == found
    module._found.cache_clear()


def test_a_search_of_another_version_is_refused():
    import dataclasses

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


def _small():
    import dataclasses

    start = ALL["first_table"].start.replace(**{"population.size": 2000})
    levers = {"protect.technique": ("none", "k_anonymity")}
    return dataclasses.replace(ALL["first_table"], id="small", start=start, levers=levers)
