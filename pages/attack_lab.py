"""The Attack lab: play the attacker on one invented person, see what the machine found, protect, try again."""

import streamlit as st

from equipoise.ui.attack_lab import accuse, choices, crowd, details, reveal, score, session, table, target
from equipoise.ui.shared import compute, frame, state, toolbar
from equipoise.ui.shared.words import say

bar, arrived = frame.header("attack_lab")
play = state.open_play(arrived=arrived)
toolbar.show(bar, play)
if play.problem:
    st.error(say("problem.link", problem=play.problem), icon=":material/link_off:")

st.markdown(say("hunt.lead"))
choices.show(play)
hunt = compute.round_of(play.settings, play.target, st.empty())
game = session.game()
made = game.shown(play.settings, play.target)

who, rows, verdict = st.columns([9, 14, 9], gap="small")
with who:
    target.show(play, game, hunt)
with rows:
    fitted = table.show(game, hunt)
with verdict:
    accuse.show(play, game, hunt, fitted, made)

if made is not None:
    read, found = st.columns(2, gap="small")
    with read:
        reveal.show(hunt, made)
    with found:
        crowd.show(play, game, hunt)
score.show(game)
details.show(play)
