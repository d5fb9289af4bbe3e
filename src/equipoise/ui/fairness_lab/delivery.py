"""What delivery makes of the decisions: some people are dearer to reach, and nobody decided who misses out."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from equipoise.chain.settings import Settings
from equipoise.studies.fairness import PRICE_GAPS, Delivered, delivered
from equipoise.texts.numerals import NOTHING
from equipoise.ui.charts import dots, style
from equipoise.ui.charts.lines import Curve, lines
from equipoise.ui.fairness_lab import choices, wording
from equipoise.ui.shared import compute, explain, levers
from equipoise.ui.shared.numbers import hundred, interval
from equipoise.ui.shared.words import say

_PARTS = ("decided", "reached", "met")


def show(settings: Settings) -> None:
    """Draw the lever, who was to get an offer and who gets one, and the curve along the price gap."""
    attribute, now = choices.attribute(settings), settings["deliver.price_gap"]
    here = compute.answer(delivered, settings, attribute, now)
    if here is None:
        choices.personal()
        return
    st.markdown(say("fair.delivery.lead"))
    left, right = st.columns([9, 13], gap="medium")
    with left:
        levers.lever("deliver.price_gap", settings)
        st.markdown(statement(here, attribute, now))
        if "sex" not in attribute:
            st.caption(say("fair.delivery.look_at_sex"))
        st.caption(say("fair.delivery.source"))
    with right:
        shown = cards(here, attribute)
        st.html(dots.cards(shown, alt="; ".join(f"{card.title}: {card.strong} {card.verdict}" for card in shown)))
    asked = {gap: compute.ask(delivered, settings, attribute, gap) for gap in PRICE_GAPS}
    along = {gap: each for gap, one in asked.items() if (each := compute.result(one)) is not None}
    _curve(along, attribute, now)
    if st.toggle(say("fair.table"), key="fairness.delivery.table", persist_state="session"):
        for one in (wording.beside(shown), table(along, attribute)):
            st.table(one, hide_index=True, border="horizontal", alt=say("fair.table"))
    explain.about(dict.fromkeys(("selection_rate",)), key="fairness.delivery", label=say("about.numbers"))


def cards(here: Delivered, attribute: str) -> tuple[dots.Card, ...]:
    """Return the decisions, what became of them, and what people meet."""
    shown = []
    for part in _PARTS:
        rates = zip(wording.names(attribute), getattr(here, part), strict=True)
        rows = tuple(dots.Line(name, rate, hundred(rate.value)) for name, rate in rates)
        _, strong, rest = wording.verdict(here.gaps[part]).split("**")
        title, counts = (say(f"fair.delivery.{kind}.{part}") for kind in ("title", "of"))
        shown.append(dots.Card(title, counts, rows, rest.strip(), strong))
    return tuple(shown)


def statement(here: Delivered, attribute: str, price_gap: float) -> str:
    """Return what delivery does, in a sentence."""
    gap = here.gaps["reached"]
    if price_gap == 0:
        return say("fair.delivery.even")
    if gap.verdict != "apart":
        return say(f"fair.delivery.{'small' if gap.verdict == 'small' else 'unclear'}")
    names = wording.names(attribute)
    low, high = (here.reached[place] for place in (gap.low, gap.high))
    return say(
        "fair.delivery.skewed",
        low=hundred(low.value), low_range=interval(low), worst=names[gap.low],
        high=hundred(high.value), high_range=interval(high), best=names[gap.high],
    )  # fmt: skip


def _curve(along: dict[float, Delivered], attribute: str, now: float) -> None:
    shown = tuple(
        Curve(name, tuple(100 * each.reached[place].value for each in along.values()))
        for place, name in enumerate(wording.names(attribute))
    )
    across = tuple(100 * gap for gap in along)
    drawn = lines(
        shown, across, 100 * now, x=say("fair.delivery.x"), y=say("fair.delivery.y"), in_100=say("number.in_100")
    )
    ends = {curve.name: [hundred(value / 100) for value in (curve.values[0], curve.values[-1])] for curve in shown}
    ranges = {name: say("number.range", low=first, high=last) for name, (first, last) in ends.items()}
    alt = "; ".join(f"{name}: {say('number.in_100', share=range_)}" for name, range_ in ranges.items())
    st.markdown(f"**{say('fair.delivery.curve')}**")
    st.plotly_chart(drawn, key="fairness.delivery.curve", alt=alt, config=style.CONFIG)


def table(along: dict[float, Delivered], attribute: str) -> pd.DataFrame:
    """Return the curve as a table with intervals."""
    columns = {
        name: [_cell(each, place) for each in along.values()] for place, name in enumerate(wording.names(attribute))
    }
    return pd.DataFrame({say("fair.delivery.x"): [f"{100 * gap:g}" for gap in along]} | columns)


def _cell(each: Delivered, place: int) -> str:
    rate = each.reached[place]
    return f"{hundred(rate.value)} ({interval(rate)})" if rate.known else NOTHING
