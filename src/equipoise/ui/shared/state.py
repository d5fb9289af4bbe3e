"""The play of a session (see `moves.Play`): kept in the session's state, written to the address, shown by controls.

The address sets the play when a page is opened and when the user goes back or forward. In between, controls change the
play, and the play is written to the address.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Hashable, Mapping
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from equipoise.chain.settings import Settings
from equipoise.core.errors import SettingsError
from equipoise.ui.shared import address
from equipoise.ui.shared.compute import new_turn
from equipoise.ui.shared.link import read_link, write_link
from equipoise.ui.shared.moves import Play, move, untouched
from equipoise.ui.shared.words import verbatim

_PLAY, _WRITTEN, _ARRIVING = "play", "written", "arriving"
_EXAMPLE, _OWN = "example", "example.own"
_REGIONS, _PENDING, _CONTROLS = "regions", "pending", "controls.shown"
_DRAWING, _ACTING = "region.drawing", "region.acting"
View = Callable[[Play], Hashable]
"""What of the play a region depends on."""
Shown = tuple[int, Any, Any]
"""Of a control: the number in its widget's key, the value that the widget was last given, and the last one reported."""


def play() -> Play:
    """Return what the page shows: what this session has done so far, or the page's example of it."""
    now, levers = kept(), st.session_state.get(_EXAMPLE)
    return dataclasses.replace(now, settings=now.settings.replace(**levers)) if levers else now


def kept() -> Play:
    """Return what this session has done so far, whatever the page shows."""
    now: Play = st.session_state.setdefault(_PLAY, Play())
    return now


def shows_example() -> bool:
    """Whether the page shows its example."""
    return bool(st.session_state.get(_EXAMPLE))


def offers_example() -> bool:
    """Whether the visitor has moved no lever yet, so that a page may show its example."""
    return untouched(kept())


def prefer_own(own: bool) -> None:
    """Choose between one's own levers and the pages' examples; made for callbacks."""
    st.session_state[_OWN] = own


def change(step: Callable[..., Play], *args: Any, **kwargs: Any) -> None:
    """Apply a step of `equipoise.ui.shared.moves` and draw the regions again that depend on the change; for callbacks.

    The address is written first, so that the browser updates it while the regions are drawn. Regions stay pending until
    they are drawn: where a second change interrupts the drawing after the first one, the regions of both are drawn.
    The region of the control that was moved is drawn anyway: where no other one shows the change, nothing is asked for.
    """
    before = play()
    after = step(before, *args, **kwargs)
    if shows_example() and after.settings == before.settings:
        after = dataclasses.replace(after, settings=kept().settings)
    else:
        st.session_state.pop(_EXAMPLE, None)  # who moves a lever of the example takes it over
    known, st.session_state[_PLAY] = _link(kept()), after
    if _link(after) not in (None, known):
        _publish(after)
    after = play()
    regions: dict[str, View] = st.session_state.get(_REGIONS, {})
    pending: set[str] = st.session_state.setdefault(_PENDING, set())
    pending.update(key for key, depends_on in regions.items() if depends_on(before) != depends_on(after))
    if pending - {st.session_state.pop(_ACTING, None)}:
        st.rerun([key for key in regions if key in pending])


def take(settings: Settings, *, pin: Settings) -> None:
    """Set the levers and the pin for the next page; for pages that show neither."""
    st.session_state[_PLAY] = dataclasses.replace(move(kept(), settings), pin=pin)
    st.session_state.pop(_EXAMPLE, None)


def region(key: str, draw: Callable[[Play], None], depends_on: View) -> None:
    """Draw a part of the page that can be drawn again without the rest, which costs the browser most of a rerun.

    On a page with regions, everything that shows the play has to be in a region: a change draws nothing else again.

    Args:
        key: names the region. draw: draws it from the present play.
        depends_on: returns what of the play it shows; a change of anything else does not draw it again.
    """
    st.session_state[_REGIONS][key] = depends_on
    st.fragment(key=key)(lambda: _draw(key, draw))()


def _draw(key: str, draw: Callable[[Play], None]) -> None:
    new_turn()
    st.session_state[_DRAWING] = key
    draw(play())
    st.session_state[_DRAWING] = None
    st.session_state[_PENDING].discard(key)


