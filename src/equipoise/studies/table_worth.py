"""Value and risk of a table with some of its columns: accuracy, margin and every attack except membership.

Only the stages that these numbers need are run: the model, the offers and the attacks on the table, for the same people
with the same draws whichever columns are kept. Every number comes with the influence of each person on it, so that any
weighted sum of the numbers of several tables has an interval over the people whom they share.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from equipoise.chain.assemble import share_in_table
from equipoise.chain.headlines import strongest_attack
from equipoise.chain.knowledge import attacked
from equipoise.chain.pipeline import Chain
from equipoise.core.arrays import Array, Floats, Singles, freeze
from equipoise.numerics.rate import Rate
from equipoise.numerics.stats import Z_95
from equipoise.runtime.memo import Memo
from equipoise.runtime.remembered import StageResult, apart, remembered
from equipoise.shared.minimised import Minimised
from equipoise.shared.results import AttackResult
from equipoise.stages.attacks import registry as attacks
from equipoise.stages.attacks.base import Scored
from equipoise.stages.attacks.profiles import PROFILES

RISKS = tuple(name for name, attack in attacks.REGISTRY.items() if attack.kind != "membership")
VALUES = ("right_offer", "margin_per_1000")
NUMBERS = (*VALUES, "identified", *RISKS)
"""The numbers of a table; "identified" is the strongest of the attacks at which the attacker's profile aims."""
_AT_HAND = 200 * 1024**2
"""Bytes of the runs' own results that stay in memory for the next run."""


@dataclasses.dataclass(frozen=True, eq=False)
class Facts:
    """One number of one table.

    Attributes:
        value: the number; the risk of an attack that cannot be mounted is zero.
        pull: the influence of each person on the number, zero for those not measured (shape: people). For a mean it is
            ``(x - mean) / n``; for the residual risk it follows by the derivatives (the delta method).
        n: how many people were measured.
        spread: variance that cannot be attributed to single people.
    """

    value: float
    pull: Singles
    n: int
    spread: float = 0.0

    def __post_init__(self) -> None:
        freeze(self.pull)


Worth = Mapping[str, Facts]
"""The facts of a table by number (`NUMBERS`)."""
NOTHING = Facts(0.0, np.zeros(0, dtype=np.float32), 0)


class Tables:
    """The tables that a run would have with fewer columns.

    Args:
        base: the run, whose settings apply to every table.
    """

    def __init__(self, base: Chain) -> None:
        self.base = base
        self.kept: Minimised = base.minimise.value
        self._shared: dict[str, Any] = {name: getattr(base, name) for name in ("consent", "folds", "history")}
        self._seen = base.exposure.seen
        self._memory = Memo(_AT_HAND)

    def columns(self) -> dict[str, tuple[str, ...]]:
        """Return the columns of every source in use, in the table's order."""
        by_source: dict[str, list[str]] = {}
        for column in self.kept.schema.columns:
            by_source.setdefault(column.source, []).append(column.name)
        return {source: tuple(names) for source, names in by_source.items()}

    def worth(self, without: Sequence[str] = ()) -> Worth:
        """Return the numbers of the table without some of its columns."""
        left_out = sorted(without)

        def measured() -> Worth:
            if not left_out:
                return _measured(self.base)
            with apart(self._memory):
                return _measured(self._run(left_out))

        return remembered("table_worth", measured, self.base.settings, self.base.minimise, left_out).value

    def _run(self, left_out: list[str]) -> Chain:
        """Return a run of the same people, in which these columns are not kept."""
        chain, kept = self.base.varied(), self.base.minimise
        for name, result in self._shared.items():
            setattr(chain, name, result)
        less = self.kept.without(left_out)
        chain.minimise = StageResult(kept.stage, less, 0.0, f"{kept.fingerprint} without {left_out}")
        chain.exposure.seen = self._seen
        return chain


