"""The map: people or data flow through the steps, what was before laid over it, and each step looked at closely."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import pandas as pd
import streamlit as st

from equipoise.by_design.flow import Flow, Step, flow
from equipoise.by_design.streams import FIELDS, ORIGINS, Streams, data_streams, people_streams
from equipoise.core.vocabulary import MONTHS, THIRD_PARTY
from equipoise.texts.catalogue import texts
from equipoise.ui.charts.style import BLUE, CACHED, GREY, ORANGE
from equipoise.ui.journey import river, step
from equipoise.ui.shared import compute
from equipoise.ui.shared.moves import Play
from equipoise.ui.shared.words import say

_MAKE: Final = {"people": people_streams, "data": data_streams}
_SAID: Final = ("account", "survey")
_WISHES: Final[dict[str, river.Look]] = {
    "everything": (ORANGE, 1.0),
    "others": (ORANGE, 0.6),
    "offers": (BLUE, 1.0),
    "analytics": (BLUE, 0.6),
    "nothing": (GREY, 1.0),
}
"""Orange flows to others too, blue stays in the shop, grey is what nobody allowed."""
LOOKS: Final[dict[str, dict[str, river.Look]]] = {
    "people": _WISHES,
    "data": {
        name: (GREY if name in _SAID else ORANGE if name in THIRD_PARTY else BLUE, 0.6 if place % 2 else 1.0)
        for place, name in enumerate(ORIGINS)
    },
}
"""Of every stream its colour. Data: grey is what people say, blue what the shop sees, orange what it buys."""


def show(play: Play) -> None:
    """Draw the map, and beside it the step that is looked at."""
    st.markdown(say("journey.flow.lead"))
    left, right = st.columns([6, 5], gap="medium")
    with left:
        _map(play)
    with right:
        step.show(play)


def _map(play: Play) -> None:
    what = st.segmented_control(
        say("journey.flow.choice"),
        list(_MAKE),
        format_func=lambda name: say(f"journey.flow.what.{name}"),
        default="people",
        required=True,
        key="journey.what",
        label_visibility="collapsed",
    )
    waiting = st.empty()
    compute.outcomes(play.settings, play.pin, waiting)  # every step of a flow is a part of these runs
    now, before = (
        (compute.answer(flow, each), compute.answer(_MAKE[what], each)) for each in (play.settings, play.pin)
    )
    compared = play.pin != play.settings
    st.html(drawn(what, *now, *(before if compared else (None, None))))
    st.caption(" ".join(say(f"journey.flow.key.{part}") for part in (what, "pinned")[: 1 + compared]))
    with st.expander(say("journey.flow.table")):
        st.table(table(what, now[1]), hide_index=True, border="horizontal", alt=say("journey.flow.table"))
        st.table(sources(now[0]), hide_index=True, border="horizontal", alt=say("journey.flow.where"))


@lru_cache(maxsize=CACHED)
def drawn(what: str, way: Flow, now: Streams, way_before: Flow | None, before: Streams | None) -> str:
    """Return the map of people or data, with what was before if there is something else to compare with."""
    told = {name: lines(what, way[name], way_before[name] if way_before else None) for name in now.steps}
    words = river.Words(
        steps=tuple((step.name_of(name), told[name]) for name in now.steps),
        names={name: stream_name(what, name) for name in now.names},
        alt=". ".join(f"{step.name_of(name)}: {', '.join(told[name])}" for name in now.steps),
    )
    return river.draw(now, before, LOOKS[what], words)


def stream_name(what: str, name: str) -> str:
    """Return what a stream is called."""
    return texts()[f"by_design.{'wish' if what == 'people' else 'paper.from'}.{name}"]


def lines(what: str, now: Step, before: Step | None) -> tuple[str, ...]:
    """Return what stands below the name of a step: people, or fields and months, and what was before if it differs."""
    numbers, was = _numbers(what, now), None if before is None else _numbers(what, before)
    shown = say(f"journey.flow.number.{what}", **numbers)
    return (shown,) if was in (None, numbers) else (shown, say(f"journey.flow.earlier.{what}", **was))


def _numbers(what: str, of: Step) -> dict[str, str]:
    if what == "people":
        return {"n": f"{of.people:,}"}
    fields, months = (len(FIELDS), MONTHS) if of.name == "ask" else (of.fields, of.months)
    return {"fields": f"{fields}", "months": f"{months}"}


def table(what: str, of: Streams) -> pd.DataFrame:
    """Return how much of every stream is there at each step: people, or fields times months."""
    there = of.at[:, :, :-1].sum(axis=2)
    flowing = [place for place in range(len(of.names)) if there[:, place].any()]
    head = say(f"journey.flow.stream.{what}")
    return pd.DataFrame(
        [(stream_name(what, of.names[place]), *(f"{number:,}" for number in there[:, place])) for place in flowing],
        columns=[head, *map(step.name_of, of.steps)],
    )


def sources(of: Flow) -> pd.DataFrame:
    """Return where the data comes from, as a table."""
    words = texts().under("by_design.paper")
    rows = [
        (words[f"from.{one.name}"], words[f"for.{one.purpose}"], f"{one.fields}", f"{one.people:,}")
        for one in of.sources
    ]
    return pd.DataFrame(
        rows, columns=[say(f"journey.flow.column.{name}") for name in ("source", "purpose", "fields", "people")]
    )
