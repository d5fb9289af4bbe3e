"""The choice of a path, or the path that was chosen: how far one is, and what is best done next."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import streamlit as st

from equipoise.learn.followup import open_on
from equipoise.learn.lesson import lessons, titles
from equipoise.learn.progress import Progress
from equipoise.learn.route import Route, next_step, routes
from equipoise.ui.learn import exam, lesson_state, loading
from equipoise.ui.shared import progress as session
from equipoise.ui.shared.words import on_accent, say

_DONE, _NOW, _OPEN = "done", "now", "open"
_ARROW = ":material/arrow_forward:"


def show() -> None:
    """Draw the choice, or the chosen path."""
    if loading.waits(key="keep.go_on"):
        return
    route = lesson_state.route()
    if route is None:
        _choice()
    else:
        _taken(route)


def onward(route: Route, *, key: str) -> None:
    """Draw the one button that leads to the next step of a path; nothing where all is done."""
    step, name = following(route)
    label = say(f"path.step.{step}", title=titles().get(name, ""))
    common: dict[str, Any] = {
        "key": key,
        "type": "primary",
        "icon": ":material/arrow_forward:",
        "icon_position": "right",
    }
    if step == "attack":
        if st.button(on_accent(label), **common):
            st.switch_page("pages/attack_lab.py")
    elif step == "lesson":
        st.button(on_accent(label), on_click=lesson_state.go, args=(lessons()[name],), **common)
    else:
        part = "progress" if step == "done" else "test"
        st.button(on_accent(label), on_click=lesson_state.to_part, args=(part,), **common)


def following(route: Route) -> tuple[str, str]:
    """Return what comes next in a path, and the id of the lesson if it is one; "later" is the follow-up, once due."""
    progress = session.progress()
    step, name = next_step(progress, route, skipped=exam.skipped(route))
    return ("later", "") if step == "done" and open_on(route.tests(progress), session.today()) else (step, name)


def parts(progress: Progress, route: Route, step: tuple[str, str]) -> Iterator[tuple[str, str]]:
    """Yield every part of a path in order: its title, and whether it is done, what comes next, or open."""
    tests = route.tests(progress)
    before = _DONE if tests.before else _NOW if step[0] == "before" else _OPEN
    yield say("path.part.before"), before
    for name in route.lessons:
        done = progress.done(name) is not None
        yield titles()[name], _DONE if done else _NOW if step == ("lesson", name) else _OPEN
    if route.attack:
        yield say("path.part.attack"), _DONE if progress.attack.of else _NOW if step[0] == "attack" else _OPEN
    passed = tests.after is not None and tests.after.score.right >= route.least
    yield say("path.part.after"), _DONE if passed else _NOW if step[0] in ("after", "low") else _OPEN
    yield say("path.part.certificate"), _NOW if step[0] == "done" else _DONE if step[0] == "later" else _OPEN
    if step[0] == "later" or tests.later:
        yield say("path.part.later"), _DONE if tests.later else _NOW


def _choice() -> None:
    st.markdown(say("path.lead"))
    first, *others = routes().values()
    with st.container(border=True, gap="xsmall"):
        _card(first, main=True)
    grid = st.grid(4, min_column_width=230)
    for route in others:
        with grid.container(border=True, gap="xsmall", height="stretch"):
            _card(route)


def _card(route: Route, *, main: bool = False) -> None:
    holds = say("path.holds.attack" if route.attack else "path.holds.lessons", lessons=len(route.lessons),
                questions=len(route.topics))  # fmt: skip
    st.markdown(f":material/{route.icon}: **{route.title}** :gray-badge[{say('learn.minutes', minutes=route.minutes)}]")
    st.markdown(route.lead)
    st.markdown(f":gray[{holds}]")
    label = say("path.begin", title=route.title)
    st.button(
        on_accent(label) if main else label,
        key=f"path.take.{route.id}",
        type="primary" if main else "secondary",
        on_click=lesson_state.choose,
        args=(route,),
    )


def _taken(route: Route) -> None:
    step = following(route)
    with st.container(border=True, gap="xsmall"):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            minutes = say("learn.minutes", minutes=route.minutes)
            st.markdown(f":material/{route.icon}: **{route.title}** :gray-badge[{minutes}]", width="content")
            st.button(
                say("path.change"), key="path.change", type="tertiary",
                on_click=lesson_state.choose, args=(None,),
            )  # fmt: skip
        marks = {_DONE: ":green-badge[:material/check: {}]", _NOW: ":blue-badge[{}]", _OPEN: ":gray-badge[{}]"}
        st.markdown(" ".join(marks[state].format(title) for title, state in parts(session.progress(), route, step)))
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.markdown(say(f"path.next.{step[0]}", least=route.least, of=len(route.topics)), width="stretch")
            onward(route, key="path.go")
