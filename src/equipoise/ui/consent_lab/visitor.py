"""The visitor of this session: the lab's only place that touches session state."""

from __future__ import annotations

import streamlit as st

from equipoise.chain.settings import Settings
from equipoise.core.vocabulary import PURPOSES
from equipoise.ui.consent_lab.screens import Action, Visit, act, again, version_of

_VISITS, _GUESSES, _CUSTOMER = "consent.visits", "consent.guesses", "customer"
_STEP = 7919
"""A step that leads to somebody else each time, for any number of customers."""


def visit(settings: Settings, place: str) -> Visit:
    """Return the visit at a place of the page; another banner there is met for the first time."""
    visits: dict[str, Visit] = st.session_state.setdefault(_VISITS, {})
    version = version_of(settings)
    if place not in visits or visits[place].version != version:
        visits[place] = Visit(version, time=visits[place].time + 1 if place in visits else 0)
    return visits[place]


def press(settings: Settings, place: str, action: Action) -> None:
    """Press a button of a banner; made for callbacks."""
    now = visit(settings, place)
    keys = {purpose: box_key(now, place, purpose) for purpose in PURPOSES}
    ticked = frozenset(purpose for purpose, key in keys.items() if st.session_state.get(key))
    st.session_state[_VISITS][place] = act(now, action, ticked)


def return_to(settings: Settings, place: str) -> None:
    """Meet the same banner once more; made for callbacks."""
    st.session_state[_VISITS][place] = again(visit(settings, place))


def box_key(now: Visit, place: str, purpose: str) -> str:
    """Return the key of a box: every visit has boxes of its own, which start as the design has them."""
    return f"banner.{place}.{now.time}.{purpose}"


def guess(settings: Settings) -> int | None:
    """Return how many of 100 were guessed to say yes to this banner; None without a guess."""
    guesses: dict[str, int | None] = st.session_state.get(_GUESSES, {})
    return guesses.get(version_of(settings))


def revealed(settings: Settings) -> bool:
    """Whether this banner's question is done, with a guess or without."""
    return version_of(settings) in st.session_state.get(_GUESSES, {})


def reveal(settings: Settings, *, guessed: bool) -> None:
    """End the question about this banner; made for callbacks."""
    number = st.session_state[guess_key(settings)] if guessed else None
    st.session_state[_GUESSES] = st.session_state.get(_GUESSES, {}) | {version_of(settings): number}


def guess_key(settings: Settings) -> str:
    """Return the key of the slider of this banner's question."""
    return f"banner.guess.{version_of(settings)}"


def customer(settings: Settings) -> int:
    """Return the number of the customer who is shown, here and in the Playground."""
    return int(min(st.session_state.get(_CUSTOMER, 1), settings["population.size"] - 1))


def look_at(settings: Settings, number: int | None) -> None:
    """Show a customer; without a number, another one. Made for callbacks."""
    size = settings["population.size"]
    st.session_state[_CUSTOMER] = (customer(settings) + _STEP) % size if number is None else number
