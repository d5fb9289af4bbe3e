"""The game of this session: the lab's only place that touches session state."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from equipoise.ui.attack_lab import protections
from equipoise.ui.attack_lab.game import Game, aimed, look_again
from equipoise.ui.shared import state
from equipoise.ui.shared.moves import Play, aim, move

_GAME = "hunt.game"


def game() -> Game:
    """Return what this session has done in the lab about the present person."""
    st.session_state[_GAME] = now = aimed(st.session_state.get(_GAME, Game()), state.play().target)
    return now


def play_on(step: Callable[..., Game], *args: Any) -> None:
    """Apply a step of `game`; made for callbacks."""
    st.session_state[_GAME] = step(game(), *args)


def next_person() -> None:
    """Hunt somebody else in the same table."""
    state.change(lambda play: aim(play, play.target + 1))


def protect(name: str) -> None:
    """Put the levers of stage 4 to a protection, and go back to the table."""
    play_on(look_again)
    state.change(_protected, name)


def _protected(play: Play, name: str) -> Play:
    return move(play, play.shown.replace(**protections.protections()[name]))
