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

from equipoise.chain.settings import Settings
from equipoise.core.errors import SettingsError
from equipoise.ui.shared.link import read_link, write_link
from equipoise.ui.shared.moves import Play, move
from equipoise.ui.shared.words import verbatim

_PLAY, _WRITTEN, _ARRIVING = "play", "written", "arriving"
_REGIONS, _STALE, _STOOD = "regions", "stale", "stood"
View = Callable[[Play], Hashable]


def play() -> Play:
    """Return what this session has done so far."""
    if _PLAY not in st.session_state:
        st.session_state[_PLAY] = Play()
    return st.session_state[_PLAY]


def change(step: Callable[..., Play], *args: Any, **kwargs: Any) -> None:
    """Apply a step of `equipoise.ui.shared.moves` and draw the regions anew that see a difference; made for callbacks.

    The address is written first, so that the browser takes it in while the regions are drawn. What an earlier change
    asked for and a quick second one has kept from being drawn is asked for again.
    """
    before = play()
    st.session_state[_PLAY] = after = step(before, *args, **kwargs)
    if _link(after) not in (None, _link(before)):
        _publish(after)
    regions: dict[str, View] = st.session_state.get(_REGIONS, {})
    owed: set[str] = st.session_state.setdefault(_STALE, set())
    owed.update(key for key, sees in regions.items() if sees(before) != sees(after))
    if owed:
        st.rerun([key for key in regions if key in owed])


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
    st.fragment(key=key)(lambda: _draw(key, draw))()


def _draw(key: str, draw: Callable[[Play], None]) -> None:
    draw(play())
    st.session_state[_STALE].discard(key)


def open_play(*, arrived: bool = False) -> Play:
    """Take over the address if somebody else wrote it, write it if we have moved, and return the play.

    Args:
        arrived: whether the person comes from another page, whose address says nothing about this one.
    """
    st.session_state[_REGIONS], st.session_state[_STALE] = {}, set()
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


def control(key: str, value: Any, then: Callable[..., None], *args: Any) -> dict[str, Any]:
    """Return key and callback of a widget that shows ``value``, which also has to be the default that it is given.

    A busy browser that two runs reach at once would never hear of a value that was set in any other way.
    ``then(*args, reported)`` is called when a person moves it. Not everything that a browser reports is a move: while a
    run goes on it still speaks of widgets that are gone, or of what they showed before. So a widget whose value was
    changed by anything but itself gets a new key, and what is reported of either counts if it was not told so.

    Args:
        key: names the control. value: what it shows, as the widget would report it. then, args: what a move does.
    """
    stood: dict[str, tuple[int, Any, Any]] = st.session_state.setdefault(_STOOD, {})
    turn, told, reported = stood.get(key, (0, value, value))
    if not (_same(value, told) or _same(value, reported)):
        turn += 1
    elif not _same(value, reported) and _named(key, turn) in st.session_state:
        st.session_state[_named(key, turn)] = value  # a move that was not taken: the widget goes back
    stood[key] = turn, value, value
    return {"key": _named(key, turn), "on_change": _heard, "args": (key, turn, value, then, *args)}


def _heard(key: str, turn: int, told: Any, then: Callable[..., None], *args: Any) -> None:
    stood: dict[str, tuple[int, Any, Any]] = st.session_state[_STOOD]
    now, shown, reported = stood[key]
    value = st.session_state[_named(key, turn)]
    if _same(value, reported if turn == now else told):
        return
    if turn == now:
        stood[key] = now, shown, value
    then(*args, value)


def _named(key: str, turn: int) -> str:
    return f"{key}#{turn}" if turn else key


def _same(one: Any, other: Any) -> bool:
    """Whether two values are one choice; several at once in any order."""
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(each in other for each in one)
    return bool(one == other)


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
