"""A challenge as somebody plays it: attempts, doubt, and how it ends."""

import dataclasses

import pandas as pd
import pytest

from equipoise.learn.challenge import challenges
from equipoise.numerics.rate import Rate
from equipoise.shared.results import Headlines
from equipoise.ui.learn import verdict
from equipoise.ui.learn.game import ENOUGH, MOST, Game

POSSIBLE, IMPOSSIBLE = challenges()["first_table"], challenges()["both_ways"]
SETTINGS = list(POSSIBLE.permitted())


def headlines(right, identified, alike=0.95):
    rates = [Rate(value, value - 0.01, value + 0.01, 900) for value in (right, identified, alike)]
    return Headlines(
        right_offer=rates[0], identified=rates[1], treated_alike=rates[2],
        strongest_attack="purchases", best_group="men", worst_group="women",
    )  # fmt: skip


BAD, GOOD = headlines(0.36, 0.6), headlines(0.36, 0.1)


def played(*found):
    game = Game()
    for settings, each in zip(SETTINGS, found, strict=False):
        game = game.try_out(settings, each)
    return game


def test_attempts_are_numbered_and_the_same_twice_counts_once():
    game = played(BAD, BAD)
    again = game.try_out(SETTINGS[1], BAD)
    assert [each.number for each in again.attempts] == [1, 2] and again == game
    assert game.try_out(SETTINGS[0], BAD).last.number == 3


def test_a_challenge_ends_when_all_targets_are_met_and_stays_so():
    assert played(BAD).end(POSSIBLE) is None
    ended = played(BAD, GOOD, BAD).end(POSSIBLE)
    assert (ended.outcome, ended.attempts, ended.solved) == ("reached", 2, True)


@pytest.mark.parametrize(
    ("challenge", "outcome", "solved"),
    [(IMPOSSIBLE, "called_impossible", True), (POSSIBLE, "wrongly_impossible", False)],
)
def test_doubt_is_right_only_where_nothing_reaches_the_targets(challenge, outcome, solved):
    ended = played(BAD, BAD, BAD).doubt().end(challenge)
    assert (ended.outcome, ended.solved) == (outcome, solved)


def test_doubt_needs_a_few_attempts_and_leaves_the_game_open():
    assert not played(*[BAD] * (ENOUGH - 1)).may_doubt and played(*[BAD] * ENOUGH).may_doubt
    doubted = played(BAD, BAD, BAD).doubt()
    assert not doubted.may_doubt
    assert doubted.try_out(SETTINGS[5], GOOD).end(POSSIBLE).outcome == "reached"


def test_old_attempts_are_let_go():
    game = Game()
    for turn in range(MOST + 5):
        game = game.try_out(SETTINGS[turn % 7], BAD)
    assert len(game.attempts) == MOST and game.last.number == MOST + 5


def test_the_end_tells_what_was_searched():
    reached = verdict.told(POSSIBLE, played(GOOD))
    assert "at attempt 1" in reached and "all 90 settings" in reached and POSSIBLE.why in reached
    doubted = verdict.told(IMPOSSIBLE, played(BAD, BAD, BAD).doubt())
    assert "cannot be done here" in doubted and "all 480 settings" in doubted and "none reaches" in doubted
    assert "Nobody has tried those here" in doubted
    assert verdict.told(POSSIBLE, played(BAD)) == ""


def test_a_solution_in_words_leaves_out_what_has_no_effect():
    words = verdict.settings_in_words(POSSIBLE, POSSIBLE.found.best)
    assert "50 people" in words
    bare = POSSIBLE.start.replace(**{"protect.technique": "none"})
    assert "people" not in verdict.settings_in_words(POSSIBLE, bare)


def test_the_map_shows_goal_and_attempts_and_the_cloud_only_at_the_end():
    game = played(BAD, GOOD)
    drawn = verdict.picture(POSSIBLE, game, cloud=False)
    assert "Attempt 2" in drawn and "fill-opacity" in drawn and drawn.count("h0") == 1
    assert verdict.picture(POSSIBLE, game, cloud=True).count("h0") > 1


def test_the_map_shows_the_goal_before_the_first_attempt():
    drawn = verdict.picture(POSSIBLE, Game(), cloud=False)
    assert "No attempt yet" in drawn and "fill-opacity" in drawn and "title=" not in drawn


def test_the_table_has_the_latest_first_and_marks_every_target():
    table = verdict.table(POSSIBLE, played(BAD, GOOD).attempts)
    assert isinstance(table, pd.DataFrame) and table["Attempt"].tolist() == ["2", "1"]
    assert table["Could be identified"].tolist() == ["10.0 ✓", "60.0 ✗"]


def test_an_unknown_number_meets_no_target():
    unknown = dataclasses.replace(GOOD, treated_alike=Rate(float("nan"), float("nan"), float("nan"), 0))
    assert played(unknown).end(POSSIBLE) is None
    assert verdict.table(POSSIBLE, played(unknown).attempts)["Treated alike"].tolist() == ["– ✗"]
