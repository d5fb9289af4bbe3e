"""The lab Deliver: what people are shown, what that is worth, and what it gives away to somebody who looks on."""

from functools import partial

from equipoise.ui.deliver import advertisements, messages, plan
from equipoise.ui.shared import page
from equipoise.ui.shared.words import say

play = page.whole("deliver", lead="deliver.lead")
parts = {"messages": messages.show, "plan": plan.show, "ads": advertisements.show}
page.tabs({say(f"deliver.part.{name}"): partial(draw, play) for name, draw in parts.items()}, key="deliver.part")
