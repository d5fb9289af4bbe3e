"""The part "What the rules find": every finding in its place, with a button that does what its remedy says."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from equipoise.chain.outcome import Outcome
from equipoise.rules.book import Remedy, Rule, book
from equipoise.rules.fact import REGIONS
from equipoise.rules.facts import Facts
from equipoise.rules.findings import Finding
from equipoise.ui.rules import board as boards
from equipoise.ui.rules import cost, finding
from equipoise.ui.rules.board import Board, Press
from equipoise.ui.shared import compute, rule_words
from equipoise.ui.shared.words import on_accent, say

_ALL = "rules.all"
_FIRST = 5
"""How many findings are shown before somebody asks for all."""


def show(board: Board, found: tuple[Finding, ...], read: Facts, now: Outcome) -> None:
    """Draw the findings in their places.

    Args:
        board: the places. found: what the rules find in the facts ``read``. now: the outcome that these are of.
    """
    if not board.places:
        st.info(say("rules.none"), icon=":material/search_off:")
        return
    speaking = {each.rule.id for each in found}
    shown = board.places if st.session_state.get(_ALL) else board.places[:_FIRST]
    for place, name in enumerate(shown):
        rule = book().rules[name]
        with st.container(border=True, gap="small", key=f"rules.place.{place}"):
            st.html(_found(rule, board, read, speaks=name in speaking))
            _press(rule, board.pressed.get(name), speaks=name in speaking, first=place == 0)
            _cost(rule, board.pressed.get(name), now)
            st.html(finding.more(rule))
    if len(shown) < len(board.places):
        more = say("rules.more", n=len(board.places))
        st.button(more, key="rules.more", icon=":material/expand_more:", on_click=_open)


def _open() -> None:
    st.session_state[_ALL] = True


def _found(rule: Rule, board: Board, read: Facts, *, speaks: bool) -> str:
    concerned = rule.condition.regions or board.regions
    regions = tuple(place for place in board.regions if place in concerned)
    reads = [read.reads[name] for name in rule.condition.facts if name != REGIONS]
    return finding.draw(rule, regions, reads, board.shop.settings, speaks=speaks)


def _press(rule: Rule, press: Press | None, *, speaks: bool, first: bool) -> None:
    """Draw the button that does what the remedy says, or that takes it back."""
    remedy, name = rule.remedy, rule.id
    if press:
        words, then = say("rules.back"), boards.take_back
        st.button(words, key=f"rules.back.{name}", icon=":material/undo:", on_click=then, args=(name,))
    elif speaks and (remedy.levers or remedy.practices):
        look: Literal["primary", "secondary"] = "primary" if first else "secondary"
        words = on_accent(label(remedy), look)
        st.button(words, key=f"rules.press.{name}", type=look, icon=_icon(remedy), on_click=boards.press, args=(name,))


def label(remedy: Remedy) -> str:
    """Return what is written on the button of a remedy: what it moves, if that is one thing."""
    moves = rule_words.moves(remedy)
    if len(moves) == 1:
        return moves[0]
    return say("rules.press.lever" if remedy.levers else "rules.press.practice")


def _icon(remedy: Remedy) -> str:
    return ":material/tune:" if remedy.levers else ":material/assignment_turned_in:"


def _cost(rule: Rule, press: Press | None, now: Outcome) -> None:
    """Draw what a remedy with levers costs, once it is pressed; one of practices alone moves no number."""
    if not rule.remedy.levers:
        if press:
            st.caption(say("rules.cost.work"))
    elif press is None:
        st.html(cost.draw(now))
    else:
        before, after = press.before.settings, press.after.settings
        first, second = compute.outcomes(before, after, st.empty())
        st.html(cost.draw(first, second, compute.changes(before, after)))
