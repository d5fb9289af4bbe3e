"""The chosen customer and their choices: the only place of this page that touches session state.

Neither is part of the link, because they concern one person. The five answers are not even kept here (see `match`).
"""

from __future__ import annotations

import dataclasses

import streamlit as st

from equipoise.chain.settings import Settings
from equipoise.personal.cast import Answers
from equipoise.personal.wishes import Wishes
from equipoise.stages.world.settings import PopulationSettings
from equipoise.ui.shared import state

_WHO, _WISHES, _CORRECTED, _ROUND = "you.who", "you.wishes", "you.corrected", "you.round"
FIELDS = ("age", "sex", "household", "topic", "agrees")


@dataclasses.dataclass(frozen=True, kw_only=True)
class Who:
    """The customer on the page.

    Attributes:
        customer: the place in the world. world: which world that is.
        same: of a twin, how many of the five answers fit; None for people with a story.
    """

    customer: int
    world: PopulationSettings
    same: int | None = None


def who(settings: Settings) -> Who | None:
    """Return the chosen customer; nobody if nobody is chosen, or if the world is another one by now."""
    chosen: Who | None = st.session_state.get(_WHO)
    return chosen if chosen and chosen.world == settings.population else None


def view() -> str:
    """Return what names the view: the chosen customer, or "" while nobody is chosen."""
    chosen: Who | None = st.session_state.get(_WHO)
    return f"{chosen.customer}" if chosen else ""


def choose(customer: int | None, *, same: int | None = None) -> None:
    """Choose another customer, or none."""
    world = state.play().settings.population
    st.session_state[_WHO] = None if customer is None else Who(customer=customer, world=world, same=same)
    st.session_state.pop(_WISHES, None)
    st.session_state.pop(_CORRECTED, None)


def field(name: str) -> str:
    """Return the key of a question; a new one every time, so that nothing is left of the answers before."""
    return f"you.answer.{name}.{st.session_state.get(_ROUND, 0)}"


def match() -> None:
    """Choose the customer who is nearest to the five answers, and forget the answers."""
    from equipoise.personal.cast import Answers, twin

    given = {name: st.session_state.pop(field(name)) for name in FIELDS}
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    answers: Answers = Answers(**given)
    customer, same = twin(state.play().settings, answers)
    choose(customer, same=same)


def wishes() -> Wishes | None:
    """Return what the customer chose on this page; None while nothing is changed."""
    return st.session_state.get(_WISHES)


def wish(changed: Wishes | None) -> None:
    """Choose."""
    st.session_state[_WISHES] = changed


def corrected() -> str | None:
    """Return the guess that the customer calls wrong."""
    return st.session_state.get(_CORRECTED)


def correct(subject: str | None) -> None:
    """Call a guess wrong, or take that back."""
    st.session_state[_CORRECTED] = subject
