"""All lessons: what each is about, how long it takes, and how far one is."""

from __future__ import annotations

import streamlit as st

from equipoise.learn.lesson import Lesson, lessons
from equipoise.ui.learn import lesson_state
from equipoise.ui.shared.words import say


def show() -> None:
    """Draw the list; a lesson opens with one click."""
    if lesson_state.asked():
        st.warning(say("learn.unknown"), icon=":material/link_off:")
    _lead()
    grid = st.grid(3, min_column_width=260)
    for lesson in lessons().values():
        with grid.container(border=True, gap="xsmall", height="stretch"):
            _card(lesson)


def _lead() -> None:
    every = list(lessons().values())
    minutes = sum(lesson.minutes for lesson in every)
    done = sum(lesson_state.best(lesson) is not None for lesson in every)
    st.markdown(say("learn.lead", count=len(every), minutes=minutes))
    if done:
        st.progress(done / len(every), text=say("learn.done_of", done=done, count=len(every)))
    if done in (0, len(every)):
        to_test(say("learn.test_after" if done else "learn.test_before"))


def to_test(label: str) -> None:
    """Offer the way to the test and the certificate."""
    icon = ":material/workspace_premium:"
    st.button(label, key="lesson.test", icon=icon, type="tertiary", on_click=lesson_state.to_part, args=("test",))


def _card(lesson: Lesson) -> None:
    score = lesson_state.best(lesson)
    st.markdown(f"**{lesson.order} · {lesson.title}**")
    st.markdown(f":gray[{say('learn.believed')}] *{lesson.misconception}*")
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.button(
            say(f"learn.{_step(lesson)}", place=lesson.order),
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
