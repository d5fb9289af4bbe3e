import numpy as np
import pytest

from equipoise.chain.settings import Settings
from equipoise.texts.catalogue import texts
from equipoise.ui.attack_lab.game import Game, accuse, pick, want
from equipoise.ui.attack_lab.reveal import chances, shares, verdict
from equipoise.ui.attack_lab.table import count, notes

from .rounds import hunt, table


def told(kind, chosen, **round_of):
    one = hunt(**round_of)
    return verdict(one, accuse(pick(Game(), chosen), one, Settings(), kind).tries[-1])


def test_the_verdict_names_the_right_row_as_people_count():
    assert told("row", 0) == "**You found Ada.** Row 1 is the right one."
    assert told("row", 1) == "**Wrong row.** Row 2 is about somebody else. Ada has row 1."


def test_who_is_not_in_the_table_was_never_to_be_found():
    assert "not even in this table" in told("row", 1, row=-1, absent="no_consent")
    assert "did not agree" in told("absent", None, row=-1, absent="no_consent")


@pytest.mark.parametrize("why", ["no_consent", "suppressed", "invented", "control"])
def test_every_reason_has_words(why):
    assert f"ui.hunt.absent.{why}" in texts()


def test_the_odds_count_the_people_who_fit():
    assert "1 in 2" in chances(want(Game(), {"sex": 0.0}), hunt(0))  # the woman, and the one who may be
    assert "1 in 3" in chances(Game(), hunt(0))
    groups = table(rows="cohorts", people=np.array([5, 6, 7]))
    assert "1 in 12" in chances(want(Game(), {"sex": 0.0}), hunt(0, release=groups))
    assert "No filter" in chances(Game(), hunt(-1, "no_consent"))


def test_a_filter_that_ruled_the_row_out_is_named():
    said = chances(want(Game(), {"sex": 1.0, "purchases_garden": 1.0}), hunt(0))
    assert "Sex" in said and "garden" not in said and "false answer" not in said
    noisy = table(truthful={"sex": 0.73})
    assert "73 in 100" in chances(want(Game(), {"sex": 1.0}), hunt(0, release=noisy))


def test_what_several_rows_tell_together():
    assert shares(hunt(), (0, 2)) == [("A chronic condition", "2 of 2")]
    groups = table(rows="cohorts", people=np.array([5, 6, 7]))  # everybody of the first, nobody of the second
    assert shares(hunt(release=groups), (0, 1)) == [("A chronic condition", "5 of 11")]


def test_the_count_says_what_a_row_is():
    assert count(table(), np.array([0, 2])) == "**2** of 3 rows still fit"
    groups = table(rows="cohorts", people=np.array([5, 6, 7]))
    assert count(groups, np.array([0, 2])) == "**2** of 3 groups still fit, with 12 people in them"
    assert "invented" in count(table(rows="synthetic"), np.array([0]))


def test_a_table_that_is_not_what_it_seems_says_so():
    assert notes(hunt()) == []
    assert "false answer" in notes(hunt(release=table(truthful={"sex": 0.73})))[0]
    assert "Nobody has a row" in notes(hunt(-1, "invented", table(rows="synthetic")))[0]
