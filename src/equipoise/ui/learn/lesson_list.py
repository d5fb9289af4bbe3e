"""The lessons: what each is about, how long it takes, and how far one is; those of the chosen path first."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from equipoise.learn.lesson import Lesson, lessons
from equipoise.ui.learn import lesson_state
from equipoise.ui.shared.words import say


def show() -> None:
    """Draw the list; a lesson opens with one click."""
    if lesson_state.asked():
        st.warning(say("learn.unknown"), icon=":material/link_off:")
    every, route = lessons(), lesson_state.route()
    chosen = [every[name] for name in route.lessons] if route else list(every.values())
    st.markdown(say("learn.lead", count=len(chosen), minutes=sum(lesson.minutes for lesson in chosen)))
    _cards(chosen)
    others = [lesson for lesson in every.values() if lesson not in chosen]
    if others:
        with st.expander(say("learn.others", count=len(others))):
            _cards(others)


def number(lesson: Lesson) -> tuple[int, int]:
    """Return a lesson's place, and of how many: in the path that is taken, or in the whole course."""
    route = lesson_state.route()
    if route and lesson.id in route.lessons:
        return route.lessons.index(lesson.id) + 1, len(route.lessons)
    return lesson.order, len(lessons())


def _cards(shown: Sequence[Lesson]) -> None:
    grid = st.grid(3, min_column_width=260)
    for lesson in shown:
        with grid.container(border=True, gap="xsmall", height="stretch"):
            _card(lesson)


def _card(lesson: Lesson) -> None:
    score, place = lesson_state.best(lesson), number(lesson)[0]
    st.markdown(f"**{place} · {lesson.title}**")
    st.markdown(f":gray[{say('learn.believed')}] *{lesson.misconception}*")
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.button(
            say(f"learn.{_step(lesson)}", place=place),
            key=f"lesson.open.{lesson.id}",
            type="tertiary" if score else "secondary",
            on_click=lesson_state.go,
            args=(lesson,),
        )
        if score:
            st.badge(say("learn.score", right=score.right, of=score.of), icon=":material/check:", color="green")
        else:
            st.badge(say("learn.minutes", minutes=lesson.minutes), icon=":material/schedule:", color="gray")


def _step(lesson: Lesson) -> str:
    if lesson_state.best(lesson):
        return "look_again"
    return "start" if lesson_state.untouched(lesson) else "go_on"
