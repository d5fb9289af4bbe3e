"""Your data: one customer's view of the machine, in plain words."""

import streamlit as st

from equipoise.ui.shared import frame, state
from equipoise.ui.shared.words import say
from equipoise.ui.your_data import card, choices, findable, guessed, known, people, runs, session, why

bar, arrived = frame.header("your_data")
play = state.open_play(arrived=arrived)
with frame.far_end(bar):
    card.shop(play)
if play.problem:
    st.error(say("problem.link", problem=play.problem), icon=":material/link_off:")

PARTS = {"known": known, "guessed": guessed, "why": why, "choices": choices, "findable": findable}
who = session.who(play.settings)
if who is None:
    people.choose(play)
else:
    run = (play.settings, who.customer, session.wishes())
    runs.ready(run, st.empty())
    card.show(run, who)
    tabs = st.tabs([say(f"you.part.{name}") for name in PARTS], key="you.part", on_change="rerun")
    for tab, part in zip(tabs, PARTS.values(), strict=True):
        if tab.open:
            with tab:
                part.show(run)
