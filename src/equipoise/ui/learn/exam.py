"""The test before and after the course: eight questions each; the right answers are shown after the second one."""

from __future__ import annotations

import secrets
from collections.abc import Callable

import streamlit as st

from equipoise.learn.exam import Form, Gain, forms, gain, other
from equipoise.learn.progress import Progress, Sitting, When
from equipoise.learn.question import Question
from equipoise.ui.shared import progress as session
from equipoise.ui.shared.words import on_accent, say

_FIRST, _OPEN = "exam.first", "exam.open"
_SKIPPED, _STARTED, _AGAIN = "exam.skipped", "exam.started", "exam.again_started"
"""Session keys: the form of the first test, the questions without an answer, and which tests were skipped or begun."""


def show() -> None:
    """Draw the test that is due: before the course, after it, or what both say together."""
    progress = session.progress()
    st.markdown(say("course.exam.lead"))
    if progress.after is not None and not st.session_state.get(_AGAIN):
        _results(progress, progress.after)
        st.button(say("course.exam.again"), key="exam.again", type="tertiary", on_click=_set, args=(_AGAIN,))
    elif progress.after is not None:
        _test("after", forms()[other(progress.after.form)])
    elif progress.before is None and not st.session_state.get(_SKIPPED):
        _test("before", forms()[_first_form()])
        st.button(say("course.exam.skip"), key="exam.skip", type="tertiary", on_click=_set, args=(_SKIPPED,))
    else:
        _second(progress.before)


def told(found: Gain) -> str:
    """Return what a gain means, in honest words: eight questions are few."""
    change = found.after - found.before
    key = "up" if change > 0 else "down" if change < 0 else "same"
    words = say(f"course.exam.gain.{key}", change=abs(change), before=found.before, after=found.after, of=found.of)
    luck = say("course.exam.gain.luck", chance=max(1, round(100 * found.chance)))
    return f"{words} {luck}" if change > 0 else words


def feedback(question: Question, answer: int) -> str:
    """Return a question with what was answered, and why that is right or wrong; if wrong, with the right answer."""
    chosen, right = question.options[answer], question.options[question.answer]
    mark = "right" if chosen.right else "wrong"
    lines = [f"**{question.text}**", say(f"course.exam.{mark}", answer=chosen.text), chosen.feedback]
    return "  \n".join(lines if chosen.right else [*lines, say("course.exam.answer", answer=right.text)])


def _second(before: Sitting | None) -> None:
    if before is not None:
        st.success(say("course.exam.kept", right=before.score.right, of=before.score.of), icon=":material/check:")
    if st.session_state.get(_STARTED):
        _test("after", forms()[other(before.form) if before else _first_form()])
        return
    st.markdown(say("course.exam.second"))
    st.button(on_accent(say("course.exam.start")), key="exam.start", type="primary", on_click=_set, args=(_STARTED,))


def _test(when: When, form: Form) -> None:
    """Draw the questions; nothing is marked before all are answered."""
    st.markdown(f"**{say(f'course.exam.{when}')}**")
    with st.form(f"exam.{when}", border=True):
        for place, question in enumerate(form.questions, start=1):
            st.radio(
                f"**{place}.** {question.text}",
                range(len(question.options)),
                format_func=_option(question),
                index=None,
                key=_key(form, place - 1),
            )
        st.form_submit_button(on_accent(say("course.exam.submit")), type="primary", on_click=_submit, args=(when, form))
    if st.session_state.get(_OPEN):
        st.warning(say("course.exam.open", places=st.session_state[_OPEN]), icon=":material/edit:")


def _submit(when: When, form: Form) -> None:
    answers = [st.session_state.get(_key(form, place)) for place in range(len(form.questions))]
    unanswered = ", ".join(str(place) for place, answer in enumerate(answers, start=1) if answer is None)
    st.session_state[_OPEN] = unanswered
    if not unanswered:
        st.session_state[_AGAIN] = False
        for place in range(len(answers)):
            st.session_state[_key(form, place)] = None
        session.record(Progress.with_sitting, when, form.mark([int(answer or 0) for answer in answers]))


def _results(progress: Progress, after: Sitting) -> None:
    before = progress.before
    if progress.takes > 1:
        st.success(say("course.exam.again_only", right=after.score.right, of=after.score.of))
    elif before is None or len(before.right) != len(after.right):
        st.success(say("course.exam.only", right=after.score.right, of=after.score.of))
    else:
        found = gain(before, after)
        first, second = st.columns(2)
        first.metric(say("course.exam.before"), say("number.of", part=found.before, whole=found.of), border=True)
        second.metric(say("course.exam.after"), say("number.of", part=found.after, whole=found.of), border=True)
        st.markdown(told(found))
    _answers(say("course.exam.after"), after, expanded=True)
    if before is not None:
        _answers(say("course.exam.before"), before, expanded=False)


def _answers(title: str, sitting: Sitting, *, expanded: bool) -> None:
    form = forms().get(sitting.form.partition("@")[0])
    with st.expander(say("course.exam.review", title=title.lower()), expanded=expanded):
        if form is None or form.key != sitting.form:
            st.caption(say("course.exam.changed"))
            return
        for question, answer in zip(form.questions, sitting.answers, strict=True):
            st.markdown(feedback(question, answer))


def _first_form() -> str:
    """Return the form for the first test, drawn once a session: in a class, half of the people begin with each."""
    if _FIRST not in st.session_state:
        st.session_state[_FIRST] = secrets.choice(sorted(forms()))
    return str(st.session_state[_FIRST])


def _set(flag: str) -> None:
    st.session_state[flag] = True


def _option(question: Question) -> Callable[[int], str]:
    return lambda place: question.options[place].text


def _key(form: Form, place: int) -> str:
    return f"exam.{form.key}.{place}"
