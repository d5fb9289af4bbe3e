"""The same few people before and after protection, side by side."""

from __future__ import annotations

import re

import pandas as pd
import streamlit as st

from equipoise.chain.settings import Settings
from equipoise.studies.side_by_side import SideBySide, side_by_side
from equipoise.texts.catalogue import texts
from equipoise.texts.numerals import NOTHING
from equipoise.texts.phrases import value_in_words
from equipoise.ui.shared import compute
from equipoise.ui.shared.words import say

_MOST = 7
"""Columns of behaviour that fit beside each other."""
_FIRST = ("birth_date", "postcode", "sex")
"""The quasi-identifiers that most registers hold; the others are about how people live."""
_CODE = re.compile(r"\b([0-9a-f]{8})[0-9a-f]{8}\b")
"""A code, of which the first half is shown."""
MARK = "▸"
_PARTS = ("who", "life", "sensitive")
_UNBROKEN = str.maketrans({" ": "\u00a0", "-": "\u2011"})


def show(settings: Settings, family: str) -> None:
    """Draw both tables for a part of the columns; at first, the one that the family of protections is about."""
    found = compute.answer(side_by_side, settings)
    if found.raw.empty:
        st.info(say("protection.people.nobody"), icon=":material/person_off:")
        return
    part = _part(found, family)
    columns = shown(found, part)
    st.markdown(counted(found, columns), help=say("protection.people.curtain"))
    if family == "train.privacy":
        st.caption(say("protection.people.learning"))
    left, right = st.columns(2)
    with left:
        _table(numbered(one_line(found.raw[columns])), say("protection.people.raw"))
    with right:
        _table(after(found, columns), say(f"protection.people.{found.rows}"))


def _part(found: SideBySide, family: str) -> str:
    parts = list(dict.fromkeys(part_of(name, kind) for name, kind in found.kind.items()))
    key = f"protection.columns.{family}"
    if st.session_state.get(key) not in parts:
        st.session_state[key] = next((part for part in parts if part not in _PARTS and "behaviour" in family), parts[0])
    chosen = st.segmented_control(
        say("protection.people.part"),
        parts,
        format_func=lambda name: say(f"protection.people.{name}") if name in _PARTS else label(name),
        required=True,
        key=key,
        persist_state="session",
        label_visibility="collapsed",
        wrap=True,
    )
    return str(chosen)


def part_of(column: str, kind: str) -> str:
    """Return the part in which a column is shown: "who", "life", "sensitive", or a source of behaviour."""
    if kind == "direct" or column in _FIRST:
        return "who"
    return "life" if kind == "quasi" else kind


def shown(found: SideBySide, part: str) -> list[str]:
    """Return the columns of a part: of behaviour, those in which the most people have something."""
    columns = [name for name, kind in found.kind.items() if part_of(name, kind) == part]
    if len(columns) <= _MOST:
        return columns
    empty = {name: int(found.raw[name].isin(["0", NOTHING]).sum()) for name in columns}
    busiest = sorted(columns, key=empty.__getitem__)[:_MOST]
    return [name for name in columns if name in busiest]


def counted(found: SideBySide, columns: list[str]) -> str:
    """Return the sentence on how much is changed, and who is left out."""
    if found.rows == "synthetic":
        return say("protection.people.none_is_hers")
    withheld = int(found.withheld.sum())
    there = len(found.raw) - withheld
    changed, values = int(found.changed[columns].to_numpy().sum()), there * len(columns)
    parts = [say("protection.people.changed", changed=changed, all=values)] if there else []
    parts += [say("protection.people.left_out", withheld=withheld, people=len(found.raw))] if withheld else []
    parts += [say("protection.people.shared")] if found.rows == "cohorts" else []
    return " ".join(parts)


def after(found: SideBySide, columns: list[str]) -> pd.DataFrame:
    """Return the protected table as Markdown: changed cells are marked, bold and shaded, withheld people say so."""
    cells = one_line(found.protected[columns])
    if found.rows != "synthetic":
        marked = f":blue-background[**{MARK}\u00a0" + cells + "**]"
        cells = cells.mask(found.changed[columns].to_numpy(), marked)
        cells.loc[found.withheld, columns[0]] = f":gray-badge[{say('protection.people.withheld')}]"
    table = numbered(cells) if found.rows != "synthetic" else cells.rename(columns=label)
    if found.rows == "cohorts":
        table.insert(1, say("protection.people.sharing"), found.sharing.astype(str))
    return table


def one_line(cells: pd.DataFrame) -> pd.DataFrame:
    """Return cells that do not wrap, so that rows of both tables are level; of a code, the first half is shown."""
    return cells.map(lambda text: _CODE.sub(r"\1…", value_in_words(text)).translate(_UNBROKEN))


def numbered(cells: pd.DataFrame) -> pd.DataFrame:
    """Return a table with headings in words and its people numbered."""
    table = cells.rename(columns=label)
    table.insert(0, say("protection.people.number"), [str(place + 1) for place in range(len(cells))])
    return table


def label(column: str) -> str:
    """Return what a column is called: "purchases_baby" is "baby"."""
    topic = column.rpartition("_")[2]
    keys = (f"protection.column.{column}", f"trace.trait.{column}", f"trace.label.{column}", f"trace.topic.{topic}")
    words = texts()
    return next((words[key] for key in (f"ui.{keys[0]}", *keys[1:]) if key in words), column)


def _table(frame: pd.DataFrame, title: str) -> None:
    st.markdown(f"**{title}**")
    st.table(frame, hide_index=True, border="horizontal", alt=title)
