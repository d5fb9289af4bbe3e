import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equipoise.numerics.rate import UNKNOWN, Rate
from equipoise.numerics.stats import (
    auc,
    clustered,
    difference,
    mean_rate,
    multinomial_bootstrap,
    paired_difference,
    residual_risk,
    share_ratio,
    strongest_of,
    wilson,
)


def test_wilson_by_hand():
    # 5 of 10, z = 1.96: centre = (0.5 + 3.8415/20) / 1.38415 = 0.5;
    # half = 1.96 * sqrt(0.025 + 3.8415/400) / 1.38415 = 1.96 * 0.18604 / 1.38415 = 0.26343
    rate = wilson(5, 10)
    assert rate.value == 0.5
    assert (rate.low, rate.high) == pytest.approx((0.23659, 0.76341), abs=1e-4)


def test_wilson_of_none_and_of_nobody():
    # 0 of 10: high = z^2 / (n + z^2) = 3.8415 / 13.8415 = 0.27753
    rate = wilson(0, 10)
    assert (rate.value, rate.low) == (0.0, 0.0)
    assert rate.high == pytest.approx(0.27753, abs=1e-4)
    assert not wilson(0, 0).known


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_holds_its_value_and_widens_with_confidence(case):
    hits, n = case
    rate, wide = wilson(hits, n), wilson(hits, n, confidence=strongest_of(3))
    assert 0 <= wide.low <= rate.low <= rate.value <= rate.high <= wide.high <= 1


def test_strongest_of_divides_the_error():
    assert strongest_of(1) == pytest.approx(0.95)
    assert strongest_of(5) == pytest.approx(0.99)  # 1 - 0.05 / 5


def test_residual_risk_by_hand():
    # a = 0.6 of 96, c = 0.2 of 46 -> r = 0.4 / 0.8 = 0.5
    # smoothed: a' = (57.6 + 2) / 100 = 0.596, c' = (9.2 + 2) / 50 = 0.224
    # var = 0.596 * 0.404 / 100 / 0.776^2 + 0.404^2 * 0.224 * 0.776 / 50 / 0.776^4
    #     = 0.0024078 / 0.602176 + 0.163216 * 0.0034765 / 0.362616 = 0.0039985 + 0.0015648 = 0.0055633
    # half = 1.96 * 0.074588 = 0.14619
    risk = residual_risk(Rate(0.6, 0, 1, 96), Rate(0.2, 0, 1, 46))
    assert risk.value == pytest.approx(0.5)
    assert (risk.low, risk.high) == pytest.approx((0.35381, 0.64619), abs=1e-4)


@pytest.mark.parametrize(("hits", "n"), [(0, 100), (100, 100)])
def test_residual_risk_has_an_interval_at_the_ends(hits, n):
    risk = residual_risk(wilson(hits, n), wilson(0, 50))
    assert risk.value == hits / n
    assert risk.low < risk.value
    assert risk.high - risk.low > 0.02


def test_residual_risk_may_be_negative_and_is_unknown_where_the_control_always_succeeds():
    assert residual_risk(wilson(1, 100), wilson(10, 100)).low < 0
    assert not residual_risk(wilson(9, 10), wilson(10, 10)).known
    assert not residual_risk(wilson(1, 1), wilson(1, 1)).known


def test_residual_risk_beside_one_control_person_is_as_wide_as_what_is_not_known():
    """Wilson's interval of 0 of 1 reaches to 1.96^2 / (1 + 1.96^2) = .793, and (.5 - .793) / .207 is far below zero."""
    half = residual_risk(wilson(500, 1000), wilson(0, 1))
    assert half.value == 0.5
    assert half.low == pytest.approx((wilson(500, 1000).low - 0.7935) / (1 - 0.7935), abs=0.01)
    assert half.high == pytest.approx(wilson(500, 1000).high)
    everybody = residual_risk(wilson(1000, 1000), wilson(0, 1))
    assert everybody.value == everybody.high == 1 and everybody.low == pytest.approx(0.98, abs=0.005)
    assert not residual_risk(UNKNOWN, wilson(1, 2)).known


def test_residual_risk_covers_the_truth():
    # a = 0.3, c = 0.1: r = 0.2 / 0.9 = 0.2222; 95% of intervals should hold it, 94.0 to 96.5 allowed here
    rng = np.random.default_rng(0)
    draws = zip(rng.binomial(400, 0.3, 2000), rng.binomial(100, 0.1, 2000), strict=True)
    risks = [residual_risk(wilson(a, 400), wilson(c, 100)) for a, c in draws]
    assert 0.94 <= np.mean([risk.low <= 0.2 / 0.9 <= risk.high for risk in risks]) <= 0.975


def test_difference_by_hand():
    # 56 of 70 against 48 of 80 (Newcombe 1998, table II, method 10): 0.0524 to 0.3339
    found = difference(wilson(56, 70), wilson(48, 80))
    assert found.value == pytest.approx(0.2)
    assert (found.low, found.high) == pytest.approx((0.0524, 0.3339), abs=1e-4)


def test_mean_rate_by_hand():
    # 1, 2, 3, 4: mean 2.5, variance 5/3, standard error sqrt(5/12) = 0.64550, half = 1.26517
    rate = mean_rate(np.array([1, 2, 3, 4]))
    assert (rate.value, rate.n) == (2.5, 4)
    assert (rate.low, rate.high) == pytest.approx((1.23483, 3.76517), abs=1e-4)
    assert mean_rate(np.array([3.0])).high == math.inf
    assert not mean_rate(np.array([])).known


def test_paired_difference_leaves_out_who_was_not_seen_twice():
    # changes: 1, 0, 1 and one unseen -> 2/3
    rate = paired_difference(np.array([0, 1, 0, np.nan]), np.array([1, 1, 1, 0]))
    assert (rate.value, rate.n) == (pytest.approx(2 / 3), 3)


