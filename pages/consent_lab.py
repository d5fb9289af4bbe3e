"""The Consent lab: meet the banner, guess what everybody else does, and see whom its design moves."""

from functools import partial

import streamlit as st

from equipoise.ui.consent_lab import banner, parts
from equipoise.ui.shared import page, state, toggles
from equipoise.ui.shared.words import say

page.in_regions("consent_lab", lead="consent_lab.lead", example=banner.EXAMPLE, task=banner.TASK)
levers, shop = st.columns([10, 19], gap="medium")
with levers:
    state.region("consent.levers", banner.choose, banner.design_of)
    state.region("guess", toggles.guess_switch, lambda play: play.asking)
with shop:
    state.region("consent.banner", banner.show, banner.seen_of)

page.tabs({say(f"consent_lab.part.{name}"): partial(parts.region, name) for name in parts.PARTS}, key="consent.part")
