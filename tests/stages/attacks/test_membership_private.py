"""What differential privacy promises, held against the attack: TPR <= e^epsilon FPR + delta for everybody at once."""

import math

import numpy as np
import pytest

from equipoise import Settings, attack_membership, simulate
from equipoise.core.arrays import sigmoid
from equipoise.core.vocabulary import IMPRESSIONS
from equipoise.numerics.blocks import Blocks
from equipoise.numerics.stats import wilson
from equipoise.stages.attacks.base import ModelAccess
from equipoise.stages.attacks.membership import Membership
from equipoise.stages.targeting.private import DELTA, Mechanism
from samples import NO_TABLE

SEEDS, PEOPLE, FEATURES = range(6), 200, 60


class Silent(Mechanism):
    """The same training with the noise left out: a mechanism that does not keep its promise."""

    noise = 0.0


def attacked(mechanism, seed):
    """Scores of members and others under the attack on a model with far too many features for its people."""
    rng = np.random.default_rng(seed)
    features = np.repeat(rng.normal(size=(PEOPLE, FEATURES)), IMPRESSIONS, axis=0).astype(np.float32)
    visit = rng.random(len(features)) < 0.3
    member = rng.permutation(PEOPLE) < PEOPLE // 2
    weights = mechanism.descend(features, visit, member[:, None], rng)
    access = ModelAccess(
        design=Blocks.whole(features),
        response=visit,
        person=np.repeat(np.arange(PEOPLE), IMPRESSIONS),
        probability=sigmoid(features @ weights)[:, 0],
        ridge=0.0,
        shadows=mechanism.shadows(features, visit),
    )
    ratio = Membership().guess(NO_TABLE, access, rng).ratio
    return ratio[member], ratio[~member]


def breaks(mechanism):
    """Whether the attack shows beyond doubt, at some threshold fixed beforehand, that the bound does not hold."""
    sides = [np.concatenate(side) for side in zip(*(attacked(mechanism, seed) for seed in SEEDS), strict=True)]
    found, falsely = (wilson(int((side > 0).sum()), side.size) for side in sides)
    return found.low > math.exp(mechanism.epsilon) * falsely.high + DELTA


@pytest.mark.parametrize("epsilon", [0.1, 0.5, 1.0])
def test_the_attack_stays_within_the_bound(epsilon):
    assert not breaks(Mechanism(epsilon=epsilon, customers=PEOPLE * 2))


@pytest.mark.parametrize("epsilon", [0.1, 0.5])
def test_the_same_attack_breaks_the_bound_of_a_training_that_forgets_its_noise(epsilon):
    assert breaks(Silent(epsilon=epsilon, customers=PEOPLE * 2))


def test_a_private_model_is_attacked_in_line_and_by_its_own_mechanism():
    small = Settings().replace(**{"population.size": 2_000, "train.privacy": "dp", "train.epsilon": 0.5})
    outcome = simulate(small)
    result = outcome.attacks["membership"]
    assert result.mounted
    assert result.details["advantage"].low <= math.exp(0.5) - 1 + DELTA
    assert result.attack.low <= math.exp(0.5) * result.control.high + DELTA
    assert outcome.notes == ("noise_in_training_only",)
    assert attack_membership(small) == result  # as a job it is the same attack


def test_noise_in_training_does_not_move_attacks_on_the_table():
    small = Settings().replace(**{"population.size": 1_000})
    plain, noisy = (simulate(small.replace(**{"train.privacy": how})).attacks for how in ("none", "dp"))
    assert all(plain[name] == noisy[name] for name in plain if name != "membership")


def test_the_gap_between_training_and_other_people_stands_beside_the_attack():
    small = Settings().replace(**{"population.size": 1_000, "population.seed": 9, "train.learner": "boosting"})
    details = attack_membership(small).details
    train, test, gap = (details[name] for name in ("train_auc", "test_auc", "auc_gap"))
    assert train.value > 0.8 > test.value  # trees on a few hundred people know them by heart
    assert gap.value == pytest.approx(train.value - test.value) and gap.low > 0
