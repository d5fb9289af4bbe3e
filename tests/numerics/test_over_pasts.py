import math

import numpy as np
import pytest
from scipy.stats import norm

from equipoise.numerics.over_pasts import ratio_over_pasts, share_over_pasts
from equipoise.numerics.rate import UNKNOWN, Rate
from equipoise.numerics.stats import wilson


def test_a_share_by_hand():
    # the standard deviation of .3, .4 and .5 is .1; Student's quantile for two degrees of freedom is 4.3027
    found = share_over_pasts(wilson(45, 100), np.array([0.3, 0.4, 0.5]))
    assert (found.value, found.n) == (0.45, 100)
    assert (found.low, found.high) == pytest.approx((0.45 - 0.43027, 0.45 + 0.43027), abs=1e-4)
    assert share_over_pasts(wilson(45, 100), np.array([0.1, 0.5, 0.9])).high == 1.0


def test_a_ratio_that_is_far_from_one_by_hand():
    # nothing is folded: .5 times exp(-+ 2.0395 * s), and on the lower side the mean of a log-normal, exp(s^2 / 2) more
    redrawn = np.log(0.5) + 0.1 * norm.ppf((np.arange(32) + 0.5) / 32)
    found, s = ratio_over_pasts(Rate(0.5, 0.4, 0.6, 100), redrawn), redrawn.std(ddof=1)
    assert found.high == pytest.approx(0.5 * math.exp(2.0395 * s), rel=1e-3)
    assert found.low == pytest.approx(0.5 * math.exp(-2.0395 * s + s**2 / 2), rel=1e-3)


def test_a_ratio_near_one_may_be_one_on_average():
    many = 0.1 * norm.ppf((np.arange(2_000) + 0.5) / 2_000)
    found = ratio_over_pasts(Rate(0.9, 0.8, 1.0, 100), many)  # one standard deviation
    assert found.high == 1.0
    # the largest plausible difference: at most .105 is found with a chance of 2.5%
    most = 0.105360 + 0.1 * 1.9600
    assert found.low == pytest.approx(math.exp(-most), abs=0.005)
    surely = ratio_over_pasts(Rate(0.7, 0.6, 0.8, 100), many)
    assert surely.high == pytest.approx(math.exp(math.log(0.7) + 0.196), abs=0.002)


@pytest.mark.parametrize("interval", [share_over_pasts, ratio_over_pasts])
def test_what_no_past_changes_keeps_its_interval(interval):
    share = wilson(45, 100)
    assert interval(share, np.full(5, -0.45)) == share
    assert not interval(UNKNOWN, np.array([-0.4, -0.5])).known
    assert ratio_over_pasts(Rate(0.0, 0.0, 0.1, 9), np.array([-0.4, -0.5])).high == 0.1


@pytest.mark.parametrize("difference", [0.0, 0.1, 0.2, 0.6])
def test_the_interval_covers_the_mean_of_the_folded_ratio(difference):
    """Logarithms of ratios with a standard deviation of .1 around the difference; 32 redrawn pasts each."""
    rng, spread = np.random.default_rng(0), 0.1
    mean = np.exp(-np.abs(rng.normal(difference, spread, 200_000))).mean()
    covered = 0
    for _ in range(2_000):
        here = rng.normal(difference, spread)
        ratio = Rate(math.exp(-abs(here)), 0.0, 1.0, 100)
        found = ratio_over_pasts(ratio, -abs(here) + rng.normal(0, spread, 32))
        covered += found.low <= mean <= found.high
    assert 0.93 <= covered / 2_000 <= 0.99  # it is highest where the rates are equal on average
