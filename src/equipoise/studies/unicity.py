"""How many known purchases make a person unique in a table, and how many an attack links to the own row.

*Unicity* is the share of people whom a few known points fit alone (de Montjoye et al. 2013, doi:10.1038/srep01376). The
*linkage attack* names the likeliest row, so it also finds some of those whom the points leave among a few. Both know
nothing but the points, which are drawn at random from a person's purchases, and both count the people who have at least
as many purchases as points.
"""

from __future__ import annotations

import dataclasses

import numpy as np

from equipoise.chain.pipeline import Chain
from equipoise.chain.settings import Settings
from equipoise.chain.sightings import Seen, points_seen, purchases_seen
from equipoise.core.arrays import Integers
from equipoise.core.seeds import stream
from equipoise.numerics.rate import UNKNOWN, Rate
from equipoise.numerics.stats import wilson
from equipoise.runtime.jobs import Report, quiet
from equipoise.shared.release import Release
from equipoise.shared.results import AttackResult
from equipoise.stages.attacks.base import Auxiliary, Truth
from equipoise.stages.attacks.identity import TARGETS
from equipoise.stages.attacks.points import PurchaseIndex, holds_purchases
from equipoise.stages.attacks.purchases import Purchases, Search

MOST = 8
"""The most points known."""
LEVELS = {
    "topic_month": ("topic", "month"),
    "item": ("item",),
    "item_month": ("item", "month"),
    "item_month_price": ("item", "month", "price"),
}
"""What may be known of every purchase, from the least to the most telling."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Known:
    """What so many known points do.

    Attributes:
        points: how many purchases are known. unicity: the share of people whom they fit alone.
        linkage: the attack that names the likeliest row.
    """

    points: int
    unicity: Rate
    linkage: AttackResult


@dataclasses.dataclass(frozen=True, kw_only=True)
class Curve:
    """What 1 to `MOST` known points do.

    Attributes:
        compared: what was compared: the part of what is known that the table holds, ("topic",) for topic totals.
        known: by number of points. reason: why there is nothing to compare (a key under ``attack_reason``), or "".
    """

    compared: tuple[str, ...] = ()
    known: tuple[Known, ...] = ()
    reason: str = ""


def by_points(settings: Settings, level: str = "item_month", report: Report = quiet) -> Curve:
    """Return unicity and linkage for 1 to `MOST` known purchases in the table of the settings' attacker.

    Args:
        settings: of the run. level: what is known of every purchase, one of `LEVELS`.
        report: receives the progress after every number of points; may raise to stop.
    """
    chain = Chain(settings)
    release = chain.exposure.table.value[0]
    auxiliary, truth = _knowledge(chain, LEVELS[level])
    reason = Purchases().infeasible(release, auxiliary)
    if reason:
        return Curve(reason=reason)
    found = []
    for points in range(1, MOST + 1):
        report((points - 1) / MOST)
        found.append(_known(release, auxiliary, truth, points, chain.seed))
    compared = _index(release, auxiliary).level if holds_purchases(release.events) else ("topic",)
    return Curve(compared=compared, known=tuple(found))


def _knowledge(chain: Chain, known: tuple[str, ...]) -> tuple[Auxiliary, Truth]:
    """Return the knowledge of an attacker who knows `MOST` kept purchases of everybody and nothing else."""
    exposure, months, seed = chain.exposure, chain.settings.minimise.retention_months, chain.seed
    topics = purchases_seen(MOST, months, chain.population.value, seed, only_kept=True)
    seen = Seen(topics=topics)
    if holds_purchases(exposure.table.value[0].events):
        seen = Seen(topics=topics, points=points_seen(topics, known, months, chain.receipts.value, seed))
    auxiliary, truth = exposure.knowing(seen)
    targets, controls = auxiliary.targets[:, :0], auxiliary.controls[:, :0]
    blind = dataclasses.replace(auxiliary, fields=(), targets=targets, controls=controls)
    return dataclasses.replace(blind, register=None, register_target=None), truth


def _known(release: Release, auxiliary: Auxiliary, truth: Truth, points: int, seed: int) -> Known:
    assert auxiliary.purchases is not None and auxiliary.control_purchases is not None
    enough = np.flatnonzero(auxiliary.purchases[:, points - 1] >= 0)
    some = _first(enough, auxiliary)
    controls = np.flatnonzero(auxiliary.control_purchases[:, points - 1] >= 0)[: len(some)]
    fewer = _aimed_at(auxiliary, some, controls, points, seed)
    linkage = Purchases().mount(release, fewer, dataclasses.replace(truth, row=truth.row[some]), seed).result
    return Known(points=points, unicity=_unicity(release, fewer), linkage=linkage)


def _first(people: Integers, auxiliary: Auxiliary) -> Integers:
    """Return the `TARGETS` of these targets who are attacked first, sorted."""
    assert auxiliary.coins is not None
    return np.sort(people[np.argsort(auxiliary.coins[people], kind="stable")[:TARGETS]])


def _aimed_at(auxiliary: Auxiliary, some: Integers, controls: Integers, points: int, seed: int) -> Auxiliary:
    """Return the knowledge of the first ``points`` of some targets' purchases, and of some control people's."""
    assert auxiliary.purchases is not None and auxiliary.control_purchases is not None
    assert auxiliary.coins is not None and auxiliary.control_coins is not None
    first, known, theirs = slice(0, points), auxiliary.points, auxiliary.control_points
    return dataclasses.replace(
        auxiliary,
        targets=auxiliary.targets[some],
        controls=auxiliary.controls[controls],
        control_for=stream(seed, "unicity.controls").permutation(len(some))[: len(controls)],
        purchases=auxiliary.purchases[some, first],
        control_purchases=auxiliary.control_purchases[controls, first],
        points=None if known is None else known.of(some, first),
        control_points=None if theirs is None else theirs.of(controls, first),
        coins=auxiliary.coins[some],
        control_coins=auxiliary.control_coins[controls],
    )


def _index(release: Release, auxiliary: Auxiliary) -> PurchaseIndex:
    assert release.events is not None and auxiliary.points is not None
    return PurchaseIndex(release.events, auxiliary.points.known)


def _unicity(release: Release, auxiliary: Auxiliary) -> Rate:
    """Return the share of targets whose known purchases are in one row only."""
    if not len(auxiliary.targets) or auxiliary.purchases is None:
        return UNKNOWN
    if auxiliary.points is None:
        rows = Search(release, auxiliary, stream(0, "unicity")).fitting(auxiliary.purchases)
    else:
        fits = _index(release, auxiliary).fits(auxiliary.points)
        rows = np.bincount(fits.person, minlength=len(auxiliary.targets))
    return wilson(int((rows == 1).sum()), len(rows))
