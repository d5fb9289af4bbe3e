"""The experiment, run live: what the two settings did, in the numbers that the lesson is about, and why."""

from __future__ import annotations

import dataclasses
import math
from typing import Any

import pandas as pd
import streamlit as st

from equipoise.learn.claim import Claim, Reading
from equipoise.learn.lesson import Lesson
from equipoise.learn.taking import MOST_WORLDS, Taking, seeds
from equipoise.numerics.rate import Rate
from equipoise.texts.catalogue import texts
from equipoise.texts.numerals import NOTHING, signed
from equipoise.texts.published import cited
from equipoise.ui.charts.icons import Panel, icon_arrays
from equipoise.ui.learn import lesson_crowd, lesson_state
from equipoise.ui.shared import compute, explain, jobs
from equipoise.ui.shared.frame import expert
from equipoise.ui.shared.numbers import direction, icons, in_100, interval
from equipoise.ui.shared.words import say

Pair = tuple[Any, Any]
"""What the engine found under both settings."""
_OFFERS = "headlines.treated_alike"
_CHOICES = "consent."


def prepare(lesson: Lesson) -> None:
    """Begin to run the experiment while somebody reads and guesses, so that nobody waits for the reveal."""
    sides = {"before": (lesson.before.settings,), "after": (lesson.after.settings,)}
    jobs.each("lesson", lesson.run, sides).start()


def show(lesson: Lesson, taken: Taking) -> None:
    """Draw what happened and why."""
    after, before = compute.both(lesson.run, lesson.after.settings, lesson.before.settings, st.empty())
    seen, why = st.columns([4, 3], gap="large")
    with seen:
        st.subheader(say("learn.part.reveal"), anchor=False)
        _result(lesson, (before, after))
        _worlds(lesson, taken)
    with why:
        st.subheader(say("learn.part.explain"), anchor=False)
        st.markdown(lesson.explanation)
        with st.expander(say("learn.sources")):
            st.markdown("\n".join(f"- {cited(source)}" for source in lesson.sources))


def _result(lesson: Lesson, pair: Pair) -> None:
    read = [(claim, claim.read(*pair)) for claim in lesson.claims]
    (first, large), *others = read
    st.markdown(f"**{lesson.finding}**")
    if lesson.crowd:
        lesson_crowd.show(lesson, lesson.crowd)
        others = read
    else:
        st.html(_icons(lesson, first, large))
        st.caption(_likely(large))
    if others:
        grid = st.grid(len(others), min_column_width=200)
        for claim, one in others:
            with grid.container(border=True, gap="xsmall"):
                _beside(lesson, claim, one)
    explained = {number_of(claim.measure): one.after for claim, one in read}
    explain.about(explained, key="lesson", label=say("about.numbers"))
    with st.expander(say("learn.table")):
        st.table(as_table(lesson, read), hide_index=True)


def _icons(lesson: Lesson, claim: Claim, read: Reading) -> str:
    before, after = in_100(read.before), in_100(read.after)
    return icon_arrays(
        Panel(lesson.before.title, before, icons(read.before.value)),
        Panel(lesson.after.title, after, icons(read.after.value)),
        legend=say("learn.filled", title=claim.title, per=claim.per),
        alt=say("learn.icons_alt", title=claim.title, one=lesson.before.title, before=before,
                other=lesson.after.title, after=after),
        glyph="offer" if claim.measure == _OFFERS else "person",
        good=not claim.feared,
    )  # fmt: skip


def _likely(read: Reading) -> str:
    ends = {"before": _range(read.before), "after": _range(read.after)}
    return say("learn.interval" if expert() else "learn.likely", **ends)


def _beside(lesson: Lesson, claim: Claim, read: Reading) -> None:
    """Draw a further number: under the second setting, with its change against the first where it is one."""
    change = read.change or dataclasses.replace(read.after, value=read.difference, low=math.nan, high=math.nan)
    moved = direction(change)
    welcome = moved == ("down" if claim.feared else "up")
    choice = claim.measure.startswith(_CHOICES)  # a no is as good as a yes
    st.metric(
        claim.title,
        in_100(read.after, exact=expert()),
        delta=None if moved == "same" else signed(100 * change.value, digits=1 if expert() else 0),
        delta_color="off" if choice else "blue" if welcome else "orange",
        delta_arrow="off" if moved == "same" else moved,
        help=explain.answers(number_of(claim.measure), read.after),
    )
    st.caption(say("learn.beside", per=claim.per, side=lesson.before.title, before=in_100(read.before)))


def _worlds(lesson: Lesson, taken: Taking) -> None:
    """Offer the same experiment with other invented people: was it luck?"""
    st.markdown(say("learn.luck"))
    if taken.worlds > 1:
        st.table(world_table(lesson, taken.worlds), hide_index=True)
    if taken.worlds < MOST_WORLDS:
        st.button(
            say("learn.another_world"), key="lesson.world", icon=":material/public:",
            on_click=lesson_state.step, args=(lesson, Taking.another_world),
        )  # fmt: skip


def world_table(lesson: Lesson, worlds: int) -> pd.DataFrame:
    """Return the lesson's first number in several worlds, and whether all claims hold there."""
    rows = []
    for seed in seeds(lesson, worlds):
        before, after = compute.both(lesson.run, *lesson.on(seed), st.empty())
        read = lesson.claims[0].read(before, after)
        holds = all(claim.holds(before, after) for claim in lesson.claims)
        rows.append((str(seed), in_100(read.before), in_100(read.after), say(f"learn.holds.{holds}".lower())))
    heads = [say("learn.column.world"), lesson.before.title, lesson.after.title, say("learn.column.holds")]
    return pd.DataFrame(rows, columns=heads)


def as_table(lesson: Lesson, read: list[tuple[Claim, Reading]]) -> pd.DataFrame:
    """Return all numbers of the lesson with their intervals and changes."""
    sides = lesson.before.title, lesson.after.title
    likely = say("column.interval" if expert() else "column.plain_interval").lower()
    rows = [
        (
            f"{claim.title}, {claim.per}",
            in_100(one.before, exact=True), _range(one.before), in_100(one.after, exact=True), _range(one.after),
            NOTHING if one.difference != one.difference else signed(100 * one.difference, digits=1),
            _range(one.change) if one.change else NOTHING,
        )
        for claim, one in read
    ]  # fmt: skip
    heads = [say("column.number"), *(f"{side}{more}" for side in sides for more in ("", f": {likely}"))]
    return pd.DataFrame(rows, columns=[*heads, say("learn.column.change"), say("learn.column.paired")])


def number_of(measure: str) -> str:
    """Return the name under which the texts explain a number: of "consent.yes.offers" it is "yes"."""
    return next(name for name in reversed(measure.split(".")) if f"number.{name}.title" in texts())


def _range(rate: Rate) -> str:
    return interval(rate, exact=expert())
