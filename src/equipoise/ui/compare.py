"""Two scenarios side by side, in a dialog."""

from __future__ import annotations

import streamlit as st

from equipoise.report import Outcome
from equipoise.scenarios import scenarios
from equipoise.settings import Settings
from equipoise.ui import compute, tables
from equipoise.ui.moves import Play
from equipoise.ui.numbers import in_100, interval, plain
from equipoise.ui.words import say, term


def button(play: Play) -> None:
    """Draw the button that opens the dialog."""
    label, hint = say("bar.compare"), say("bar.compare_help")
    if st.button(label, key="bar.compare", icon=":material/compare:", type="tertiary", help=hint):
        st.dialog(say("compare.title"), width="large")(_body)(play)


def sides(play: Play) -> dict[str, Settings]:
    """Return what can be put side by side: the present state, the pin, and every scenario, by title."""
    own = {say("compare.now"): play.settings, say("compare.pin"): play.pin}
    return own | {scenario.title: scenario.settings for scenario in scenarios().values()}


def _body(play: Play) -> None:
    every = sides(play)
    chosen = []
    for side, place, column in zip(("left", "right"), (1, 0), st.columns(2), strict=True):
        with column:
            title = st.selectbox(say(f"compare.{side}"), list(every), index=place, key=f"compare.{side}")
            _numbers(compute.outcome(every[title]))
            chosen.append((title, every[title]))
    (left, before), (right, after) = chosen
    table = tables.moved(before, after)
    if table.empty:
        st.caption(say("compare.same"))
        return
    table.columns = [table.columns[0], left, right if right != left else f"{right} "]
    st.markdown(f"**{say('compare.differ')}**")
    st.table(table, hide_index=True, border="horizontal", alt=say("compare.differ"))


def _numbers(outcome: Outcome) -> None:
    for number in tables.HEADLINE_NUMBERS:
        rate = getattr(outcome.headlines, number)
        with st.container(border=True, gap="xsmall"):
            st.metric(term(number, expert=True), in_100(rate))
            st.caption(say("headline.interval", interval=interval(rate)))
    rate = outcome.targeting.margin_per_1000
    with st.container(border=True, gap="xsmall"):
        st.metric(say("headline.margin"), f"€{plain(rate.value)}")
        st.caption(say("headline.margin_unit"))
