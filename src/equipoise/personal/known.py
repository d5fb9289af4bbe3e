"""What the shop knows about one customer: every detail, its origin, how it is kept, and who else has it."""

from __future__ import annotations

import dataclasses

import numpy as np

from equipoise.chain.knowledge import listed
from equipoise.chain.pipeline import Chain
from equipoise.core.vocabulary import THIRD_PARTY, TOPICS
from equipoise.shared.column import Column, Origin
from equipoise.shared.event_table import EventTable
from equipoise.shared.release import Release
from equipoise.stages.attacks.profiles import PROFILES


@dataclasses.dataclass(frozen=True, kw_only=True)
class Detail:
    """One thing that the shop has about a customer.

    Attributes:
        name: the column, or the source of behaviour. origin: given, observed or bought.
        collected: the value as collected, in words of the column; of a trait "yes" or "no".
        kept: the value in the shop's stored table; "" where the customer has no row there.
        counts: of behaviour, how much per topic that is not zero, the most first. total: their sum.
        shared: whether a copy that others hold has it too.
    """

    name: str
    origin: Origin
    collected: str = ""
    kept: str = ""
    counts: tuple[tuple[str, float], ...] = ()
    total: float = 0.0
    shared: bool = False


def known(chain: Chain, customer: int) -> tuple[Detail, ...]:
    """Return all details that the shop holds about a customer, in the order of its table; none where it holds none.

    What is collected but may not be kept (no yes to analytics) is not among them.
    """
    kept, (release, vault) = chain.coarsened.value, chain.inside.value
    row = int(vault.row[customer])
    if row < 0 and not vault.holds[customer]:
        return ()
    shared = bool(chain.consent.value.permit("sharing")[customer])
    details = [
        Detail(
            name=column.name, origin=column.origin, collected=_collected(chain, column, customer),
            kept=_kept(release, row, column) if row >= 0 else "", shared=shared,
        )
        for column in kept.schema.having("quasi", "sensitive")
    ]  # fmt: skip
    sources = dict.fromkeys(column.source for column in kept.schema.having("behaviour"))
    watched = (_behaviour(chain, source, customer, shared) for source in sources)
    return *details, *watched, *_by_item(kept.events, customer, shared)


def _collected(chain: Chain, column: Column, customer: int) -> str:
    kept = chain.minimise.value
    if column.role == "sensitive":
        return "yes" if kept.exact[column.name].iloc[customer] else "no"
    place = kept.schema.names("quasi").index(column.name)
    here = slice(customer, customer + 1)
    return column.readable(kept.low[here, place], kept.high[here, place])[0]


def _kept(release: Release, row: int, column: Column) -> str:
    if column.role == "sensitive":
        value = float(release.exact[column.name].iloc[row])
        return {0.0: "no", 1.0: "yes"}.get(value, f"{100 * value:.0f} in 100")
    place = release.schema.names("quasi").index(column.name)
    return column.readable(release.low[row : row + 1, place], release.high[row : row + 1, place])[0]


def _behaviour(chain: Chain, source: str, customer: int, shared: bool) -> Detail:
    kept = chain.minimise.value
    names = [column.name for column in kept.schema.having("behaviour") if column.source == source]
    values = np.nan_to_num(kept.exact[names].iloc[customer].to_numpy(dtype=float))
    busiest = np.argsort(-values, kind="stable") if len(names) == len(TOPICS) else ()
    counts = [(TOPICS[place], float(values[place])) for place in busiest if values[place]]
    return Detail(
        name=source,
        origin="bought" if source in THIRD_PARTY else "observed",
        counts=tuple(counts),
        total=float(values.sum()),
        shared=shared,
    )


def _by_item(events: EventTable | None, customer: int, shared: bool) -> tuple[Detail, ...]:
    """Return how many receipts and page views, or totals by item, the shop keeps; nothing where it keeps none."""
    if events is None:
        return ()
    number = float(len(events.take(np.array([customer]))))
    return (Detail(name=events.kind, origin="observed", total=number, shared=shared),)


def in_public_register(chain: Chain, customer: int) -> bool:
    """Return whether the data buyer's register lists the customer, which no choice at the shop can change."""
    world = chain.population.value
    return bool(listed(PROFILES["data_buyer"], world, chain.seed)[world.chosen[customer]])
