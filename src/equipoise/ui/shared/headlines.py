"""The three headlines and, for leaders, what it earns: each with its change against the pin and its interval."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from equipoise.chain.compare import Changes
from equipoise.chain.outcome import Outcome
from equipoise.numerics.rate import Rate
from equipoise.texts.numerals import plain, signed
from equipoise.ui.charts.cards import Card, Change, cards
from equipoise.ui.shared import explain
from equipoise.ui.shared.frame import expert
from equipoise.ui.shared.numbers import direction, hundred, in_100, interval
from equipoise.ui.shared.words import say, term

HEADLINES = ("right_offer", "identified", "treated_alike")
_FEARED = {"identified"}


def show(now: Outcome, changes: Changes | None) -> None:
    """Draw the four numbers; ``changes`` is None when the pin is the present state."""
    headlines = [_headline(name, getattr(now.headlines, name), getattr(changes, name, None)) for name in HEADLINES]
    st.html(cards([*headlines, _margin(now, changes)]))
    if changes is not None and not changes.comparable:
        st.caption(say("headline.incomparable"))


def _headline(number: str, rate: Rate, change: Rate | None) -> Card:
    exact = expert()
    wording = "headline.card.interval" if exact else "headline.card.likely"
    sure = say(wording, interval=interval(rate, exact=exact, brief=True))
    moved = _change(number, change, exact=exact)
    return _card(number, term(number, expert=True), in_100(rate, exact=exact), moved, sure, {number: rate})


def _margin(now: Outcome, changes: Changes | None) -> Card:
    margin, reach = now.targeting.margin_per_1000, now.targeting.reach
    moved = _change("margin_per_1000", changes.margin_per_1000 if changes else None, money=True)
    sure = say("headline.card.reach", reach=hundred(reach.value))
    about = {"margin_per_1000": margin, "reach": reach}
    store = now.targeting.offers_add_share
    if store.known:
        sure += say("headline.card.store", share=signed(100 * store.value, digits=1))
        about["offers_add_share"] = store
    return _card("margin_per_1000", say("headline.margin"), f"€{plain(margin.value)}", moved, sure, about)


def _card(number: str, label: str, value: str, change: Change, sure: str, about: Mapping[str, Rate]) -> Card:
    told = tuple(explain.sections(name, rate) for name, rate in about.items())
    return Card(number, label, value, change, sure, told, say("headline.ask", number=label))


def _change(number: str, change: Rate | None, *, exact: bool = False, money: bool = False) -> Change:
    """Return a change as a card shows it: grey and without arrow where nothing moved."""
    if change is None:
        return Change("")
    moved = direction(change, tolerance=0.5 if money else 0.005)
    welcome = moved == ("down" if number in _FEARED else "up")
    digits = 1 if exact and not money else 0
    return Change(signed(change.value if money else 100 * change.value, digits=digits), moved, welcome)
