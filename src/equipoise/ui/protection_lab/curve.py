"""Accuracy and every risk along the strength of the chosen protection: worked out as a job, drawn as it comes in."""

from __future__ import annotations

from itertools import count
from typing import Any

import pandas as pd
import streamlit as st

from equipoise.chain.settings import LEVERS, Settings
from equipoise.numerics.rate import Rate
from equipoise.story.wording import unit_in_words
from equipoise.studies.strength import Point, along, key_of, lever_along, odds, point_of, positions, stronger
from equipoise.texts.catalogue import texts
from equipoise.texts.numerals import NOTHING
from equipoise.ui.charts import style
from equipoise.ui.charts.curves import Panel, curves
from equipoise.ui.shared import compute, explain, jobs
from equipoise.ui.shared.frame import expert
from equipoise.ui.shared.numbers import hundred, in_100, interval
from equipoise.ui.shared.words import say, term

Curve = dict[Any, Point]
"""What was found at values of a lever."""


def show(settings: Settings, family: str) -> None:
    """Draw the curve as it is worked out; after a stop, offer to work out the rest."""
    lever = lever_along(settings, family)
    job, drawings = _along(settings, lever), count(1)
    if job.state == "new":
        compute.answer(point_of, settings)  # is known already, and so needs no work of the job's
        job.start()
    jobs.follow(job, key="curve", draw=lambda: _chart(settings, lever, f"protection.curve.{next(drawings)}"))
    if job.state != "done":
        _offer(job, lever)
    _chart(settings, lever, "protection.curve")
    _more(settings, lever)


def known(settings: Settings, lever: str) -> Curve:
    """Return the points along a lever that are known so far; the present one always is."""
    return _along(settings, lever).known | {settings[lever]: compute.answer(point_of, settings)}


def _along(settings: Settings, lever: str) -> jobs.Job[Point]:
    """Return the job that computes a curve; it is the same for all strengths on the curve."""
    runs = {value: settings.replace(**{lever: value}) for value in positions(lever)}
    return jobs.each(f"curve {lever}", point_of, {value: (run,) for value, run in runs.items()})


def _offer(job: jobs.Job[Point], lever: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        start = say("protection.curve.start", runs=len(positions(lever)))
        st.button(start, key="curve.start", icon=":material/timeline:", on_click=job.start)
        if job.state in jobs.STOPPED:
            st.caption(say(f"protection.curve.{job.state}"))


def _chart(settings: Settings, lever: str, key: str) -> None:
    """Draw heading and curve; a curve that grows is drawn several times in a run, each time with a key of its own."""
    places, words = _places(settings, lever)
    found = known(settings, lever)
    shown, now = panels(places, found), places.index(settings[lever])
    choices = LEVERS[lever].kind == "choice"
    st.markdown(say("protection.curve.heading", along=axis(lever), now=words[now]))
    if choices:
        st.caption(" · ".join(f"**{place}** {word}" for place, word in enumerate(words, start=1)))
    ticks = tuple(str(place) for place in range(1, len(places) + 1)) if choices else words
    drawn = curves(shown, ticks, now, in_100=say("number.in_100"), ordered=not choices)
    st.plotly_chart(drawn, key=key, alt=alternative(shown, words), config=style.CONFIG)


def _more(settings: Settings, lever: str) -> None:
    """Say which attacks the curve lacks, and offer its numbers as a table."""
    places, words = _places(settings, lever)
    found = known(settings, lever)
    for name, reason in absent(found[settings[lever]], found).items():
        st.caption(f"**{texts()[f'attack.{name}.title']}**: {texts().get(f'attack_reason.{reason}', reason)}")
    if st.toggle(say("protection.curve.table"), key="curve.table", persist_state="session"):
        shown = panels(places, found)
        st.table(table(shown, words, axis(lever)), hide_index=True, alt=say("protection.curve.table"))
    explain.about(dict.fromkeys(("right_offer", "risk")), key="curve", label=say("about.numbers"))


def _places(settings: Settings, lever: str) -> tuple[list[Any], tuple[str, ...]]:
    """Return the positions along the lever, the present one among them, and what each is called."""
    places = list(along(settings, lever))
    return places, tuple(strength(lever, value) for value in places)


def panels(places: list[Any], found: Curve) -> tuple[Panel, ...]:
    """Return the number for every panel: right offer first, then the risks that could be measured anywhere."""
    points = [found.get(place) for place in places]
    names = dict.fromkeys(name for point in points if point for name in point.risks)
    right = tuple(point.right_offer if point else None for point in points)
    risks = {name: tuple(point.risks.get(name) if point else None for point in points) for name in names}
    return (
        Panel(term("right_offer", expert=True), right, good=True),
        *(Panel(_title(name), rates, good=False) for name, rates in risks.items()),
    )


def absent(now: Point, found: Curve) -> dict[str, str]:
    """Return the attacks that cannot be mounted at any strength, with the reason at the present one."""
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
