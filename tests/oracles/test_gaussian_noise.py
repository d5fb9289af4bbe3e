"""The calibration of Gaussian noise against other routes to it: another accountant, a formula, and another library."""

import math

import dp_accounting
import opendp.prelude as dp
import pytest
from dp_accounting import pld
from scipy.optimize import brentq
from scipy.stats import norm

from equipoise.stages.targeting.private import DELTA, STEPS, noise_multiplier

EPSILONS = (0.1, 1.0, 10.0)


@pytest.mark.parametrize("epsilon", EPSILONS)
@pytest.mark.parametrize("compositions", [1, STEPS, STEPS + 1])
def test_against_the_privacy_loss_distribution_of_the_composition(epsilon, compositions):
    """The accountant composes the steps itself, numerically; we rely on the closed form for Gaussians."""
    step = dp_accounting.GaussianDpEvent(noise_multiplier(epsilon, compositions))
    accountant = pld.PLDAccountant(value_discretization_interval=1e-3)
    accountant.compose(dp_accounting.SelfComposedDpEvent(step, compositions))
    assert accountant.get_epsilon(DELTA) == pytest.approx(epsilon, rel=0.01)


@pytest.mark.parametrize("epsilon", EPSILONS)
def test_against_the_formula(epsilon):
    """Balle and Wang 2018, arXiv:1805.06530, theorem 8, solved anew."""

    def too_much(log_sigma):
        mu = math.exp(-log_sigma)
        tail = norm.cdf(mu / 2 - epsilon / mu) - math.exp(epsilon) * norm.cdf(-mu / 2 - epsilon / mu)
        return tail - DELTA

    assert noise_multiplier(epsilon, 1) == pytest.approx(math.exp(brentq(too_much, -3, 6)), rel=1e-5)


@pytest.mark.parametrize("epsilon", EPSILONS)
def test_against_opendp(epsilon):
    """OpenDP goes by concentrated privacy, whose way back to epsilon and delta is an upper bound: somewhat looser."""
    dp.enable_features("contrib")
    vector = dp.vector_domain(dp.atom_domain(T=float, nan=False)), dp.l2_distance(T=float)
    step = dp.m.make_gaussian(*vector, scale=noise_multiplier(epsilon, STEPS))
    rho = STEPS * step.map(d_in=1.0)
    assert rho == pytest.approx(STEPS / (2 * noise_multiplier(epsilon, STEPS) ** 2))
    together = dp.m.make_gaussian(*vector, scale=noise_multiplier(epsilon, STEPS) / math.sqrt(STEPS))
    bound = dp.c.make_zCDP_to_approxDP(together).map(d_in=1.0).epsilon(delta=DELTA)
    assert epsilon <= bound <= 1.2 * epsilon


def test_opendp_draws_noise_of_the_same_size():
    dp.enable_features("contrib")
    vector = dp.vector_domain(dp.atom_domain(T=float, nan=False)), dp.l2_distance(T=float)
    scale = noise_multiplier(1.0, STEPS)
    drawn = dp.m.make_gaussian(*vector, scale=scale)([0.0] * 20_000)
    spread = math.sqrt(sum(value**2 for value in drawn) / len(drawn))
    assert spread == pytest.approx(scale, rel=0.03)
