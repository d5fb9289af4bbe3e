"""The runs that are measured, each with its visitors, its times and what it has to reach."""

from __future__ import annotations

import dataclasses
import math
import operator
from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from load.figures import Figures
from load.visits import Growing, Lever, Moving, Toggling, Visit

GIGABYTE = 10**9
Levers = Sequence[Lever]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Group:
    """Visitors who do the same.

    Attributes:
        visit: makes the visit from the levers that the page offers.
        pause: mean seconds between an answer and the next click.
        stay: seconds after which a visitor leaves and another comes.
        counted: which of their clicks are measured: all, those that lead to a state that nobody has reached, or none.
    """

    visit: Callable[[Levers], Visit]
    visitors: int
    pause: float
    stay: float = math.inf
    counted: Literal["all", "new", "none"] = "all"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Aim:
    """A bound for one figure; ``of`` names the run of the same code whose figure the bound is a multiple of."""

    figure: str
    relation: Literal["<", ">"]
    bound: float
    of: str = ""

    def met(self, name: str, runs: Mapping[str, Figures]) -> bool | None:
        """Return whether the run ``name`` meets the aim; None if the run that it is compared with was not made."""
        if self.of and self.of not in runs:
            return None
        bound = self.bound * (getattr(runs[self.of], self.figure) if self.of else 1)
        compare = operator.lt if self.relation == "<" else operator.ge
        return bool(compare(getattr(runs[name], self.figure), bound))


@dataclasses.dataclass(frozen=True, kw_only=True)
class Scenario:
    """One run on a server that has just been started.

    Attributes:
        seconds: for how long it is measured, after the first ``excluded`` seconds.
        seen: whether one visitor first goes through all positions of the three toggles.
    """

    title: str
    groups: tuple[Group, ...]
    aims: tuple[Aim, ...] = ()
    seconds: float = 120.0
    excluded: float = 60.0
    seen: bool = False

    @property
    def visitors(self) -> int:
        """How many visitors there are at a time."""
        return sum(group.visitors for group in self.groups)

    def halved(self) -> Scenario:
        """Return the run with half the visitors and half the time, for trying."""
        groups = tuple(dataclasses.replace(group, visitors=math.ceil(group.visitors / 2)) for group in self.groups)
        return dataclasses.replace(self, groups=groups, seconds=self.seconds / 2, excluded=self.excluded / 2)


def _toggling(_: Levers) -> Visit:
    return Toggling()


def _growing(_: Levers) -> Visit:
    return Growing()


def _moving(visitors: int, pause: float) -> tuple[Group, ...]:
    return (Group(visit=Moving, visitors=visitors, pause=pause, counted="new"),)


ANSWERED = Aim(figure="unanswered", relation="<", bound=0.05)
_QUICK = Aim(figure="p95", relation="<", bound=1.0)
_TWO_CORES = Aim(figure="throughput", relation=">", bound=1.6, of="levers-1")

SCENARIOS: dict[str, Scenario] = {
    "toggles-20": Scenario(
        title="visitors turn the three toggles, 1.5 s think time",
        groups=(Group(visit=_toggling, visitors=20, pause=1.5),),
        aims=(_QUICK, ANSWERED),
    ),
    "levers-1": Scenario(
        title="one visitor moves any lever to new values without pause",
        groups=_moving(1, 0.0),
        aims=(ANSWERED,),
    ),
    "levers-20": Scenario(
        title="visitors move any lever to new values, 1.5 s",
        groups=_moving(20, 1.5),
        aims=(
            Aim(figure="mean", relation="<", bound=4.0),
            Aim(figure="p95", relation="<", bound=8.0),
            _TWO_CORES,
            ANSWERED,
        ),
    ),
    "levers-40": Scenario(
        title="visitors move any lever to new values, 1.5 s",
        groups=_moving(40, 1.5),
        aims=(_TWO_CORES, ANSWERED),
    ),
    "seen-60": Scenario(
        title="visitors on states already seen, 1.5 s",
        groups=(Group(visit=_toggling, visitors=60, pause=1.5),),
        aims=(_QUICK, ANSWERED),
        seen=True,
    ),
    "seen-200": Scenario(
        title="visitors on states already seen, 6 s",
        groups=(Group(visit=_toggling, visitors=200, pause=6.0),),
        aims=(_QUICK, ANSWERED),
        seen=True,
    ),
    "large": Scenario(
        title="visitors on states already seen, 1.5 s; one of them runs 100,000 customers instead",
        groups=(
            Group(visit=_toggling, visitors=9, pause=1.5),
            Group(visit=_growing, visitors=1, pause=0.0, counted="none"),
        ),
        aims=(Aim(figure="p95", relation="<", bound=0.2), ANSWERED),
        seen=True,
    ),
    "mix": Scenario(
        title="all of these: 20 on toggles, 10 on any lever, one with 100,000 customers; "
        "visitors leave after five minutes and others come",
        groups=(
            Group(visit=_toggling, visitors=20, pause=1.5, stay=300),
            Group(visit=Moving, visitors=10, pause=1.5, stay=300),
            Group(visit=_growing, visitors=1, pause=30.0, stay=300, counted="none"),
        ),
        aims=(
            Aim(figure="memory", relation="<", bound=4 * GIGABYTE),
            Aim(figure="growth", relation="<", bound=0.05),
            ANSWERED,
        ),
        seconds=1740.0,
    ),
}
"""The runs by name; one that others are compared with stands before them."""
