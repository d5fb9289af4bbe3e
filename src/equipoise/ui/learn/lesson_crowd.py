"""The crowd in a lesson: what happened to a hundred people under the first setting, and under the second."""

from __future__ import annotations

import streamlit as st

from equipoise.learn.lesson import Lesson, Lit
from equipoise.studies.crowd.facts import Crowd, crowd
from equipoise.ui.learn import lesson_state
from equipoise.ui.shared import compute
from equipoise.ui.shared.crowd.payload import Scene
from equipoise.ui.shared.crowd.picture import show_crowd
from equipoise.ui.shared.words import say

SIDES = ("before", "after")


def show(lesson: Lesson, lit: Lit) -> None:
    """Draw the crowd under one of the two settings; turning to the other shows who changes."""
    titles = {"before": lesson.before.title, "after": lesson.after.title}
    side = st.segmented_control(
        say("learn.crowd"),
        SIDES,
        format_func=lambda name: titles[name],
        default="after",
        required=True,
        key=f"lesson.side.{lesson.key}.{lesson_state.taking(lesson).attempt}",
        label_visibility="collapsed",
    )
    before, after = crowds(lesson)
    now, then = (before, after) if side == "before" else (after, before)
    show_crowd(
        Scene(crowd=now, fact=lit.fact, before=then if side == "after" else None),
        key=f"lesson.crowd.{lesson.id}",
        split=lit.split,
    )


def crowds(lesson: Lesson) -> tuple[Crowd, Crowd]:
    """Return the same hundred people under both settings."""
    before, after = (compute.answer(crowd, side.settings, slot=st.empty()) for side in (lesson.before, lesson.after))
    return before, after
