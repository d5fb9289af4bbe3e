import numpy as np
import pandas as pd
import pytest

from equipoise.chain.pipeline import Chain
from equipoise.chain.settings import Settings
from equipoise.stages.attacks.panel import Panel, _behaviour
from samples import boxes


@pytest.mark.parametrize(("has", "learnable"), [([True, False], True), ([True, True], False), ([False, False], False)])
def test_one_learns_only_from_people_of_both_kinds(has, learnable):
    assert Panel(pd.DataFrame({"x": [1.0, 2.0]}), np.array(has)).learnable is learnable


def test_the_guesser_bends_with_age_and_scores_in_parts():
    # only the middle of x is ill: a straight line could not rank it first
    x = np.linspace(0, 10, 500)
    bought = np.zeros(500)
    panel = Panel(pd.DataFrame({"x": x, "bought": bought}), np.abs(x - 5) < 1)
    guesser = panel.guesser(["x"], ["bought"])
    scores = guesser.score_fields(np.array([[0.0], [5.0], [10.0]]))
    assert scores[1] > max(scores[0], scores[2])
    release = boxes(x[:, None], x[:, None], bought=("behaviour", bought))
    assert guesser.score_behaviour(release) == pytest.approx(0.0)


def test_the_same_lesson_is_learnt_once():
    x = np.arange(20.0)
    panel = Panel(pd.DataFrame({"x": x, "bought": x[::-1]}), x > 9)
    by_field = panel.guesser(["x"])
    assert panel.guesser(["x"]) is by_field
    assert panel.guesser([], ["bought"]) is not by_field
    high, low = by_field.score_fields(np.array([[19.0], [0.0]]))
    assert high > low


def test_a_release_of_the_same_columns_meets_the_same_panel_and_the_panel_holds_nobody_of_the_table():
    five, ten = (Chain(Settings().replace(**{"population.size": 600, "protect.k": k})) for k in (5, 10))
    assert five.exposure.panel.value is ten.exposure.panel.value
    assert five.exposure.table.value[0] is not ten.exposure.table.value[0]
    world, panel = five.population.value, five.exposure.panel.value
    assert panel.has.tolist() == world.people.chronic[world.size :].tolist()


@pytest.mark.parametrize("totals", [[0.0, 3.0, 4095.0], [0.0, 4096.0, 2.0], [0.5, 3.0, 1.0]])
def test_logarithms_that_are_looked_up_are_those_that_are_computed(totals):
    frame = pd.DataFrame({"purchases": [np.nan, *totals, -1.0]})  # missing or below zero: nothing
    expected = np.log1p([0.0, *totals, 0.0])
    assert _behaviour(frame, ["purchases"])[:, 0].tolist() == expected.tolist()


def test_an_unknown_total_is_not_none_and_that_it_is_unknown_may_tell_the_trait():
    # half of those without the trait bought nothing, and nobody with it did; of those with it, every second is unknown
    bought = np.tile([0.0, 9.0, 9.0, np.nan], 100)
    has = np.tile([False, False, True, True], 100)
    records = pd.DataFrame({"bought": bought})
    release = boxes(np.zeros((3, 1)), np.zeros((3, 1)), bought=("behaviour", np.array([0.0, 9.0, np.nan])))
    nothing, much, unknown = Panel(records, has, missing_is_none=False).guesser([], ["bought"]).score_behaviour(release)
    assert nothing < much < unknown
    by_design = Panel(records, has).guesser([], ["bought"]).score_behaviour(release)
    assert by_design[0] == by_design[2]


def test_what_is_unknown_in_the_release_alone_counts_as_the_mean_of_the_panel():
    panel = Panel(pd.DataFrame({"bought": [0.0, 1.0, 3.0, 7.0]}), np.array([False, False, True, True]), False)
    mean = np.expm1(np.log1p([0.0, 1.0, 3.0, 7.0]).mean())
    release = boxes(np.zeros((2, 1)), np.zeros((2, 1)), bought=("behaviour", np.array([np.nan, mean])))
    unknown, average = panel.guesser([], ["bought"]).score_behaviour(release)
    assert unknown == pytest.approx(average) == pytest.approx(0.0)
    nobody = Panel(pd.DataFrame({"bought": [np.nan, np.nan]}), np.array([False, True]), False)
    assert np.isfinite(nobody.guesser([], ["bought"]).score_behaviour(release)).all()
