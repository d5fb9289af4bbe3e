"""The way through the course: what is best done next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal

import streamlit as st

from equipoise.learn.certificate import earned
from equipoise.learn.lesson import lessons as known
from equipoise.learn.progress import Progress
from equipoise.ui.learn import lesson_state
from equipoise.ui.shared import progress as session
from equipoise.ui.shared.words import on_accent, say

Step = Literal["before", "lesson", "after", "low", "done"]


def show(lessons: Mapping[str, str]) -> None:
    """Draw what comes next, with the button that leads there."""
    step, lesson = next_step(session.progress(), lessons)
    with st.container(border=True, horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.markdown(say(f"course.path.{step}", title=lessons.get(lesson, "")), width="stretch")
        if step == "lesson":
            _onwards(lesson_state.go, known()[lesson])
        elif step != "done":
            _onwards(lesson_state.to_part, "test")


def _onwards(step: Callable[..., None], *args: Any) -> None:
    st.button(on_accent(say("course.path.go")), key="path.go", type="primary", on_click=step, args=args)


def next_step(progress: Progress, lessons: Mapping[str, str]) -> tuple[Step, str]:
    """Return what comes next, and the id of the lesson if it is one: first test, lessons in order, second test."""
    found = earned(progress, list(lessons))
    if progress.before is None and progress.after is None and not progress.lessons:
        return "before", ""
    if found.lessons:
        return "lesson", found.lessons[0]
    if found.test:
        return ("after" if found.test == "untaken" else "low"), ""
    return "done", ""
