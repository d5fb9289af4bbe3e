"""The Protection lab: one technique at a time, on the same people, along its strength."""

import streamlit as st

from equipoise.ui.protection_lab import choice, codes, curve, people
from equipoise.ui.shared import compute, frame, headlines, state, toolbar, who_pays
from equipoise.ui.shared.words import say

bar, arrived = frame.header("protection_lab")
play = state.open_play(arrived=arrived)
toolbar.show(bar, play)
if play.problem:
    st.error(say("problem.link", problem=play.problem), icon=":material/link_off:")

levers, about = st.columns([10, 19], gap="medium")
with levers:
    family = choice.show(play)
with about:
    now, pinned = compute.outcomes(play.settings, play.pin, st.empty())
    choice.card(play.settings, family, now)
headlines.show(now, None if play.pin == play.settings else compute.changes(play.pin, play.settings))

titles = [say(f"protection.part.{part}") for part in ("people", "curve", "codes", "who_pays")]
beside, stronger, tested, paid = st.tabs(titles, key="protection.part", on_change="rerun")
if beside.open:
    with beside:
        people.show(play.settings, family)
if stronger.open:
    with stronger:
        curve.show(play.settings, family)
if tested.open:
    with tested:
        codes.show(play.settings)
if paid.open:
    with paid:
        who_pays.show(play)
