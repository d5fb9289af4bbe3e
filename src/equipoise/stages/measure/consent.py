"""Measures of consent: the answers to the banner, and whose data may be used."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from equipoise.core.arrays import Flags, Integers
from equipoise.core.vocabulary import GROUPS, PURPOSES
from equipoise.numerics.rate import Rate
from equipoise.numerics.stats import mean_rate, scaled, wilson
from equipoise.shared.results import ConsentReport, ConsentSide
from equipoise.stages.measure.fairness import treated_alike
from equipoise.stages.measure.targeting import right_offer

if TYPE_CHECKING:
    from equipoise.shared.consent import Consent
    from equipoise.shared.decisions import Decisions, Redrawn
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


def measure_side(
    delivered: Decisions,
    response: Response,
    people: Integers,
    groups: Mapping[str, Integers],
    redrawn: Redrawn | None = None,
) -> ConsentSide:
    """Measure the campaign's effect on some customers.

    ``groups`` are everybody's, by attribute; ``redrawn`` are the decisions that other pasts would have led to.
    """
    offer, selected = delivered.offer[people], delivered.selected[people]
    extra = response.visit[people, offer].astype(float) - response.visit_without[people]
    return ConsentSide(
        n=people.size,
        right_offer=right_offer(delivered, response, people, redrawn),
        selection_rate=_share(selected),
        margin_per_1000=scaled(mean_rate(response.gain[people, offer]), 1000.0),
        value_received=mean_rate(extra),
        treated_alike={name: treated_alike(name, group[people], selected) for name, group in groups.items()},
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
