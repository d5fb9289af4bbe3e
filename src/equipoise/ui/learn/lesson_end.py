"""A finished lesson: the score, one question for later, and where to go on."""

from __future__ import annotations

import streamlit as st

from equipoise.learn.lesson import Lesson, lessons
from equipoise.learn.taking import Taking
from equipoise.ui.learn import lesson_state, paths
from equipoise.ui.shared import state
from equipoise.ui.shared.words import on_accent, say


def show(lesson: Lesson, taken: Taking) -> None:
    """Draw the end of a lesson."""
    with st.container(border=True):
        st.markdown(say("learn.finished", right=taken.right(lesson), of=len(lesson.quiz)))
        st.markdown(say("learn.later", question=lesson.later.question))
        with st.expander(say("learn.later_answer")):
            st.markdown(lesson.later.answer)
        with st.container(horizontal=True, gap="small"):
            _onward(lesson)


def _onward(lesson: Lesson) -> None:
    route = lesson_state.route()
    following = next((one for one in lessons().values() if one.order == lesson.order + 1), None)
    if route:
        paths.onward(route, key="lesson.next")
    elif following:
        st.button(
            on_accent(say("learn.next", title=following.title)), key="lesson.next", icon=":material/arrow_forward:",
            type="primary", on_click=lesson_state.go, args=(following,),
        )  # fmt: skip
    if st.button(say("learn.try", page=say(f"page.{lesson.page}")), key="lesson.try", icon=":material/tune:"):
        state.take(lesson.after.settings, pin=lesson.before.settings)
        st.switch_page(f"pages/{lesson.page}.py")
    st.button(
        say("learn.repeat"), key="lesson.repeat", icon=":material/restart_alt:", type="tertiary",
        on_click=lesson_state.again, args=(lesson,),
    )  # fmt: skip
