import numpy as np
import pytest

from equipoise.stages.targeting.group_thresholds import same_share


def test_group_thresholds_by_hand():
    # group 0 (six people) holds all high uplifts; four of eight may be chosen, so half of each group:
    # the best three of group 0, the best one of group 1
    uplift = np.array([0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.2, 0.1])
    group = np.array([0, 0, 0, 0, 0, 0, 1, 1])
    assert sorted(same_share(uplift, group)[:4]) == [0, 1, 2, 6]


@pytest.mark.parametrize("seed", range(20))
def test_group_thresholds_exhaust_the_same_budget_at_equal_rates(seed):
    rng = np.random.default_rng(seed)
    group = rng.choice(3, size=500, p=[0.7, 0.25, 0.05])
    uplift = rng.normal(size=500) + 0.8 * group
    budget = int(rng.integers(1, 500))
    chosen = same_share(uplift, group)[:budget]
    assert len(np.unique(chosen)) == budget
    sizes, counts = np.bincount(group, minlength=3), np.bincount(group[chosen], minlength=3)
    assert (np.abs(counts - budget * sizes / 500) <= 1).all()  # the exact share, up to one person a group
    for each in range(3):
        members = np.flatnonzero(group == each)
        best = members[np.argsort(-uplift[members])][: counts[each]]
        assert set(best) == set(chosen[group[chosen] == each])
