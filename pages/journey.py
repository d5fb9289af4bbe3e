"""The journey: the way of data through the shop, from the banner to the offer, and the lab of every stop."""

from equipoise.ui.journey import stops
from equipoise.ui.shared import page

play = page.whole("journey", lead="journey.lead")
stops.show(play)
