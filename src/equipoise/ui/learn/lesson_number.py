"""A guess as a number, made on a picture of a hundred, and how far off it was."""

from __future__ import annotations

import streamlit as st

from equipoise.learn.lesson import Lesson
from equipoise.learn.taking import Taking
from equipoise.ui.charts import svg
from equipoise.ui.charts.icons import picture
from equipoise.ui.charts.style import BLUE
from equipoise.ui.learn import lesson_state
from equipoise.ui.shared import compute
from equipoise.ui.shared.words import on_accent, say

_HALF = 50
CLOSE = 5
"""A guess this near, in 100, counts as close."""


def show(lesson: Lesson, taken: Taking) -> None:
    """Let a number be guessed on the picture; afterwards say how far off it was."""
    if taken.guess is None:
        _ask(lesson)
        return
    options = lesson.prediction.options
    number, told = _off(lesson, taken), options[taken.guess].feedback
    (st.success if number <= CLOSE else st.info)(f"{_told(lesson, taken)} {told}", icon=":material/my_location:")


def off(guess: int, truth: float) -> int:
    """Return how far a guess is from a share, both shown in 100: the difference of the shown numbers."""
    return abs(guess - round(100 * truth))


def _ask(lesson: Lesson) -> None:
    key = f"lesson.number.{lesson.key}.{lesson_state.taking(lesson).attempt}"
    number = int(st.session_state.get(key, _HALF))
    alt = say("learn.number.alt", number=number)
    st.html(svg.figure(svg.image(picture(number, "person", BLUE), style="height:13rem"), alt=alt))
    st.slider(say("learn.number.label"), 0, 100, value=_HALF, key=key)
    st.button(
        on_accent(say("learn.number.take", number=number)), key="lesson.guess.number", type="primary",
        on_click=lesson_state.step, args=(lesson, Taking.estimated, lesson, number),
    )  # fmt: skip


def _told(lesson: Lesson, taken: Taking) -> str:
    away, truth = _off(lesson, taken), round(100 * _truth(lesson))
    key = "exact" if away == 0 else "close" if away <= CLOSE else "off"
    return say(f"learn.number.{key}", guess=taken.number, truth=truth, away=away)


def _off(lesson: Lesson, taken: Taking) -> int:
    return off(taken.number or 0, _truth(lesson))


def _truth(lesson: Lesson) -> float:
    after, before = compute.both(lesson.run, lesson.after.settings, lesson.before.settings, st.empty())
    assert lesson.estimate is not None
    return lesson.estimate.truth(lesson.claims[lesson.estimate.claim].read(before, after)).value
