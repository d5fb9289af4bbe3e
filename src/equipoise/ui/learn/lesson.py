"""One lesson: guess, then reveal, then explain, then the quiz; the next part appears when the one before is done."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from equipoise.learn.lesson import Lesson
from equipoise.learn.taking import Taking
from equipoise.story.wording import value_in_words
from equipoise.texts.catalogue import texts
from equipoise.ui.learn import lesson_end, lesson_list, lesson_number, lesson_quiz, lesson_reveal, lesson_state
from equipoise.ui.shared.frame import far_end
from equipoise.ui.shared.words import say


def show(lesson: Lesson, line: DeltaGenerator) -> None:
    """Draw the lesson as far as it has been taken; the button back to the list goes into the title ``line``."""
    taken = lesson_state.taking(lesson)
    with far_end(line):
        _back()
    _head(lesson)
    told, asked = st.columns([3, 4], gap="large")
    with told:
        _situation(lesson)
    with asked:
        _guess(lesson, taken)
    if taken.guess is None:
        lesson_reveal.prepare(lesson)
        return
    lesson_reveal.show(lesson, taken)
    lesson_quiz.show(lesson, taken)
    if taken.finished(lesson):
        lesson_end.show(lesson, taken)


def _back() -> None:
    st.button(
        say("learn.all"), key="lesson.all", icon=":material/arrow_back:", type="tertiary",
        on_click=lesson_state.go, args=(None,),
    )  # fmt: skip


def _head(lesson: Lesson) -> None:
    st.title(lesson.title, anchor=False)
    number, count = lesson_list.number(lesson)
    place = say("learn.place", place=number, count=count, minutes=lesson.minutes)
    believed = f"{say('learn.believed')} *{lesson.misconception}*"
    st.markdown(f":gray[{place}]  \n{believed}")


def _situation(lesson: Lesson) -> None:
    st.subheader(say("learn.part.situation"), anchor=False)
    st.markdown(lesson.situation)
    st.markdown(say("learn.sides", before=lesson.before.title, after=lesson.after.title))
    moved = lesson.before.settings.changes(lesson.after.settings)
    for name, (before, after) in moved.items():
        values = (value_in_words(name, value) for value in (before, after))
        st.markdown(say("learn.lever", label=texts().label(name), before=next(values), after=next(values)))


def _guess(lesson: Lesson, taken: Taking) -> None:
    st.subheader(say("learn.part.guess"), anchor=False)
    st.markdown(f"**{lesson.prediction.text}**")
    if lesson.estimate:
        lesson_number.show(lesson, taken)
        return
    lesson_quiz.options(
        lesson.prediction, taken.guess, key="lesson.guess",
        choose=lambda option: lesson_state.step(lesson, Taking.guessed, option),
        order=lesson_state.order(lesson, "guess", len(lesson.prediction.options)),
    )  # fmt: skip
    if taken.guess is None:
        st.caption(say("learn.guess_hint"))
