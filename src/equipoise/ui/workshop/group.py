"""A group's results, from the progress files that its members hand in: how many, before, after and a month later."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd
import streamlit as st

from equipoise.core.errors import EquipoiseError
from equipoise.learn import progress_file
from equipoise.learn.progress import Progress
from equipoise.learn.route import routes
from equipoise.learn.summary import Summary, summary
from equipoise.numerics.rate import Rate
from equipoise.texts.numerals import NOTHING, signed
from equipoise.ui.shared import progress as session
from equipoise.ui.shared.words import say

_MEGABYTES = 1
_COLUMNS = ("what", "people", "mean", "range")


def show() -> None:
    """Draw where files are handed in, and what they say together."""
    st.markdown(say("guide.group.lead"))
    files = st.file_uploader(
        say("guide.group.files"),
        type="json",
        accept_multiple_files=True,
        max_upload_size=_MEGABYTES,
        key="guide.group.files",
    )
    if files:
        _result([file.getvalue() for file in files])


def read(files: Iterable[bytes], key: bytes) -> tuple[list[Progress], list[int], int]:
    """Return the progress in all files that can be read, the places of the others, and how many came twice."""
    found: list[Progress] = []
    broken, twice = [], 0
    for place, file in enumerate(files, start=1):
        try:
            one = progress_file.read(file, key)
        except EquipoiseError:
            broken.append(place)
            continue
        twice += one in found
        found += [one] if one not in found else []
    return found, broken, twice


def table(found: Summary) -> pd.DataFrame:
    """Return a group's numbers with their intervals, each in 100 answers."""
    rows = [(say(f"guide.group.{name}"), *_cells(getattr(found, name))) for name in ("before", "after", "later")]
    rows += [(say(f"guide.group.{name}"), *_cells(getattr(found, name), change=True)) for name in ("gain", "kept")]
    return pd.DataFrame(rows, columns=[say(f"guide.group.column.{name}") for name in _COLUMNS])


def _result(files: Sequence[bytes]) -> None:
    progresses, broken, twice = read(files, session.key())
    if broken:
        st.warning(say("guide.group.broken", places=", ".join(map(str, broken))), icon=":material/error:")
    if twice:
        st.info(say("guide.group.twice", count=twice), icon=":material/content_copy:")
    shown = [name for name in routes() if summary(progresses, name).people]
    if not shown:
        st.markdown(say("guide.group.none"))
    for name in shown:
        found = summary(progresses, name)
        st.markdown(say("guide.group.head", path=routes()[name].title, people=found.people))
        st.table(table(found), hide_index=True, border="horizontal", alt=say("guide.group.title"))
    if shown:
        st.caption(say("guide.group.note"))


def _cells(rate: Rate, *, change: bool = False) -> tuple[str, str, str]:
    if not rate.known:
        return "0", NOTHING, NOTHING
    value, low, high = (
        signed(100 * one) if change else f"{100 * one:.0f}" for one in (rate.value, rate.low, rate.high)
    )
    return str(rate.n), value, say("number.range", low=low, high=high) if rate.low == rate.low else NOTHING
