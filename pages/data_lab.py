"""The Data lab: what every source of data adds to the offers, and to every risk."""

import streamlit as st

from equipoise.ui.data_lab import choices, parts, runs
from equipoise.ui.shared import page

play = page.whole("data_lab", lead="fields.lead")
used = runs.columns(play.settings)
levers, weighed = st.columns([9, 20], gap="medium")
with levers:
    choices.show(play, used)
with weighed:
    parts.show(play.settings, used)
