"""What is collected now, by the levers that all pages share; and which numbers are weighed against each other."""

from __future__ import annotations

import streamlit as st

from equipoise.core.vocabulary import FIRST_PARTY, SOURCES
from equipoise.ui.data_lab import wording
from equipoise.ui.shared import levers
from equipoise.ui.shared.moves import Play
from equipoise.ui.shared.words import say

EXAMPLE = {"minimise.sources": SOURCES, "protect.technique": "none"}
"""What the lab opens on: a shop that keeps all it can get, and blurs nothing."""
TASK = {
    "minimise.sources": FIRST_PARTY,
    "minimise.birth_precision": "year",
    "minimise.postcode_precision": "region",
}
"""The first thing to try: keep what the shop saw itself, and no exact dates and places."""
_LEVERS = ("minimise.sources", "minimise.survey", "minimise.birth_precision", "minimise.postcode_precision")


def show(play: Play) -> None:
    """Draw the levers that say what is collected."""
    inactive = play.shown.inactive()
    for name in _LEVERS:
        levers.lever(name, play.shown, inactive.get(name))


def numbers(key: str, risks: list[str]) -> tuple[str, str]:
    """Let the value and the risk be chosen that are weighed, and return them."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        value = st.segmented_control(
            say("fields.value"),
            wording.VALUES,
            format_func=wording.number_title,
            default=wording.VALUES[0],
            required=True,
            key=f"fields.value.{key}",
            persist_state="session",
        )
        risk = st.selectbox(
            say("fields.risk"),
            risks,
            format_func=wording.number_title,
            key=f"fields.risk.{key}",
            persist_state="session",
            width=260,
        )
    return str(value), str(risk)
