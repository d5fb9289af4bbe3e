"""Questions: options that can be chosen once, and feedback on the chosen one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from equipoise.learn.lesson import Lesson
from equipoise.learn.question import Option, Question
from equipoise.learn.taking import Taking
from equipoise.ui.learn import lesson_state
from equipoise.ui.shared.words import say


def show(lesson: Lesson, taken: Taking) -> None:
    """Draw the quiz."""
    st.subheader(say("learn.part.quiz"), anchor=False)
    for column, (place, question) in zip(st.columns(2, gap="large"), enumerate(lesson.quiz), strict=False):
        with column:
            st.markdown(f"**{question.text}**")
            options(
                question, taken.answer(place), key=f"lesson.quiz.{place}",
                choose=partial(lesson_state.step, lesson, Taking.answered, place),
                order=lesson_state.order(lesson, f"quiz.{place}", len(question.options)),
            )  # fmt: skip


def options(
    question: Question, chosen: int | None, *, key: str, choose: Callable[[int], None], order: Sequence[int]
) -> None:
    """Draw a question's options in an order: as buttons while it is open, then marked, with feedback on the chosen."""
    if chosen is None:
        for place in order:
            st.button(
                question.options[place].text, key=f"{key}.{place}", width="stretch", on_click=choose, args=(place,)
            )
        return
    for place in order:
        st.markdown(marked(question.options[place], chosen=place == chosen))
    picked, right = question.options[chosen], question.options[question.answer]
    if picked.right:
        st.success(say("learn.right", feedback=picked.feedback), icon=":material/check:")
    else:
        st.info(say("learn.wrong", feedback=picked.feedback, right=right.feedback), icon=":material/lightbulb:")


def marked(option: Option, *, chosen: bool) -> str:
    """Return an option of an answered question: the right one with a tick, the chosen one named as such."""
    sign = ":green[:material/check_circle:]" if option.right else ":gray[:material/radio_button_unchecked:]"
    text = f"**{option.text}**" if option.right else option.text
    return f"{sign} {text} {say('learn.yours')}" if chosen else f"{sign} {text}"
