"""Make ``golden/membership_art.json``: membership attacks of the Adversarial Robustness Toolbox on the same models.

Not a test, and not run with them: the toolbox stays out of this package's environment. To repeat it, in an environment
of its own: ``pip install adversarial-robustness-toolbox scikit-learn packaging pandas``, then
``python tests/oracles/make_membership_golden.py``.

Every attack is asked for one call a person, member or not, and for a score. The toolbox's learned attacks are taught in
two ways: by its shadow models on the pool, which is what our attacker knows; and by the true membership of half of the
pool, which is more. They are judged on the other half then.
"""

from __future__ import annotations

import json
import platform
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import numpy as np
from art.attacks.inference.membership_inference import (
    MembershipInferenceBlackBox,
    MembershipInferenceBlackBoxRuleBased,
    ShadowModels,
)
from art.estimators.classification import SklearnClassifier

sys.path.insert(0, str(Path(__file__).parent))
from membership_cases import FEATURES, LEARNERS, PEOPLE, RIDGE, SEEDS, Case, case, trained

GOLDEN = Path(__file__).parent / "golden" / "membership_art.json"
PACKAGES = ("adversarial-robustness-toolbox", "scikit-learn", "numpy", "scipy")
SHADOWS = 16
ATTACK_MODELS = ("rf", "gb", "lr", "knn", "svm")
Calls = tuple[str, np.ndarray, np.ndarray, np.ndarray]
"""An attack's name, who is judged, who is called a member, and the score (shape: people each)."""


def attacks(given: Case, name: str, seed: int) -> Iterator[Calls]:
    """Carry out every attack on one model."""
    attacked = SklearnClassifier(given.model)
    labels = given.response.astype(int)
    everybody = np.ones(PEOPLE, dtype=bool)
    rule = MembershipInferenceBlackBoxRuleBased(attacked).infer(given.features, labels).ravel()
    yield "rule", everybody, rule == 1, rule.astype(float)
    template = SklearnClassifier(trained(name, given.features, labels))
    shadows = ShadowModels(template, num_shadow_models=SHADOWS, random_state=seed)
    (x_in, y_in, pred_in), (x_out, y_out, pred_out) = shadows.generate_shadow_dataset(given.features, np.eye(2)[labels])
    taught = np.random.default_rng(1_000 + seed).random(PEOPLE) < 0.5
    known_in, known_out = taught & given.member, taught & ~given.member
    for kind in ATTACK_MODELS:
        attack = MembershipInferenceBlackBox(attacked, attack_model_type=kind)
        attack.fit(x_in, y_in, x_out, y_out, pred=pred_in, test_pred=pred_out)
        yield f"shadow models, {kind}", everybody, *inferred(attack, given.features, labels)
        attack = MembershipInferenceBlackBox(attacked, attack_model_type=kind)
        attack.fit(given.features[known_in], labels[known_in], given.features[known_out], labels[known_out])
        yield f"half the members known, {kind}", ~taught, *inferred(attack, given.features, labels)


def inferred(attack: MembershipInferenceBlackBox, features: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, ...]:
    """Return the calls and the scores of a learned attack."""
    called = attack.infer(features, labels).ravel() == 1
    scores = np.asarray(attack.infer(features, labels, probabilities=True))
    return called, scores.reshape(len(features), -1)[:, -1].astype(float)


def counts(calls: Calls, member: np.ndarray) -> dict[str, float]:
    """Return how many members and others there were, were called members, and the AUC of the scores."""
    _, judged, called, score = calls
    inside, outside = judged & member, judged & ~member
    pairs = score[inside][:, None] - score[outside]
    return {
        "members": int(inside.sum()),
        "others": int(outside.sum()),
        "members_called": int((called & inside).sum()),
        "others_called": int((called & outside).sum()),
        "auc": round(float((pairs > 0).mean() + (pairs == 0).mean() / 2), 6),
    }


def main() -> None:
    """Write the golden file."""
    found = []
    for name in LEARNERS:
        for seed in SEEDS:
            given = case(name, seed)
            np.random.seed(seed)  # noqa: NPY002 - the toolbox's attack models draw from numpy's global state
            results = {calls[0]: counts(calls, given.member) for calls in attacks(given, name, seed)}
            found.append({"learner": name, "seed": seed, "fingerprint": given.fingerprint, "attacks": results})
    versions = {package: version(package) for package in PACKAGES} | {"python": platform.python_version()}
    what = {"people": PEOPLE, "features": FEATURES, "ridge": RIDGE, "shadow_models": SHADOWS}
    GOLDEN.parent.mkdir(exist_ok=True)
    GOLDEN.write_text(json.dumps({"versions": versions, "cases": what, "found": found}, indent=1) + "\n")


if __name__ == "__main__":
    main()
