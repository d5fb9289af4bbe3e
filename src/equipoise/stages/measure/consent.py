"""Measures of consent: the answers to the banner, and whose data may be used."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from equipoise.core.arrays import Flags, Integers
from equipoise.core.vocabulary import GROUPS, PURPOSES
from equipoise.numerics.rate import Rate
from equipoise.numerics.stats import mean_rate, scaled, wilson
from equipoise.runtime.deferred import Deferred
from equipoise.shared.results import ConsentReport, ConsentSide
from equipoise.stages.measure.fairness import treated_alike

if TYPE_CHECKING:
    from equipoise.shared.consent import Consent
    from equipoise.shared.decisions import Decisions
    from equipoise.shared.world import Response


def measure_consent(
    consent: Consent,
    reachable: Flags,
    counted: Flags,
    groups: Mapping[str, Integers],
    sides: Mapping[str, ConsentSide] | None = None,
) -> ConsentReport:
    """Measure answers of all customers, and reach of the ``counted`` ones.

    By group: who agrees to own-channel offers, and whose refusal of a purpose was ignored.
    """
    return ConsentReport(
        yes={purpose: _share(consent.permit(purpose)) for purpose in PURPOSES},
        accepted_all=_share(consent.accepted_all),
        allowed_offers=_share(consent.allowed_offers),
        refused=_share(consent.rejected),
        ignored=_share(consent.ignored),
        by_group=_by_group(consent.said[:, PURPOSES.index("offers")], groups),
        reach=_share(reachable[counted]),
        overridden=_share(consent.overridden),
        overridden_by_group=_by_group(consent.overridden, groups),
        changed=_share(consent.changed),
        withdrew=_share(consent.withdrew),
        signals=_share(consent.signals),
        sides=sides or {},
    )


def parted(consent: Consent, counted: Flags) -> dict[str, Integers]:
    """Return which of the counted customers want personal offers, which do not, and all of them (places)."""
    wants = consent.said[:, PURPOSES.index("offers")]
    parts = {"consenters": counted & wants, "refusers": counted & ~wants, "everyone": counted}
    return {name: np.flatnonzero(flags) for name, flags in parts.items()}


@dataclasses.dataclass(frozen=True, eq=False)
class Treated:
    """Who of the counted customers got a personal offer, and which of them belong to one side.

    Attributes:
        groups: everybody's group, by attribute (each shape: counted customers).
        selected: who got a personal offer. side: who belongs to the side (the same shape).
    """

    groups: Mapping[str, Integers]
    selected: Flags
    side: Flags

    def alike(self, attribute: str) -> Rate:
        """Return how alike the groups of one attribute are treated on this side; see `treated_alike`."""
        return treated_alike(attribute, self.groups[attribute][self.side], self.selected[self.side])


def measure_side(
    delivered: Decisions, response: Response, people: Integers, right_offer: Rate, treated: Treated
) -> ConsentSide:
    """Measure the campaign's effect on some customers.

    Args:
        delivered: the offers shown. response: the truth. people: places of these customers.
        right_offer: the share of them who were shown their truly best offer.
        treated: from which groups are compared when somebody asks.
    """
    offer = delivered.offer[people]
    extra = response.visit[people, offer].astype(float) - response.visit_without[people]
    return ConsentSide(
        n=people.size,
        right_offer=right_offer,
        selection_rate=_share(delivered.selected[people]),
        margin_per_1000=scaled(mean_rate(response.gain[people, offer]), 1000.0),
        value_received=mean_rate(extra),
        treated_alike=Deferred(tuple(treated.groups), treated.alike),
    )


def _by_group(flags: Flags, groups: Mapping[str, Integers]) -> dict[str, Rate]:
    """Return the share of every group that is marked, by "attribute: group"."""
    return {
        f"{attribute}: {name}": rate
        for attribute, group in groups.items()
        for name, rate in zip(GROUPS[attribute], _shares(flags, group, len(GROUPS[attribute])), strict=True)
    }


def _shares(flags: Flags, group: Integers, groups: int) -> list[Rate]:
    hits, people = (np.bincount(each, minlength=groups).tolist() for each in (group[flags], group))
    return [wilson(*counts) for counts in zip(hits, people, strict=True)]


def _share(flags: Flags) -> Rate:
    return wilson(int(np.count_nonzero(flags)), flags.size)
