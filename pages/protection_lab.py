"""The Protection lab: one technique at a time, on the same people, along its strength."""

from functools import partial

import streamlit as st

from equipoise.ui.protection_lab import choice, codes, curve, people, who_pays
from equipoise.ui.shared import page
from equipoise.ui.shared.crowd import lab
from equipoise.ui.shared.words import say

play = page.whole("protection_lab", example=choice.EXAMPLE, task=choice.TASK)

found, levers = st.columns([19, 9], gap="medium")
with levers:
    family = choice.show(play)
with found:
    now = lab.show(play, key="protection_lab.crowd")
with levers:
    choice.card(play.settings, family, now)

parts = {
    "people": partial(people.show, play.settings, family),
    "curve": partial(curve.show, play.settings, family),
    "codes": partial(codes.show, play.settings),
    "who_pays": partial(who_pays.show, play),
}
page.tabs({say(f"protection.part.{name}"): show for name, show in parts.items()}, key="protection.part")
