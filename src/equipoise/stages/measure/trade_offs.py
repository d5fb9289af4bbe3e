"""Which thresholds satisfy which definition of fairness, and the effects on the other definitions.

Where groups differ in their base rate and nobody predicts perfectly, equal precision, equal true-positive and equal
false-positive rates cannot hold together: for every group, with base rate p,
``FPR = p / (1 - p) * (1 - PPV) / PPV * TPR`` (Chouldechova 2017, doi:10.1089/big.2016.0047; Kleinberg, Mullainathan
and Raghavan 2017, arXiv 1609.05807). Thresholds are searched with hindsight: only the world knows for whom a personal
offer is best.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np

from equipoise.core.arrays import Floats, Integers
from equipoise.stages.measure.fairness import SUFFICIENT
from equipoise.stages.measure.notions import bare_rates
from equipoise.stages.measure.thresholds import STEPS, Ranked, Tally

IMPOSSIBLE = ("precision", "true_positive_rate", "false_positive_rate")
"""Rates that cannot all be equal where base rates differ, unless predictions are perfect."""
SWEEPS = 4
"""How often every pair of groups is adjusted; more passes change nothing."""
_WORTH_MOVING = 1e-9
_FEWEST = 0.02
"""The smallest share of a group that a threshold may select, so that precision is not that of a few people."""


def common(ranked: Ranked, budget: int) -> Integers:
    """Return one threshold for everybody that selects as nearly as possible as many as the budget allows."""
    total = ranked.selected.sum(axis=0)
    return np.full(len(ranked.sums), np.abs(total - budget).argmin(), dtype=np.int64)


def rebalance(ranked: Ranked, thresholds: Integers, moved: int, budget: int) -> Integers:
    """Return thresholds within the budget after one was moved: the others move together to compensate.

    They move by the number of steps that comes closest to the budget; among equally close ones, by the smallest.
    """
    shift = np.arange(-STEPS, STEPS + 1)
    moves = shift[np.argsort(np.abs(shift), kind="stable")]
    tried = np.clip(thresholds + moves[:, None], 0, STEPS)
    tried[:, moved] = thresholds[moved]
    offers = ranked.at(tried).selected.sum(axis=-1)
    return np.asarray(tried[np.abs(offers - budget).argmin()])


def satisfying(ranked: Ranked, notion: str, budget: int) -> Integers:
    """Return thresholds within the budget at which the groups differ least by a definition of fairness.

    Offers are exchanged between two groups, pair after pair, while that reduces the sum of squared distances to the
    mean. Groups below `SUFFICIENT` people are ignored.
    """
    best = common(ranked, budget)
    if notion == "calibration_gap":
        return best
    nearest = _spread(ranked.at(best), notion)
    for _ in range(SWEEPS):
        before = nearest
        for first, second in combinations(range(len(best)), 2):
            tried = along(ranked, best, first, second)
            spreads = _spread(ranked.at(tried), notion)
            place = int(spreads.argmin())
            if spreads[place] < nearest - _WORTH_MOVING:
                best, nearest = tried[place], spreads[place]
        if nearest == before:
            break
    return best


def along(ranked: Ranked, thresholds: Integers, first: int, second: int) -> Integers:
    """Return all divisions of two groups' offers between them (shape: steps + 1 x groups with a threshold)."""
    offers = ranked.selected
    together = offers[first, thresholds[first]] + offers[second, thresholds[second]]
    left = together - offers[first]
    tried = np.tile(thresholds, (STEPS + 1, 1))
    tried[:, first] = np.arange(STEPS + 1)
    tried[:, second] = np.abs(offers[second] - left[:, None]).argmin(axis=1)
    return np.asarray(tried[(left >= 0) & (left <= offers[second, 0])])


def least_apart(ranked: Ranked, thresholds: Integers, first: int, second: int) -> Integers:
    """Return thresholds of two groups within their offers at which the largest of three gaps is smallest.

    The three are those that cannot all be zero: in precision, in true-positive and in false-positive rates.
    """
    tried = along(ranked, thresholds, first, second)
    tally = ranked.at(tried)
    gaps = differences(tally, first, second)
    largest = np.max([np.abs(gaps[name]) for name in IMPOSSIBLE], axis=0)
    fewest = np.minimum(*(tally.selected[..., place] / tally.people[..., place] for place in (first, second)))
    return np.asarray(tried[np.where(fewest < _FEWEST, np.inf, np.nan_to_num(largest, nan=np.inf)).argmin()])


def _spread(tally: Tally, notion: str) -> Floats:
    """Return how far the large groups are apart, squared (shape: ...); infinite where one has hardly any offers."""
    large = tally.people >= SUFFICIENT
    names = ("true_positive_rate", "false_positive_rate") if notion == "equalised_odds" else (notion,)
    total = np.zeros(np.shape(tally.people)[:-1])
    for name in names:
        rates = np.where(large, bare_rates(name, tally), np.nan)
        mean = np.nansum(rates, axis=-1, keepdims=True) / np.maximum((~np.isnan(rates)).sum(axis=-1, keepdims=True), 1)
        total = total + np.nansum((rates - mean) ** 2, axis=-1)
    starved = (large & (tally.selected < _FEWEST * tally.people)).any(axis=-1)
    return np.where(starved, np.inf, total)


def differences(tally: Tally, first: int, second: int) -> dict[str, Floats]:
    """Return the first group's rate less the second's, for every rate that thresholds move (each shape: ...)."""
    rates = {name: bare_rates(name, tally) for name in ("selection_rate", *IMPOSSIBLE, "value_received")}
    return {name: np.asarray(rate[..., first] - rate[..., second]) for name, rate in rates.items()}
