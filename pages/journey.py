"""The journey: the way of data through the shop, the lab of every stop, what a leak would show, and the papers."""

from functools import partial

from equipoise.ui.journey import flowing, leaking, papers, stops
from equipoise.ui.shared import page
from equipoise.ui.shared.words import say

PARTS = {"stops": stops.show, "flow": flowing.show, "leak": leaking.show, "papers": papers.show}

play = page.whole("journey", lead="journey.lead")
page.tabs({say(f"journey.part.{name}"): partial(show, play) for name, show in PARTS.items()}, key="journey.part")
