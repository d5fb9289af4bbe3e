"""The Playground: move levers, and see what happens to offers, privacy and fairness."""

import streamlit as st

from equipoise.ui.playground import board
from equipoise.ui.shared import frame, levers, state, story, toggles, toolbar

line, arrived = frame.header("playground")
state.open_play(arrived=arrived)
toolbar.region(line)
story.problem()

controls, results = st.columns([10, 19], gap="medium")
with controls:
    if levers.wanted():
        levers.show()
    else:
        toggles.show()
        story.suggest()
        toggles.guess_switch()
with results:
    board.show()
board.look_closer()
