"""What noise in training costs, and how well membership is guessed."""

from __future__ import annotations

from equipoise.chain.pipeline import Chain
from equipoise.chain.settings import Settings
from equipoise.runtime.jobs import quiet

_STEPS = (1.2, 2.9, 9.7)


def flattening(settings: Settings) -> float:
    """Return what the AUC gains from epsilon 1.2 to 2.9, less what it gains from 2.9 to 9.7."""
    low, middle, high = (
        Chain(settings.replace(**{"train.privacy": "dp", "train.epsilon": epsilon})).measure.value.targeting.auc.value
        for epsilon in _STEPS
    )
    return (middle - low) - (high - middle)


def members_found(settings: Settings) -> float:
    """Return the share of right guesses about membership, if half of those who are asked about are members."""
    found = Chain(settings).exposure.membership(quiet).value.result
    return (found.attack.value + 1.0 - found.control.value) / 2.0
