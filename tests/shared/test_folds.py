import numpy as np
import pytest

from equipoise.shared.folds import deal

SOME = np.random.default_rng(0).random(5_000) < 0.6
EVERYBODY = np.ones(5_000, dtype=bool)


@pytest.mark.parametrize("reach", [SOME, EVERYBODY, ~EVERYBODY], ids=["some", "everybody", "nobody"])
def test_folds_never_overlap_and_cover_everybody_in_reach(reach):
    folds = deal(reach, seed=1)
    parts = folds.control.astype(int) + folds.history + folds.evaluation
    assert (parts <= 1).all() and (parts[reach] == 1).all()
    assert (folds.in_reach == reach).all()


def test_evaluation_is_the_same_fair_sample_whoever_is_in_reach():
    some, everybody = deal(SOME, seed=1).evaluation, deal(EVERYBODY, seed=1).evaluation
    assert (some == everybody).all()
    assert some[SOME].mean() == pytest.approx(some[~SOME].mean(), abs=0.04)


def test_controls_are_a_tenth_of_those_in_reach_and_never_others():
    folds = deal(SOME, seed=1)
    assert not (folds.control & ~SOME).any()
    assert folds.control.sum() / SOME.sum() == pytest.approx(0.10, abs=0.02)
    assert (folds.in_release == (SOME & ~folds.control)).all()


def test_those_whose_refusal_is_ignored_are_never_controls():
    folds = deal(EVERYBODY, seed=1, refused=SOME)
    assert folds.control.any() and not (folds.control & SOME).any()
    assert folds.in_release[SOME].all()


def test_the_others_are_split_in_halves():
    folds = deal(EVERYBODY, seed=1)
    assert folds.history.sum() / (folds.history | folds.evaluation).sum() == pytest.approx(0.5, abs=0.03)


def test_people_in_reach_keep_their_part_whoever_else_is():
    few, all_of_them = deal(SOME, seed=1), deal(EVERYBODY, seed=1)
    for part in ("control", "history", "evaluation"):
        assert (getattr(few, part)[SOME] == getattr(all_of_them, part)[SOME]).all()


def test_another_seed_deals_anew():
    assert (deal(SOME, seed=1).control != deal(SOME, seed=2).control).any()


def test_a_shared_copy_reaches_fewer_and_keeps_the_parts():
    folds = deal(EVERYBODY, seed=1)
    shared = folds.within(SOME)
    assert (shared.control == (folds.control & SOME)).all()
    assert (shared.in_release == (folds.in_release & SOME)).all()
    assert (shared.history == folds.history).all() and (shared.evaluation == folds.evaluation).all()


def test_folds_are_read_only():
    with pytest.raises(ValueError, match="read-only"):
        deal(SOME, seed=1).control[0] = True


def test_a_huge_shop_learns_from_a_random_part(monkeypatch):
    whole = deal(EVERYBODY, seed=1)
    monkeypatch.setattr("equipoise.shared.folds.MOST_IN_HISTORY", 100)
    folds = deal(EVERYBODY, seed=1)
    assert folds.history.sum() == 100 and not (folds.history & ~whole.history).any()
    assert (folds.evaluation == whole.evaluation).all()  # nobody is moved into what is counted
