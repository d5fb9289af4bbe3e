"""Why not every notion of fairness can hold at once: the thresholds that satisfy each, and what the others do then."""

from __future__ import annotations

import math

import pandas as pd
import streamlit as st

from equipoise.chain.settings import Settings
from equipoise.stages.measure.notions import Gap
from equipoise.studies.fairness import Impossible, as_if_known, impossible_together
from equipoise.texts.numerals import NOTHING, signed
from equipoise.ui.charts import dots, style
from equipoise.ui.charts.lines import Curve, lines
from equipoise.ui.fairness_lab import choices, wording
from equipoise.ui.shared import compute, explain, tables
from equipoise.ui.shared.frame import expert
from equipoise.ui.shared.numbers import hundred, interval
from equipoise.ui.shared.words import say

THREE = ("precision", "true_positive_rate", "false_positive_rate")
_EVERY = 10
"""How many steps lie between two rows of the curve's table."""


def show(settings: Settings) -> None:
    """Draw the base rates, what follows from them, the table of notions, and the curve."""
    attribute = choices.attribute(settings)
    seen = compute.answer(impossible_together, settings, attribute, slot=st.empty())
    if seen is None:
        if compute.answer(as_if_known, settings, attribute) is None:
            choices.personal()
        else:
            st.info(say("fair.conclusion.small"))
        return
    left, right = st.columns([9, 13], gap="medium")
    with left:
        _theory(seen, attribute)
    with right:
        _curve(seen, attribute)
    st.markdown(f"**{say('fair.impossible.matrix')}** {say('fair.impossible.reading')}")
    st.table(matrix(seen, expert=expert()), hide_index=True, border="horizontal", alt=say("fair.impossible.matrix"))
    st.caption(f"{say('fair.people.hindsight')} {say('fair.impossible.known')}")
    explain.about(dict.fromkeys(_NUMBERS), key="fairness.impossible", label=say("about.numbers"))


_NUMBERS = ("base_rate", "precision", "true_positive_rate", "false_positive_rate", "selection_rate")


def _theory(seen: Impossible, attribute: str) -> None:
    start = seen.by_notion["common"]
    base = start.rates["base_rate"]
    told = zip(wording.names(attribute), base, strict=True)
    rows = tuple(dots.Line(name, rate, hundred(rate.value)) for name, rate in told)
    _, strong, rest = wording.verdict(start.gaps["base_rate"]).split("**")
    card = dots.Card(say("fair.impossible.base"), say("fair.of.base_rate"), rows, rest.strip(), strong)
    alt = f"{say('fair.impossible.base')}: {strong} {rest}"
    st.html(dots.cards((card,), alt=alt))
    st.markdown(statement(seen, attribute))
    st.caption(say("fair.impossible.source"))


def statement(seen: Impossible, attribute: str) -> str:
    """Return what follows from the base rates, with what remains at the best that thresholds can do for the pair."""
    names = wording.names(attribute)
    base = seen.by_notion["common"].gaps["base_rate"].verdict
    worst, gap = remaining(seen)
    words = {
        "first": names[seen.pair[0]],
        "second": names[seen.pair[1]],
        "gap": hundred(gap.gap.value),
        "interval": interval(gap.gap),
        "notion": wording.title(worst, expert=expert()).lower(),
    }
    return say(f"fair.impossible.{'differ' if base == 'apart' else 'same'}", **words)


def remaining(seen: Impossible) -> tuple[str, Gap]:
    """Return the largest of the three gaps that cannot all vanish where it is smallest, and its name."""
    gaps = {name: seen.best.gaps[name] for name in THREE}
    worst = max(gaps, key=lambda name: gaps[name].gap.value)
    return worst, gaps[worst]


def matrix(seen: Impossible, *, expert: bool) -> pd.DataFrame:
    """Return how far the groups are apart by each notion, where the thresholds are set for each."""
    shown = [name for name in wording.SHOWN if name != "calibration_gap"]
    rows = []
    for aim, found in seen.by_notion.items():
        label = say("fair.impossible.common") if aim == "common" else wording.title(aim, expert=expert)
        rows.append((label, *(wording.cell(found.gaps[name], exact=expert) for name in shown)))
    columns = [say("fair.impossible.aim"), *(wording.title(name, expert=expert) for name in shown)]
    return pd.DataFrame(rows, columns=columns)


def _curve(seen: Impossible, attribute: str) -> None:
    first, second = (wording.names(attribute)[place] for place in seen.pair)
    shown = tuple(
        Curve(wording.title(name, expert=expert()), tuple(100 * value for value in values.tolist()))
        for name, values in seen.apart.items()
    )
    st.markdown(say("fair.impossible.curve", first=first, second=second))
    across = tuple(seen.scores.tolist())
    drawn = lines(
        shown, across, None,
        x=say("fair.impossible.x", first=first), y=say("fair.impossible.y"), in_100=say("number.in_100"),
    )  # fmt: skip
    alt = "; ".join(f"{curve.name}: {_crossing(curve, across)}" for curve in shown)
    st.plotly_chart(drawn, key="fairness.curve", alt=alt, config=style.CONFIG)
    if st.toggle(say("fair.table"), key="fairness.curve.table", persist_state="session"):
        table = tables.worded(curve_table(shown, across, first), expert=expert())
        st.table(table, hide_index=True, border="horizontal", alt=say("fair.table"))


def curve_table(shown: tuple[Curve, ...], across: tuple[float, ...], first: str) -> pd.DataFrame:
    """Return the curve as a table, one row every few steps."""
    columns = {curve.name: [_signed(value) for value in curve.values[::_EVERY]] for curve in shown}
    return pd.DataFrame({say("fair.impossible.x", first=first): [f"{score:g}" for score in across[::_EVERY]]} | columns)


def _crossing(curve: Curve, across: tuple[float, ...]) -> str:
    """Return where a curve comes closest to zero."""
    known = [(abs(value), score) for value, score in zip(curve.values, across, strict=True) if not math.isnan(value)]
    return say("fair.impossible.zero", score=f"{min(known)[1]:g}") if known else NOTHING


def _signed(value: float) -> str:
    return NOTHING if math.isnan(value) else signed(value, digits=1)
