"""What the crowd of the Playground has beside it: the four numbers and the map, for one moment of play."""

from __future__ import annotations

import dataclasses
from typing import Literal

from equipoise.chain.asking import question
from equipoise.chain.compare import Changes
from equipoise.chain.outcome import Outcome
from equipoise.chain.pipeline import simulate
from equipoise.chain.scenarios import scenarios
from equipoise.numerics.rate import Direction, Rate
from equipoise.shared.results import Headlines
from equipoise.texts.numerals import plain, signed
from equipoise.ui.shared import compute, explain
from equipoise.ui.shared.bundles import ASKS
from equipoise.ui.shared.crowd.beside import Beside, Kind, Map, Number, Place
from equipoise.ui.shared.crowd.headline import headline
from equipoise.ui.shared.headlines import HEADLINES
from equipoise.ui.shared.moves import TYPICAL, Play
from equipoise.ui.shared.numbers import hundred
from equipoise.ui.shared.words import say

FACTS = {"right_offer": "right", "identified": "found", "treated_alike": "worse"}
"""Headline -> the fact of the crowd that shows it as people."""
_MONEY = "margin_per_1000"
_ACROSS, _STEP = 60.0, 20
"""Where the axis of the right offer ends, of 100, unless a place lies beyond it; and the distance of its numbers."""


def beside(play: Play, asked: str | None) -> Beside:
    """Return numbers and map; ``asked`` is the number whose question mark was pressed."""
    now, start = compute.outcome(play.settings), compute.outcome(play.pin)
    changes = None if play.pin == play.settings else compute.changes(play.pin, play.settings)
    numbers = [_headline(play, name, now, start, changes, told=name == asked) for name in HEADLINES]
    return Beside(
        numbers=(*numbers, _money(now, changes, told=asked == _MONEY)),
        map=_map(play),
        chosen=HEADLINES.index(play.figure),
        moment=f"{len(play.past)}.{len(play.future)}.{play.open_guess is not None}",
    )


def _headline(play: Play, name: str, now: Outcome, start: Outcome, changes: Changes | None, *, told: bool) -> Number:
    rate, first = getattr(now.headlines, name), None if changes is None else getattr(start.headlines, name)
    certain = changes is not None and _beyond_chance(getattr(changes, name))
    guess = play.guess if play.guess and ASKS[play.guess.toggle] == name else None
    return dataclasses.replace(
        headline(name, rate, first, certain=certain, scene=HEADLINES.index(name), told=told),
        guessed=guess.answer if guess else None,
        guessing=guess is not None and guess.answer is None,
    )


def _beyond_chance(change: Rate) -> bool:
    return change.known and not change.low <= 0 <= change.high


Difference = tuple[str, Direction, Literal["good", "bad", ""]]
"""A change in words, its direction, and whether one hopes for it."""


def _money(now: Outcome, changes: Changes | None, *, told: bool) -> Number:
    """Return what offers add for every 1,000 customers, and to the whole store."""
    earned, reach, store = now.targeting.margin_per_1000, now.targeting.reach, now.targeting.offers_add_share
    change, moved, tone = _change_of_money(changes)
    sure = say("headline.card.reach", reach=hundred(reach.value))
    if store.known and changes is None:  # beside a change there is no room for it
        sure += say("headline.card.store", share=signed(100 * store.value, digits=1))
    about = {_MONEY: earned, "reach": reach, "offers_add_share": store}
    return Number(
        name=_MONEY,
        label=say("headline.margin"),
        value=f"€{plain(earned.value)}",
        ask=say("headline.ask", number=say("headline.margin")),
        sure=sure,
        change=change,
        moved=moved,
        tone=tone,
        told=tuple(explain.sections(name, rate) for name, rate in about.items() if rate.known) if told else None,
    )


def _change_of_money(changes: Changes | None) -> Difference:
    if changes is None or not changes.margin_per_1000.known:
        return "", "same", ""
    paired = changes.margin_per_1000
    if not round(paired.value):
        return say("headline.card.same"), "same", ""
    moved: Direction = "up" if paired.value > 0 else "down"
    return signed(paired.value), moved, ("good" if moved == "up" else "bad") if _beyond_chance(paired) else ""


def spots(play: Play) -> dict[Kind, list[tuple[str, Headlines]]]:
    """Return the places on the map by kind: "now", "start", "step" and "landmark", each with its name.

    A scenario whose place is taken by the present state or the start carries their name, not its own. The scenarios
    come with the first move after they are computed: looking for them on a timer would send the browser's idea of all
    widgets again, and undo what somebody moved in the meantime.
    """
    taken = {compute.title_of(settings) for settings in (play.settings, play.pin)}
    start = say("figure.start" if play.pin == TYPICAL else "figure.pin")
    earlier = [(say("column.step", place=place), settings) for place, settings in enumerate(play.trail[:-1], start=1)]
    return {
        "now": [(say("figure.now"), compute.outcome(play.settings).headlines)],
        "start": [] if play.pin == play.settings else [(start, compute.outcome(play.pin).headlines)],
        "step": [(name, compute.outcome(settings).headlines) for name, settings in earlier],
        "landmark": [(title, found) for title, found in landmarks().items() if title not in taken],
    }


def landmarks() -> dict[str, Headlines]:
    """Return the headlines of the scenarios that are known, by title; a server works them out in idle time."""
    asked = {one.title: compute.find(question(simulate, one.settings)) for one in scenarios().values()}
    return {title: found.result().headlines for title, found in asked.items() if found and found.state == "done"}


def _map(play: Play) -> Map:
    named = spots(play)
    places = tuple(_place(kind, name, found) for kind, some in named.items() for name, found in some if _known(found))
    trail = [found for _, found in (*named["step"], *named["now"]) if _known(found)]
    farthest = max([place.x for place in places], default=0.0)
    end = _ACROSS if farthest <= _ACROSS else 100.0
    now, start = named["now"][0][1], (named["start"] or named["now"])[0][1]
    return Map(
        title=say("figure.map"),
        across=say("figure.x"),
        up=say("figure.y"),
        best=say("figure.best"),
        legend=say("figure.legend"),
        alt=say("figure.map_alt", now=_in_words(now), start=_in_words(start)),
        ends=(end, 100.0),
        ticks=(tuple(range(0, int(end) + 1, _STEP)), (0, 50, 100)),
        places=places,
        trail=tuple((100 * found.right_offer.value, _hidden(found.identified.value)) for found in trail),
    )


def _place(kind: Kind, name: str, found: Headlines) -> Place:
    right, risk, alike = found.right_offer, found.identified, found.treated_alike.value
    return Place(
        id=name if kind in ("now", "start") else f"{kind} {name}",
        kind=kind,
        label=name if kind in ("now", "start") else "",
        tip=f"{name}: {_in_words(found)}",
        x=100 * right.value,
        y=_hidden(risk.value),
        alike=min(100.0, max(0.0, 2 * (100 * alike - 50))) if found.treated_alike.known else 50.0,
        low=(100 * right.low, _hidden(risk.high)),
        high=(100 * right.high, _hidden(risk.low)),
    )


def _known(found: Headlines) -> bool:
    return found.right_offer.known and found.identified.known


def _hidden(identified: float) -> float:
    """Return how many of 100 stay hidden; a risk below zero counts as none."""
    return 100 * (1 - min(1.0, max(0.0, identified)))


def _in_words(found: Headlines) -> str:
    numbers = {name: hundred(getattr(found, name).value) for name in ("right_offer", "treated_alike")}
    return say("figure.place", hidden=hundred(_hidden(found.identified.value) / 100), **numbers)
