import math

import numpy as np
import pytest

from equipoise.numerics.stats import strongest_of, t_score, z_score
from equipoise.stages.measure.apart import Estimates, largest_difference, log_shares, shares


def test_two_groups_by_hand():
    # 60 of 100 and 30 of 100; variances with a success and a failure added: (61/102)(41/102)/102, (31/102)(71/102)/102
    found = largest_difference(shares(np.array([60, 30]), np.array([100, 100])))
    error = math.sqrt((61 * 41 + 31 * 71) / 102**3)
    assert found.value == pytest.approx(0.3)
    assert (found.low, found.high) == pytest.approx((0.3 - 1.95996 * error, 0.3 + 1.95996 * error), abs=1e-5)


def test_every_pair_gets_its_interval_by_hand():
    # three groups at 0, 1 and 3 with a standard error of 1 each: pairs differ by 1, 2 and 3, each with sqrt(2)
    found = largest_difference(Estimates(value=np.array([0.0, 1.0, 3.0]), people=np.ones(3)))
    assert found.value == 3 and found.low == 0  # 3 less 2.394 * 1.414 is below zero
    assert found.high == pytest.approx(3 + 1.95996 * math.sqrt(2))  # only one pair is farthest apart
    far = largest_difference(Estimates(value=np.array([0.0, 1.0, 5.0]), people=np.ones(3)))
    assert far.low == pytest.approx(5 - z_score(strongest_of(3)) * math.sqrt(2))


def test_the_lower_end_is_that_of_the_surest_pair():
    # the largest difference is of a tiny group; the pair of large groups is surely apart by 1 or so
    found = largest_difference(Estimates(value=np.array([0.0, 1.0, 1.5]), people=np.array([0.01, 0.01, 4.0])))
    assert found.value == 1.5 and found.low == pytest.approx(1 - z_score(strongest_of(3)) * math.sqrt(0.02))


def test_pasts_add_their_own_variance_by_hand():
    # over three pasts the difference is 1, 2 and 3: variance 1; people add .5 + .5; Satterthwaite: 2 * (2 / 1)^2 = 8
    pasts = np.array([[1.0, 0], [2, 0], [3, 0]])
    found = largest_difference(Estimates(value=np.array([9.0, 0]), people=np.array([0.5, 0.5]), pasts=pasts))
    assert found.high == pytest.approx(9 + t_score(0.95, 8) * math.sqrt(2))
    assert t_score(0.95, 8) == pytest.approx(2.306, abs=1e-3)


def test_what_does_not_change_over_pasts_keeps_the_interval_of_the_people():
    alone = shares(np.array([50, 40]), np.array([100, 100]))
    still = shares(np.array([50, 40]), np.array([100, 100]), (np.full((5, 2), 20), np.array([50, 50])))
    assert largest_difference(alone) == largest_difference(still)


def test_the_larger_of_two_rates_counts():
    first = shares(np.array([60, 50]), np.array([100, 100]))
    second = shares(np.array([10, 40]), np.array([100, 100]))
    both = largest_difference(first, second)
    assert both.value == pytest.approx(0.3)
    alone = largest_difference(second)
    assert both.low < alone.low and both.high == alone.high  # the lower end is adjusted for two


def test_logarithms_by_hand():
    found = log_shares(np.array([19, 39]), np.array([99, 99]))
    assert found.value == pytest.approx([math.log(19.5 / 99.5), math.log(39.5 / 99.5)])
    assert found.people == pytest.approx([1 / 19.5 - 1 / 99.5, 1 / 39.5 - 1 / 99.5])
    redrawn = log_shares(np.array([19, 39]), np.array([99, 99]), (np.array([[9, 9]]), np.array([49, 49])))
    assert redrawn.pasts == pytest.approx(np.full((1, 2), math.log(9.5 / 49.5)))


def test_a_share_of_nobody_is_unknown():
    assert not largest_difference(shares(np.array([0, 5]), np.array([0, 10]))).known
    assert not largest_difference(shares(np.array([5]), np.array([10]))).known  # nothing to compare with


@pytest.mark.parametrize(("gap", "groups"), [(0.0, 2), (0.03, 2), (0.05, 2), (0.1, 2), (0.0, 6), (0.1, 6)])
def test_the_interval_covers_true_gaps_of_any_size(gap, groups):
    """Two groups of a typical size: 92 to 98%. Several groups: at least 92%."""
    rng, tries = np.random.default_rng(0), 1_000
    people = np.full(groups, 9_000 // groups)
    rate = 0.4 + gap * (np.arange(groups) == 0)
    found = [largest_difference(shares(rng.binomial(people, rate), people)) for _ in range(tries)]
    covered = np.mean([each.low <= gap <= each.high for each in found])
    assert 0.92 <= covered <= (0.98 if groups == 2 else 1.0)
    if gap == 0.1:
        assert np.mean([each.low > 0 for each in found]) > 0.99
