"""Bounds on telling two cases apart, against their definitions."""

import math

import numpy as np
import pytest

from equipoise.core.seeds import stream
from equipoise.numerics.privacy_bound import DELTA, advantage_bound, composed_bound, one_pair


def test_no_loss_permits_nothing_and_much_loss_permits_everything():
    assert advantage_bound(0.0) == 0.0 == composed_bound(0.5, 0)
    assert advantage_bound(50.0) == pytest.approx(1.0) and advantage_bound(2000.0) == 1.0


@pytest.mark.parametrize("epsilon", [0.1, 1.0, 3.0])
@pytest.mark.parametrize("delta", [0.0, 0.01])
def test_the_bound_is_the_best_point_of_both_lines(epsilon, delta):
    accused = np.linspace(0, 1, 200_001)
    first = math.exp(epsilon) * accused + delta
    second = 1 - math.exp(-epsilon) * (1 - delta - accused)  # 1 - FPR <= e^eps (1 - TPR) + delta, solved for TPR
    best = (np.minimum(np.minimum(first, second), 1) - accused).max()
    assert advantage_bound(epsilon, delta) == pytest.approx(best, abs=1e-5)


def test_few_queries_add_up_and_many_small_ones_grow_with_their_root():
    assert composed_bound(0.5, 2) == advantage_bound(1.0)
    grown = 0.01 * math.sqrt(2 * 10_000 * math.log(1 / DELTA)) + 10_000 * 0.01 * math.expm1(0.01)
    assert composed_bound(0.01, 10_000) == advantage_bound(grown, DELTA) < advantage_bound(100.0)


@pytest.mark.parametrize("epsilon", [0.2, 1.0, 4.0])
def test_the_advantage_of_one_pair_is_that_of_drawn_noise_and_below_the_bound(epsilon):
    noise = stream(1, "test").laplace(scale=1 / epsilon, size=(2, 400_000))
    difference = noise[0] - noise[1]
    drawn = (1 + difference > 0.5).mean() - (difference > 0.5).mean()
    assert one_pair(epsilon) == pytest.approx(drawn, abs=0.004)
    assert one_pair(epsilon) < advantage_bound(epsilon) < composed_bound(epsilon, 2)
