"""The part "All regimes": one shop in all of them as a picture, and two of them line by line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from html import escape

import pandas as pd
import streamlit as st

from equipoise.chain.outcome import Outcome
from equipoise.chain.settings import Settings
from equipoise.rules.book import LEVELS, TOPICS, Level, book
from equipoise.rules.fact import Value, all_regions
from equipoise.rules.findings import by_topic
from equipoise.rules.practices import Card
from equipoise.texts.numerals import NOTHING
from equipoise.ui.charts import svg
from equipoise.ui.charts.style import GREY, NOTE
from equipoise.ui.rules import picture
from equipoise.ui.shared import compute, rule_words
from equipoise.ui.shared.shop import Shop
from equipoise.ui.shared.words import say

Table = Mapping[str, Mapping[str, Level | None]]
LINES = ("asking", "refusing", "sensitive", "children", "machines", "nameless", "breach", "penalty", "reach")
"""What regimes are compared in."""
_GRID = "display:grid;grid-template-columns:repeat(auto-fit,minmax(min(17rem,100%),1fr));gap:.5rem 2rem"
_SIDES = {"left": "EU", "right": "US-CA"}


def show(here: Shop, regions: tuple[str, ...], _: Outcome) -> None:
    """Draw the picture with its table, and two regions beside each other."""
    st.markdown(say("rules.regimes.lead"))
    found = _found(here.settings, tuple(here.card.values.items()))
    st.html(picture.draw(found, regions))
    with st.expander(say("rules.regimes.table")):
        st.table(table(found), hide_index=True, border="horizontal", alt=say("rules.regimes.table"))
    st.subheader(say("rules.regimes.beside"), anchor=False)
    _choose_two()


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


def _choose_two() -> None:
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
    st.html(beside(*chosen))


def beside(left: str, right: str) -> str:
    """Draw what the law of two regions says, line by line: side by side, and below each other on a phone."""
    places = list(dict.fromkeys([left, right]))
    drawn = "".join(_line(line, places) for line in LINES)
    return svg.figure(drawn, alt=say("rules.regimes.beside"), role="group", style="line-height:1.45")


def _line(line: str, places: Sequence[str]) -> str:
    cells = "".join(f"<div>{_cell(place, line)}</div>" for place in places)
    head = (
        f'<div style="font-size:1.1rem;font-weight:600;margin-bottom:.15rem">{escape(say(f"rules.line.{line}"))}</div>'
    )
    body = f'<div style="{_GRID}">{cells}</div>'
    return f'<div style="border-top:1px solid {GREY}66;padding:.5rem 0 .7rem">{head}{body}</div>'


def _cell(place: str, line: str) -> str:
    """Draw what a region's laws say in a line; one that is alone needs no name."""
    told = says(place, line)
    named = [f"<b>{escape(title)}:</b> {escape(text)}" if len(told) > 1 else escape(text) for title, text in told]
    where = f'<div style="font-size:{NOTE};opacity:.8">{escape(rule_words.region(place))}</div>'
    return where + "".join(f'<div style="margin-bottom:.15rem">{one}</div>' for one in named or [NOTHING])


def says(place: str, line: str) -> list[tuple[str, str]]:
    """Return which laws of a region say something in a line, and what."""
    here = [regime for regime in book().regimes.values() if place in regime.regions]
    return [(regime.title, regime.lines[line]) for regime in here if regime.lines.get(line)]


def worst(found: Table) -> str:
    """Return the picture in one sentence: in how many regions something of each level is the most serious."""
    levels = [[level for level in row.values() if level] for row in found.values()]
    firsts = [min(row, key=LEVELS.index) for row in levels if row]
    return say("rules.regimes.alt", **{name: firsts.count(name) for name in LEVELS}, of=len(found))
