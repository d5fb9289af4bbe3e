"""The Consent lab: meet the banner, guess what everybody else does, and see whom its design moves."""

import streamlit as st

from equipoise.ui.consent_lab import banner, parts
from equipoise.ui.shared import frame, state, story, toggles, toolbar
from equipoise.ui.shared.words import say

line, arrived = frame.header("consent_lab")
state.open_play(arrived=arrived)
toolbar.region(line)
story.problem()

st.markdown(say("consent_lab.lead"))
levers, shop = st.columns([10, 19], gap="medium")
with levers:
    state.region("consent.levers", banner.choose, banner.design_of)
    toggles.guess_switch()
with shop:
    state.region("consent.banner", banner.show, banner.seen_of)

tabs = st.tabs([say(f"consent_lab.part.{name}") for name in parts.PARTS], key="consent.part", on_change="rerun")
for tab, name in zip(tabs, parts.PARTS, strict=True):
    if tab.open:
        with tab:
            parts.region(name)
