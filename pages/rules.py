"""Rules: what law and good practice say about this shop, wherever its customers live, and what each remedy costs."""

from functools import partial

import streamlit as st

from equipoise.rules.facts import facts
from equipoise.rules.findings import found_in
from equipoise.ui.rules import board, changed, listing, opening, places, practices, regimes
from equipoise.ui.shared import compute, page
from equipoise.ui.shared.shop import shop
from equipoise.ui.shared.words import say

play = page.whole("rules", example=opening.EXAMPLE)
regions = places.choose()
counted = st.container(key="rules-count").empty()
here = shop(play.settings)
now, _ = compute.outcomes(play.settings, play.settings, counted)
read = facts(here.settings, now, here.card, regions)
found = found_in(read)
with counted:
    opening.count(found)

PARTS = {
    "found": lambda: listing.show(board.laid_out(here, regions, found), found, read, now),
    "regimes": partial(regimes.show, here, regions, now),
    "practices": partial(practices.show, here),
    "changed": changed.show,
}
page.tabs({say(f"rules.part.{name}"): show for name, show in PARTS.items()}, key="rules.part")
opening.note()
