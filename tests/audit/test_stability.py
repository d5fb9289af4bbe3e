import numpy as np
import pytest
from scipy import stats

from equipoise.audit.stability import compared, of_counts
from equipoise.audit.strongest import holm


def test_the_index_by_hand():
    # shares .75 and .25 against .25 and .75: (.5)(log 3) twice; halves are added to every count.
    found = of_counts(np.array([749.5, 249.5]), np.array([249.5, 749.5]))
    assert found.index == pytest.approx(np.log(3)) and found.bins == 2 and found.p < 1e-9


def test_chance_gives_the_distribution_that_is_compared_with():
    draws = np.random.default_rng(5)
    found = [compared(*draws.poisson(8, (2, 3000)).astype(float)) for _ in range(400)]
    p = np.array([each.p for each in found])
    assert stats.kstest(p, "uniform").pvalue > 0.001
    assert np.mean([each.index for each in found]) == pytest.approx(found[0].chance, rel=0.15)


def test_the_size_that_is_promised_is_found_nine_times_in_ten():
    draws = np.random.default_rng(6)
    reach = compared(*draws.normal(size=(2, 2000))).reach(0.0125)
    low, high = 0.0, 1.0
    for _ in range(30):  # the shift whose index is that size
        middle = (low + high) / 2
        cuts = stats.norm.ppf(np.linspace(0.1, 0.9, 9), loc=middle / 2)
        a, b = (np.diff(np.concatenate(([0], stats.norm.cdf(cuts, loc=at), [1]))) for at in (middle, 0))
        low, high = (middle, high) if ((a - b) * np.log(a / b)).sum() < reach else (low, middle)
    hits = [compared(draws.normal(low, 1, 2000), draws.normal(size=2000)).p < 0.0125 for _ in range(300)]
    assert 0.83 <= np.mean(hits) <= 0.97


def test_holm_by_hand():
    assert holm({"a": 0.01, "b": 0.04, "c": 0.03}) == pytest.approx({"a": 0.03, "c": 0.06, "b": 0.06})
    assert holm({}) == {}
