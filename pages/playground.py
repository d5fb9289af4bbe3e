"""The Playground: move levers, and see what happens to offers, privacy and fairness."""

import streamlit as st

from equipoise.ui import closer, compute, figures, frame, headlines, levers, state, story, toggles, toolbar
from equipoise.ui.words import say

bar, arrived = frame.header("playground")
play = state.open_play(arrived=arrived)
toolbar.show(bar, play)
if play.problem:
    st.error(say("problem.link", problem=play.problem), icon=":material/link_off:")

controls, results = st.columns([10, 19], gap="medium")
with controls:
    few, many = st.tabs([say("controls.toggles"), say("controls.levers")], key="controls", on_change="rerun")
    if many.open:
        with many:
            levers.show(play)
    else:
        with few:
            toggles.show(play)
            story.suggest(play)
            toggles.guess_switch(play)

with results:
    now, pinned = compute.outcomes(play.settings, play.pin, st.empty())
    moved = None if play.pin == play.settings else compute.changes(play.pin, play.settings)
    story.show(play, now)
    headlines.show(now, moved)
    figures.show(play, now, pinned)
closer.show(play, now, pinned)
