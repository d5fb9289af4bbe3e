"""Put things in an order: a place for each on the phone; the room's order beside the true one on the projector."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from equipoise.rooms.activities.order import Ranking
from equipoise.rooms.step import Answer, Participant, Step
from equipoise.server.room.drawings.parts import note, number, say, source, too_few
from equipoise.server.room.markup import Markup, joined, tag

_APART = "display:grid;gap:.7rem"
_HIGH, _SOME = 0.7, 0.3
"""From which agreement on a room agrees mostly, and in part; assumed."""


class Order:
    """How an order is given, and how all of them look."""

    def form(self, step: Step, mine: Answer | None, me: Participant, round: int) -> str:
        """Return a choice of the place for every thing; a place that another thing has is given up by that one."""
        things = step.spec["things"]
        rows = (
            tag("label", tag("span", thing["text"]), _places(place, len(things), mine), class_="field placing")
            for place, thing in enumerate(things)
        )
        hint = tag("p", say("order.hint", most=len(things)), class_="hint")
        return tag("fieldset", tag("legend", say("order.legend")), hint, *rows, data_swap=True, style=_APART)

    def picture(self, step: Step, result: Ranking, *, large: bool = True) -> str:
        """Return both orders beside each other, with a line from each thing to its true place."""
        few = too_few(result.n) if result.means is None else None
        waits = note(say("held" if result.held else "waits")) if step.truth and result.places is None else None
        known = result.places is not None
        told = [*_agreement(result), *([step.spec["explained"]] if known and "explained" in step.spec else [])]
        named = source(result.source) if known else None
        return joined(few, _orders(result, large=large), note(" ".join(told)), waits, named)

    def own(self, step: Step, result: Ranking, mine: Answer | None) -> str:
        """Return how many things one has put where they belong."""
        if mine is None or result.places is None:
            return tag("p", say("held")) if mine is not None and result.held else ""
        right = sum(place == true for place, true in zip(mine.value, result.places, strict=True))
        return tag("p", say("order.own", right=right, n=len(result.things)))


def _places(thing: int, most: int, mine: Answer | None) -> Markup:
    chosen = None if mine is None else mine.value[thing]
    options = (tag("option", str(place), value=place, selected=place == chosen) for place in range(1, most + 1))
    return tag("select", tag("option", say("order.place"), value=""), *options, name=f"place.{thing}", required=True)


def _orders(result: Ranking, *, large: bool) -> Markup:
    room, true = (_sorted(values) for values in (result.means, result.places))
    columns = [_column(say("order.room"), result, room, _mean)] if room else []
    if room and true and large:
        columns.append(_between([true.index(thing) for thing in room]))
    columns += [_column(say("order.counted" if result.numbers else "order.true"), result, true, _true)] if true else []
    if len(columns) < 3:
        return joined(*columns)
    return tag("div", *columns, class_="both-orders", style=f"--things:{len(true)}")


def _sorted(values: Sequence[float] | None) -> list[int]:
    """Return the things in the order of their places."""
    return sorted(range(len(values or ())), key=lambda thing: ((values or ())[thing], thing))


def _between(ends: list[int]) -> Markup:
    """Return a line for every thing of the room's order to its true place: level where the room is right."""
    lines = (
        tag("path", d=f"M0 {10 * start + 5}L60 {10 * end + 5}", class_="level" if start == end else None)
        for start, end in enumerate(ends)
    )
    size = f"0 0 60 {10 * len(ends)}"
    return tag("svg", *lines, viewBox=size, preserveAspectRatio="none", aria_hidden="true")


def _column(head: str, result: Ranking, order: list[int], told: Callable[[Ranking, int], str]) -> Markup:
    rows = (
        tag("li", tag("b", str(place)), tag("span", result.things[thing]), tag("small", told(result, thing)))
        for place, thing in enumerate(order, start=1)
    )
    return tag("div", tag("p", head, class_="ranks-head"), tag("ol", *rows, class_="ranks"))


def _mean(result: Ranking, thing: int) -> str:
    return f"{(result.means or ())[thing]:.1f}"


def _true(result: Ranking, thing: int) -> str:
    return number(result.numbers[thing]) if result.numbers else ""


def _agreement(result: Ranking) -> list[str]:
    """Return how many pairs the room has right, and how much it agrees, in sentences."""
    if result.agreement is None:
        return []
    degree = "high" if result.agreement >= _HIGH else "some" if result.agreement >= _SOME else "low"
    told = [say("order.pairs", right=result.pairs[0], n=result.pairs[1])] if result.pairs else []
    return [*told, say(f"order.agreement.{degree}", w=f"{result.agreement:.2f}")]
