"""*Guess who?* played with data: clues turn people away, in the bare table and in the one that the shop protects."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import numpy as np
import streamlit as st

from equipoise.studies.guess_who import GuessWho, Table, guess_who
from equipoise.studies.hunt import Clue
from equipoise.ui.attack_lab import path, session
from equipoise.ui.attack_lab.steps import step
from equipoise.ui.attack_lab.target import first_name, known
from equipoise.ui.attack_lab.wording import label, words
from equipoise.ui.charts.style import ORANGE
from equipoise.ui.shared import compute
from equipoise.ui.shared.crowd.payload import Scene
from equipoise.ui.shared.crowd.picture import show_crowd
from equipoise.ui.shared.moves import Play
from equipoise.ui.shared.words import say

_TABLE, _CLUES = "guess_who.table", "guess_who.clues"
TABLES = ("bare", "shop")
"""The tables that the same clues are compared with."""


def show(play: Play) -> None:
    """Draw the line-up, and beside it the card with the clues and how many are left."""
    people, card = st.columns([16, 9], gap="medium")
    with card.container(border=True, gap="small"):
        waiting, table = st.empty(), _table()
        game = compute.answer(guess_who, play.settings, play.target, table, slot=waiting)
        if game is None:
            st.info(say("guess_who.nobody"), icon=":material/person_off:")
            return
        counted = st.empty()
        used = _clues(game)
        counted.html(_left(game, used))
        with st.container(key="guess_who.said"):
            st.markdown(said(game, used))
        if game.found(used):
            path.found(game.hunt.secret.customer)
            path.back()
        _next(game, used, table)
        words = {"first": first_name(game.hunt), "alike": game.alike - 1, "people": len(game.lineup)}
        st.caption(say("guess_who.line_up", **words))
    with people:
        show_crowd(scene(game, used), key="guess_who.crowd", columns="wide")


def _table() -> Table:
    chosen = st.segmented_control(
        say("guess_who.table"),
        TABLES,
        format_func=lambda name: say(f"guess_who.in.{name}"),
        default=TABLES[0],
        required=True,
        key=_TABLE,
        persist_state="session",
        width="stretch",
        label_visibility="collapsed",
    )
    return "shop" if chosen == "shop" else "bare"


def _clues(game: GuessWho) -> list[str]:
    """Let clues be chosen, and return their columns; they stay chosen when the table changes."""
    clues = {clue.field: clue for clue in game.clues}
    return list(
        st.pills(
            say("guess_who.clues", name=game.hunt.name),
            list(clues),
            selection_mode="multi",
            format_func=lambda field: clue_in_words(clues[field]),
            key=_key(game),
            persist_state="session",
            wrap=True,
        )
    )


def clue_in_words(clue: Clue) -> str:
    """Return a clue in a few words: "woman", "born 2003-07-18", "bought 2 times: garden"."""
    if clue.field.startswith("purchases_"):
        return say("guess_who.clue.purchases", topic=label(clue.field).rpartition(": ")[2], count=clue.words)
    return say(f"guess_who.clue.{clue.field}", value=known(clue))


def _key(game: GuessWho) -> str:
    return f"{_CLUES}.{game.hunt.secret.customer}"


def _left(game: GuessWho, used: Sequence[str]) -> str:
    """Return how many people are left, large, to stand where the clue is pressed."""
    colour = ORANGE if game.found(used) else "inherit"
    look = f"font-size:2.6rem;line-height:1.1;color:{colour};font-variant-numeric:tabular-nums"
    told = say("guess_who.left", everybody=f"{game.left(()):,}")
    line = "display:flex;gap:.7rem;align-items:baseline"
    return f'<div role="status" style="{line}"><b style="{look}">{game.left(used):,}</b><span>{told}</span></div>'


def said(game: GuessWho, used: Sequence[str]) -> str:
    """Return what the clues that are in use mean for the person who is looked for."""
    first, left = first_name(game.hunt), game.left(used)
    if not used:
        return say("guess_who.said.start", first=first)
    if game.found(used):
        return say("guess_who.said.found", first=first, secrets=secrets(game))
    if game.hunt.release.rows == "synthetic":
        return say("guess_who.said.invented", first=first)
    parts = [say("guess_who.said.many" if left else "guess_who.said.none", first=first, left=f"{left:,}")]
    idle = [label(clue.field) for clue in game.clues if clue.field in used and not clue.usable]
    if idle:
        parts.append(say("guess_who.said.idle", fields=", ".join(idle)))
    return " ".join(parts)


def secrets(game: GuessWho) -> str:
    """Return what the target's row says of private matters: "Money worries: no"."""
    release, row = game.hunt.release, game.hunt.secret.row
    named = release.schema.names("sensitive")
    facts = [f"{label(name)}: {words(release.schema[name], release.exact[name].iloc[row])}" for name in named]
    return " · ".join(facts) or say("guess_who.no_secrets")


def _next(game: GuessWho, used: Sequence[str], table: Table) -> None:
    """Offer the first task, then the same with the other table, then another person."""
    everything = [clue.field for clue in game.clues]
    if len(used) < len(everything):
        step("guess_who.all", say("guess_who.use_all"), "filter_alt", _use, _key(game), everything)
    else:
        other = TABLES[1 - TABLES.index(table)]
        icon = "shield" if other == "shop" else "lock_open"
        step(f"guess_who.{other}", say(f"guess_who.to.{other}"), icon, _turn, other)
    step("guess_who.another", say("guess_who.another"), "shuffle", session.next_person, look="tertiary")


def _use(key: str, fields: list[str]) -> None:
    st.session_state[key] = fields


def _turn(table: str) -> None:
    st.session_state[_TABLE] = table


def scene(game: GuessWho, used: Sequence[str]) -> Scene:
    """Return the line-up: who still fits stands, the others are turned away; who is found is marked."""
    why = game.turned_away(used)
    fact = "caught" if game.found(used) else "fits"
    reasons = tuple("anybody" if not (used or one) else _reason(one, fact) for one in why)
    stands = np.array([not one for one in why])
    return Scene(crowd=dataclasses.replace(game.lineup, lit={fact: stands}, why={fact: reasons}), fact=fact)


def _reason(field: str, fact: str) -> str:
    """Return why somebody stands or is turned away, a key of the texts under ``crowd.why``."""
    if not field:
        return fact
    return "purchases" if field.startswith("purchases_") else field
