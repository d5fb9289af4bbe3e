"""Changes between two outcomes, paired on the same people."""

from __future__ import annotations

import dataclasses
import math

import numpy as np

from equipoise.chain.outcome import Outcome
from equipoise.core.arrays import Array, Flags, Floats
from equipoise.core.seeds import stream
from equipoise.core.vocabulary import GROUPS
from equipoise.numerics.rate import UNKNOWN, Rate
from equipoise.numerics.stats import Z_95, multinomial_bootstrap, paired_difference, scaled

_ENOUGH_PAIRS = 100
_WORLD = ("population.seed", "population.size", "population.taste")


@dataclasses.dataclass(frozen=True, kw_only=True)
class Changes:
    """Changes between a pinned outcome and a new one, paired on the same people.

    ``comparable`` is False when the two runs have different people (seed, size or taste differ): the changes are then
    differences between two worlds, with intervals that treat them as independent.
    """

    comparable: bool
    right_offer: Rate
    identified: Rate
    treated_alike: Rate
    margin_per_1000: Rate
    reach: Rate


@dataclasses.dataclass(frozen=True, kw_only=True)
class Shift:
    """A number in two outcomes, and its change; the change is paired where both are of the same people."""

    before: Rate
    after: Rate
    change: Rate


@dataclasses.dataclass(frozen=True, kw_only=True)
class GroupShift:
    """Changes for one group; ``sufficient`` says whether it is large enough for a verdict in both outcomes."""

    name: str
    n: int
    sufficient: bool
    right_offer: Shift
    selection_rate: Shift


def compare(pin: Outcome, now: Outcome) -> Changes:
    """Return the changes of the headline numbers from ``pin`` to ``now``.

    With the same world every interval is that of a paired difference on the people counted in both; otherwise the
    two are treated as independent, and ``comparable`` is False.
    """
    if any(pin.settings[lever] != now.settings[lever] for lever in _WORLD):
        return _independent(pin, now)
    before, after = pin.evidence, now.evidence
    both = before.evaluation & after.evaluation
    return Changes(
        comparable=True,
        right_offer=paired_difference(before.right_offer[both], after.right_offer[both]),
        identified=_identified(pin, now),
        treated_alike=_treated_alike(pin, now, both),
        margin_per_1000=scaled(paired_difference(before.margin[both], after.margin[both]), 1000.0),
        reach=paired_difference(before.reachable[both], after.reachable[both]),
    )


def compare_groups(pin: Outcome, now: Outcome, attribute: str) -> tuple[GroupShift, ...]:
    """Return the changes of accuracy and personal offers for every group of a protected attribute.

    Compare an outcome without and with a mitigation, or two privacy settings, to see which groups bear the cost.
    """
    same = all(pin.settings[lever] == now.settings[lever] for lever in _WORLD)
    both = pin.evidence.evaluation & now.evidence.evaluation if same else np.zeros(0, dtype=bool)
    groups = zip(pin.fairness[attribute].groups, now.fairness[attribute].groups, strict=True)

    def shift(place: int, before: Rate, after: Rate, fact: str) -> Shift:
        if not same:
            return Shift(before=before, after=after, change=_apart(before, after))
        member = both & (now.evidence.groups[attribute] == place)
        change = paired_difference(getattr(pin.evidence, fact)[member], getattr(now.evidence, fact)[member])
        return Shift(before=before, after=after, change=change)

    return tuple(
        GroupShift(
            name=after.name,
            n=after.n,
            sufficient=before.sufficient and after.sufficient,
            right_offer=shift(place, before.right_offer, after.right_offer, "right_offer"),
            selection_rate=shift(place, before.selection_rate, after.selection_rate, "selected"),
        )
        for place, (before, after) in enumerate(groups)
    )


