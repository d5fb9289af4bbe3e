"""Decide: the door to the rules, the audit and the evidence, each with how things stand right now."""

from equipoise.ui.decide import doors
from equipoise.ui.shared import page

doors.forward()
play = page.whole("decide", lead="decide.lead")
doors.show(play)
