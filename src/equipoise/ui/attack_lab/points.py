"""What known purchases are worth: unicity and the linkage attack along 1 to 8 known points."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from equipoise.numerics.rate import Rate
from equipoise.studies.unicity import LEVELS, MOST, Curve, Known, by_points
from equipoise.texts.catalogue import texts
from equipoise.ui.charts import lines, style
from equipoise.ui.shared import jobs, levers, tables
from equipoise.ui.shared.frame import expert
from equipoise.ui.shared.moves import Play
from equipoise.ui.shared.numbers import hundred, interval
from equipoise.ui.shared.words import say

_USUAL = "item_month"
_QUOTED = 4
"""The number of known purchases that the sentence is about."""


def show(play: Play) -> None:
    """Offer what is kept and what is known, and draw both lines as soon as they are known."""
    kept, known = st.columns(2, gap="small", vertical_alignment="bottom")
    with kept:
        levers.lever("minimise.detail", play.settings, play.settings.inactive().get("minimise.detail"))
    with known:
        level = st.selectbox(
            say("hunt.points.level"),
            list(LEVELS),
            index=list(LEVELS).index(_USUAL),
            format_func=lambda name: say(f"hunt.points.level_of.{name}"),
            key="hunt.points.level",
            persist_state="session",
        )
    job = jobs.one("points", by_points, play.settings, level)
    found = jobs.finished(job, say("hunt.points.running", most=MOST), key="hunt.points")
    if found is not None:
        _curve(found)


def _curve(found: Curve) -> None:
    known = measured(found)
    if not known:
        st.caption(texts()[f"attack_reason.{found.reason or 'no_targets'}"])
        return
    st.markdown(lead(known))
    across = tuple(float(one.points) for one in known)
    shown = (
        _line(say("hunt.points.unicity"), [one.unicity for one in known]),
        _line(say("hunt.points.linkage"), [one.linkage.attack for one in known]),
    )
    axes = {"x": say("hunt.points.across"), "y": say("hunt.points.up"), "in_100": say("number.in_100")}
    chart = lines.lines(shown, across, None, **axes)
    st.plotly_chart(chart, key="hunt.points_chart", alt=alternative(known), config=style.CONFIG)
    parts = ", ".join(say(f"hunt.points.part.{name}") for name in found.compared)
    st.caption(say("hunt.points.compared", parts=parts) + " " + say("hunt.points.counted"))
    with st.expander(say("hunt.as_table")):
        frame = tables.worded(table(known), expert=expert())
        st.table(frame, hide_index=True, border="horizontal", alt=say("hunt.points.across"))


def measured(found: Curve) -> list[Known]:
    """Return the numbers of points that some people have."""
    return [one for one in found.known if one.unicity.known and one.linkage.attack.known]


def lead(known: list[Known]) -> str:
    """Return in a sentence what a few purchases do."""
    quoted = known[min(_QUOTED, len(known)) - 1]
    shares = {"unicity": hundred(quoted.unicity.value), "linkage": hundred(quoted.linkage.attack.value)}
    return say("hunt.points.lead", points=quoted.points, **shares)


def alternative(known: list[Known]) -> str:
    """Return the chart in words."""
    ends = {
        f"{name}_{end}": hundred(rate.value)
        for end, one in (("first", known[0]), ("last", known[-1]))
        for name, rate in (("unicity", one.unicity), ("linkage", one.linkage.attack))
    }
    return say("hunt.points.alt", most=known[-1].points, **ends)


def table(known: list[Known]) -> pd.DataFrame:
    """Return the chart as a table, with the control rate of the attack."""
    names = [say(f"hunt.points.{name}") for name in ("across", "unicity", "linkage", "control", "people")]
    rows = [
        (str(one.points), *map(_cell, (one.unicity, one.linkage.attack, one.linkage.control)), f"{one.unicity.n:,}")
        for one in known
    ]
    return pd.DataFrame(rows, columns=names)


def _cell(rate: Rate) -> str:
    return f"{hundred(rate.value, exact=True)} ({interval(rate, exact=True)})"


def _line(name: str, rates: list[Rate]) -> lines.Curve:
    ends = (tuple(100 * getattr(rate, end) for rate in rates) for end in ("value", "low", "high"))
    return lines.Curve(name, *ends)
