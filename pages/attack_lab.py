"""The Attack lab: *Guess who?* played with data, then the whole table, then what each clue is worth."""

from functools import partial

from equipoise.ui.attack_lab import details, guess_who, search
from equipoise.ui.shared import frame, page, progress, toolbar
from equipoise.ui.shared.keeper import store
from equipoise.ui.shared.words import say

PARTS = {"guess": guess_who.show, "table": search.show, "more": details.show}

play = page.whole("attack_lab", lead="guess_who.lead", tools=toolbar.buttons if frame.expert() else page.no_tools)
page.tabs({say(f"guess_who.part.{name}"): partial(show, play) for name, show in PARTS.items()}, key="hunt.part")
if progress.chosen_path():
    store.keep()
