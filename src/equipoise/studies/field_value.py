"""Value and risk of collected data: the contribution of every source, and of every field in it, to both.

A source's value is its Shapley value (see `shapley`): the mean of its contribution over all orders in which the sources
could have been collected, so that the values of all sources sum to their joint effect. It is computed for accuracy,
margin and every risk at once, by runs of the real chain on tables with some of the sources. A field's value is the loss
without it while all others are kept. Data minimisation requires such a comparison: only what is necessary for the
purpose may be kept (GDPR, article 5(1)(c)). Shapley values of data: Ghorbani and Zou 2019, "Data Shapley", PMLR 97.

Intervals are over people, paired: every table is evaluated on the same people with the same draws. They hold for this
world and these models. Where orders are drawn at random, they include that sampling error.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

import numpy as np
from scipy.stats import t as student

from equipoise.chain.pipeline import Chain
from equipoise.chain.settings import Settings
from equipoise.core.arrays import Floats
from equipoise.core.errors import DataError
from equipoise.core.seeds import stream
from equipoise.numerics.rate import UNKNOWN, Rate
from equipoise.numerics.shapley import (
    EXACT,
    Coalition,
    Step,
    Weights,
    drawn,
    everyone,
    exact,
    leave_one_out,
    orders,
    so_far,
    steps,
)
from equipoise.numerics.stats import Z_95
from equipoise.runtime import progress
from equipoise.runtime.jobs import Report, quiet
from equipoise.studies.table_worth import NUMBERS, Tables, Worth, combine

Method = Literal["exact", "sampled", "leave_one_out"]
_EDGE = 4
"""Number of complete orders from which their spread can be estimated: two pairs."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class FieldValue:
    """The contribution of the sources, or of the fields of one source, to every number (`table_worth.NUMBERS`).

    Attributes:
        method: all coalitions, drawn orders, or one left out at a time.
        done, total: how many tables have been evaluated, and how many there are.
        none, full: the numbers without any of them (unknown until evaluated, and with one left out) and with all.
        adds: the contribution of each, by its name and the number's; unknown until evaluated, with an unbounded
            interval until its width can be estimated.
    """

    method: Method
    done: int
    total: int
    none: Mapping[str, Rate]
    full: Mapping[str, Rate]
    adds: Mapping[str, Mapping[str, Rate]]

    @property
    def finished(self) -> bool:
        """Whether every table has been evaluated."""
        return self.done == self.total


def sources_in_use(settings: Settings) -> dict[str, tuple[str, ...]]:
    """Return the columns of every source that the settings keep, in the table's order."""
    return Tables(Chain(settings)).columns()


def tables_to_try(settings: Settings) -> int:
    """Return the number of tables that `value_of_sources` evaluates."""
    return _number(_orders(settings, len(sources_in_use(settings))))


def weigh(settings: Settings, source: str = "", report: Report = quiet) -> FieldValue:
    """Return the contribution of every source in use, or of every field of ``source``; it reports interim results."""
    values = value_of_fields(settings, source, report) if source else value_of_sources(settings, report)
    for value in values:
        progress.tell(value)
    return value


def value_of_sources(settings: Settings, report: Report = quiet) -> Iterator[FieldValue]:
    """Yield the contribution of every source in use, after every table; the last one is complete.

    Raises:
        Cancelled: ``report`` stopped the work.
    """
    tables = Tables(Chain(settings))
    columns = tables.columns()
    yield from _shared_out(tables, columns, _orders(settings, len(columns)), report)


def value_of_fields(settings: Settings, source: str, report: Report = quiet) -> Iterator[FieldValue]:
    """Yield the loss without each field of a source, after every table; the last one is complete.

    Raises:
        DataError: the source is not in use.
        Cancelled: ``report`` stopped the work.
    """
    tables = Tables(Chain(settings))
    columns = tables.columns()
    if source not in columns:
        raise DataError.about(source, "study.source", known=tuple(columns))
    fields = columns[source]
    weights = leave_one_out(len(fields))
    known: dict[Coalition, Worth] = {}
    for coalition in weights.coalitions:
        report(len(known) / len(weights.coalitions))
        known[coalition] = tables.worth([fields[j] for j in everyone(len(fields)) - coalition])
        tried = {field for j, field in enumerate(fields) if everyone(len(fields)) - {j} in known}
        yield _told("leave_one_out", fields, tried, weights, known, len(weights.coalitions))


