"""Which path is taken and which lesson is open (both in the address), and how far each lesson has been taken."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from equipoise.learn.lesson import Lesson, lessons
from equipoise.learn.progress import Progress, Score
from equipoise.learn.question import shuffled
from equipoise.learn.route import Route, routes, under_way
from equipoise.learn.taking import Taking
from equipoise.ui.shared import progress as session
from equipoise.ui.shared.words import say

_OPEN, _PATH = "lesson", "path"
PART = "learn.part"
"""Session key of the open tab beside the lessons."""
_NONE = "-"
"""Chosen when somebody goes back to the choice of a path."""
_TAKINGS = "lesson.takings"


def route() -> Route | None:
    """Return the path that is taken: the one in the address, else the one chosen here, else the one begun earlier."""
    asked = str(st.query_params.get(_PATH, ""))
    name = asked if asked in routes() else session.chosen_path() or under_way(session.progress())
    if name not in routes() or session.chosen_path() == _NONE:
        return None
    session.choose_path(name)
    if asked != name:
        st.query_params[_PATH] = name
    return routes()[name]


def choose(chosen: Route | None) -> None:
    """Take a path, or go back to the choice of one; made for callbacks."""
    session.choose_path(chosen.id if chosen else _NONE)
    go(None)
    if chosen:
        st.session_state[PART] = say("learn.tab.lessons")


def opened() -> Lesson | None:
    """Return the lesson that the address names; None without a name, or with one that no lesson has."""
    return lessons().get(asked())


def asked() -> str:
    """Return the name that the address gives, known or not."""
    return str(st.query_params.get(_OPEN, ""))


def go(lesson: Lesson | None) -> None:
    """Open a lesson, or the list of all; made for callbacks."""
    path = session.chosen_path()
    address = {_PATH: path} if path in routes() else {}
    st.query_params.from_dict(address | ({_OPEN: lesson.id} if lesson else {}))


def to_part(name: str) -> None:
    """Leave the lesson and open a tab of the page; made for callbacks."""
    go(None)
    st.session_state[PART] = say(f"learn.tab.{name}")


def order(lesson: Lesson, question: str, count: int) -> tuple[int, ...]:
    """Return in which order the options of a question are drawn: the same for this visitor and attempt."""
    return shuffled(count, session.visitor(), lesson.key, question, taking(lesson).attempt)


def taking(lesson: Lesson) -> Taking:
    """Return how far a lesson has been taken."""
    taken: dict[str, Taking] = st.session_state.setdefault(_TAKINGS, {})
    return taken.get(lesson.key, Taking())


def untouched(lesson: Lesson) -> bool:
    """Whether nobody has guessed yet in this open page."""
    return taking(lesson).guess is None


def step(lesson: Lesson, taken: Callable[..., Taking], *args: Any) -> None:
    """Apply a step of `Taking`: ``step(lesson, Taking.guessed, 2)``; made for callbacks. The last one is recorded."""
    before, after = taking(lesson), taken(taking(lesson), *args)
    st.session_state[_TAKINGS] |= {lesson.key: after}
    if after.finished(lesson) and not before.finished(lesson):
        session.record(Progress.with_lesson, lesson.key, Score(right=after.right(lesson), of=len(lesson.quiz)))


def best(lesson: Lesson) -> Score | None:
    """Return the best score of a lesson that is done, here or in the file that was loaded; in any version."""
    progress = session.progress()
    key = progress.done(lesson.id)
    return progress.lessons[key] if key else None


def again(lesson: Lesson) -> None:
    """Start a lesson anew; what was finished stays finished."""
    step(lesson, Taking.again)
