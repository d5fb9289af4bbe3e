"""Put three to seven things in an order: the room's average order, how much it agrees, and the true order if any."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

import numpy as np
from scipy.stats import rankdata

from equipoise.core.errors import DataError, ReasonError
from equipoise.learn.question import shuffled
from equipoise.rooms.activities import truth
from equipoise.rooms.activities.kind import FEWEST, Moment, asked, common
from equipoise.rooms.activities.setting import settings_of
from equipoise.rooms.activities.truth import Truth
from equipoise.rooms.agenda import Item
from equipoise.rooms.step import Answer, Participant, Step
from equipoise.runtime.compute import Question

FEWEST_THINGS, MOST_THINGS = 3, 7
_DECIMALS = 1
"""Numbers that look the same with so many decimals have the same place."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Ranking:
    """How a room has put things in order.

    Attributes:
        n: how many answers. things: in the order in which a phone shows them. means: the average place of each, from
            1; None if fewer than `FEWEST` answered. agreement: Kendall's W, from 0 to 1 (see `concordance`).
        places: the true place of each, from 1; None where there is no truth, or while it is held back or not ready.
        numbers: what was computed of each, of 100; empty if nothing was. source: of an order that was given.
        pairs: how many of all pairs of things the room has in the true order, and of how many.
        held: whether the truth is held back until the question returns.
    """

    n: int
    things: tuple[str, ...]
    means: tuple[float, ...] | None = None
    agreement: float | None = None
    places: tuple[float, ...] | None = None
    numbers: tuple[Truth, ...] = ()
    source: str = ""
    pairs: tuple[int, int] | None = None
    held: bool = False


class Order:
    """An order. The spec has ``text`` and ``things``.

    A thing is a text, or a table with ``text`` and the shop's levers (see `setting`): then ``measure`` is computed for
    each, and the largest number comes first, or the smallest with ``first = "smallest"``. Texts with a ``source`` stand
    in their true order in the file. Phones show things in an order that follows from the step's name.
    """

    def steps(self, item: Item) -> tuple[Step, ...]:
        """Return the one step."""
        spec, things = item.spec, [_thing(each) for each in item.spec["things"]]
        if not FEWEST_THINGS <= len({thing["text"] for thing in things}) == len(things) <= MOST_THINGS:
            raise ReasonError("order_things", {"fewest": FEWEST_THINGS, "most": MOST_THINGS})
        own = common(item) | {name: spec[name] for name in ("source", "measure", "branch", "explained") if name in spec}
        order = shuffled(len(things), spec.get("again", item.id))
        own |= {"things": [things[place] for place in order], "largest": spec.get("first") != "smallest"}
        if "measure" in own:
            for thing in things:
                settings_of(thing)
        elif "source" in own:
            own |= {"places": [place + 1 for place in order]}
        return (asked(item, text=str(spec["text"]), spec=own, truth="measure" in own or "source" in own),)

    def questions(self, step: Step) -> tuple[Question[Any], ...]:
        """Return the settings of every thing, if they are measured."""
        if "measure" not in step.spec:
            return ()
        branch = str(step.spec.get("branch", ""))
        return tuple(truth.asked(thing, branch) for thing in step.spec["things"])

    def computed(self, step: Step, answers: Sequence[Any]) -> Any:
        """Return the number of every thing."""
        if "measure" not in step.spec:
            return None
        return [truth.kept(truth.found(step.spec, answer)) for answer in answers]

    def check(self, step: Step, value: Mapping[str, Any], moment: Moment) -> list[int]:
        """Return the place of every thing, from 1, in the order of the step's things: the fields "place.0", ...

        Raises:
            DataError: two things have the same place, or one has none.
        """
        things = len(step.spec["things"])
        places = [str(value.get(f"place.{thing}", "")) for thing in range(things)]
        if sorted(places) != [str(place + 1) for place in range(things)]:
            raise DataError.about(", ".join(places), "room.order", most=things)
        return [int(place) for place in places]

    def result(
        self, step: Step, answers: Sequence[Answer], people: Sequence[Participant], computed: Any, round: int
    ) -> Ranking:
        """Return the average order beside the true one."""
        held, things = bool(step.spec.get("held")), tuple(str(thing["text"]) for thing in step.spec["things"])
        shown = Ranking(n=len(answers), things=things, held=held)
        if len(answers) >= FEWEST:
            ranks = np.array([answer.value for answer in answers], dtype=float)
            means = tuple(float(mean) for mean in ranks.mean(axis=0))
            shown = dataclasses.replace(shown, means=means, agreement=concordance(ranks))
        if held:
            return shown
        numbers, places = _true(step, computed)
        pairs = in_order(shown.means, places) if shown.means and places else None
        source = str(step.spec.get("source", ""))
        return dataclasses.replace(shown, numbers=numbers, places=places, pairs=pairs, source=source)


def concordance(ranks: np.ndarray[Any, np.dtype[np.float64]]) -> float:
    """Return Kendall's coefficient of concordance W of orders without ties: 0 for chance, 1 if all are the same.

    With m orders of n things and S the sum of the squared deviations of the things' rank sums from their mean,
    ``W = 12 S / (m^2 (n^3 - n))`` (Kendall and Babington Smith 1939, doi:10.1214/aoms/1177732186).

    Args:
        ranks: places from 1 (shape: orders, things).
    """
    m, n = ranks.shape
    sums = ranks.sum(axis=0)
    return float(12 * ((sums - sums.mean()) ** 2).sum() / (m**2 * (n**3 - n)))


def in_order(means: Sequence[float], places: Sequence[float]) -> tuple[int, int]:
    """Return how many pairs of things the room has in the true order, and how many have one."""
    pairs = [(one, two) for one, two in combinations(range(len(places)), 2) if places[one] != places[two]]
    right = sum((means[one] - means[two]) * (places[one] - places[two]) > 0 for one, two in pairs)
    return right, len(pairs)


def _true(step: Step, computed: Any) -> tuple[tuple[Truth, ...], tuple[float, ...] | None]:
    """Return what was computed of every thing, and its place; the mean place for things that look the same."""
    if "places" in step.spec:
        return (), tuple(map(float, step.spec["places"]))
    read = [Truth.read(each) for each in computed or ()]
    numbers = tuple(each for each in read if each is not None)
    if not numbers or len(numbers) < len(read):
        return (), None
    sign = -1 if step.spec["largest"] else 1
    return numbers, tuple(map(float, rankdata([sign * round(each.value, _DECIMALS) for each in numbers])))


def _thing(each: Any) -> dict[str, Any]:
    return dict(each) if isinstance(each, Mapping) else {"text": str(each)}
