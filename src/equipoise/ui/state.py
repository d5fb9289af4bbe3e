"""The only place that touches session state and the address: what a session has done, and the link to it.

The address is the truth when a page is opened, and when somebody goes back or forward; in between, controls change the
`Play` and the `Play` writes the address.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Hashable
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from equipoise.errors import SettingsError
from equipoise.settings import Settings
from equipoise.ui.link import read_link, write_link
from equipoise.ui.moves import Play, move
from equipoise.ui.words import verbatim

_PLAY, _WRITTEN, _REGIONS, _HELD, _ARRIVING = "play", "written", "regions", "held", "arriving"
View = Callable[[Play], Hashable]


def play() -> Play:
    """Return what this session has done so far."""
    if _PLAY not in st.session_state:
        st.session_state[_PLAY] = Play()
    return st.session_state[_PLAY]


def change(step: Callable[..., Play], *args: Any, **kwargs: Any) -> None:
    """Apply a step of `equipoise.ui.moves` and draw the regions anew that see a difference; made for callbacks.

    The address is written first, so that the browser takes it in while the regions are drawn.
    """
    before = play()
    st.session_state[_PLAY] = after = step(before, *args, **kwargs)
    if _link(after) not in (None, _link(before)):
        _publish(after)
    regions: dict[str, View] = st.session_state.get(_REGIONS, {})
    stale = [key for key, sees in regions.items() if sees(before) != sees(after)]
    if stale:
        st.rerun(stale)


def take(settings: Settings, *, pin: Settings) -> None:
    """Put the levers and the pin, on a page that shows neither; whatever page comes next does."""
    st.session_state[_PLAY] = dataclasses.replace(move(play(), settings), pin=pin)


def region(key: str, draw: Callable[[Play], None], sees: View) -> None:
    """Draw a part of the page that can be drawn anew without the rest, which costs the browser most of a rerun.

    On a page with regions, everything that shows the play has to stand in one: a change draws nothing else anew.

    Args:
        draw: draws it from the play as it then stands.
        sees: what of the play it shows; a change of anything else leaves it alone.
    """
    st.session_state[_REGIONS][key] = sees
    st.fragment(key=key)(lambda: draw(play()))()


def open_play(*, arrived: bool = False) -> Play:
    """Take over the address if somebody else wrote it, write it if we have moved, and return the play.

    Args:
        arrived: whether the person comes from another page, whose address says nothing about this one.
    """
    st.session_state[_REGIONS] = {}
    if arrived:
        st.session_state[_HELD] = set()
    address = _address()
    written = st.session_state.get(_WRITTEN)
    # A click may cut the first run on a page short, before the browser has got the address that the run wrote.
    arriving = arrived or (st.session_state.get(_ARRIVING, False) and address != written)
    st.session_state[_ARRIVING] = arriving
    if address != written and not (arriving and not address and _PLAY in st.session_state):
        st.session_state[_PLAY] = _adopt(play(), first=written is None)
        st.session_state[_WRITTEN] = address
    if not play().problem:
        _publish(play())
    return play()


def hold(key: str, value: Any) -> str:
    """Make the widget called ``key`` show ``value`` and return the key; call it right before the widget.

    On a new page a widget with the key of one on the page before starts from its own default, although the state still
    knows the value of the other: it has to be told once.
    """
    held: set[str] = st.session_state.setdefault(_HELD, set())
    if key not in held or key not in st.session_state or st.session_state[key] != value:
        held.add(key)
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
        return dataclasses.replace(Play(), asking=now.asking, guessed=now.guessed, problem=verbatim(str(error)))
    if first:
        return dataclasses.replace(now, settings=settings, pin=pin, target=target)
    return dataclasses.replace(move(now, settings), pin=pin, target=target)


def _link(now: Play) -> dict[str, str] | None:
    """Return what the address says of a play; nothing while it is one that could not be used."""
    return None if now.problem else write_link(now)


def _publish(now: Play) -> None:
    """Write the address of what the page shows."""
    parameters = write_link(now)
    if urlencode(parameters) != _address():
        st.query_params.from_dict(parameters)
    st.session_state[_WRITTEN] = _address()
