"""Randomised response against another library's: the same promise for the same noise, and the same answers."""

import numpy as np
import opendp.prelude as dp
import pytest
from scipy.stats import chi2_contingency

from equipoise.stages.protect.randomised_response import answer, truthful

DRAWS = 1_500


def theirs(levels, probability):
    dp.enable_features("contrib")
    return dp.m.make_randomized_response(categories=list(range(levels)), prob=probability)


@pytest.mark.parametrize("levels", [2, 3, 9])
@pytest.mark.parametrize("epsilon", [0.1, 1.0, 4.0])
def test_the_promise_is_the_one_asked_for(levels, epsilon):
    """OpenDP rounds its epsilon upwards, by less than a billionth."""
    assert theirs(levels, truthful(epsilon, levels)).map(1) == pytest.approx(epsilon, rel=1e-9)


def test_answers_are_distributed_alike():
    """OpenDP draws securely and cannot be seeded, so the bound is that of one run in a hundred million."""
    measured = theirs(4, truthful(1.0, 4))
    coins = np.random.default_rng(3).random(DRAWS)
    ours = answer(np.full(DRAWS, 2), 4, truthful(1.0, 4), coins)
    counts = [np.bincount(ours, minlength=4), np.bincount([measured(2) for _ in range(DRAWS)], minlength=4)]
    assert chi2_contingency(counts).pvalue > 1e-8