def _identified(pin: Outcome, now: Outcome) -> Rate:
    """Return the change of the risk per customer.

    Customers are divided into strata: in both tables, in one of them, in neither. The first contribute the paired
    change of the attackers' successes, the second the successes in their one table, the last nothing. The strata's
    shares are known, and the two control rates add their own variance. Where fewer than `_ENOUGH_PAIRS` people were
    attacked in both runs, the two numbers are treated as independent.
    """
    before, after = _found(pin), _found(now)
    here, there = pin.evidence.in_table, now.evidence.in_table
    both = here & there
    paired = (after - before)[both]
    if np.count_nonzero(~np.isnan(paired)) < _ENOUGH_PAIRS:
        return _apart(pin.headlines.identified, now.headlines.identified)
    parts = [(paired, both), (before[here & ~there], here & ~there), (after[there & ~here], there & ~here)]
    variance = sum(_stratum_variance(values, stratum) for values, stratum in parts)
    if _control(pin) != _control(now):
        variance += sum(_control_variance(outcome) for outcome in (pin, now))
    change = now.headlines.identified.value - pin.headlines.identified.value
    half = Z_95 * math.sqrt(variance)
    return Rate(change, change - half, change + half, int(np.count_nonzero(~np.isnan(paired))))


def _stratum_variance(values: Floats, stratum: Flags) -> float:
    """Return the variance that a stratum's mean, weighted by its share, adds; people not tried are NaN."""
    tried = values[~np.isnan(values)]
    return float(stratum.mean() ** 2 * tried.var(ddof=1) / tried.size) if tried.size > 1 else 0.0


def _control(outcome: Outcome) -> Rate:
    name = outcome.headlines.strongest_attack
    return outcome.attacks[name].control if name else UNKNOWN


def _control_variance(outcome: Outcome) -> float:
    """Return what chance in the control rate adds, smoothed like the rate's own interval; nothing without an attack."""
    control = _control(outcome)
    if not control.known:
        return 0.0
    smoothed = (control.value * control.n + 2) / (control.n + 4)
    share = float(outcome.evidence.in_table.mean())
    return share**2 * smoothed * (1 - smoothed) / (control.n + 4)


def _found(outcome: Outcome) -> Floats:
    name = outcome.headlines.strongest_attack
    return outcome.evidence.identified.get(name, np.zeros(outcome.evidence.evaluation.size))


def _treated_alike(pin: Outcome, now: Outcome, both: Flags) -> Rate:
    """Return the change of the selection rate ratio, bootstrapped over group x selected before x selected after."""
    attribute = now.settings["measure.protected"]
    same = attribute == pin.settings["measure.protected"]
    before, after = pin.headlines.treated_alike, now.headlines.treated_alike
    if not same or not (before.known and after.known):
        return _apart(before, after)
    group = now.evidence.groups[attribute][both]
    cell = (group * 2 + pin.evidence.selected[both]) * 2 + now.evidence.selected[both]
    names = GROUPS[attribute]
    counts = np.bincount(cell, minlength=len(names) * 4).reshape(len(names), 2, 2)

    def change(table: Array) -> Floats:
        size = np.maximum(table.sum(axis=(-2, -1)), 1)
        first = _ratio(table[..., 1, :].sum(axis=-1) / size, names, pin)
        return np.asarray(_ratio(table[..., :, 1].sum(axis=-1) / size, names, now) - first)

    rng = stream(now.settings["population.seed"], "compare")
    low, high = multinomial_bootstrap(counts, change, rng)
    value = after.value - before.value
    return Rate(value, min(float(low), value), max(float(high), value), int(counts.sum()))


def _ratio(rates: Floats, names: tuple[str, ...], outcome: Outcome) -> Floats:
    best, worst = (names.index(group) for group in (outcome.headlines.best_group, outcome.headlines.worst_group))
    return np.where(rates[..., best] > 0, rates[..., worst] / np.maximum(rates[..., best], 1e-12), np.nan)


def _independent(pin: Outcome, now: Outcome) -> Changes:
    pairs = {
        "right_offer": (pin.headlines.right_offer, now.headlines.right_offer),
        "identified": (pin.headlines.identified, now.headlines.identified),
        "treated_alike": (pin.headlines.treated_alike, now.headlines.treated_alike),
        "margin_per_1000": (pin.targeting.margin_per_1000, now.targeting.margin_per_1000),
        "reach": (pin.targeting.reach, now.targeting.reach),
    }
    return Changes(comparable=False, **{name: _apart(*pair) for name, pair in pairs.items()})


def _apart(before: Rate, after: Rate) -> Rate:
    """Return the difference of two independent numbers: their half-widths add in quadrature."""
    if not (before.known and after.known):
        return UNKNOWN
    value = after.value - before.value
    low = value - math.hypot(after.value - after.low, before.high - before.value)
    high = value + math.hypot(after.high - after.value, before.value - before.low)
    return Rate(value, low, high, after.n)
