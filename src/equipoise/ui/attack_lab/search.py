"""The whole table: filter its rows by hand, point at one, see what the machine found, protect, try again."""

from __future__ import annotations

import streamlit as st

from equipoise.studies.hunt import hunt as deal_round
from equipoise.ui.attack_lab import accuse, choices, crowd, reveal, score, session, table, target
from equipoise.ui.shared import compute
from equipoise.ui.shared.moves import Play


def show(play: Play) -> None:
    """Draw the three steps, and after an accusation what it reveals and what the machine found."""
    choices.show(play)
    hunt = compute.answer(deal_round, play.settings, play.target, slot=st.empty())
    game = session.game()
    made = game.shown(play.settings, play.target)
    who, rows, verdict = st.columns([9, 14, 9], gap="small")
    with who:
        target.show(play, game, hunt)
    with rows:
        fitted = table.show(game, hunt)
    with verdict:
        accuse.show(play, game, hunt, fitted, made)
    if made is not None:
        read, found = st.columns(2, gap="small")
        with read:
            reveal.show(hunt, made)
        with found:
            crowd.show(play, game, hunt)
    score.show(game)
