"""The lab Share: what a partner gets, what he makes of it, a clean room to ask, and six companies to check."""

from functools import partial

from equipoise.ui.share import given, room, six
from equipoise.ui.shared import page
from equipoise.ui.shared.words import say

play = page.whole("share", lead="partners.lead")
parts = {"given": given.show, "room": room.show, "six": six.show}
page.tabs({say(f"partners.part.{name}"): partial(draw, play) for name, draw in parts.items()}, key="partners.part")
