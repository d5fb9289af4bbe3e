"""The chosen customer and their choices: the only place of this page that touches session state and its address.

A person with a story stands in the address by the story's name, so that reload, Back and a link keep her. The twin
never does, nor does what a customer chooses: both concern one person. The five answers are not even kept here (see
`match`).
"""

from __future__ import annotations

import dataclasses

import streamlit as st

from equipoise.chain.settings import Settings
from equipoise.personal.cast import Answers, characters
from equipoise.personal.wishes import Wishes
from equipoise.stages.world.settings import PopulationSettings
from equipoise.ui.shared import address, state
from equipoise.ui.shared.compute import answer

_WHO, _TWIN, _CORRECTED, _ROUND = "you.who", "you.twin.who", "you.corrected", "you.round"
_WISHES, _EARLIER = "you.wishes", "you.wishes.earlier"
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
    chosen = _with_story(settings) if named() else st.session_state.get(_TWIN)
    found = chosen if chosen and chosen.world == settings.population else None
    if found and found != st.session_state.get(_WHO):
        forget()
        st.session_state[_WHO] = found
    return found


def view() -> str:
    """Return what names the view: the chosen customer, or "" while nobody is chosen."""
    twin: Who | None = st.session_state.get(_TWIN)
    return named() or (f"{twin.customer}" if twin else "")


def named() -> str | None:
    """Return the story that the address names, whether or not this world has it."""
    return st.query_params.get(address.PERSON)


def _with_story(settings: Settings) -> Who | None:
    places = (one.customer for one in answer(characters, settings) if one.key == named())
    customer = next(places, None)
    return None if customer is None else Who(customer=customer, world=settings.population)


def choose(story: str | None) -> None:
    """Choose a person by the story, or nobody."""
    st.session_state.pop(_TWIN, None)
    forget()
    address.put(address.PERSON, story)


def forget() -> None:
    """Take back what was chosen for a customer."""
    for name in (_WHO, _WISHES, _EARLIER, _CORRECTED):
        st.session_state.pop(name, None)


def field(name: str) -> str:
    """Return the key of a question; a new one every time, so that nothing is left of the answers before."""
    return f"you.answer.{name}.{st.session_state.get(_ROUND, 0)}"


def match() -> None:
    """Choose the customer who is nearest to the five answers, and forget the answers."""
    from equipoise.personal.cast import twin

    given = {name: st.session_state.pop(field(name)) for name in FIELDS}
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    settings = state.play().settings
    customer, same = twin(settings, Answers(**given))
    choose(None)
    st.session_state[_TWIN] = Who(customer=customer, world=settings.population, same=same)


def wishes() -> Wishes | None:
    """Return what the customer chose on this page; None while nothing is changed."""
    return st.session_state.get(_WISHES)


def earlier() -> Wishes | None:
    """Return what the customer had chosen before the last choice; None for what was so at first."""
    return st.session_state.get(_EARLIER)


def wish(changed: Wishes | None) -> None:
    """Choose."""
    st.session_state[_EARLIER] = wishes()
    st.session_state[_WISHES] = changed


def corrected() -> str | None:
    """Return the guess that the customer calls wrong."""
    return st.session_state.get(_CORRECTED)


def correct(subject: str | None) -> None:
    """Call a guess wrong, or take that back."""
    st.session_state[_CORRECTED] = subject
