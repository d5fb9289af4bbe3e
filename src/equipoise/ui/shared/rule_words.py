"""Findings of rules, and the facts that they read, in words."""

from __future__ import annotations

from collections.abc import Sequence

from equipoise.chain.settings import LEVERS, Settings
from equipoise.rules.book import Decision, Level, Remedy
from equipoise.rules.fact import Value, fact
from equipoise.rules.facts import Read
from equipoise.story.wording import value_in_words
from equipoise.texts.catalogue import texts
from equipoise.texts.numerals import NOTHING
from equipoise.ui.charts.style import BLUE, GREY, ORANGE
from equipoise.ui.shared.numbers import hundred
from equipoise.ui.shared.words import say

SHARES = ("reid_rate", "surely_found", "min_exposure_ratio", "refusals_overridden")
"""Facts from 0 to 1 that are written in 100."""
MARKS: dict[Level | None, tuple[str, str]] = {
    "conflict": ("■", ORANGE),
    "review": ("◆", BLUE),
    "practice": ("○", GREY),
    None: ("·", GREY),
}
"""Of every level a shape and a colour; the shapes differ, so that colour says nothing alone."""
_MILLION = 1_000_000


def region(name: str) -> str:
    """Return what a region is called."""
    return say(f"rules.region.{name}")


def listed(names: tuple[str, ...]) -> str:
    """Return regions in a line."""
    return ", ".join(map(region, names))


def level(name: Level) -> str:
    """Return what a finding of this level is."""
    return texts()[f"rules.level.{name}"]


def value(name: str, found: Value) -> str:
    """Return the value of a fact in words."""
    match found:
        case bool():
            return say("rules.yes" if found else "rules.no")
        case str():
            return choice(found)
        case tuple():
            return ", ".join(map(choice, found)) or NOTHING
        case _ if name in SHARES:
            return say("number.in_100", share=hundred(float(found)))
    return f"{found:,.4g}" if found < _MILLION else f"{found:,.0f}"


def choice(name: str) -> str:
    """Return one of the values of a fact that has names for them."""
    return say(f"rules.choice.{name}")


def reads(found: Sequence[Read], settings: Settings) -> list[tuple[str, str]]:
    """Return facts with their values, those from one place in one line, and where they were read."""
    lines: dict[str, list[str]] = {}
    for one in found:
        told = say("rules.fact", fact=fact(one.fact).label, value=value(one.fact, one.value))
        lines.setdefault(origin(one, settings), []).append(told)
    return [(" · ".join(told), place) for place, told in lines.items()]


def origin(one: Read, settings: Settings) -> str:
    """Return where a fact was read: the lever with its value, this run, or the card."""
    if one.origin == "lever" and one.place in LEVERS:
        words = value_in_words(one.place, settings[one.place])
        return say("rules.origin.lever", lever=texts().label(one.place), value=words)
    return say(f"rules.origin.{one.origin}")


def amount(decision: Decision) -> str:
    """Return what a decision cost: "50 million EUR"; nothing if that was no money."""
    if decision.amount is None:
        return ""
    if decision.amount >= _MILLION:
        number = f"{decision.amount / _MILLION:,.4g}"
        return say("rules.million", number=number, currency=decision.currency)
    return say("rules.amount", number=f"{decision.amount:,}", currency=decision.currency)


def story(decision: Decision) -> tuple[str, str]:
    """Return who decided about whom and when, and what happened in three sentences."""
    parts = (decision.company, decision.authority, decision.date[:4], amount(decision))
    state = (say("rules.annulled"),) if decision.annulled else ()
    return " · ".join(filter(None, (*parts, *state))), f"{decision.happened} {decision.status} {decision.teaches}"


def moves(remedy: Remedy) -> list[str]:
    """Return which levers and which practices a remedy moves, and where to."""
    moved = [(texts().label(name), _moved(name, goal)) for name, goal in remedy.levers.items()]
    moved += [(fact(name).label, value(name, goal)) for name, goal in remedy.practices.items()]
    return [say("rules.moves", name=name, value=goal) for name, goal in moved]


def _moved(lever: str, goal: object) -> str:
    """Return where a remedy moves a lever; "-name" takes one name out of a list."""
    if LEVERS[lever].kind == "subset" and isinstance(goal, str):
        return say("rules.without", name=texts()[f"lever.{lever}.choice.{goal.removeprefix('-')}"])
    return value_in_words(lever, goal)
