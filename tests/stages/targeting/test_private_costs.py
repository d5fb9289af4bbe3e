"""Noise in training never helps: the model without noise is regularised as well as its data allow."""

import numpy as np
import pytest

from equipoise import Settings, simulate

SEEDS = range(201, 211)


def gains(seeds):
    """How many more of 100 customers get their best offer with private training than without, in each world."""
    found = []
    for seed in seeds:
        plain = Settings().replace(**{"population.size": 5_000, "population.seed": seed})
        noisy = plain.replace(**{"train.privacy": "dp", "train.epsilon": 1.0})
        before, after = (simulate(each).headlines.right_offer.value for each in (plain, noisy))
        found.append(100 * (after - before))
    return np.array(found)


def test_private_training_gains_no_more_than_chance_in_one_world():
    assert gains(SEEDS[:1])[0] < 2.5  # half an interval of right offer at this size


@pytest.mark.validity
def test_private_training_is_not_better_than_none_beyond_noise():
    found = gains(SEEDS)
    assert found.mean() < 2.26 * found.std(ddof=1) / np.sqrt(len(SEEDS)), found  # t of 9 degrees of freedom
