import math

import numpy as np
import opendp.prelude as dp
import pytest
from scipy.stats import chisquare

from equipoise.numerics.marginals import DELTA, noise_scale
from equipoise.numerics.noise import Secure, Seeded, coins, gaussian, secure_scale

SURE = 1e-8
"""OpenDP cannot be seeded, so bounds are those of one run in a hundred million."""


@pytest.mark.parametrize("epsilon", [0.5, 1.0, 4.0])
def test_all_tables_together_spend_epsilon_by_opendps_own_accounting(epsilon):
    shares = (0.5, 0.25, 0.15, 0.1)
    rho = sum(gaussian(secure_scale(epsilon) / math.sqrt(share), True).map(1.0) for share in shares)
    together = dp.m.make_gaussian(
        dp.vector_domain(dp.atom_domain(T=int)), dp.l2_distance(T=float), scale=math.sqrt(1 / (2 * rho))
    )
    spent = dp.c.make_zCDP_to_approxDP(together).map(1.0).epsilon(DELTA)
    assert 0.999 * epsilon <= spent <= epsilon + 1e-6
    assert noise_scale(epsilon) < secure_scale(epsilon) < 1.2 * noise_scale(epsilon)


@pytest.mark.parametrize("unit", [1.0, 0.25])
def test_counts_get_noise_of_the_stated_size(unit):
    """A sample variance of n normal draws has a relative standard error of sqrt(2 / n); six of them are enough."""
    exact = np.full((40, 50), 8 * unit)
    found = Secure().counts("x", exact, sensitivity=3.0, epsilon=1.0, share=0.25)
    assert found.shape == exact.shape
    wanted = (3.0 * secure_scale(1.0) / 0.5) ** 2
    assert ((found - exact) ** 2).mean() == pytest.approx(wanted, rel=6 * math.sqrt(2 / 2000))


@pytest.mark.parametrize("probability", [0.0, 0.2, 0.5, 0.9, 1.0])
def test_coins_show_true_as_often_as_asked(probability):
    shown = coins(probability, 20_000)
    assert shown.size == 20_000
    assert shown.mean() == pytest.approx(
        probability, abs=6 * math.sqrt(probability * (1 - probability) / 20_000) + 1e-12
    )
    assert coins(0.5, 0).size == 0


@pytest.mark.parametrize(("levels", "probability"), [(2, 0.6), (4, 0.4), (9, 0.9)])
def test_answers_are_true_with_the_stated_probability_and_else_anything(levels, probability):
    said = Secure().answer(np.full(20_000, 1), levels, probability)
    expected = np.full(levels, (1 - probability) / (levels - 1))
    expected[1] = probability
    assert chisquare(np.bincount(said, minlength=levels), 20_000 * expected).pvalue > SURE
    assert Secure().answer(np.zeros(3, dtype=np.int64), 1, 1.0).tolist() == [0, 0, 0]


def test_choices_prefer_what_is_stronger():
    """Permute and flip with epsilon 1 and sensitivity 1: of scores 0 and 2, the second at least with e / (1 + e)."""
    hits = sum(Secure().strongest(np.array([0.0, 2.0]), 1.0, 1.0) for _ in range(1000))
    best = math.e / (1 + math.e)
    assert hits / 1000 > best - 6 * math.sqrt(best * (1 - best) / 1000)


def test_a_seed_repeats_its_noise_and_opendp_does_not():
    exact = np.zeros((5, 5))
    seeded = [Seeded(lambda name: np.random.default_rng(1)).counts("x", exact, 1.0, 1.0, 1.0) for _ in range(2)]
    secure = [Secure().counts("x", exact, 1.0, 1.0, 1.0) for _ in range(2)]
    assert (seeded[0] == seeded[1]).all() and (secure[0] != secure[1]).any()
