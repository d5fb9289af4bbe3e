"""The levers of a challenge: only the positions that it permits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from equipoise.chain.settings import LEVERS, Settings
from equipoise.learn.challenge import Challenge
from equipoise.story.wording import value_in_words
from equipoise.texts.catalogue import texts
from equipoise.ui.shared.words import say

_SHORT = 40
"""Letters of all positions together that still fit side by side."""


def chosen(challenge: Challenge) -> Settings:
    """Return the settings that the levers show."""
    stands = {name: st.session_state.get(_key(challenge, name), challenge.start[name]) for name in challenge.levers}
    return challenge.start.replace(**stands)


def show(challenge: Challenge) -> None:
    """Draw the levers; one without effect is replaced by the reason."""
    inactive = chosen(challenge).inactive()
    for name in challenge.levers:
        if name in inactive:
            reason = texts().get(inactive[name], say("levers.inactive"))
            st.caption(f":material/block: **{texts().label(name)}.** {reason}")
        else:
            _lever(challenge, name)


def _lever(challenge: Challenge, name: str) -> None:
    permitted, start = challenge.levers[name], challenge.start[name]
    common: dict[str, Any] = {
        "label": texts().label(name),
        "options": permitted,
        "format_func": _shown(name),
        "key": _key(challenge, name),
        "help": texts().get(f"lever.{name}.help"),
        "persist_state": "session",
    }
    if LEVERS[name].kind in ("integer", "number"):
        st.select_slider(value=start, **common)
    elif len("".join(map(_shown(name), permitted))) <= _SHORT:
        st.segmented_control(default=start, required=True, wrap=True, **common)
    else:
        st.selectbox(index=permitted.index(start), **common)


def _key(challenge: Challenge, name: str) -> str:
    return f"challenge.{challenge.key}.{name}"


def _shown(name: str) -> Callable[[Any], str]:
    return lambda value: value_in_words(name, value)
