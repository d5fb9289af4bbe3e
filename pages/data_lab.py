"""The Data lab: what every source of data adds to the offers, and to every risk."""

import streamlit as st

from equipoise.studies.field_value import sources_in_use
from equipoise.ui.data_lab import choices, parts
from equipoise.ui.shared import compute, page
from equipoise.ui.shared.crowd import lab

play = page.whole("data_lab", lead="fields.lead", example=choices.EXAMPLE, task=choices.TASK)
people, levers = st.columns([19, 9], gap="medium")
with levers:
    choices.show(play)
with people:
    lab.show(play, key="data_lab.crowd")
parts.show(play.settings, compute.answer(sources_in_use, play.settings, slot=st.empty()))
