"""The effects on the page: which are shown, how many agree, and a card for each."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import get_args

import streamlit as st

from equipoise.studies.evidence.entries import CONCERNED, Entry, Status, about, entries
from equipoise.studies.evidence.results import Found, results
from equipoise.texts.dates import long_date
from equipoise.ui.charts import effects as charts
from equipoise.ui.evidence import wording
from equipoise.ui.shared.frame import expert
from equipoise.ui.shared.words import say, term

ABOUT = "about"
"""The parameter of the address that names the number whose effects are shown."""
_KEY = "evidence.about"
_ALL = "all"
Shown = Mapping[Status, list[Entry]]
"""The effects of every group that has some, in the order of the page."""


def choose() -> Shown:
    """Let the reader choose a number, and return the effects that concern it."""
    if _KEY not in st.session_state:
        asked = st.query_params.get(ABOUT, _ALL)
        st.session_state[_KEY] = asked if asked in CONCERNED else _ALL
    chosen = st.segmented_control(
        say("evidence.filter"),
        (_ALL, *CONCERNED),
        format_func=lambda number: say("evidence.all") if number == _ALL else term(number, expert=expert()),
        required=True,
        key=_KEY,
        on_change=_write,
        wrap=True,
    )
    listed = entries().values() if chosen == _ALL else about(str(chosen))
    grouped: dict[Status, list[Entry]] = {status: [] for status in get_args(Status)}
    for entry in listed:
        grouped[entry.status].append(entry)
    return {status: found for status, found in grouped.items() if found}


def _write() -> None:
    """Put the choice into the address."""
    chosen = st.session_state[_KEY]
    st.query_params.from_dict({} if chosen == _ALL else {ABOUT: chosen})


def count(shown: Shown) -> None:
    """Draw how many effects of every group agree, and when that was computed."""
    found = results()
    counted = [
        (say(f"evidence.group.{status}.title"), words)
        for status, group in shown.items()
        for words in wording.counts(status, [_agrees(entry, found) for entry in group])
    ]
    st.html(charts.tally(counted))
    oldest = min(found.values(), key=lambda each: each.date)
    when = say("evidence.when", date=long_date(oldest.date), version=oldest.version)
    st.caption(f"{say('evidence.how', worlds=len(oldest.seeds))} {when}")


def show(shown: Shown) -> None:
    """Draw the effects group by group, and the same as a table."""
    found = results()
    for status, group in shown.items():
        st.subheader(say(f"evidence.group.{status}.title"), anchor=False)
        st.markdown(say(f"evidence.group.{status}.what"))
        for area, same in groupby(group, key=lambda entry: entry.area):
            st.markdown(f"**{say(f'evidence.area.{area}')}**")
            st.html(charts.effects([wording.effect(entry, found.get(entry.id)) for entry in same]))
    with st.expander(say("evidence.table")):
        everything = [entry for group in shown.values() for entry in group]
        table = wording.table(everything, found)
        st.table(table, hide_index=True, border="horizontal", alt=say("evidence.table"))


def _agrees(entry: Entry, found: Mapping[str, Found]) -> bool | None:
    return found[entry.id].agrees if entry.id in found else None