def test_pairing_is_tighter_than_independence():
    rng = np.random.default_rng(1)
    before = rng.normal(size=500)
    after = before + 0.1 * rng.normal(size=500)
    paired = paired_difference(before, after)
    apart = np.hypot(*(mean_rate(side).high - side.mean() for side in (before, after)))
    assert paired.high - paired.low < apart


def test_multinomial_bootstrap_equals_the_row_bootstrap():
    # 30 of 100: the bootstrap share is Binomial(100, 0.3) / 100, quantiles 0.21 and 0.39
    low, high = multinomial_bootstrap(
        np.array([30, 70]), lambda c: c[:, 0] / c.sum(axis=1), np.random.default_rng(0), 20_000
    )
    assert (low, high) == pytest.approx((0.21, 0.39), abs=0.0101)


def test_multinomial_bootstrap_takes_tables_and_gives_arrays():
    counts = np.array([[10, 20], [30, 40]])
    low, high = multinomial_bootstrap(counts, lambda c: c[:, :, 0] / c.sum(axis=2), np.random.default_rng(0))
    assert low.shape == high.shape == (2,)
    assert (low < [1 / 3, 3 / 7]).all()
    assert (high > [1 / 3, 3 / 7]).all()


def test_multinomial_bootstrap_of_nothing_is_unknown():
    assert math.isnan(multinomial_bootstrap(np.zeros(2), lambda c: c[:, 0], np.random.default_rng(0))[0])


def test_auc_by_hand():
    # positives score .9 and .4, negatives .8, .1 and .05: .9 beats three, .4 beats two, so the area is 5/6
    # Hanley and McNeil: Q1 = A / (2 - A) = .714286, Q2 = 2 A^2 / (1 + A) = .757576, A^2 = .694444
    # variance = (A (1 - A) + 1 * (Q1 - A^2) + 2 * (Q2 - A^2)) / (2 * 3)
    #          = (.138889 + .019841 + .126263) / 6 = .047499, and 1.96 * sqrt(.047499) = .427166
    area = auc(np.array([True, False, True, False, False]), np.array([0.9, 0.8, 0.4, 0.1, 0.05]))
    assert area.value == pytest.approx(5 / 6) and area.n == 5
    assert area.low == pytest.approx(5 / 6 - 0.427166, abs=1e-5)
    assert area.high == 1.0  # 1.26 is cut off


def test_ties_count_half():
    # pairs: .5 = .5 (half), .5 > .1 (won) -> 1.5 / 2
    assert auc(np.array([True, False, False]), np.array([0.5, 0.5, 0.1])).value == 0.75


@pytest.mark.parametrize("outcome", [[True, True], [False, False], []])
def test_auc_is_unknown_without_both_outcomes(outcome):
    assert not auc(np.array(outcome, dtype=bool), np.zeros(len(outcome))).known


def test_the_interval_of_the_auc_covers():
    rng, covered = np.random.default_rng(0), 0
    truth = 0.5 * (1 + math.erf(0.5))  # scores N(1, 1) against N(0, 1): Phi(1 / sqrt 2) = .7602
    for _ in range(300):
        outcome = rng.random(200) < 0.3
        area = auc(outcome, rng.normal(size=200) + outcome)
        covered += area.low <= truth <= area.high
    assert covered / 300 == pytest.approx(0.95, abs=0.04)


def test_clustered_by_hand():
    # groups of 2, 2 and 4 people with 2, 0 and 2 hits: 4 of 8; residuals 2 - 1, 0 - 1, 2 - 2: variance of the share
    # (1 + 1) * 3/2 / 64 = 3/64; independent people: .25 / 8 = 1/32. The eight are worth .25 * 64/3 = 5.33 people
    rate = clustered(np.array([2, 0, 2]), np.array([2, 2, 4]))
    assert (rate.value, rate.n) == (0.5, 5)
    assert (rate.low, rate.high) == (wilson(2.5, 5).low, wilson(2.5, 5).high)
    # groups that are all alike say no more than their people
    assert clustered(np.array([1, 1]), np.array([2, 2])) == wilson(2, 4)
    assert clustered(np.zeros(3), np.array([2, 2, 4])) == wilson(0, 8)
    assert not clustered(np.zeros(0), np.zeros(0)).known


def test_share_ratio_by_hand():
    # 20 of 100 over 40 of 100: 1/2. Smoothed 20.5/100.5 over 40.5/100.5 = .50617;
    # se of the log = sqrt(1/20.5 - 1/100.5 + 1/40.5 - 1/100.5) = .23165; factor e^(1.96 * .23165) = 1.5747
    ratio = share_ratio(wilson(20, 100), wilson(40, 100))
    assert ratio.value == 0.5 and ratio.n == 200
    assert (ratio.low, ratio.high) == pytest.approx((0.50617 / 1.5747, 0.50617 * 1.5747), rel=1e-3)
    none = share_ratio(wilson(0, 100), wilson(40, 100))
    assert none.value == none.low == 0 < none.high
    assert not share_ratio(wilson(1, 5), wilson(0, 5)).known and not share_ratio(wilson(0, 0), wilson(1, 5)).known


def test_share_ratio_covers_the_truth():
    rng = np.random.default_rng(0)
    hits = rng.binomial(500, [0.3, 0.4], size=(1_000, 2))
    ratios = [share_ratio(wilson(int(a), 500), wilson(int(b), 500)) for a, b in hits]
    assert np.mean([ratio.low <= 0.75 <= ratio.high for ratio in ratios]) == pytest.approx(0.95, abs=0.02)
