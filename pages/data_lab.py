"""The Data lab: what every source of data adds to the offers, and to every risk."""

import streamlit as st

from equipoise.studies.field_value import sources_in_use
from equipoise.ui.data_lab import choices, parts
from equipoise.ui.shared import compute, page

play = page.whole("data_lab", lead="fields.lead")
used = compute.answer(sources_in_use, play.settings, slot=st.empty())
levers, weighed = st.columns([9, 20], gap="medium")
with levers:
    choices.show(play, used)
with weighed:
    parts.show(play.settings, used)
