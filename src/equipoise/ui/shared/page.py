"""How a page opens: its title and its buttons, why its link could not be used, and its lead."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from equipoise.ui.shared import frame, state, toolbar
from equipoise.ui.shared.moves import Play, move
from equipoise.ui.shared.words import say

_DRAWN, _ROW = "example.drawn", "example-row"


def whole(
    name: str,
    *,
    lead: str = "",
    view: str = "",
    tools: Callable[[Play], None] = toolbar.buttons,
    example: Mapping[str, object] | None = None,
    task: Mapping[str, object] | None = None,
) -> Play:
    """Open a page that is drawn as a whole with every click, and return the play.

    Args:
        name: of the page's file. lead: the key of its first sentences, if it has any.
        view: what of the page is open; another one begins at the top.
        tools: draws the buttons at the right end of the title line.
        example: levers to open on while the visitor has moved none (see `state.open_play`).
        task: the levers that the first task with the example moves; none where the page itself offers it.
    """
    line, arrived = frame.header(name, view=view)
    play = state.open_play(arrived=arrived, example=example)
    with line:
        tools(state.kept())
    if _about_link(play):
        _told(play)
    _lead(lead)
    if example:
        _example(name, task or {})
    return play


def in_regions(
    name: str,
    *,
    lead: str = "",
    example: Mapping[str, object] | None = None,
    task: Mapping[str, object] | None = None,
) -> None:
    """Open a page whose parts are regions (see `state.region`); arguments as those of `whole`."""
    line, arrived = frame.header(name)
    play = state.open_play(arrived=arrived, example=example)
    with line:
        state.region("bar", lambda _: toolbar.buttons(state.kept()), toolbar.depends_on)
    if _about_link(play):
        state.region("problem", _told, _about_link)
    _lead(lead)
    if example:
        state.region("example", lambda _: _example(name, task or {}), lambda play: play.settings)


def _example(name: str, task: Mapping[str, object]) -> None:
    """Say that the page shows an example, of what, and what to try first; one click leads to one's own levers."""
    shown = state.shows_example()
    if not (shown or state.offers_example()):
        st.empty() if task else _taken(name)
        return
    st.session_state[_DRAWN] = name
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=None if task else _ROW):
        if shown:
            st.badge(say("example.badge"), icon=":material/science:", color="blue")
            st.markdown(say(f"example.{name}"), width="content")
            if task:
                st.button(say(f"example.task.{name}"), key="example.task", on_click=state.change, args=(_with, task))
        st.button(
            say("example.own" if shown else "example.show"),
            key="example.turn",
            type="tertiary",
            on_click=_turn_example,
            args=(shown,),
        )


def _taken(name: str) -> None:
    """Keep the place of an example whose levers the visitor has moved on the page, so that nothing below it jumps."""
    if st.session_state.get(_DRAWN) == name:
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=_ROW):
            st.badge(say("example.taken"), icon=":material/tune:", color="gray")


def _with(play: Play, levers: Mapping[str, object]) -> Play:
    return move(play, play.settings.replace(**levers))


def _turn_example(own: bool) -> None:
    state.prefer_own(own)
    st.rerun()


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
