"""The tests before and after the lessons of a path; the right answers are shown after the second one."""

from __future__ import annotations

import secrets
from collections.abc import Callable

import streamlit as st

from equipoise.learn.exam import LATER, PAIR, Form, Gain, gain, other
from equipoise.learn.followup import open_on
from equipoise.learn.progress import Exams, Progress, Sitting, When
from equipoise.learn.question import Question, shuffled
from equipoise.learn.route import Route
from equipoise.ui.learn import lesson_state, loading
from equipoise.ui.shared import progress as session
from equipoise.ui.shared.progress import today
from equipoise.ui.shared.words import on_accent, say

_FIRST, _OPEN = "exam.first", "exam.open"
_SKIPPED, _STARTED, _AGAIN = "exam.skipped", "exam.started", "exam.again_started"
"""Session keys, each with the path: first form, questions without an answer, which tests were skipped or begun."""


def show() -> None:
    """Draw the test that is due in the chosen path: before its lessons, after them, or what both say together."""
    if loading.waits():
        return
    route = lesson_state.route()
    if route is None:
        st.info(say("course.exam.no_path"), icon=":material/route:")
        return
    tests = route.tests(session.progress())
    st.markdown(say("course.exam.lead", questions=len(route.topics)))
    if open_on(tests, today()):
        _test(route, "later", LATER)
        return
    again = _flag(_AGAIN, route)
    if tests.after is not None and not st.session_state.get(again):
        _results(route, tests, tests.after)
        st.button(say("course.exam.again"), key="exam.again", type="tertiary", on_click=_set, args=(again,))
    elif tests.after is not None:
        _test(route, "after", other(tests.after.form))
    elif tests.before is None and not skipped(route):
        _test(route, "before", _first_form(route))
        st.button(
            say("course.exam.skip"), key="exam.skip", type="tertiary", on_click=_set, args=(_flag(_SKIPPED, route),)
        )
    else:
        _second(route, tests.before)


def skipped(route: Route) -> bool:
    """Whether the learner went on without the first test of a path."""
    return bool(st.session_state.get(_flag(_SKIPPED, route)))


def told(found: Gain) -> str:
    """Return what a gain means, in honest words: so few questions tell little."""
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


def _second(route: Route, before: Sitting | None) -> None:
    if before is not None:
        st.success(say("course.exam.kept", right=before.score.right, of=before.score.of), icon=":material/check:")
    started = _flag(_STARTED, route)
    if st.session_state.get(started):
        _test(route, "after", other(before.form) if before else _first_form(route))
        return
    st.markdown(say("course.exam.second"))
    st.button(on_accent(say("course.exam.start")), key="exam.start", type="primary", on_click=_set, args=(started,))


def _test(route: Route, when: When, name: str) -> None:
    """Draw the questions; nothing is marked before all are answered."""
    form, tests = route.form(name), route.tests(session.progress())
    st.markdown(f"**{say(f'course.exam.{when}')}**")
    with st.form(f"exam.{when}", border=True):
        for place, question in enumerate(form.questions, start=1):
            st.radio(
                f"**{place}.** {question.text}",
                shuffled(len(question.options), session.visitor(), form.key, place, tests.takes),
                format_func=_option(question),
                index=None,
                key=_key(form, place - 1),
            )
        st.form_submit_button(
            on_accent(say("course.exam.submit")), type="primary", on_click=_submit, args=(route, when, form)
        )
    if st.session_state.get(_OPEN):
        st.warning(say("course.exam.open", places=st.session_state[_OPEN]), icon=":material/edit:")


def _submit(route: Route, when: When, form: Form) -> None:
    answers = [st.session_state.get(_key(form, place)) for place in range(len(form.questions))]
    unanswered = ", ".join(str(place) for place, answer in enumerate(answers, start=1) if answer is None)
    st.session_state[_OPEN] = unanswered
    if not unanswered:
        st.session_state[_flag(_AGAIN, route)] = False
        for place in range(len(answers)):
            st.session_state[_key(form, place)] = None
        sitting = form.mark([int(answer or 0) for answer in answers], on=today())
        session.record(Progress.with_sitting, route.id, when, sitting)


def _results(route: Route, tests: Exams, after: Sitting) -> None:
    before = tests.before
    if tests.takes > 1:
        st.success(say("course.exam.again_only", right=after.score.right, of=after.score.of))
    elif before is None or len(before.right) != len(after.right):
        st.success(say("course.exam.only", right=after.score.right, of=after.score.of))
    else:
        found = gain(before, after)
        first, second = st.columns(2)
        first.metric(say("course.exam.before"), say("number.of", part=found.before, whole=found.of), border=True)
        second.metric(say("course.exam.after"), say("number.of", part=found.after, whole=found.of), border=True)
        st.markdown(told(found))
    if tests.later is not None:
        _stayed(after, tests.later)
        _answers(route, say("course.exam.later"), tests.later, expanded=True)
    _answers(route, say("course.exam.after"), after, expanded=tests.later is None)
    if before is not None:
        _answers(route, say("course.exam.before"), before, expanded=False)


def _stayed(after: Sitting, later: Sitting) -> None:
    """Say what stayed a month later."""
    scores = {"after": after.score.right, "later": later.score.right, "of": later.score.of}
    st.success(say("course.exam.stayed", **scores), icon=":material/event_available:")


def _answers(route: Route, title: str, sitting: Sitting, *, expanded: bool) -> None:
    form = route.form_of(sitting)
    with st.expander(say("course.exam.review", title=title.lower()), expanded=expanded):
        if form is None:
            st.caption(say("course.exam.changed"))
            return
        for question, answer in zip(form.questions, sitting.answers, strict=True):
            st.markdown(feedback(question, answer))


def _first_form(route: Route) -> str:
    """Return the form for the first test, drawn once a session: in a class, half of the people begin with each."""
    first = _flag(_FIRST, route)
    if first not in st.session_state:
        st.session_state[first] = secrets.choice(PAIR)
    return str(st.session_state[first])


def _flag(name: str, route: Route) -> str:
    return f"{name}.{route.id}"


def _set(flag: str) -> None:
    st.session_state[flag] = True


def _option(question: Question) -> Callable[[int], str]:
    return lambda place: question.options[place].text


def _key(form: Form, place: int) -> str:
    return f"exam.{form.key}.{place}"
