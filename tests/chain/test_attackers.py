"""What an attacker knows, the prior above all, is used on every table: a release never makes anybody guess worse."""

import math

import pytest

from equipoise import Settings
from equipoise.chain.pipeline import Chain
from equipoise.chain.settings import LEVERS
from equipoise.stages.attacks.registry import REGISTRY

SEEDS = (11, 12)
ATTACKERS = {"curious_employee": "chronic", "data_buyer": "expecting", "neighbour": "money", "journalist": "chronic"}
"""A trait for every profile, so that all of them are tried."""
FURTHEST = 3.5
"""Standard errors. Of some 200 comparisons one is farther off by chance with a probability of 1 in 20."""


def results(technique):
    """Every attack of every profile on some worlds, by profile and name."""
    for profile, trait in ATTACKERS.items():
        levers = {"population.size": 2_000, "protect.technique": technique, "consent.model": "notice"}
        settings = Settings().replace(**levers, **{"attack.profile": profile, "attack.trait": trait})
        chains = [Chain(settings.replace(**{"population.seed": seed})) for seed in SEEDS]
        for name in REGISTRY:
            found = [chain.exposure.attack(name).value.result for chain in chains]
            yield f"{profile}: {name}", [each for each in found if each.mounted and each.attack.known]


def behind(result):
    """By how much the attack is behind its yardstick, and its variance: a guess without release, or without model."""
    other = result.control if result.kind == "membership" else result.baseline
    shares = [(rate.value * rate.n + 1) / (rate.n + 2) for rate in (result.attack, other)]
    spread = sum(share * (1 - share) / rate.n for share, rate in zip(shares, (result.attack, other), strict=True))
    return other.value - result.attack.value, spread


@pytest.mark.parametrize("technique", LEVERS["protect.technique"].choices)
def test_no_attacker_does_worse_with_a_release_than_without(technique):
    offenders = {}
    for name, found in results(technique):
        gaps = [behind(result) for result in found]
        if gaps:
            mean = sum(gap for gap, _ in gaps) / len(gaps)
            error = math.sqrt(sum(spread for _, spread in gaps)) / len(gaps)
            if mean > FURTHEST * error:
                offenders[name] = f"behind by {mean:.3f}, which is {mean / error:.1f} standard errors"
    assert not offenders
