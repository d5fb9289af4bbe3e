"""The membership attack on learners whose shadow models take too long to fit in line."""

import pytest

from equipoise import Settings, attack_membership, simulate
from equipoise.core.errors import Cancelled

BOOSTED = Settings().replace(**{"population.size": 1_000, "population.seed": 12, "train.learner": "boosting"})


def test_it_is_left_to_a_job_and_found_there():
    assert simulate(BOOSTED).attacks["membership"].reason == "as_job"
    told = []
    result = attack_membership(BOOSTED, lambda fraction, message="": told.append(fraction))
    assert result.mounted and result.risk.known
    assert told == sorted(told) and told[0] == 0
    assert result.details["advantage"].value > 0.1  # trees with hardly any regularisation remember a few hundred people


def test_it_can_be_cancelled():
    def stop(fraction, message=""):
        raise Cancelled("enough")

    with pytest.raises(Cancelled):
        attack_membership(BOOSTED.replace(**{"population.seed": 8}), stop)


def test_without_access_to_the_model_there_is_no_attack():
    assert attack_membership(BOOSTED.replace(**{"attack.profile": "journalist"})).reason == "no_model_access"
