"""The membership attack against those of the Adversarial Robustness Toolbox, on the same models and people.

The toolbox does not share this package's environment; ``make_membership_golden.py`` made its figures and says how.
"""

import json
from pathlib import Path

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score
from threadpoolctl import threadpool_limits

from equipoise.core.seeds import stream
from equipoise.numerics.blocks import Blocks
from equipoise.numerics.stats import difference, wilson
from equipoise.stages.attacks.base import ModelAccess
from equipoise.stages.attacks.membership import Membership, one_by_one
from oracles.membership_cases import FEATURES, LEARNERS, PEOPLE, RIDGE, SEEDS, case, trained
from samples import NO_TABLE

GOLDEN = json.loads((Path(__file__).parent / "golden" / "membership_art.json").read_text())


@pytest.fixture(autouse=True, scope="module")
def one_thread():
    with threadpool_limits(1):  # on so little data more threads only wait for each other
        yield


def ratios(name, seed):
    """Our attack's score of everybody, and who is a member; logistic as in the app, other learners as in its job."""
    given = case(name, seed)

    def refit(members):
        model = trained(name, given.features[members], given.response[members])
        return model.predict_proba(given.features)[:, 1]

    access = ModelAccess(
        design=Blocks.whole(np.column_stack([np.ones(PEOPLE), given.features])),
        response=given.response,
        person=np.arange(PEOPLE),
        probability=given.model.predict_proba(given.features)[:, 1],
        ridge=RIDGE,
        shadows=None if name == "logistic" else one_by_one(refit, lambda fraction, message="": None),
    )
    return Membership().guess(NO_TABLE, access, stream(seed, "attack.membership")).ratio, given.member


@pytest.fixture(scope="module", params=LEARNERS)
def compared(request, one_thread):
    """What we found on the models of one learner, and what every attack of the toolbox found."""
    theirs = [found["attacks"] for found in GOLDEN["found"] if found["learner"] == request.param]
    return [ratios(request.param, seed) for seed in SEEDS], theirs


def called(theirs, attack, who):
    """How often an attack of the toolbox calls people members, over all models."""
    total = sum(each[attack][who] for each in theirs)
    return wilson(sum(each[attack][f"{who}_called"] for each in theirs), total)


@pytest.mark.parametrize("found", GOLDEN["found"], ids=lambda found: f"{found['learner']}-{found['seed']}")
def test_the_attacked_model_is_the_same(found):
    assert GOLDEN["cases"] == {"people": PEOPLE, "features": FEATURES, "ridge": RIDGE, "shadow_models": 16}
    assert case(found["learner"], found["seed"]).fingerprint == pytest.approx(found["fingerprint"], abs=1e-6)


def test_our_advantage_is_no_smaller_than_that_of_any_attack_of_the_toolbox(compared):
    ours, theirs = compared
    score, member = (np.concatenate(parts) for parts in zip(*ours, strict=True))
    advantage = difference(*(wilson(int((score[side] > 0).sum()), int(side.sum())) for side in (member, ~member)))
    assert advantage.low > 0.1  # there is something to find
    for attack in theirs[0]:
        assert advantage.value >= difference(*(called(theirs, attack, who) for who in ("members", "others"))).value


def test_our_scores_rank_members_better_than_any_attack_of_the_toolbox(compared):
    ours, theirs = compared
    area = np.mean([roc_auc_score(member, score) for score, member in ours])
    assert area > 0.02 + max(np.mean([each[attack]["auc"] for each in theirs]) for attack in theirs[0])
