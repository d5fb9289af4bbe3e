"""The Data lab: what every source of data adds to the offers, and to every risk."""

import streamlit as st

from equipoise.ui.data_lab import choices, parts, runs
from equipoise.ui.shared import frame, state, toolbar
from equipoise.ui.shared.words import say

bar, arrived = frame.header("data_lab")
play = state.open_play(arrived=arrived)
toolbar.show(bar, play)
if play.problem:
    st.error(say("problem.link", problem=play.problem), icon=":material/link_off:")

st.markdown(say("fields.lead"))
used = runs.columns(play.settings)
levers, weighed = st.columns([9, 20], gap="medium")
with levers:
    choices.show(play, used)
with weighed:
    parts.show(play.settings, used)
