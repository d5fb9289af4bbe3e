"""Whom to compare, and what went wrong in the past: ordinary levers under the names of the lab."""

from __future__ import annotations

from typing import Any

import streamlit as st

from equipoise.chain.settings import Settings
from equipoise.core.vocabulary import INTERSECTIONS
from equipoise.studies import fairness
from equipoise.studies.fairness import Standing
from equipoise.ui.shared import compute, levers, state
from equipoise.ui.shared.moves import Play, move
from equipoise.ui.shared.words import say

BIASES = ("history.label_bias", "history.exposure_bias", "history.under_representation")
EXAMPLE = {"history.label_bias": 0.5, "deliver.price_gap": 0.5}
"""What the lab opens on: half of the answers of women were never written down, and women are dearer to reach."""
TASK = {"history.label_bias": 0.0}
"""The first thing to try."""


def show(play: Play) -> None:
    """Draw the levers that every part of the lab depends on."""
    inactive = play.settings.inactive()
    levers.lever("measure.protected", play.settings)
    if _about_heritage(play.settings):
        levers.lever("minimise.collect_heritage", play.settings)
    first, *more = BIASES
    levers.lever(first, play.settings, inactive.get(first))
    with st.expander(say("fair.past")):
        for name in (*more, "history.biased_group"):
            levers.lever(name, play.settings, inactive.get(name) if name in BIASES else None)
    if not any(play.settings[name] for name in BIASES):
        st.caption(say("fair.past_none"))


def not_held(text: str, settings: Settings) -> str:
    """Return what follows from the company not holding the attribute, and which lever would change that."""
    return f"{say(text)} {say('fair.record')}" if _about_heritage(settings) else say(text)


def _about_heritage(settings: Settings) -> bool:
    return "heritage" in INTERSECTIONS.get(attribute(settings), (attribute(settings),))


def standing(settings: Settings) -> Standing | None:
    """Return everybody's standing by the groups that are compared; where nobody is scored, say so."""
    here = compute.answer(fairness.standing, settings, attribute(settings), slot=st.empty())
    if here is None:
        personal()
    return here


def personal() -> None:
    """Say that nobody is scored, and offer personal offers."""
    st.info(say("fair.not_scored"), icon=":material/person_off:")
    put("fair.make_personal", {"target.strategy": "personalised"})


def put(text: str, moved: dict[str, Any], *, key: str = "", **looks: Any) -> None:
    """Draw a button that puts some levers where they are wanted."""
    st.button(say(text), key=key or text, on_click=state.change, args=(_with, moved), **looks)


def _with(play: Play, moved: dict[str, Any]) -> Play:
    return move(play, play.settings.replace(**moved))


def attribute(settings: Settings) -> str:
    """Return the protected attribute that the lab compares."""
    return str(settings["measure.protected"])
