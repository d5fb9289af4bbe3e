"""The first page: a hundred people, one question about the table that is stolen, and three doors."""

from __future__ import annotations

import dataclasses

import streamlit as st

from equipoise.studies.crowd.facts import crowd
from equipoise.texts.catalogue import texts
from equipoise.ui.shared import compute, explain, frame
from equipoise.ui.shared.bundles import STOLEN
from equipoise.ui.shared.crowd.payload import Scene
from equipoise.ui.shared.crowd.picture import show_crowd
from equipoise.ui.shared.headlines import HEADLINES
from equipoise.ui.shared.language import PARAMETER
from equipoise.ui.shared.moves import TYPICAL
from equipoise.ui.shared.numbers import hundred
from equipoise.ui.shared.words import say


@dataclasses.dataclass(frozen=True)
class Door:
    """Who comes in here, and where it leads.

    Attributes:
        name: what its texts are called. icon: the picture on it.
        leads_to: the file of the page behind it.
    """

    name: str
    icon: str
    leads_to: str


DOORS = (
    Door("staff", "school", "learn"),
    Door("customer", "person", "your_data"),
    Door("workshop", "groups", "workshop"),
)
_FIRST = "blurred"
"""What stands in the table before anybody has touched a button."""


def forward() -> None:
    """Open a link that carries levers in the Playground, which was the first page when the link was shared."""
    if set(st.query_params) - {PARAMETER}:
        pairs = [(name, value) for name in st.query_params for value in st.query_params.get_all(name)]
        st.switch_page("pages/playground.py", query_params=pairs)


def show() -> None:
    """Draw the page at once; the people and what happened to them come when it is computed."""
    words, people = st.columns([9, 16], gap="medium", vertical_alignment="center")
    with words.container(gap="small"):
        st.title(say("start.title"), anchor=False)
        st.markdown(say("start.lead"))
        with st.container(border=True, gap="small"):
            stolen, told = _question()
    for place, door in zip(st.columns(len(DOORS), gap="small"), DOORS, strict=True):
        with place.container(border=True, height="stretch", gap="small"):
            _door(door)
    with st.container(horizontal=True, vertical_alignment="center"):
        frame.go("playground", say("start.playground"), key="start.playground", type="tertiary")
        explain.about(dict.fromkeys(HEADLINES), key="start", label=say("about.numbers"))
    with frame.line("start"):
        st.caption(say("start.trust", people=TYPICAL["population.size"]), width="content")
    with people.container(key="start.people"):  # keeps the crowd's place free, so that nothing moves when it comes
        asked = compute.ask(crowd, TYPICAL.replace(**STOLEN[stolen]))
        if not asked.done:
            told.markdown(say("start.waiting"))
        now = compute.result(asked, st.empty())
        show_crowd(Scene(crowd=now, fact="found"), key="start.crowd", columns="wide")
    numbers = {name: hundred(now.of_all[name] / 100) for name in ("found", "right")}
    told.markdown(say("start.told", **numbers))


def _question() -> tuple[str, st.delta_generator.DeltaGenerator]:
    """Ask what stood in the stolen table; return the answer, and the place for what follows from it."""
    stolen = st.segmented_control(
        say("start.question"),
        list(STOLEN),
        format_func=lambda name: say(f"start.stolen.{name}"),
        default=_FIRST,
        required=True,
        key="start.stolen",
        persist_state="session",
        width="stretch",
    )
    return str(stolen), st.empty()


def _door(door: Door) -> None:
    words = texts().under(f"ui.start.door.{door.name}")
    st.markdown(f"**:material/{door.icon}: {words['title']}** · {words['what']}")
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        frame.go(door.leads_to, words["go"], key=f"start.{door.name}", type="primary")
        st.badge(words["time"], icon=":material/schedule:", color="gray")