def _shared_out(
    tables: Tables, columns: Mapping[str, tuple[str, ...]], walked: Sequence[tuple[int, ...]], report: Report
) -> Iterator[FieldValue]:
    """Evaluate the tables of the orders, the empty and the full one first, and yield the values after each."""
    sources = tuple(columns)
    players = len(sources)
    method: Method = "exact" if players <= EXACT else "sampled"
    total = _number(walked)
    known: dict[Coalition, Worth] = {}

    def try_out(coalition: Coalition) -> None:
        report(len(known) / total)
        out = [name for j in range(players) if j not in coalition for name in columns[sources[j]]]
        known[coalition] = tables.worth(out)

    for coalition in (frozenset(), everyone(players)):
        if coalition not in known:
            try_out(coalition)
            yield _told(method, sources, (), Weights((), np.zeros((players, 0))), known, total)
    joined: list[Step] = []
    for number, order in enumerate(walked):
        for step in steps(order):
            joined.append(step)
            if step[1] | {step[0]} in known:
                continue
            try_out(step[1] | {step[0]})
            if len(known) < total:
                tried = {sources[player] for player, _ in joined}
                weights = drawn(players, walked[: number // 2 * 2]) if number >= _EDGE else so_far(players, joined)
                yield _told(method, sources, tried, weights, known, total)
    if players:
        weights = exact(players) if method == "exact" else drawn(players, walked)
        yield _told(method, sources, sources, weights, known, total)


def _orders(settings: Settings, players: int) -> list[tuple[int, ...]]:
    return orders(players, stream(settings["population.seed"], "field_value"))


def _number(walked: Sequence[tuple[int, ...]]) -> int:
    """Return how many coalitions the orders meet."""
    return len({frozenset(order[:place]) for order in walked for place in range(len(order) + 1)})


def _told(
    method: Method,
    names: Sequence[str],
    tried: Sequence[str] | set[str],
    weights: Weights,
    known: Mapping[Coalition, Worth],
    total: int,
) -> FieldValue:
    """Return the values from the tables that have been evaluated."""
    worths = [known.get(coalition) for coalition in weights.coalitions]
    places = [place for place, worth in enumerate(worths) if worth is not None]
    found = [worth for worth in worths if worth is not None]
    settled = method == "leave_one_out" or weights.orders is not None or len(known) == total

    def adds(player: int, number: str) -> Rate:
        if names[player] not in tried:
            return UNKNOWN
        drawing = 0.0 if settled else math.inf
        if weights.orders is not None:
            drawing = _drawing(weights.orders[:, player, places] @ [worth[number].value for worth in found])
        return combine(weights.weight[player, places], found, number, drawing)

    return FieldValue(
        method=method,
        done=len(known),
        total=total,
        none=_alone(known.get(frozenset())),
        full=_alone(known.get(everyone(len(names)))),
        adds={name: {number: adds(j, number) for number in NUMBERS} for j, name in enumerate(names)},
    )


def _drawing(by_pair: Floats) -> float:
    """Return the variance of the mean over drawn pairs of orders.

    It is enlarged so that a normal interval equals one of Student's t, since the spread of a few pairs is uncertain.
    """
    pairs = by_pair.size
    if pairs < 2:
        return math.inf
    stretch = float(student.ppf(0.975, pairs - 1) / Z_95)
    return float(by_pair.var(ddof=1) / pairs) * stretch**2


def _alone(worth: Worth | None) -> dict[str, Rate]:
    return {number: UNKNOWN if worth is None else combine(np.ones(1), [worth], number) for number in NUMBERS}
