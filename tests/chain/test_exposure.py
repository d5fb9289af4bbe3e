"""No attack finds its answer where there is none; and what is attacked on demand only."""

import dataclasses
import math

import numpy as np
import pytest

from equipoise import Settings
from equipoise.chain.pipeline import Chain
from equipoise.core.errors import Cancelled
from equipoise.stages.attacks.registry import REGISTRY

SMALL = Settings().replace(**{"population.size": 1_000})


def exposed(**levers):
    return Chain(SMALL.replace(**levers)).exposure


def test_by_fields_tells_its_progress_and_ends_with_everything_known():
    told = []
    exposure = exposed(**{"protect.technique": "none"})
    found = exposure.by_fields(lambda fraction, message="": told.append(fraction)).value
    assert told == [place / 7 for place in range(7)]  # birth date, sex and postcode have seven subsets
    assert found[("birth_date", "sex", "postcode")].risk.value > 0.9 > found[("sex",)].risk.value


def test_by_fields_can_be_cancelled():
    def stop(fraction, message=""):
        raise Cancelled("enough")

    with pytest.raises(Cancelled):
        exposed(**{"protect.k": 6}).by_fields(stop)


def test_classic_risks_of_the_attackers_table():
    grouped, raw = (exposed(**levers).reidentification.value for levers in ({}, {"protect.technique": "none"}))
    assert grouped.prosecutor_highest <= 1 / 5  # groups of five at least
    assert grouped.marketer < raw.marketer < raw.prosecutor_mean
    assert grouped.journalist_highest <= 1


def test_an_empty_table_has_no_classic_risk():
    assert math.isnan(exposed(**{"protect.technique": "suppression"}).reidentification.value.marketer)


WORLDS = range(1, 9)
"""Of eight intervals of 95%, more than two miss with a probability of .006 by chance."""
RAW = {"consent.model": "notice", "protect.technique": "none", "protect.identifiers": "hash"}
MADE = RAW | {"protect.technique": "synthetic", "attack.profile": "neighbour"}
LEAKED = RAW | {"minimise.detail": "items", "attack.profile": "leak_buyer"}
NEEDED = {"counted": MADE, "periods": LEAKED}
LEAST = {"counted": 0.02}
"""An advantage that tells finding from chance; counts of pairs of columns betray less than .1 of a thousand people."""
AIMED = [
    *((name, NEEDED.get(name, RAW)) for name in REGISTRY),
    ("purchases", RAW | {"minimise.detail": "receipts", "attack.profile": "neighbour"}),
    ("linkage", RAW | {"attack.profile": "journalist"}),
    ("reversal", RAW | {"attack.profile": "data_buyer"}),
    ("purchases", RAW | {"attack.profile": "neighbour"}),
]
"""Every attack on a table and a model that betray as much as there is to betray."""
PROTECTED = [
    *((name, {"protect.technique": "k_anonymity"}) for name in ("linkage", "purchases", "disclosed", "inferred")),
    *((name, {"protect.technique": "cohorts"}) for name in ("singling_out", "disclosed", "inferred")),
    *((name, {"protect.technique": "randomised_response"}) for name in ("linkage", "purchases", "inferred")),
]


def among_strangers(seed, levers):
    """A run whose attacker meets the table, and the model, of another world; knowledge and truth are its own.

    Everybody keeps the own row number, at which there is now somebody else.
    """
    own, other = (Chain(SMALL.replace(**levers, **{"population.seed": each})) for each in (seed, seed + 100))
    (kept, vault), (theirs, _) = own.exposure.table.value, other.exposure.table.value
    strangers = theirs.take(np.resize(np.arange(len(theirs)), len(kept)))
    own.exposure.table = own.exposure.table.instead((strangers, vault), "of strangers")
    asked = dataclasses.replace(own.train.value, fitted=other.train.value.fitted)
    own.train = own.train.instead(asked, "of strangers")
    return own


def pooled(risks):
    """The mean over worlds that have nothing to do with each other, and its interval."""
    values, halves = zip(*((risk.value, (risk.high - risk.low) / 2) for risk in risks), strict=True)
    mean, half = np.mean(values), math.hypot(*halves) / len(halves)
    return mean - half, mean + half


@pytest.mark.parametrize(("name", "levers"), AIMED + PROTECTED)
def test_an_attack_on_strangers_finds_nothing(name, levers):
    risks = [among_strangers(seed, levers).exposure.attack(name).value.result.risk for seed in WORLDS]
    assert sum(not risk.low <= 0 <= risk.high for risk in risks) <= 2
    low, high = pooled(risks)
    assert low <= 0 <= high


@pytest.mark.parametrize(("name", "levers"), AIMED)
def test_the_same_attack_finds_the_answer_where_it_is(name, levers):
    # so the test above is able to fail: this is what it would see of an attack that reaches the true table
    chains = (Chain(SMALL.replace(**levers, **{"population.seed": seed})) for seed in WORLDS)
    low, _ = pooled([chain.exposure.attack(name).value.result.risk for chain in chains])
    assert low > LEAST.get(name, 0.1)
