"""The Protection lab: one technique at a time, on the same people, along its strength."""

from functools import partial

import streamlit as st

from equipoise.ui.protection_lab import choice, codes, curve, people, who_pays
from equipoise.ui.shared import compute, headlines, page
from equipoise.ui.shared.words import say

play = page.whole("protection_lab")

levers, about = st.columns([10, 19], gap="medium")
with levers:
    family = choice.show(play)
with about:
    now, pinned = compute.outcomes(play.settings, play.pin, st.empty())
    choice.card(play.settings, family, now)
headlines.show(now, None if play.pin == play.settings else compute.changes(play.pin, play.settings))

parts = {
    "people": partial(people.show, play.settings, family),
    "curve": partial(curve.show, play.settings, family),
    "codes": partial(codes.show, play.settings),
    "who_pays": partial(who_pays.show, play),
}
page.tabs({say(f"protection.part.{name}"): show for name, show in parts.items()}, key="protection.part")
