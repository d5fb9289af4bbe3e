"""Fairness by group: people are counted by group, selected and deserving, and measures are computed from the counts.

The rates of single groups have intervals that count who happened to be measured. Those of differences and of the ratio
also count which past the model happened to learn from, and hold for all pairs of groups together (see `apart`).
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping

import numpy as np

from equipoise.core.arrays import Array, Flags, Floats, Integers, freeze
from equipoise.core.vocabulary import GROUPS
from equipoise.numerics.over_pasts import ratio_over_pasts
from equipoise.numerics.rate import UNKNOWN, Rate
from equipoise.numerics.stats import mean_rate, wilson
from equipoise.shared.decisions import Redrawn
from equipoise.shared.results import FourFifths, GroupReport, GroupRow
from equipoise.stages.measure.apart import Estimates, largest_difference, log_shares, shares

SUFFICIENT = 100
"""Smallest group that counts for a verdict; smaller ones only show their interval."""
FOUR_FIFTHS = 0.8
"""29 CFR 1607.4(D), published input E08: an employment rule of thumb, not advertising law."""
_EVERYBODY = np.ones((2, 2), dtype=np.int64)
_SELECTED = (np.array([[0, 0], [1, 1]]), _EVERYBODY)
_TRUE_POSITIVE = (np.array([[0, 0], [0, 1]]), np.array([[0, 1], [0, 1]]))
_FALSE_POSITIVE = (np.array([[0, 0], [1, 0]]), np.array([[1, 0], [1, 0]]))
"""Cells of selected x deserving: the hits of a rate, and the people of whom it is a share."""


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Pasts:
    """Who would have been selected if the model had learned from other pasts.

    Attributes:
        people: about whom was decided anew (shape: people; places among the counted customers).
        selected: whether they get a personal offer (shape: pasts x people).
    """

    people: Integers
    selected: Flags

    def __post_init__(self) -> None:
        freeze(self.people, self.selected)

    def tabulate(self, group: Integers, groups: int, deserving: Flags) -> Integers:
        """Count the people as the function `tabulate` does, for every past (shape: pasts x groups x 2 x 2)."""
        cell = group[self.people] * 2 + deserving[self.people]
        member = np.zeros((cell.size, groups * 2), dtype=np.float32)
        member[np.arange(cell.size), cell] = 1.0
        shape = (len(self.selected), groups, 2)
        chosen = np.rint(self.selected.astype(np.float32) @ member).astype(np.int64).reshape(shape)
        everybody = np.bincount(cell, minlength=groups * 2).reshape(groups, 2)
        return np.stack([everybody - chosen, chosen], axis=-2)


def pasts_among(counted: Integers, redrawn: Redrawn) -> Pasts:
    """Return the redrawn decisions about those who are counted (``counted``: their places, in ascending order)."""
    kept = redrawn.among(counted)
    return Pasts(people=np.searchsorted(counted, kept.people), selected=kept.selected)


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Treatment:
    """The treatment of every counted customer: the data from which groups of any attribute are compared.

    Attributes:
        groups: everybody's group, by attribute (each shape: counted customers).
        selected, deserving, calibration, benefit, right, pasts, learned: as in `measure_fairness`.
    """

    groups: Mapping[str, Integers]
    selected: Flags
    deserving: Flags
    calibration: Floats
    benefit: Floats
    right: Flags
    pasts: Pasts | None = None
    learned: bool = False

    def __post_init__(self) -> None:
        freeze(*self.groups.values(), self.selected, self.deserving, self.calibration, self.benefit, self.right)

    def compared(self, attribute: str) -> GroupReport:
        """Compare the groups of one attribute."""
        facts = {field.name: getattr(self, field.name) for field in dataclasses.fields(self) if field.name != "groups"}
        return measure_fairness(attribute, self.groups[attribute], **facts)


def tabulate(group: Integers, groups: int, selected: Flags, deserving: Flags) -> Integers:
    """Count people by group, selected and deserving (shape: groups x 2 x 2)."""
    cell = (group * 2 + selected) * 2 + deserving
    return np.bincount(cell, minlength=groups * 4).reshape(groups, 2, 2)


def selection_rate(counts: Array) -> Floats:
    """Return the share of each group that was selected, from counts (..., groups, selected, deserving)."""
    selected = counts[..., 1, 0] + counts[..., 1, 1]
    return _share(selected, selected + counts[..., 0, 0] + counts[..., 0, 1])


def measure_fairness(
    attribute: str,
    group: Integers,
    selected: Flags,
    deserving: Flags,
    calibration: Floats,
    benefit: Floats,
    right: Flags,
    pasts: Pasts | None = None,
    learned: bool = False,
) -> GroupReport:
    """Report on the groups of one protected attribute (every array: counted customers).

    Args:
        attribute: name of the attribute. group: everybody's group.
        selected: who got a personal offer. deserving: who would have under perfect knowledge.
        calibration: predicted minus true visit probability, NaN where the model did not score the person.
        benefit: extra visits that the offer brings. right: who got the truly best offer.
        pasts: who would have been selected if the model had learned from other pasts; None where that is not known.
        learned: whether a model took part. If it did and ``pasts`` are not known, there is no four-fifths verdict.
    """
    names = GROUPS[attribute]
    counts = tabulate(group, len(names), selected, deserving)
    rows = tuple(
        _row(name, counts[place], *(values[group == place] for values in (calibration, benefit, right)))
        for place, name in enumerate(names)
    )
    redrawn = None if pasts is None else pasts.tabulate(group, len(names), deserving)
    return _compare(attribute, rows, counts, redrawn, checked=pasts is not None or not learned)


def treated_alike(attribute: str, group: Integers, selected: Flags) -> Rate:
    """Return the lowest over the highest selection rate of the groups of sufficient size.

    Its interval counts who happened to be measured, not which past the model learned from. Unknown where fewer than two
    groups are large enough, or where nobody was selected.
    """
    groups, nobody = len(GROUPS[attribute]), np.zeros(group.size, dtype=bool)
    counts = tabulate(group, groups, selected, nobody)
    large = counts.sum(axis=(-2, -1)) >= SUFFICIENT
    if large.sum() < 2:
        return UNKNOWN
    return _ratio(counts[large], None)


def _row(name: str, counts: Integers, calibration: Floats, benefit: Floats, right: Flags) -> GroupRow:
    n = int(counts.sum())
    return GroupRow(
        name=name,
        n=n,
        sufficient=n >= SUFFICIENT,
        selection_rate=wilson(int(counts[1].sum()), n),
        true_positive_rate=wilson(int(counts[1, 1]), int(counts[:, 1].sum())),
        false_positive_rate=wilson(int(counts[1, 0]), int(counts[:, 0].sum())),
        calibration_gap=mean_rate(calibration[~np.isnan(calibration)]),
        value_received=mean_rate(benefit),
        right_offer=wilson(int(right.sum()), n),
        base_rate=wilson(int(counts[:, 1].sum()), n),
        precision=wilson(int(counts[1, 1]), int(counts[1].sum())),
    )


def _compare(
    attribute: str, rows: tuple[GroupRow, ...], counts: Integers, redrawn: Integers | None, *, checked: bool
) -> GroupReport:
    large = np.array([row.sufficient for row in rows])
    if large.sum() < 2:
        return _nothing_to_compare(attribute, rows)
    kept, pasts = counts[large], None if redrawn is None else redrawn[:, large]
    names, rates = [row.name for row in rows if row.sufficient], selection_rate(kept)
    true_positive, false_positive = (_estimates(kept, pasts, *of) for of in (_TRUE_POSITIVE, _FALSE_POSITIVE))
    ratio = _ratio(kept, pasts)
    worst, *_, best = np.argsort(rates, kind="stable")
    alike = ratio if pasts is None else ratio_over_pasts(ratio, _log_ratio(pasts, worst, best))
    people = int(kept.sum())
    return GroupReport(
        attribute=attribute,
        groups=rows,
        treated_alike=alike,
        selection_rate_ratio=ratio,
        selection_rate_difference=_difference(people, _estimates(kept, pasts, *_SELECTED)),
        true_positive_rate_difference=_difference(people, true_positive),
        equalised_odds_difference=_difference(people, true_positive, false_positive),
        four_fifths=_verdict(alike, ratio) if checked else "unchecked",
        best_group=names[best] if ratio.known else "",
        worst_group=names[worst] if ratio.known else "",
    )


def _ratio(counts: Integers, pasts: Integers | None) -> Rate:
    """Return the lowest over the highest selection rate; unknown where nobody was selected."""
    rates, n = selection_rate(counts), int(counts.sum())
    if not rates.any():
        return UNKNOWN
    value, apart = float(rates.min() / rates.max()), largest_difference(_estimates(counts, pasts, *_SELECTED, log=True))
    return Rate(value, min(value, math.exp(-apart.high)), max(value, math.exp(-apart.low)), n)


def _log_ratio(pasts: Integers, worst: int, best: int) -> Floats:
    """Return the logarithm of the ratio of two groups' selection rates under every past, as in `log_shares`."""
    chosen, people = pasts[..., 1, :].sum(axis=-1) + 0.5, pasts.sum(axis=(-2, -1)) + 0.5
    logs = np.log(chosen / people)
    return np.asarray(logs[:, worst] - logs[:, best])


