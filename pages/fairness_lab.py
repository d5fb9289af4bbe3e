"""The Fairness lab: thresholds by group, what cannot hold together, proxies, remedies, delivery, who pays."""

import streamlit as st

from equipoise.ui.fairness_lab import choices, delivery, proxies, remedies, thresholds, trade_offs
from equipoise.ui.shared import compute, frame, state, toolbar, who_pays
from equipoise.ui.shared.words import say

PARTS = {
    "thresholds": thresholds.show,
    "trade_offs": trade_offs.show,
    "proxies": proxies.show,
    "remedies": remedies.show,
    "delivery": delivery.show,
}

bar, arrived = frame.header("fairness_lab")
play = state.open_play(arrived=arrived)
toolbar.show(bar, play)
if play.problem:
    st.error(say("problem.link", problem=play.problem), icon=":material/link_off:")

st.markdown(say("fair.lead"))
levers, parts = st.columns([6, 23], gap="medium")
with levers:
    choices.show(play)
with parts:
    compute.outcomes(play.settings, play.pin, st.empty())
    titles = [say(f"fair.part.{part}") for part in (*PARTS, "who_pays")]
    *tabs, paid = st.tabs(titles, key="fairness.part", on_change="rerun")
    for tab, show in zip(tabs, PARTS.values(), strict=True):
        if tab.open:
            with tab:
                show(play.settings)
    if paid.open:
        with paid:
            who_pays.show(play, choices.attribute(play.settings))