def _measured(chain: Chain) -> Worth:
    """Return every number with the influence of each person; only the needed stages are run."""
    world, met = chain.population.value, chain.deliver.value
    counted = np.flatnonzero(chain.folds.value.evaluation)
    offer, response = met.offer[counted], world.response
    right = (offer == response.best[counted]).astype(np.float64)
    margin = response.gain[counted, offer].astype(np.float64)
    worth = {"right_offer": _mean(right), "margin_per_1000": _times(_mean(margin), 1000.0)}
    scored = {name: chain.exposure.attack(name).value for name in RISKS}
    targets = attacked(chain.exposure.table.value[1], chain.seed)
    risks = {name: _risk(found, targets, world.size) for name, found in scored.items()}
    results = {name: found.result for name, found in scored.items()}
    return worth | {"identified": _identified(chain, results, risks)} | risks


def _identified(chain: Chain, results: Mapping[str, AttackResult], risks: Worth) -> Facts:
    """Return the headline, of 100 customers, with the influence of each person on the strongest attack."""
    share = share_in_table(chain.exposure.table.value[1].holds, chain.exposure.folds.value)
    aims = PROFILES[chain.settings.attack.profile].aims
    name, rate = strongest_attack(results, aims, share, chain.population.value.size)
    return _times(risks[name], share) if rate.value > 0 else NOTHING


def _mean(values: Floats) -> Facts:
    mean = float(values.mean()) if values.size else 0.0
    return Facts(mean, ((values - mean) / max(values.size, 1)).astype(np.float32), values.size)


def _times(facts: Facts, factor: float) -> Facts:
    pull = (facts.pull * factor).astype(np.float32)
    return Facts(facts.value * factor, pull, facts.n, facts.spread * factor**2)


def _risk(scored: Scored, targets: Array, people: int) -> Facts:
    """Return the residual risk r = 1 - (1 - a) / (1 - c): dr/da = 1 / (1 - c), dr/dc = -(1 - a) / (1 - c)^2.

    Targets come first, at their places in the world; then control people, in their order.
    """
    result = scored.result
    if not result.mounted or not result.risk.known or result.control.value >= 1:
        return NOTHING
    keeps = 1.0 - result.control.value
    slopes = (1.0 / keeps, -(1.0 - result.attack.value) / keeps**2)
    pull = np.zeros(people + max(people, scored.control_hits.size), dtype=np.float32)
    pull[targets] = slopes[0] * _pulls(scored.hits)
    pull[people : people + scored.control_hits.size] = slopes[1] * _pulls(scored.control_hits)
    untold = [_told(scored.hits, result.attack), _told(scored.control_hits, result.control)]
    spread = sum(slope**2 * variance for slope, variance in zip(slopes, untold, strict=True))
    return Facts(result.risk.value, pull, result.attack.n, spread)


def _pulls(hits: Floats) -> Floats:
    """Return the influence of each person on the share of hits; zero for those not measured."""
    tried = ~np.isnan(hits)
    number = max(int(tried.sum()), 1)
    return np.where(tried, np.nan_to_num(hits) - np.nansum(hits) / number, 0.0) / number


def _told(hits: Floats, rate: Rate) -> float:
    """Return the variance of a share whose single trials are unknown, from its interval."""
    return 0.0 if (~np.isnan(hits)).any() else ((rate.high - rate.low) / 2 / Z_95) ** 2


def combine(weight: Floats, worths: Sequence[Worth], number: str, drawing: float = 0.0) -> Rate:
    """Return the sum of a number over tables, weighted, with its 95% interval over people.

    Shares get two pseudo-observations, one gain and one loss, so that a change that affects hardly anybody still has an
    interval (Agresti and Min 2005, doi:10.1002/sim.1781, for paired shares).

    Args:
        weight: of every table. worths: their facts. number: which of `NUMBERS`.
        drawing: the variance of having drawn the weights at random.
    """
    facts = [worth[number] for worth in worths]
    value = float(sum(w * each.value for w, each in zip(weight, facts, strict=True)))
    pull: Array = np.zeros(max(each.pull.size for each in facts))
    for w, each in zip(weight, facts, strict=True):
        if w:
            pull[: each.pull.size] += w * each.pull
    n = min((each.n for each in facts if each.n), default=0)
    variance = float((pull**2).sum()) + sum(float(w) ** 2 * each.spread for w, each in zip(weight, facts, strict=True))
    if n and number not in VALUES:
        variance += 1.0 / n**2
    half = Z_95 * math.sqrt(variance + drawing)
    return Rate(value, value - half, value + half, n)
