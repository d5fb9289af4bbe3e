"""Who and what flows through the shop, what each step is worth, and what speaks about it."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from equipoise.by_design.flow import LINDDUN, Flow, Step, flow
from equipoise.by_design.worth import LESS, worth
from equipoise.chain.compare import Changes
from equipoise.numerics.rate import Rate
from equipoise.texts.catalogue import texts
from equipoise.texts.numerals import NOTHING, signed
from equipoise.ui.charts import svg
from equipoise.ui.charts.style import BLUE, CACHED, GREY, NOTE, TEXT
from equipoise.ui.shared import compute, jobs
from equipoise.ui.shared.frame import expert
from equipoise.ui.shared.moves import Play
from equipoise.ui.shared.words import say


def show(play: Play) -> None:
    """Draw the steps, the sources, and what one thing less would cost and save at each step."""
    waiting = st.empty()
    now = compute.answer(flow, play.settings, slot=waiting)
    pinned = compute.answer(flow, play.pin, slot=waiting)
    st.markdown(say("journey.flow.lead"))
    st.html(drawn(now, None if play.pin == play.settings else pinned, expert()))
    if play.pin != play.settings:
        st.caption(say("journey.flow.pinned"))
    with st.expander(say("journey.flow.where")):
        st.table(sources(now), hide_index=True, border="horizontal", alt=say("journey.flow.where"))
    st.markdown(f"**{say('journey.flow.worth')}**")
    job = jobs.each("journey.worth", worth, {step: (play.settings, step) for step in LESS})
    if job.state == "new":
        job.start()
    jobs.follow(job, say("journey.flow.counting"), key="journey.worth")
    st.table(worths(job.known), hide_index=True, border="horizontal", alt=say("journey.flow.worth"))


@lru_cache(maxsize=CACHED)
def drawn(now: Flow, pinned: Flow | None, expert: bool) -> str:
    """Return the steps as bars as long as they have people, with who sees them; threats for experts."""
    most = max(step.people for step in now.steps) or 1
    rows = [_row(step, None if pinned is None else pinned[step.name], most, expert) for step in now.steps]
    alt = " ".join(say("journey.flow.alt", step=_name(s), told=told(s), sees=_sees(s)) for s in now.steps)
    return svg.figure("".join(rows), alt=alt, style=f"font-size:{TEXT};line-height:1.35", role="group")


def _row(step: Step, before: Step | None, most: int, expert: bool) -> str:
    bar = _bar(step.people / most, BLUE, 14)
    thin = "" if before is None else _bar(before.people / most, GREY, 4)
    more = say("journey.flow.threats", threats=", ".join(LINDDUN[step.name])) if expert else ""
    notes = "".join(
        f'<div style="font-size:{NOTE};opacity:.85">{escape(line)}</div>' for line in (_sees(step), more) if line
    )
    words = f'<b>{escape(_name(step))}</b> <span style="white-space:nowrap">{escape(told(step))}</span>'
    return f'<div style="padding:.35rem 0">{words}{bar}{thin}{notes}</div>'


def _bar(share: float, colour: str, high: int) -> str:
    style = f"width:{100 * share:.1f}%;height:{high}px;background:{colour};border-radius:3px;margin:2px 0"
    return f'<div style="{style}"></div>'


def _name(step: Step) -> str:
    return texts()[f"by_design.step.{step.name}"]


def _sees(step: Step) -> str:
    return say(f"journey.flow.sees.{step.name}")


def told(step: Step) -> str:
    """Return a step's numbers in words."""
    if not step.fields:
        return say("journey.flow.people", n=f"{step.people:,}")
    return say("journey.flow.fields", n=f"{step.people:,}", fields=step.fields, months=step.months)


def sources(of: Flow) -> pd.DataFrame:
    """Return where the data comes from, as a table."""
    words = texts().under("by_design.paper")
    rows = [
        (words[f"from.{one.name}"], words[f"for.{one.purpose}"], one.fields, f"{one.people:,}") for one in of.sources
    ]
    return pd.DataFrame(
        rows, columns=[say(f"journey.flow.column.{name}") for name in ("source", "purpose", "fields", "people")]
    )


def worths(known: dict[Any, Changes]) -> pd.DataFrame:
    """Return what one thing less costs and saves at each step, as far as it is known."""
    rows = [
        (
            texts()[f"by_design.step.{step}"],
            say(f"journey.flow.less.{step}"),
            change(known[step].identified if step in known else None),
            change(known[step].right_offer if step in known else None),
            change(known[step].margin_per_1000 if step in known else None, scale=1.0),
        )
        for step in LESS
    ]
    return pd.DataFrame(
        rows, columns=[say(f"journey.flow.column.{name}") for name in ("step", "lever", "found", "right", "margin")]
    )


def change(found: Rate | None, *, scale: float = 100.0) -> str:
    """Return a change with its interval: "−5.1 (−6.7 to −3.5)"."""
    if found is None or not found.known:
        return NOTHING
    value, low, high = (signed(scale * each, digits=1) for each in (found.value, found.low, found.high))
    return f"{value} ({say('number.range', low=low, high=high)})"
