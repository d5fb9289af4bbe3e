"""Each toggle moves its headline by 5 in 100 over five worlds, and on the first page by more than the intervals."""

import numpy as np
import pytest

from equipoise import Settings, simulate
from equipoise.ui.shared.bundles import ASKS, TOGGLES

SEEDS = (7, 101, 102, 103, 104)


def ends(toggle, seed):
    """The toggle's headline at its two ends; a remedy is no end: it leads back."""
    names = list(TOGGLES[toggle])
    positions = names[0], names[1 if toggle == "bias" else -1]
    settings = Settings().replace(**{"population.seed": seed})
    return [getattr(simulate(settings.replace(**TOGGLES[toggle][each])).headlines, ASKS[toggle]) for each in positions]


@pytest.mark.validity
@pytest.mark.parametrize("toggle", TOGGLES)
def test_a_toggle_moves_its_headline_visibly(toggle):
    pairs = [ends(toggle, seed) for seed in SEEDS]
    moved = np.mean([one.value - other.value for one, other in pairs])
    assert moved >= 0.05
    shown, other = pairs[0]
    assert shown.low > other.high, "in the world of the first page"