def open_play(*, arrived: bool = False, example: Mapping[str, Any] | None = None) -> Play:
    """Read the address if the session did not write it, write it if the play has changed, and return the play.

    Args:
        arrived: whether the user comes from another page, whose address holds no play.
        example: levers that the page shows as long as the visitor has moved none and does not prefer the own ones;
            the address and other pages know nothing of them.
    """
    st.session_state[_EXAMPLE] = None
    st.session_state[_REGIONS], st.session_state[_PENDING] = {}, set()
    given = _address()
    written = st.session_state.get(_WRITTEN)
    # A click may cut the first run on a page short, before the browser has got the address that the run wrote.
    arriving = arrived or (st.session_state.get(_ARRIVING, False) and given != written)
    st.session_state[_ARRIVING] = arriving
    if given != written and not (arriving and not given and _PLAY in st.session_state):
        st.session_state[_PLAY] = _adopt(play(), first=written is None)
        st.session_state[_WRITTEN] = given
    if not play().problem:
        _publish(play())
    if example and offers_example() and not st.session_state.get(_OWN):
        st.session_state[_EXAMPLE] = dict(example)
    return play()


def control(key: str, value: Any, then: Callable[..., None], *args: Any) -> dict[str, Any]:
    """Return key and callback of a widget that shows ``value``, which has to be the widget's default, too.

    ``then(*args, reported)`` is called when the user changes the widget. Two cases need care:

    - A widget keeps its own value as long as its key is the same. So when the value is changed by anything but the
      widget itself, the control gets a new key, and with it a new widget whose default is the new value. (Setting the
      value of the old widget instead is lost where two runs reach the browser at once.)
    - While a run is in progress, the browser still reports values of widgets that have been replaced. Such a report
      counts as a change only if it differs from what that widget was last given.

    Args:
        key: names the control. value: what it shows, as the widget would report it.
        then, args: called on a change, with the reported value as the last argument.
    """
    controls: dict[str, Shown] = st.session_state.setdefault(_CONTROLS, {})
    turn, given, reported = controls.get(key, (0, value, value))
    if not (_same(value, given) or _same(value, reported)):
        turn += 1
    elif not _same(value, reported) and _named(key, turn) in st.session_state:
        st.session_state[_named(key, turn)] = value  # the change was refused: the widget shows the old value again
    controls[key] = turn, value, value
    home = st.session_state.get(_DRAWING)
    return {"key": _named(key, turn), "on_change": _reported, "args": (home, key, turn, value, then, *args)}


def _reported(home: str | None, key: str, turn: int, given: Any, then: Callable[..., None], *args: Any) -> None:
    """Handle a report of the widget ``turn`` in the region ``home``, which was drawn with the value ``given``."""
    controls: dict[str, Shown] = st.session_state[_CONTROLS]
    now, shown, reported = controls[key]
    value = st.session_state[_named(key, turn)]
    if _same(value, reported if turn == now else given):
        return
    if turn == now:
        controls[key] = now, shown, value
    st.session_state[_ACTING] = home
    then(*args, value)
    st.session_state[_ACTING] = None


def _named(key: str, turn: int) -> str:
    return f"{key}#{turn}" if turn else key


def _same(one: Any, other: Any) -> bool:
    """Whether two values are one choice; several at once in any order."""
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(each in other for each in one)
    return bool(one == other)


def _pairs() -> list[tuple[str, str]]:
    """Return what the address says of the play."""
    names = (name for name in st.query_params if name not in address.NAMES)
    return [(name, value) for name in names for value in st.query_params.get_all(name)]


def _address() -> str:
    return urlencode(_pairs())


def _adopt(now: Play, *, first: bool) -> Play:
    try:
        link = read_link(_pairs())
    except SettingsError as error:
        return dataclasses.replace(Play(), asking=now.asking, guessed=now.guessed, problem=verbatim(str(error)))
    before = dataclasses.replace(now, settings=link.settings) if first else move(now, link.settings)
    return dataclasses.replace(before, pin=link.pin, target=link.target, renewed=link.renewed)


def _link(now: Play) -> dict[str, str] | None:
    """Return the query parameters of a play; None while it shows why a link could not be used."""
    return None if now.problem else write_link(now)


def _publish(now: Play) -> None:
    """Write the address of what the page shows."""
    parameters = write_link(now)
    if urlencode(parameters) != _address():
        st.query_params.from_dict(parameters | address.beside())
    st.session_state[_WRITTEN] = _address()
