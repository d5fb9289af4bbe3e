"""Those who want personal offers, those who do not, and everyone; and what the refusals cost, split up on demand."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from equipoise.chain.settings import Settings
from equipoise.core.vocabulary import SINGLE
from equipoise.numerics.rate import Rate
from equipoise.shared.results import ConsentSide
from equipoise.studies.consent_loss import ConsentLoss, consent_loss
from equipoise.texts.catalogue import texts
from equipoise.ui.charts.ranges import Line, ranges
from equipoise.ui.consent_lab.wording import division, table
from equipoise.ui.shared import compute, explain, jobs
from equipoise.ui.shared.explain import PLAIN, unit_value
from equipoise.ui.shared.frame import expert
from equipoise.ui.shared.moves import Play
from equipoise.ui.shared.numbers import hundred, in_100, interval
from equipoise.ui.shared.words import say, term

Sides = Mapping[str, ConsentSide]
NUMBERS = ("right_offer", "selection_rate", "margin_per_1000", "value_received")
CAUSES = ("lost_reach", "lost_data", "lost_skew", "interaction")
_ATTRIBUTES = tuple(SINGLE)
_PATIENCE = 5.0
"""Seconds for which a running job is looked at."""


def show(play: Play) -> None:
    """Draw the three sides, and below them what the refusals cost."""
    now, _ = compute.outcomes(play.settings, play.settings, st.empty())
    left, right = st.columns(2, gap="medium")
    with left:
        _right_offers(now.consent.sides)
    _numbers(now.consent.sides)
    with right:  # last, since it may wait for a job
        st.markdown(f"**{say('consent_lab.loss.title')}**")
        _loss(play.settings)


def _right_offers(sides: Sides) -> None:
    st.markdown(f"**{say('consent_lab.sides.title')}**")
    st.html(
        ranges(lines(sides), alt=say("consent_lab.sides.alt", parts=_parts(lines(sides))), in_100=say("number.in_100"))
    )
    st.caption(f":material/theater_comedy: {texts()['consent_side.refusers.plain']}")


def _numbers(sides: Sides) -> None:
    st.markdown(f"**{say('consent_lab.sides.table')}**")
    rows = [
        (term(name, expert=expert()), *(_value(name, getattr(side, name)) for side in sides.values()))
        for name in NUMBERS
    ]
    rows += [
        (
            say("consent_lab.sides.alike", by=division(by).lower()),
            *(_value("treated_alike", side.treated_alike[by]) for side in sides.values()),
        )
        for by in _ATTRIBUTES
    ]
    table(rows, "number", *sides, alt=say("consent_lab.sides.table"))
    numbers: dict[str, Rate | None] = dict.fromkeys((*NUMBERS, "treated_alike"))
    explain.about(numbers, key="consent.sides", label=say("about.numbers"))


def lines(sides: Sides) -> tuple[Line, ...]:
    """Return the right offers of each side, as the chart draws them."""
    return tuple(
        Line(say(f"consent_lab.sides.{name}", n=side.n), hundred(side.right_offer.value), (side.right_offer,))
        for name, side in sides.items()
    )


def _value(number: str, rate: Rate) -> str:
    if not rate.known:
        return unit_value(number, rate)
    ends = interval(rate, scale=1 if number in PLAIN else 100, exact=True)
    return f"{unit_value(number, rate) if number in PLAIN else hundred(rate.value, exact=True)} ({ends})"


def _loss(settings: Settings) -> None:
    job = jobs.one("loss", consent_loss, settings)
    if not jobs.follow(job, say("consent_lab.loss.running"), key="loss", seconds=_PATIENCE):
        return
    if job.state == "done":
        _split(job.result())
        return
    st.markdown(say("consent_lab.loss.offer"))
    start = say("consent_lab.loss.start")
    st.button(start, key="loss.start", icon=":material/call_split:", on_click=job.start)
    if job.state in jobs.STOPPED:
        st.caption(say(f"consent_lab.loss.{job.state}"))


def _split(loss: ConsentLoss) -> None:
    st.markdown(told(loss))
    drawn = tuple(Line(say(f"consent_lab.loss.cause.{name}"), hundred(getattr(loss, name).value, exact=True),
                       (getattr(loss, name),)) for name in CAUSES)  # fmt: skip
    end = max(0.01, *(abs(value) for line in drawn for value in (line.rates[0].low, line.rates[0].high)))
    alt = say("consent_lab.loss.alt", parts=_parts(drawn))
    st.html(
        ranges(
            drawn, alt=alt, in_100=say("number.in_100"), low=min(0.0, *(line.rates[0].low for line in drawn)), high=end
        )
    )
    with st.expander(say("consent_lab.as_table")):
        names = ("full_consent", "with_choice", "lost", *CAUSES)
        rows = [(term(name, expert=expert()), _value(name, getattr(loss, name))) for name in names]
        table(rows, "number", "in_100", alt=say("consent_lab.loss.title"))
    numbers = {name: getattr(loss, name) for name in ("full_consent", "with_choice", "lost", *CAUSES)}
    explain.about(numbers, key="consent.loss", label=say("about.numbers"))


def told(loss: ConsentLoss) -> str:
    """Return what the refusals cost, and the largest part of it that chance does not explain."""
    full, now = in_100(loss.full_consent), in_100(loss.with_choice)
    if loss.lost.low <= 0 <= loss.lost.high:
        return say("consent_lab.loss.none", full=full, now=now)
    lost, ends = hundred(abs(loss.lost.value), exact=True), interval(loss.lost, exact=True)
    words = say(f"consent_lab.loss.{'told' if loss.lost.value > 0 else 'gained'}", full=full, now=now, lost=lost,
                interval=ends)  # fmt: skip
    cause = max(CAUSES[:3], key=lambda name: getattr(loss, name).value)
    largest = getattr(loss, cause)
    if largest.low <= 0:
        return words
    because = say(f"consent_lab.loss.because.{cause}")
    return f"{words} {say('consent_lab.loss.most', lost=hundred(largest.value, exact=True), because=because)}"


def _parts(drawn: tuple[Line, ...]) -> str:
    return "; ".join(f"{line.label}: {line.words}" for line in drawn)
