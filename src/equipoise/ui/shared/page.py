"""How a page opens: its title and its buttons, why its link could not be used, and its lead."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from equipoise.ui.shared import frame, state, toolbar
from equipoise.ui.shared.moves import Play
from equipoise.ui.shared.words import say


def whole(name: str, *, lead: str = "", view: str = "", tools: Callable[[Play], None] = toolbar.buttons) -> Play:
    """Open a page that is drawn as a whole with every click, and return the play.

    Args:
        name: of the page's file. lead: the key of its first sentences, if it has any.
        view: what of the page is open; another one begins at the top.
        tools: draws the buttons at the right end of the title line.
    """
    line, arrived = frame.header(name, view=view)
    play = state.open_play(arrived=arrived)
    with line:
        tools(play)
    if _about_link(play):
        _told(play)
    _lead(lead)
    return play


def in_regions(name: str, *, lead: str = "") -> None:
    """Open a page whose parts are regions (see `state.region`); arguments as those of `whole`."""
    line, arrived = frame.header(name)
    play = state.open_play(arrived=arrived)
    with line:
        state.region("bar", toolbar.buttons, toolbar.depends_on)
    if _about_link(play):
        state.region("problem", _told, _about_link)
    _lead(lead)


def no_tools(_: Play) -> None:
    """Draw no buttons in the title line."""


def tabs(parts: Mapping[str, Callable[[], None]], *, key: str) -> None:
    """Draw the parts of a page as tabs: of each its title and what draws it, called only where the tab is open."""
    for tab, draw in zip(st.tabs(list(parts), key=key, on_change="rerun"), parts.values(), strict=True):
        if tab.open:
            with tab:
                draw()


def _about_link(play: Play) -> str:
    """Return what there is to say about the link that the play came from: why it could not be used, or what changed."""
    return play.problem or " ".join(map(str, play.renewed))


def _told(play: Play) -> None:
    if play.problem:
        st.error(say("problem.link", problem=play.problem), icon=":material/link_off:")
    elif play.renewed:
        st.info(say("problem.renewed", changes=_about_link(play)), icon=":material/update:")
    else:
        st.empty()  # a quick second click keeps Streamlit from clearing an error in whose place nothing stands


def _lead(key: str) -> None:
    if key:
        st.markdown(say(key))
