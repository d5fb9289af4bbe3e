"""The part "All regimes": one shop in all of them as a picture, and two of them line by line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

import pandas as pd
import streamlit as st

from equipoise.chain.outcome import Outcome
from equipoise.chain.settings import Settings
from equipoise.rules.book import LEVELS, TOPICS, Level, Regime, book
from equipoise.rules.fact import Value, all_regions
from equipoise.rules.findings import by_topic
from equipoise.rules.practices import Card
from equipoise.texts.numerals import NOTHING
from equipoise.ui.rules import picture
from equipoise.ui.shared import compute, rule_words
from equipoise.ui.shared.shop import Shop
from equipoise.ui.shared.words import say

Table = Mapping[str, Mapping[str, Level | None]]
LINES = ("asking", "refusing", "sensitive", "children", "machines", "nameless", "breach", "penalty", "reach")
"""What regimes are compared in."""
_SIDES = {"left": "EU", "right": "US-CA"}


def show(here: Shop, regions: tuple[str, ...], _: Outcome) -> None:
    """Draw the picture with its table, and two regions beside each other."""
    st.markdown(say("rules.regimes.lead"))
    found = _found(here.settings, tuple(here.card.values.items()))
    st.html(picture.draw(found, regions))
    with st.expander(say("rules.regimes.table")):
        st.table(table(found), hide_index=True, border="horizontal", alt=say("rules.regimes.table"))
    st.subheader(say("rules.regimes.beside"), anchor=False)
    _beside()


@lru_cache(maxsize=64)
def _found(settings: Settings, card: tuple[tuple[str, Value], ...]) -> Table:
    return by_topic(settings, compute.outcome(settings), Card.of(dict(card)))


def table(found: Table) -> pd.DataFrame:
    """Return the picture as a table of words."""
    names = [say("rules.regimes.region"), *(say(f"rules.topic.{topic}") for topic in TOPICS)]
    rows = [[rule_words.region(place), *(_said(levels[topic]) for topic in TOPICS)] for place, levels in found.items()]
    return pd.DataFrame(rows, columns=names)


def _said(level: Level | None) -> str:
    return NOTHING if level is None else rule_words.level(level)


def _beside() -> None:
    chosen = []
    for side, column in zip(_SIDES, st.columns(2, gap="small"), strict=True):
        chosen.append(
            column.selectbox(
                say(f"rules.regimes.{side}"),
                all_regions(),
                index=all_regions().index(_SIDES[side]),
                format_func=rule_words.region,
                key=f"rules.regimes.{side}",
                persist_state="session",
            )
        )
    st.table(lines(*chosen), hide_index=True, border="horizontal", alt=say("rules.regimes.beside"))


def lines(left: str, right: str) -> pd.DataFrame:
    """Return what the law of two regions says, line by line."""
    names = [say("rules.regimes.line"), rule_words.region(left), rule_words.region(right)]
    sides = [_of(left), _of(right)]
    rows = [[say(f"rules.line.{line}"), *(_text(side, line) for side in sides)] for line in LINES]
    if left == right:
        rows, names = [row[:2] for row in rows], names[:2]
    return pd.DataFrame(rows, columns=names)


def _of(region: str) -> Sequence[Regime]:
    return [regime for regime in book().regimes.values() if region in regime.regions]


def _text(regimes: Sequence[Regime], line: str) -> str:
    """Return what regimes say in a line; one that is alone needs no name."""
    told = [(regime.title, regime.lines[line]) for regime in regimes if regime.lines.get(line)]
    if len(told) <= 1:
        return told[0][1] if told else NOTHING
    return "  \n".join(say("rules.regimes.says", regime=title, text=text) for title, text in told)


def worst(found: Table) -> str:
    """Return the picture in one sentence: in how many regions something of each level is the most serious."""
    levels = [[level for level in row.values() if level] for row in found.values()]
    firsts = [min(row, key=LEVELS.index) for row in levels if row]
    return say("rules.regimes.alt", **{name: firsts.count(name) for name in LEVELS}, of=len(found))
