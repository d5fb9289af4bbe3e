"""The first page: what this is, what is true of the typical retailer right now, and three doors."""

from __future__ import annotations

import dataclasses

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from equipoise.shared.results import Headlines
from equipoise.texts.catalogue import texts
from equipoise.ui.charts.icons import Panel, icon_arrays
from equipoise.ui.shared import compute, explain, frame
from equipoise.ui.shared.headlines import HEADLINES
from equipoise.ui.shared.language import PARAMETER
from equipoise.ui.shared.moves import TYPICAL
from equipoise.ui.shared.numbers import icons, in_100
from equipoise.ui.shared.words import say, term


@dataclasses.dataclass(frozen=True)
class Door:
    """Who comes in here, and where it leads.

    Attributes:
        name: what its texts are called. icon: the picture on it.
        leads_to: the file of the page behind it.
        later: whether that page is only what there is until the door opens.
    """

    name: str
    icon: str
    leads_to: str
    later: bool = False


DOORS = (
    Door("staff", "school", "learn"),
    Door("customer", "person", "your_data"),
    Door("workshop", "groups", "workshop", later=True),
)


def forward() -> None:
    """Open a link that carries levers in the Playground, which was the first page when the link was shared."""
    if set(st.query_params) - {PARAMETER}:
        pairs = [(name, value) for name in st.query_params for value in st.query_params.get_all(name)]
        st.switch_page("pages/playground.py", query_params=pairs)


def show() -> None:
    """Draw the page at once; the numbers come when they are computed."""
    words, scene = st.columns([13, 10], gap="large", vertical_alignment="center")
    with words:
        st.title(say("start.title"), anchor=False)
        st.markdown(say("start.lead"))
        frame.go("playground", say("start.playground"), key="start.playground", type="secondary")
    with scene:
        st.markdown(say("start.scene"))
        pictures = st.empty()
        with st.container(horizontal=True, vertical_alignment="center"):
            note = st.empty()
            explain.about(dict.fromkeys(HEADLINES), key="start", label=say("about.numbers"))
    _scene(pictures, note, None)
    for place, door in zip(st.columns(len(DOORS)), DOORS, strict=True):
        with place.container(border=True, height="stretch", gap="small"):
            _door(door)
    now, _ = compute.outcomes(TYPICAL, TYPICAL, st.empty())
    _scene(pictures, note, now.headlines)


def _scene(pictures: DeltaGenerator, note: DeltaGenerator, now: Headlines | None) -> None:
    pictures.html(scene(now))
    note.caption(say("start.computed" if now else "start.waiting", people=TYPICAL["population.size"]))


def scene(now: Headlines | None) -> str:
    """Return the three headlines as 100 icons each, side by side; empty ones while they are being computed."""
    arrays = "".join(f'<div style="flex:1 1 0;max-width:190px">{_array(number, now)}</div>' for number in HEADLINES)
    return f'<div style="display:flex;gap:16px;justify-content:space-between">{arrays}</div>'


def _array(number: str, now: Headlines | None) -> str:
    title, legend = term(number, expert=True), say(f"start.legend.{number}")
    rate = getattr(now, number) if now else None
    value = in_100(rate) if rate else say("start.computing")
    return icon_arrays(
        None,
        Panel(title, value, icons(rate.value) if rate else 0),
        legend=legend,
        alt=say("start.alt" if rate else "start.alt_waiting", number=title, value=value, legend=legend),
        glyph="offer" if number == "treated_alike" else "person",
        good=number != "identified",
    )


def _door(door: Door) -> None:
    words = texts().under(f"ui.start.door.{door.name}")
    st.subheader(f":material/{door.icon}: {words['title']}", anchor=False)
    st.markdown(words["who"])
    st.markdown(words["what"])
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        frame.go(door.leads_to, words["go"], key=f"start.{door.name}", type="secondary" if door.later else "primary")
        st.badge(words["time"], icon=":material/schedule:", color="gray")
