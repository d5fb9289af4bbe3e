import numpy as np
import pandas as pd
import pytest
from scipy.special import expit, logit

from equipoise.stages.attacks.candidates import find, matched
from equipoise.stages.attacks.matching import Matcher
from equipoise.stages.attacks.panel import Panel
from equipoise.stages.attacks.posterior import answered, balanced, believed, evidence, in_each_row, opinion, suggested
from samples import boxes, knowing


def after(release, records, before, among, said):
    """The probability after reading, for people with these records."""
    found = find(Matcher(release, ("x",)), np.array(records, dtype=float)[:, None])
    return expit(logit(np.array(before)) + evidence(found, said))


def one_class(n):
    return boxes(np.zeros((n, 1)), np.full((n, 1), 9.0))


def test_a_class_by_hand():
    # five people, two of whom are ill; they were thought to be ill with q = .4, so nothing is learned about anybody
    # with q = .2 the class has more than expected: odds of p = .5 become 1 * (2/3) * (.8/.2) = 8/3
    share = np.array([1.0, 1, 0, 0, 0])
    for p, q, odds in ((0.4, 0.4, 2 / 3), (0.1, 0.4, 1 / 9), (0.5, 0.2, 8 / 3)):
        among = np.full(5, q)
        (found,) = after(one_class(5), [3], [p], among, answered(share, among, (1.0, 0.0)))
        assert found / (1 - found) == pytest.approx(odds)


def test_it_is_the_posterior_of_drawing_a_class():
    # draw the illness of three people with p = .6, .3, .3; among draws with one ill, how often is it the first?
    # q of the others is .3; the formula assumes that q for everybody else, which here is exact
    p, q = 0.6, 0.3
    first = p * (1 - q) ** 2
    others = (1 - p) * 2 * q * (1 - q)
    among = np.full(3, q)
    (found,) = after(one_class(3), [3], [p], among, answered(np.array([1.0, 0, 0]), among, (1.0, 0.0)))
    assert found == pytest.approx(first / (first + others))


def test_certainty_and_ignorance():
    among = np.full(4, 0.2)
    for share, low, high in ((np.ones(4), 0.999, 1), (np.zeros(4), 0, 0.001)):
        (found,) = after(one_class(4), [3], [0.2], among, answered(share, among, (1.0, 0.0)))
        assert low <= found <= high
    (absent,) = after(one_class(4), [99], [0.2], among, answered(np.ones(4), among, (1.0, 0.0)))
    assert absent == pytest.approx(0.2)


def test_random_answers_are_worth_what_their_noise_leaves():
    # one row, which says yes; yes is said by .7 of the ill and .3 of the others: odds .25 * 7/3
    among = np.array([0.2])
    (found,) = after(one_class(1), [3], [0.2], among, answered(np.ones(1), among, (0.7, 0.3)))
    assert found / (1 - found) == pytest.approx(0.25 * 7 / 3)
    (same,) = after(one_class(1), [3], [0.2], among, answered(np.ones(1), among, (0.5, 0.5)))
    assert same == pytest.approx(0.2)


def test_a_cohort_says_what_its_people_would():
    # a cohort of four with a mean of .25 is as good as four rows, one of which says yes
    people = one_class(4)
    cohort = boxes([[0]], [[9]])
    cohort = type(cohort)(cohort.exact, cohort.low, cohort.high, cohort.schema, rows="cohorts", people=np.array([4]))
    among = np.full(4, 0.3)
    (by_row,) = after(people, [3], [0.6], among, answered(np.array([1.0, 0, 0, 0]), among, (1.0, 0.0)))
    (by_mean,) = after(cohort, [3], [0.6], among[:1], answered(np.array([0.25]), among[:1], (1.0, 0.0)))
    assert by_mean == pytest.approx(by_row)


def test_hints_multiply_the_odds_of_a_sure_row_and_average_out_over_many():
    among = np.full(1, 0.2)
    (alone,) = after(one_class(1), [3], [0.2], among, suggested(np.log([3.0]), among))
    assert alone / (1 - alone) == pytest.approx(0.25 * 3)
    rng, among = np.random.default_rng(0), np.full(5_000, 0.2)
    ratio = balanced(rng.normal(size=5_000), among, None)
    (crowd,) = after(one_class(5_000), [3], [0.2], among, suggested(ratio, among))
    assert crowd == pytest.approx(0.2, abs=0.005)


def test_balanced_scores_leave_the_trait_as_common_as_it_was():
    rng = np.random.default_rng(1)
    among, people = rng.uniform(0.05, 0.4, 300), rng.integers(1, 9, 300)
    ratio = balanced(rng.normal(3.0, 2.0, 300), among, people)
    now = expit(logit(among) + ratio)
    assert np.average(now, weights=people) == pytest.approx(np.average(among, weights=people), abs=1e-6)


def test_an_opinion_is_the_panels_and_without_one_the_prevalence():
    x = np.repeat([0.0, 10.0], 200)
    panel = Panel(pd.DataFrame({"x": x}), np.arange(400) % 10 < np.where(x > 5, 8, 2))
    auxiliary = knowing([[0], [10]], [[0]], fields="x", prevalence=0.5, panel=panel)
    assert expit(opinion(auxiliary, auxiliary.targets)) == pytest.approx([0.2, 0.8], abs=0.02)
    assert expit(opinion(knowing([[0]], fields="x", prevalence=0.3), np.zeros((2, 1)))) == pytest.approx([0.3, 0.3])


def test_what_is_expected_of_a_box_is_the_mean_over_those_who_fit():
    x = np.repeat([0.0, 10.0], 200)
    panel = Panel(pd.DataFrame({"x": x}), np.arange(400) % 10 < np.where(x > 5, 8, 2))
    release = boxes([[0], [8], [50]], [[5], [12], [60]])
    targets = [[0], [0], [10]]
    among = in_each_row(matched(release, auxiliary := knowing(targets, fields="x", panel=panel)), auxiliary)
    assert among == pytest.approx([0.2, 0.8, 0.4], abs=0.02)  # nobody fits the last box: the mean over all
    register = knowing(targets, fields="x", panel=panel, register=np.array([[0.0], [10], [10], [10]]))
    assert in_each_row(matched(release, register), register) == pytest.approx([0.2, 0.8, 0.65], abs=0.02)


def test_rows_about_nobody_are_tried_out_on_the_panel():
    # rows at x = 0 and 10 say yes, those at 5 and 15 no; in the panel that is right for 9 of 10, or it is by chance
    x = np.tile([0.0, 5, 10, 15], 100)
    release = boxes(np.array([[0], [5], [10], [15]]), np.array([[0], [5], [10], [15]]))
    share, among = np.array([1.0, 0, 1, 0]), np.full(4, 0.5)
    for right, low, high in ((0.9, 0.8, 1.0), (0.5, 0.4, 0.6)):
        says, place = np.isin(x, (0, 10)), np.arange(400) // 4 % 10
        panel = Panel(pd.DataFrame({"x": x}), np.where(place < 10 * right, says, ~says))
        auxiliary = knowing([[0], [5]], [[10]], fields="x", panel=panel)
        found = matched(release, auxiliary)
        said = answered(share, among, (1.0, 0.0))
        tried, sure = (believed(found, auxiliary, said, own=own)[0] for own in (False, True))
        assert low < expit(tried[0]) < high and 1 - high < expit(tried[1]) < 1 - low
        assert expit(sure) == pytest.approx([1, 0], abs=1e-3)
