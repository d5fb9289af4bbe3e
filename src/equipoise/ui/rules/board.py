"""The findings as they lie on the page: each keeps its place, also after a press has ended it.

A list that is put in order anew after every press would move all that one has just read. So the places last until
something else than a press on this page changes the shop.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

import streamlit as st

from equipoise.rules.book import Rule, book
from equipoise.rules.findings import Finding, remedied
from equipoise.ui.shared import shop, state
from equipoise.ui.shared.moves import Play, move
from equipoise.ui.shared.shop import Shop

_BOARD = "rules.board"


@dataclasses.dataclass(frozen=True)
class Press:
    """What a press on a remedy did: the shop before and after it."""

    before: Shop
    after: Shop


@dataclasses.dataclass(frozen=True)
class Board:
    """The places of the findings.

    Attributes:
        regions: for which they were found. shop: as it was when they were laid out, or after the last press.
        places: the ids of rules, from top to bottom. pressed: the presses that stand, by rule.
    """

    regions: tuple[str, ...]
    shop: Shop
    places: tuple[str, ...] = ()
    pressed: Mapping[str, Press] = dataclasses.field(default_factory=dict)


def laid_out(here: Shop, regions: tuple[str, ...], found: Sequence[Finding]) -> Board:
    """Return the session's board with all that is found: the old places first, what is new below."""
    kept: Board | None = st.session_state.get(_BOARD)
    if kept is None or kept.shop != here or kept.regions != regions:
        kept = Board(regions, here)
    board = dataclasses.replace(kept, places=with_new(kept.places, found))
    st.session_state[_BOARD] = board
    return board


def with_new(places: tuple[str, ...], found: Sequence[Finding]) -> tuple[str, ...]:
    """Return the places with those findings that have none; of equal weight, what a lever ends comes first."""
    new = [finding.rule for finding in found if finding.rule.id not in places]
    return (*places, *(rule.id for rule in sorted(new, key=weight)))


def weight(rule: Rule) -> tuple[object, ...]:
    """Return by what findings are put in order: law in force, level, severity, whether a lever ends it."""
    return rule.begins is not None, rule.rank, not rule.remedy.levers


def press(rule: str) -> None:
    """Do what the remedy of a rule says; for callbacks."""
    _go(rule, undo=False)


def take_back(rule: str) -> None:
    """Put what the remedy of a rule has moved back to where it was; for callbacks."""
    _go(rule, undo=True)


def _go(rule: str, *, undo: bool) -> None:
    board: Board = st.session_state[_BOARD]
    before, remedy = board.shop, book().rules[rule].remedy
    if undo:
        old = board.pressed[rule].before
        levers = {name: old.settings[name] for name in remedy.levers}
        practices = {name: old.card.values[name] for name in remedy.practices}
        after = Shop(before.settings.replace(**levers), before.card.replace(**practices))
    else:
        after = Shop(*remedied(before.settings, before.card, remedy))
    others = {name: each for name, each in board.pressed.items() if name != rule}
    pressed = others if undo else others | {rule: Press(before, after)}
    st.session_state[_BOARD] = dataclasses.replace(board, shop=after, pressed=pressed)
    if after.card != before.card:
        shop.keep_card(after.card)
    if after.settings != before.settings:
        state.change(_with, after)


def _with(play: Play, after: Shop) -> Play:
    return move(play, after.settings)
