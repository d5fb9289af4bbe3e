"""Two scenarios side by side, in a dialog."""

from __future__ import annotations

import streamlit as st

from equipoise.chain.outcome import Outcome
from equipoise.chain.scenarios import scenarios
from equipoise.chain.settings import Settings
from equipoise.texts.numerals import plain
from equipoise.ui.shared import compute, tables
from equipoise.ui.shared.frame import expert
from equipoise.ui.shared.headlines import HEADLINES
from equipoise.ui.shared.moves import Play
from equipoise.ui.shared.numbers import in_100, interval
from equipoise.ui.shared.words import say, term

_OWN = ("compare.now", "compare.pin")


def show(play: Play) -> None:
    """Open the dialog."""
    st.dialog(say("compare.title"), width="large")(_body)(play)


def sides(play: Play) -> dict[str, Settings]:
    """Return what can be put side by side: the present state, the pin, and every scenario, by title."""
    own = dict(zip(map(say, _OWN), (play.settings, play.pin), strict=True))
    return own | {scenario.title: scenario.settings for scenario in scenarios().values()}


def _body(play: Play) -> None:
    every = sides(play)
    titles = list(every)
    other = next(place for place, title in enumerate(titles) if every[title] != play.pin)
    chosen = []
    for side, place, column in zip(("left", "right"), (1, other), st.columns(2), strict=True):
        with column:
            title = st.selectbox(say(f"compare.{side}"), titles, index=place, key=f"compare.{side}")
            _numbers(compute.outcome(every[title]))
            chosen.append((title, every[title]))
    _difference(*chosen)


def _difference(left: tuple[str, Settings], right: tuple[str, Settings]) -> None:
    table = tables.moved(left[1], right[1])
    if table.empty:
        st.caption(say("compare.same"))
        return
    table.columns = [table.columns[0], left[0], right[0]]
    st.markdown(f"**{say('compare.differ')}**")
    st.table(table, hide_index=True, border="horizontal", alt=say("compare.differ"))


def _numbers(outcome: Outcome) -> None:
    grid = st.grid(2, min_column_width=140, gap="small")
    for number in HEADLINES:
        rate = getattr(outcome.headlines, number)
        with grid.container(border=True, gap="xsmall"):
            st.metric(term(number, expert=True), in_100(rate))
            st.caption(say("headline.interval" if expert() else "headline.likely", interval=interval(rate)))
    with grid.container(border=True, gap="xsmall"):
        st.metric(say("headline.margin"), f"€{plain(outcome.targeting.margin_per_1000.value)}")
        st.caption(say("headline.margin_unit"))
