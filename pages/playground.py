"""The Playground: move levers, and see what happens to offers, privacy and fairness."""

import streamlit as st

from equipoise.ui import board, frame, levers, state, story, toggles, toolbar
from equipoise.ui.words import say

line, arrived = frame.header("playground")
state.open_play(arrived=arrived)
toolbar.region(line)
story.problem()

controls, results = st.columns([10, 19], gap="medium")
with controls:
    few, many = st.tabs([say("controls.toggles"), say("controls.levers")], key="controls", on_change="rerun")
    if many.open:
        with many:
            levers.show()
    else:
        with few:
            toggles.show()
            story.suggest()
            toggles.guess_switch()
with results:
    board.show()
board.look_closer()
