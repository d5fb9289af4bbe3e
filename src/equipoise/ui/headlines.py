"""The three headlines and, for leaders, what it earns: each with its change against the pin and its interval."""

from __future__ import annotations

import streamlit as st

from equipoise.compare import Changes
from equipoise.report import Outcome, Rate
from equipoise.ui import explain
from equipoise.ui.frame import expert
from equipoise.ui.numbers import direction, hundred, in_100, interval, plain, signed
from equipoise.ui.words import say, term

HEADLINES = ("right_offer", "identified", "treated_alike")
_FEARED = {"identified"}


def show(now: Outcome, changes: Changes | None) -> None:
    """Draw the four numbers; ``changes`` is None when the pin is the present state."""
    grid = st.grid(4, min_column_width=160)
    with grid:
        for number in HEADLINES:
            _headline(number, getattr(now.headlines, number), getattr(changes, number, None))
        _margin(now, changes)
    if changes is not None and not changes.comparable:
        st.caption(say("headline.incomparable"))


def _headline(number: str, rate: Rate, change: Rate | None) -> None:
    exact = expert()
    wording = "headline.card.interval" if exact else "headline.card.likely"
    sure = say(wording, interval=interval(rate, exact=exact, brief=True))
    shown = {"help": explain.answers(number, rate), **_delta(number, change, exact=exact), "delta_description": sure}
    st.metric(term(number, expert=True), in_100(rate, exact=exact), border=True, **shown)


def _margin(now: Outcome, changes: Changes | None) -> None:
    rate = now.targeting.margin_per_1000
    delta = _delta("margin_per_1000", changes.margin_per_1000 if changes else None, money=True)
    told = "\n\n".join((explain.answers("margin_per_1000", rate), explain.answers("reach", now.targeting.reach)))
    reach = say("headline.card.reach", reach=hundred(now.targeting.reach.value))
    shown = {"help": told, **delta, "delta_description": reach}
    st.metric(say("headline.margin"), f"€{plain(rate.value)}", border=True, **shown)


def _delta(number: str, change: Rate | None, *, exact: bool = False, money: bool = False) -> dict[str, object]:
    """Return the arguments of a metric's change: grey and without arrow where nothing moved."""
    if change is None:
        return {"delta": say("headline.card.pinned"), "delta_color": "off", "delta_arrow": "off"}
    moved = direction(change, tolerance=0.5 if money else 0.005)
    welcome = moved == ("down" if number in _FEARED else "up")
    digits = 1 if exact and not money else 0
    text = signed(change.value if money else 100 * change.value, digits=digits)
    return {
        "delta": text,
        "delta_color": "off" if moved == "same" else "blue" if welcome else "orange",
        "delta_arrow": "off" if moved == "same" else moved,
    }
