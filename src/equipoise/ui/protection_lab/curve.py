"""Accuracy and every risk along the strength of the chosen protection: worked out as a job, drawn as it comes in."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from equipoise.chain.settings import LEVERS, Settings
from equipoise.numerics.rate import Rate
from equipoise.story.wording import unit_in_words
from equipoise.studies.strength import Point, along, key_of, lever_along, odds, positions, stronger
from equipoise.texts.catalogue import texts
from equipoise.texts.numerals import NOTHING
from equipoise.ui.charts import style
from equipoise.ui.charts.curves import Panel, curves
from equipoise.ui.protection_lab import runs
from equipoise.ui.shared import explain
from equipoise.ui.shared.frame import expert
from equipoise.ui.shared.numbers import hundred, in_100, interval
from equipoise.ui.shared.words import say, term

_EVERY = 1.0
"""Seconds between two looks at a running job."""


def show(settings: Settings, family: str) -> None:
    """Draw the curve as far as it is known, and offer to work out the rest."""
    lever = lever_along(settings, family)
    job = runs.job_along(settings, lever)
    if job is not None and job.state == "running":
        st.fragment(run_every=_EVERY)(_growing)(settings, lever)
        return
    if len(runs.curve(settings, lever)) < len(along(settings, lever)):
        _offer(settings, lever, job.state if job else "")
    _curve(settings, lever)


def _offer(settings: Settings, lever: str, state: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            say("protection.curve.start", runs=len(positions(lever))),
            key="curve.start",
            icon=":material/timeline:",
            on_click=runs.start,
            args=(settings, lever),
        )
        if state in ("failed", "cancelled"):
            st.caption(say(f"protection.curve.{state}"))


def _growing(settings: Settings, lever: str) -> None:
    job = runs.job_along(settings, lever)
    if job is None or job.state != "running":
        st.rerun()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.progress(job.progress, text=job.message)
        st.button(say("protection.curve.cancel"), key="curve.cancel", icon=":material/close:", on_click=job.cancel)
    _curve(settings, lever)


def _curve(settings: Settings, lever: str) -> None:
    places = list(along(settings, lever))
    found = runs.curve(settings, lever)
    shown, words = panels(places, found), tuple(strength(lever, value) for value in places)
    now, choices = places.index(settings[lever]), LEVERS[lever].kind == "choice"
    st.markdown(say("protection.curve.heading", along=axis(lever), now=words[now]))
    if choices:
        st.caption(" · ".join(f"**{place}** {word}" for place, word in enumerate(words, start=1)))
    ticks = tuple(str(place) for place in range(1, len(places) + 1)) if choices else words
    drawn = curves(shown, ticks, now, ordered=not choices)
    st.plotly_chart(drawn, key="protection.curve", alt=alternative(shown, words), config=style.CONFIG)
    for name, reason in absent(found[settings[lever]], found).items():
        st.caption(f"**{texts()[f'attack.{name}.title']}**: {texts().get(f'attack_reason.{reason}', reason)}")
    if st.toggle(say("protection.curve.table"), key="curve.table", persist_state="session"):
        st.table(table(shown, words, axis(lever)), hide_index=True, alt=say("protection.curve.table"))
    explain.about(dict.fromkeys(("right_offer", "risk")), key="curve", label=say("about.numbers"))


def panels(places: list[Any], found: runs.Curve) -> tuple[Panel, ...]:
    """Return the number for every panel: right offer first, then the risks that could be measured anywhere."""
    points = [found.get(place) for place in places]
    names = dict.fromkeys(name for point in points if point for name in point.risks)
    right = tuple(point.right_offer if point else None for point in points)
    risks = {name: tuple(point.risks.get(name) if point else None for point in points) for name in names}
    return (
        Panel(term("right_offer", expert=True), right, good=True),
        *(Panel(_title(name), rates, good=False) for name, rates in risks.items()),
    )


def absent(now: Point, found: runs.Curve) -> dict[str, str]:
    """Return the attacks that could be mounted nowhere, and why not where one stands now."""
    return {name: why for name, why in now.reasons.items() if not any(name in one.risks for one in found.values())}


def strength(lever: str, value: Any) -> str:
    """Return a strength in a few letters: a number, odds in plain words for epsilon, or the title of a choice."""
    if lever.endswith("epsilon") and not expert():
        return f"{odds(value)}×"
    if LEVERS[lever].kind == "choice":
        return texts()[f"{key_of(lever, value)}.title"]
    return f"{100 * value if LEVERS[lever].unit == 'share' else value:g}"


def axis(lever: str) -> str:
    """Return what runs from left to right, and which way is stronger."""
    better = stronger(lever)
    direction = say(f"protection.curve.{better}") if better else ""
    if lever.endswith("epsilon"):
        return say(f"protection.curve.{'epsilon' if expert() else 'odds'}") + direction
    unit = say("number.of_100") if LEVERS[lever].unit == "share" else unit_in_words(LEVERS[lever].unit)
    return texts().label(lever) + (f", {unit}" if unit else "") + direction


def alternative(shown: tuple[Panel, ...], words: tuple[str, ...]) -> str:
    """Return the chart in words: where every number starts and ends."""
    told = []
    for panel in shown:
        known = [(word, rate) for word, rate in zip(words, panel.rates, strict=True) if rate is not None]
        first, last = (f"{in_100(rate)} ({word})" for word, rate in (known[0], known[-1]))
        told.append(f"{panel.title}: {first if first == last else say('number.range', low=first, high=last)}")
    return "; ".join(told)


def table(shown: tuple[Panel, ...], words: tuple[str, ...], title: str) -> pd.DataFrame:
    """Return the chart as a table: one row a strength, every number with its interval."""
    columns = {panel.title: [_cell(rate) for rate in panel.rates] for panel in shown}
    return pd.DataFrame({title: words} | columns)


def _title(attack: str) -> str:
    """Return a title that fits over a small curve."""
    return texts().get(f"ui.protection.curve.short.{attack}") or texts()[f"attack.{attack}.title"]


def _cell(rate: Rate | None) -> str:
    if rate is None or not rate.known:
        return NOTHING
    return f"{hundred(rate.value, exact=True)} ({interval(rate, exact=True)})"
