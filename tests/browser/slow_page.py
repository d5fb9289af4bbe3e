"""A page whose control leaves it, in a run that goes on for a while after a part with a choice of its own is drawn."""

import time

import streamlit as st

from equipoise.ui.shared import moves, state


def control(play):
    st.segmented_control(
        "Number",
        ["identified", "right_offer"],
        default=play.figure,
        **state.control("number", play.figure, reported),
    )


def reported(figure):
    st.session_state["heard"] = [*st.session_state.get("heard", []), figure]
    state.change(moves.show, "treated_alike")


def choice(play):
    st.text(f"chosen: {st.pills('Choice', ['first', 'second'])}")


def result(play):
    st.text(f"heard: {st.session_state.get('heard', [])}")


state.open_play()
if st.toggle("Other controls"):
    state.region("choice", choice, lambda play: play.settings)
    time.sleep(2)
else:
    state.region("control", control, lambda play: play.figure)
state.region("result", result, lambda play: play.figure)
