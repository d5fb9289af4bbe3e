"""How often intervals contain what they are about, by redrawing it: the validity of intervals.

In each of many worlds the number is computed with several pasts (or deals), each with its interval. Further pasts of
the same world give the number's mean, which the intervals are about. Intervals of one world have that world in common,
so that the standard error of the pooled coverage is clustered by world (Cameron and Miller 2015,
doi:10.3368/jhr.50.2.317).

``python -m equipoise.studies.coverage 3000 40 10 40`` prints the table for 40 worlds of 3,000 customers, with 10
intervals each against a mean over 40 further pasts.
"""

from __future__ import annotations

import dataclasses
import math
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Protocol, TypeAlias

import numpy as np

from equipoise.chain.assemble import share_in_table
from equipoise.chain.headlines import strongest_attack
from equipoise.chain.pipeline import Chain
from equipoise.chain.settings import Settings
from equipoise.core.vocabulary import SINGLE
from equipoise.numerics.rate import Rate
from equipoise.runtime.memo import Memo
from equipoise.runtime.remembered import apart
from equipoise.stages.measure.measure import treatment
from equipoise.stages.measure.targeting import right_offer, worth_most
from equipoise.studies.redrawn import with_deal, with_past

Numbers: TypeAlias = Mapping[str, Rate]
Redraw: TypeAlias = Callable[[Settings, int], Chain]


class Measure(Protocol):
    """A function that returns numbers of a run."""

    def __call__(self, chain: Chain, *, target: bool) -> Numbers:
        """Return the numbers; of a ``target``, only values are needed."""


FIRST_WORLD = 101
"""Worlds have the seeds from here on: none of them was used to make anything."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Coverage:
    """How often the intervals of one number contain its target.

    Attributes:
        share: of all intervals. error: its standard error, clustered by world. worlds, intervals: how many there are.
        width: mean width of the intervals. spread: mean standard deviation of the number over its redraws.
        value: mean of the number.
    """

    share: float
    error: float
    worlds: int
    intervals: int
    width: float
    spread: float
    value: float


def learned(chain: Chain, *, target: bool) -> Numbers:
    """Return the numbers that depend on the past: right offer, and how alike groups are treated, by attribute.

    A ``target`` is asked for its values only, so that nothing is redrawn for its intervals.
    """
    world, delivered, counted = (
        chain.population.value,
        chain.deliver.value,
        np.flatnonzero(chain.folds.value.evaluation),
    )
    redrawn, response = None if target else chain.redrawn.value, world.response
    deserving = worth_most(response.gain[counted], chain.train.value.generic, chain.settings.target.budget)
    treated = treatment(delivered, response, counted, world.customers.groups(), deserving, redrawn, learned=True)
    found = {"right_offer": right_offer(delivered, response, counted, redrawn)}
    return found | {f"treated_alike {name}": treated.compared(name).treated_alike for name in SINGLE}


def attacked(chain: Chain, *, target: bool) -> Numbers:
    """Return the number that depends on the deal: who could be identified."""
    exposure, aims = chain.exposure, chain.exposure.profile.aims
    scored = {name: exposure.attack(name).value.result for name in aims}
    share = share_in_table(exposure.table.value[1].holds, exposure.folds.value)
    return {"identified": strongest_attack(scored, aims, share, chain.population.value.size)[1]}


def covered(
    settings: Settings, redraw: Redraw, numbers: Measure, plan: tuple[int, int, int]
) -> Iterator[dict[str, Coverage]]:
    """Yield the coverage of every number after each further world.

    Args:
        settings: of all worlds but for their seeds. redraw: returns a run with another past or deal.
        numbers: of a run. plan: how many worlds, intervals in each, and further redraws for the target.
    """
    worlds, tries, further = plan
    tables: dict[str, list[list[Rate]]] = {}
    for world in range(worlds):
        here = settings.replace(**{"population.seed": FIRST_WORLD + world})
        with apart(Memo(byte_limit=512 * 1024**2)):
            runs = [numbers(redraw(here, number), target=number > tries) for number in range(1, tries + further + 1)]
        for name in runs[0]:
            tables.setdefault(name, []).append([run[name] for run in runs])
        yield {name: coverage(table, tries) for name, table in tables.items()}


def coverage(table: Sequence[Sequence[Rate]], tries: int) -> Coverage:
    """Return how often the first ``tries`` intervals of each world contain the mean of that world's further values.

    Unknown values are left out; a world without a target has no part in it.
    """
    hits, widths, spreads, values = [], [], [], []
    for world in table:
        target = np.array([rate.value for rate in world[tries:] if rate.known])
        tried = [rate for rate in world[:tries] if rate.known]
        if target.size and tried:
            hits.append([rate.low <= target.mean() <= rate.high for rate in tried])
            widths += [rate.high - rate.low for rate in tried]
            spreads.append(float(target.std(ddof=1)))
            values.append(float(target.mean()))
    intervals = sum(map(len, hits))
    share = sum(map(sum, hits)) / max(intervals, 1)
    off = sum((sum(each) - share * len(each)) ** 2 for each in hits)
    error = math.sqrt(off * len(hits) / max(len(hits) - 1, 1)) / max(intervals, 1)
    return Coverage(
        share=share,
        error=error,
        worlds=len(hits),
        intervals=intervals,
        width=float(np.mean(widths or [math.nan])),
        spread=float(np.mean(spreads or [math.nan])),
        value=float(np.mean(values or [math.nan])),
    )


def main(arguments: Sequence[str]) -> None:
    """Print the table, line by line, after every world (``deals`` first in the arguments: of deals, not of pasts)."""
    deals = arguments[0] == "deals"
    size, *plan = map(int, arguments[1:] if deals else arguments)
    redraw, numbers = (with_deal, attacked) if deals else (with_past, learned)
    settings = Settings().replace(**{"population.size": size})
    for found in covered(settings, redraw, numbers, (plan[0], plan[1], plan[2])):
        lines = [
            f"{name:<46} {each.value:7.4f} sd {each.spread:.4f} width {each.width:.4f} "
            f"covers {100 * each.share:5.1f}% +- {100 * each.error:.1f} ({each.intervals} in {each.worlds})"
            for name, each in found.items()
        ]
        sys.stdout.write("\n".join(lines) + "\n\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