def _difference(n: int, *rates: Estimates) -> Rate:
    apart = largest_difference(*rates)
    return dataclasses.replace(apart, high=min(apart.high, 1.0), n=n) if apart.known else apart


def _estimates(counts: Integers, pasts: Integers | None, hits: Array, of: Array, *, log: bool = False) -> Estimates:
    """Return a rate of every group, from the cells that count as hits and those that it is a share of."""
    estimate = log_shares if log else shares
    found, people = ((counts * cells).sum(axis=(-2, -1)) for cells in (hits, of))
    if pasts is None:
        return estimate(found, people)
    redrawn, asked = ((pasts * cells).sum(axis=(-2, -1)) for cells in (hits, of))
    return estimate(found, people, (redrawn, asked))


def _verdict(*ratios: Rate) -> FourFifths:
    if all(ratio.low >= FOUR_FIFTHS for ratio in ratios):
        return "above"
    return "below" if all(ratio.high < FOUR_FIFTHS for ratio in ratios) else "unclear"


def _nothing_to_compare(attribute: str, rows: tuple[GroupRow, ...]) -> GroupReport:
    return GroupReport(
        attribute=attribute,
        groups=rows,
        treated_alike=UNKNOWN,
        selection_rate_ratio=UNKNOWN,
        selection_rate_difference=UNKNOWN,
        true_positive_rate_difference=UNKNOWN,
        equalised_odds_difference=UNKNOWN,
        four_fifths="unclear",
        best_group="",
        worst_group="",
    )


def _share(part: Array, whole: Array) -> Floats:
    """Divide, with NaN where there is nobody."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(part / np.where(whole > 0, whole, np.nan), dtype=np.float64)
