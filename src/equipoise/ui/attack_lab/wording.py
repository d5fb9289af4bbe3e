"""Columns and rows of the attacker's table in words: pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from equipoise.shared.column import Column
from equipoise.shared.release import Release
from equipoise.texts.catalogue import texts
from equipoise.texts.numerals import NOTHING
from equipoise.texts.phrases import value_in_words
from equipoise.ui.shared.numbers import hundred
from equipoise.ui.shared.words import say


def label(field: str) -> str:
    """Return what a column is called: "Birth date", "Purchases: garden"."""
    source, _, topic = field.rpartition("_")
    if f"trace.topic.{topic}" in texts():
        return f"{texts()[f'trace.label.{source}']}: {texts()[f'trace.topic.{topic}']}"
    named = texts().get(f"trace.label.{field}") or texts().get(f"trace.trait.{field}", field)
    return named[:1].upper() + named[1:]


def readable(release: Release, rows: Sequence[int], fields: Sequence[str]) -> pd.DataFrame:
    """Return some rows of the table as text, with their numbers from 1 on; a cohort's row with its people."""
    some = release.take(np.asarray(rows, dtype=np.int64))
    frame = some.frame
    columns = {say("hunt.row"): [number(row) for row in rows]}
    if some.people is not None:
        columns[say("hunt.people")] = [f"{people:,}" for people in some.people]
    for field in fields:
        column, values = release.schema[field], frame[field]
        columns[label(field)] = [words(column, value, means=release.rows == "cohorts") for value in values]
    return pd.DataFrame(columns)


def number(row: int) -> str:
    """Return the number of a row as people count: from 1 on."""
    return f"{row + 1:,}"


def words(column: Column, value: Any, *, means: bool = False) -> str:
    """Return one value of the table in words; ``means``: whether it is an average over a cohort."""
    if column.role == "quasi":
        return value_in_words(str(value))
    if column.kind == "identifier":
        return _identifier(column, int(value))
    if value != value:
        return NOTHING
    if column.role == "sensitive":
        return say("hunt.share", share=hundred(value)) if means else texts()["value.yes" if value else "value.no"]
    if column.bands and not means:
        return _band(column, float(value))
    return f"{value:.1f}" if means else f"{value:.0f}"


def _identifier(column: Column, value: int) -> str:
    from equipoise.shared.identity import full_name

    match column.name:
        case "name":
            return full_name(value) if value >= 0 else NOTHING
        case "pseudonym":
            return f"{value & 0xFFFFFFFF:08x}…"
        case _:
            return str(value)


def _band(column: Column, value: float) -> str:
    """Return "2 to 3", or "4 or more" for the last band."""
    place = int(column.band_of(np.array([value]))[0])
    ends = [*pairwise(column.bands), (column.bands[-1], None)]
    low, above = ends[place]
    if above is None:
        return say("hunt.or_more", low=f"{low:.0f}")
    return f"{low:.0f}" if above - low <= 1 else say("number.range", low=f"{low:.0f}", high=f"{above - 1:.0f}")
