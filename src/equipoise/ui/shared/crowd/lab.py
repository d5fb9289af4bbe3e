"""The picture of a lab: what the offers win and what the attacker wins, each shown as people, now and one step ago."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from functools import partial
from typing import Literal

import streamlit as st

from equipoise.chain.outcome import Outcome
from equipoise.chain.pipeline import simulate
from equipoise.chain.settings import Settings
from equipoise.numerics.rate import Rate
from equipoise.studies.crowd.facts import Crowd, crowd
from equipoise.texts.numerals import MINUS, signed
from equipoise.ui.shared import compute, explain
from equipoise.ui.shared.crowd.beside import Beside, Number
from equipoise.ui.shared.crowd.payload import Scene
from equipoise.ui.shared.crowd.picture import show_crowd
from equipoise.ui.shared.frame import expert
from equipoise.ui.shared.moves import Play
from equipoise.ui.shared.numbers import hundred, in_100, interval
from equipoise.ui.shared.words import say, term

FACTS = {"identified": "found", "right_offer": "right"}
"""Headline -> the fact of the crowd that shows it as people."""
_ASKED = "lab.asked"


@dataclasses.dataclass(frozen=True)
class _State:
    """What the numbers and the people are under some settings."""

    outcome: Outcome
    people: Crowd


def show(play: Play, *, key: str) -> Outcome:
    """Draw both numbers and the hundred, compared with the levers before the last move; return the present outcome."""
    now, before = _states(play.settings, play.previous)
    asked = st.session_state.pop(_ASKED, None)
    people_before, found_before = (before.people, before.outcome) if before else (None, None)
    numbers = (number(name, now.outcome, found_before, told=name == asked) for name in FACTS)
    show_crowd(
        *(Scene(crowd=now.people, fact=fact, before=people_before) for fact in FACTS.values()),
        key=key,
        beside=Beside(numbers=tuple(numbers)),
        on_ask=partial(_ask, key),
    )
    return now.outcome


def _states(settings: Settings, previous: Settings | None) -> tuple[_State, _State | None]:
    """Return the present state and the one before, if there is another one; everything is asked for at once."""
    slot = st.empty()
    steps = [settings] if previous in (None, settings) else [settings, previous]
    asked = [(compute.ask(simulate, step), compute.ask(crowd, step)) for step in steps if step is not None]
    now, *before = [_State(compute.result(one, slot), compute.result(other, slot)) for one, other in asked]
    return now, before[0] if before else None


def _ask(key: str) -> None:
    st.session_state[_ASKED] = st.session_state[key].ask


def number(name: str, now: Outcome, before: Outcome | None, *, told: bool) -> Number:
    """Return a headline as it stands beside the crowd; ``told`` if its question mark was pressed."""
    rate, exact = _rate(name, now), expert()
    first = None if before is None else _rate(name, before)
    change, moved = ("", 0) if first is None else difference(first, rate, exact=exact)
    tone: Literal["good", "bad"] = "good" if (moved > 0) != (name == "identified") else "bad"
    sure = say(f"headline.card.{'interval' if exact else 'likely'}", interval=interval(rate, exact=exact, brief=True))
    return Number(
        name=name,
        label=term(name, expert=True),
        value=in_100(rate, exact=exact),
        ask=say("headline.ask", number=term(name, expert=True)),
        sure=sure if rate.known else "",
        change=change,
        moved="up" if moved > 0 else "down" if moved < 0 else "same",
        tone=tone if moved and first is not None and not _overlap(first, rate) else "",
        scene=list(FACTS).index(name),
        share=_of_100(rate),
        start=None if first is None else _of_100(first),
        told=(explain.sections(name, rate),) if told else None,
    )


def difference(before: Rate, now: Rate, *, exact: bool) -> tuple[str, int]:
    """Return the difference of two rates as they are shown, in words, and its sign."""
    if not (before.known and now.known):
        return "", 0
    then, here = (Decimal(hundred(rate.value, exact=exact).replace(MINUS, "-")) for rate in (before, now))
    if then == here:
        return say("headline.card.same"), 0
    return signed(float(here - then), digits=0 if (here - then) % 1 == 0 and not exact else 1), 1 if here > then else -1


def _overlap(one: Rate, other: Rate) -> bool:
    return one.low <= other.high and other.low <= one.high


def _rate(name: str, found: Outcome) -> Rate:
    rate: Rate = getattr(found.headlines, name)
    return rate


def _of_100(rate: Rate) -> float | None:
    return 100 * rate.value if rate.known else None
