import math

import numpy as np
import pytest

from equipoise.core.seeds import stream
from equipoise.numerics.marginals import DELTA, combined, conditional, count, draw, noise_scale, noisy, projected


def test_counts_by_hand():
    # sex 0, 0, 1 and level 2, 2, 0 of three: two people in (0, 2), one in (1, 0)
    sex, level = np.array([[0], [0], [1]]), np.array([[2], [2], [0]])
    assert combined([sex, level], [2, 3]).ravel().tolist() == [2, 2, 3]
    assert count([sex, level], [2, 3]).tolist() == [[0, 0, 2], [1, 0, 0]]


def test_a_person_who_meets_a_marginal_in_several_topics_counts_once_in_it():
    # one person with levels 1, 1, 0 in three topics, each counting a third: 1/3 and 2/3, together one
    counts = count([np.array([[4]]), np.array([[1, 1, 0]])], [5, 2], 1 / 3)
    assert counts[4] == pytest.approx([1 / 3, 2 / 3])
    assert counts.sum() == pytest.approx(1.0)


def test_one_noisy_marginal_by_hand():
    # counts 10, 0 with sensitivity 2 and a quarter of the budget: noise of 2 * scale / sqrt(1/4) = 4 * scale
    exact = np.array([[10.0, 0.0]])
    draws = stream(3, "noise").standard_normal((1, 2))
    found = noisy(exact, 2.0, 1.0, 0.25, stream(3, "noise"))
    assert found == pytest.approx(exact + 4 * noise_scale(1.0) * draws)


def test_the_nearest_table_by_hand():
    # 7, 4, -1 with total 6: take 2.5 of the two largest -> 4.5, 1.5, 0; -1 - 2.5 is below zero
    assert projected(np.array([[7.0, 4.0, -1.0]]), 6.0).tolist() == [[4.5, 1.5, 0.0]]
    # a total above the sum is spread evenly: 1, 2 with total 5 -> 2, 3
    assert projected(np.array([1.0, 2.0]), 5.0).tolist() == [2.0, 3.0]
    assert projected(np.array([3.0, -2.0]), 0.0).tolist() == [0.0, 0.0]


@pytest.mark.parametrize("epsilon", [0.1, 1.0, 10.0])
def test_the_noise_is_no_less_than_the_promise_needs(epsilon):
    # the privacy profile of a Gaussian mechanism of sensitivity one in closed form (Balle and Wang 2018, theorem 8)
    def delta(sigma):
        def below(x):
            return 0.5 * math.erfc(-x / math.sqrt(2))

        half = 1 / (2 * sigma)
        return below(half - epsilon * sigma) - math.exp(epsilon) * below(-half - epsilon * sigma)

    sigma = noise_scale(epsilon)
    assert delta(sigma) == pytest.approx(DELTA, rel=1e-3)
    # and less than zCDP's conversion asks for: epsilon = rho + 2 sqrt(rho ln(1 / delta)) with rho = 1 / (2 sigma^2)
    rho = 1 / (2 * sigma**2)
    assert rho + 2 * math.sqrt(rho * math.log(1 / DELTA)) >= epsilon


def test_marginals_that_share_a_budget_are_together_one_mechanism():
    shares = {"a": 0.25, "b": 0.75}
    sensitivity = {"a": 1.0, "b": 3.0}
    zeros, draws = np.zeros((200, 200)), {}
    for name, share in shares.items():
        draws[name] = noisy(zeros, sensitivity[name], 1.0, share, stream(1, name)).std()
    # the sum of squares of sensitivity over noise is that of one marginal with the whole budget
    spent = sum((sensitivity[name] / draws[name]) ** 2 for name in shares)
    assert spent == pytest.approx(noise_scale(1.0) ** -2, rel=0.02)


def test_distributions_by_hand():
    counts = np.array([[3.0, 1.0], [0.0, 0.0]])
    assert conditional(counts).tolist() == [[0.75, 0.25], [0.75, 0.25]]  # who never occurs is like everybody
    assert conditional(np.zeros((1, 4))).tolist() == [[0.25] * 4]


def test_levels_are_drawn_as_often_as_they_should_be():
    distribution = np.array([[0.2, 0.0, 0.8], [0.0, 1.0, 0.0]])
    uniform = (np.arange(1000)[:, None] + 0.5) / 1000
    first = draw(distribution, np.zeros((1000, 1), dtype=np.int64), uniform)
    assert np.bincount(first.ravel(), minlength=3).tolist() == [200, 0, 800]
    assert (draw(distribution, np.ones((1000, 1), dtype=np.int64), uniform) == 1).all()
    assert draw(distribution, np.array([[1]]), np.array([[1 - 1e-16]])).item() in (0, 1, 2)
