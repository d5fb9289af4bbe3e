"""The part "What you are shown": the offer, the messages, and the ads."""

from __future__ import annotations

import streamlit as st

from equipoise.personal import questions
from equipoise.ui.shared.words import say
from equipoise.ui.your_data import hearing, receiving, why

KINDS = {"offer": why.show, "messages": receiving.show, "ads": hearing.show}


def show(run: questions.Run) -> None:
    """Let one of the kinds be chosen, and draw why it is as it is."""
    kind = st.segmented_control(
        say("you.shown.label"),
        list(KINDS),
        format_func=lambda name: say(f"you.shown.{name}"),
        default="offer",
        required=True,
        key="you.shown",
        persist_state="session",
        label_visibility="collapsed",
    )
    KINDS[str(kind)](run)
