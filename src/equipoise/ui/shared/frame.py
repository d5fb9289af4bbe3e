"""What every page shares: its place in the menu, the notice that all people are invented, plain or expert words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from equipoise.ui.charts import svg
from equipoise.ui.charts.style import BLUE
from equipoise.ui.shared import address, kiosk, language, large
from equipoise.ui.shared.arrival import arrive
from equipoise.ui.shared.state import control
from equipoise.ui.shared.words import on_accent, say

_MODE = "mode"
_CHOSEN = "chosen_mode"
_LAST = "last_page"
_FIRST = "start"
"""The page with a title of its own."""
LABS = ("consent_lab", "data_lab", "protection_lab", "attack_lab", "fairness_lab", "deliver", "share")
"""The pages that open from the journey, in the order of the chain."""
DOORS = {"journey": LABS, "decide": ("rules", "audit", "evidence")}
"""The pages that lead to others, and to which, in their order."""
BEHIND = {page: door for door, pages in DOORS.items() for page in pages}
"""The pages that the menu does not show, each with the page that it opens from."""
_WITH_SWITCH = "your_data"
"""The page that always has the switch for large text."""
_SCALES = svg.element(
    "g",
    svg.element("path", d="M16 5v20M9 27h14M4 9h24")
    + svg.element("path", d="M4 9l-3 8a3.4 3.4 0 0 0 6 0zM28 9l-3 8a3.4 3.4 0 0 0 6 0z", fill=BLUE, fill_opacity=".25"),
    fill="none",
    stroke=BLUE,
    stroke_width=2.4,
    stroke_linecap="round",
    stroke_linejoin="round",
)
ICON = svg.svg(_SCALES, 32, 32)
_LETTERS = "font:600 21px Georgia,Liberation Serif,serif"
_NAME = svg.element(
    "text", "Equipoise", x=42, y=23, style=_LETTERS, fill=BLUE, textLength=104, lengthAdjust="spacingAndGlyphs"
)  # fits whatever font there is
_MARK = svg.svg(_SCALES + _NAME, 148, 32)


def logo() -> None:
    """Put the wordmark into the app's header; its blue reads on the light and on the dark page."""
    st.logo(_MARK, size="large")


def pages(menu: Sequence[str]) -> list[st.Page]:
    """Return all pages for `st.navigation`, with their titles: those in the menu, and those behind them.

    Args:
        menu: the files in ``pages/`` that the menu shows; the first one is what one meets first.
    """
    return [
        st.Page(
            f"pages/{name}.py",
            title=say(f"page.{name}"),
            default=name == menu[0],
            visibility="hidden" if name in BEHIND else "visible",
        )
        for name in (*menu, *BEHIND)
    ]


def go(page: str, label: str, *, key: str, type: Literal["primary", "secondary", "tertiary"] = "primary") -> None:
    """Draw a button that leads to another page."""
    icon = ":material/arrow_forward:"
    if st.button(on_accent(label, type), key=key, icon=icon, icon_position="right", type=type):
        st.switch_page(f"pages/{page}.py")


def menu_position() -> Literal["top", "hidden"]:
    """Return where the menu is: hidden while a lesson is presented (``slide`` is in the address) and in a kiosk."""
    return "hidden" if "slide" in st.query_params or kiosk.on() else "top"


def header(page: str, *, view: str = "") -> tuple[DeltaGenerator, bool]:
    """Open a page: return the line to put the page's own buttons into, and whether one came from another page.

    Args:
        page: the name of its file.
        view: what of the page one has opened, such as a lesson; another one begins at the top.
    """
    arrived = enter(page, view=view)
    made = line(page)
    language.notice(arrived=arrived)
    return made, arrived


def enter(page: str, *, view: str = "") -> bool:
    """Open a page without its line, and return whether one came from another page; arguments as those of `header`."""
    language.adopt()
    language.publish()
    address.adopt()
    large.wear()
    kiosk.watch()
    arrive(f"{page} {view}")
    arrived = st.session_state.get(_LAST) not in (None, page)
    st.session_state[_LAST] = page
    return arrived


def line(page: str) -> DeltaGenerator:
    """Draw the page's name, that everybody is invented, and plain or expert words; return the line for more."""
    mode = st.session_state.get(_CHOSEN, "plain")
    made = st.container(horizontal=True, vertical_alignment="center", key="line")
    with made:
        if page in BEHIND:
            _back(BEHIND[page])
        if page != _FIRST:
            st.subheader(say(f"page.{page}"), anchor=False, width="content")
        st.badge(say("frame.notice"), icon=":material/theater_comedy:", color="gray", help=say("frame.notice_help"))
        if large.on() and page != _WITH_SWITCH:
            large.switch()
        if kiosk.on():
            return made
        st.segmented_control(
            say("frame.mode"),
            ["plain", "expert"],
            format_func=lambda mode: say(f"frame.{mode}"),
            required=True,
            default=mode,
            label_visibility="collapsed",
            **control(f"{_MODE}.{page}", mode, _choose),  # one key for all: drawn unchosen
        )
    return made


def _back(door: str) -> None:
    if st.button(say(f"page.{door}"), key=f"{door}.back", icon=":material/arrow_back:", type="tertiary"):
        st.switch_page(f"pages/{door}.py")


def far_end(line: DeltaGenerator) -> DeltaGenerator:
    """Return a container at the right end of a page's title line."""
    return line.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center")


def expert() -> bool:
    """Whether this session wants technical terms."""
    return st.session_state.get(_CHOSEN) == "expert"


def _choose(mode: str) -> None:
    st.session_state[_CHOSEN] = mode
