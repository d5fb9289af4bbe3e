"""The only place that touches session state and the address: what a session has done, and the link to it.

The address is the truth when a page is opened, and when somebody goes back or forward; in between, controls change the
`Play` and the `Play` writes the address.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from equipoise.errors import SettingsError
from equipoise.ui.link import read_link, write_link
from equipoise.ui.moves import Play, move

_PLAY, _WRITTEN = "play", "written"


def play() -> Play:
    """Return what this session has done so far."""
    if _PLAY not in st.session_state:
        st.session_state[_PLAY] = Play()
    return st.session_state[_PLAY]


def change(step: Callable[..., Play], *args: Any, **kwargs: Any) -> None:
    """Apply a step of `equipoise.ui.moves`; made for callbacks."""
    st.session_state[_PLAY] = step(play(), *args, **kwargs)


def open_play(*, arrived: bool = False) -> Play:
    """Take over the address if somebody else wrote it, write it if we have moved, and return the play.

    Args:
        arrived: whether the person comes from another page, whose address says nothing about this one.
    """
    address = _address()
    written = st.session_state.get(_WRITTEN)
    if address != written and not (arrived and not address and _PLAY in st.session_state):
        st.session_state[_PLAY] = _adopt(play(), first=written is None)
        st.session_state[_WRITTEN] = address
    elif not play().problem:
        _publish(play())
    return play()


def hold(key: str, value: Any) -> str:
    """Make the widget called ``key`` show ``value`` and return the key; call it right before the widget."""
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value
    return key


def _pairs() -> list[tuple[str, str]]:
    return [(name, value) for name in st.query_params for value in st.query_params.get_all(name)]


def _address() -> str:
    return urlencode(_pairs())


def _adopt(now: Play, *, first: bool) -> Play:
    try:
        settings, pin, target = read_link(_pairs())
    except SettingsError as error:
        return dataclasses.replace(Play(), asking=now.asking, guessed=now.guessed, problem=str(error))
    if first:
        return dataclasses.replace(now, settings=settings, pin=pin, target=target)
    return dataclasses.replace(move(now, settings), pin=pin, target=target)


def _publish(now: Play) -> None:
    parameters = write_link(now)
    if urlencode(parameters) != _address():
        st.query_params.from_dict(parameters)
    st.session_state[_WRITTEN] = _address()
