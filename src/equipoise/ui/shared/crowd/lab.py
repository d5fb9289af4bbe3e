"""The picture of a lab: what the offers win and what the attacker wins, each shown as people, now and one step ago."""

from __future__ import annotations

from functools import partial

import streamlit as st

from equipoise.chain.outcome import Outcome
from equipoise.numerics.rate import Rate
from equipoise.ui.shared.crowd.beside import Beside, Number
from equipoise.ui.shared.crowd.headline import headline
from equipoise.ui.shared.crowd.payload import Scene
from equipoise.ui.shared.crowd.picture import show_crowd
from equipoise.ui.shared.crowd.states import states
from equipoise.ui.shared.moves import Play

FACTS = {"identified": "found", "right_offer": "right"}
"""Headline -> the fact of the crowd that shows it as people."""
_ASKED = "lab.asked"


def show(play: Play, *, key: str) -> Outcome:
    """Draw both numbers and the hundred, compared with the levers before the last move; return the present outcome."""
    now, before = states(play.settings, play.previous, st.empty())
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


def _ask(key: str) -> None:
    st.session_state[_ASKED] = st.session_state[key].ask


def number(name: str, now: Outcome, before: Outcome | None, *, told: bool) -> Number:
    """Return a headline as it stands beside the crowd; ``told`` if its question mark was pressed."""
    rate: Rate = getattr(now.headlines, name)
    first: Rate | None = None if before is None else getattr(before.headlines, name)
    certain = first is not None and not _overlap(first, rate)
    return headline(name, rate, first, certain=certain, scene=list(FACTS).index(name), told=told)


def _overlap(one: Rate, other: Rate) -> bool:
    return one.low <= other.high and other.low <= one.high
