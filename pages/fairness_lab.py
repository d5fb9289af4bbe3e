"""The Fairness lab: thresholds by group, what cannot hold together, proxies, remedies, delivery."""

from functools import partial

import streamlit as st

from equipoise.ui.fairness_lab import choices, delivery, proxies, remedies, thresholds, trade_offs
from equipoise.ui.shared import compute, page
from equipoise.ui.shared.moves import Play
from equipoise.ui.shared.words import say


def together(play: Play) -> None:
    if thresholds.show(play.settings):
        trade_offs.show(play.settings)


PARTS = {
    "thresholds": together,
    "proxies": lambda play: proxies.show(play.settings),
    "remedies": lambda play: remedies.show(play.settings),
    "delivery": lambda play: delivery.show(play.settings),
}

play = page.whole("fairness_lab", lead="fair.lead", example=choices.EXAMPLE, task=choices.TASK)
levers, parts = st.columns([6, 23], gap="medium")
with levers:
    choices.show(play)
with parts:
    compute.outcomes(play.settings, play.pin, st.empty())
    page.tabs({say(f"fair.part.{name}"): partial(show, play) for name, show in PARTS.items()}, key="fairness.part")
