"""Presenter mode: one slide in large type, turned with the arrow keys; the address holds lesson and slide."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from equipoise.learn.lesson import Lesson, lessons
from equipoise.rooms import words as room
from equipoise.ui.charts.icons import Glyph, picture
from equipoise.ui.charts.style import BLUE, ORANGE
from equipoise.ui.shared import compute
from equipoise.ui.shared.arrival import arrive
from equipoise.ui.shared.numbers import icons, in_100
from equipoise.ui.shared.words import on_accent, say
from equipoise.ui.workshop.slides import Counted, large, side_by_side, slides

_LESSON, _SLIDE = "lesson", "slide"
PART = "workshop.part"
"""Session key of the open tab of the page."""
Look = Literal["primary", "secondary", "tertiary"]


def asked() -> str:
    """Return the lesson that the address names, known or not."""
    return str(st.query_params.get(_LESSON, ""))


def opened() -> tuple[Lesson, int] | None:
    """Return the lesson that is presented, and the number of its slide from 1; None when nothing is presented."""
    lesson, number = lessons().get(asked()), str(st.query_params.get(_SLIDE, ""))
    if lesson is None or not (number.isascii() and number.isdecimal() and len(number) < 4):
        return None
    return lesson, min(max(int(number), 1), len(slides(lesson)))


def turn_to_guide() -> None:
    """Open the tab of the guide first, where the address names a lesson."""
    if asked():
        st.session_state.setdefault(PART, room.say("lead.tab.guide"))


def go(lesson: Lesson, slide: int) -> None:
    """Turn to a slide, from 1; 0 leads back to the guide. Made for callbacks."""
    st.query_params.from_dict({_LESSON: lesson.id} | ({_SLIDE: str(slide)} if slide else {}))


def show(lesson: Lesson, number: int) -> None:
    """Draw one slide, and under it the way on."""
    every = slides(lesson)
    slide = every[number - 1]
    arrive(f"workshop {lesson.id} {number}")
    st.html(large(slide))
    if slide.experiment:
        _experiment(lesson)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        with st.container(horizontal=True, gap="small", width="content"):
            _turn(lesson, number - 1, "back", "Left", "secondary", disabled=number == 1)
            _turn(lesson, number + 1, "next", "Right", "primary", disabled=number == len(every))
            _turn(lesson, 0, "end", "Esc", "tertiary")
        st.caption(f"{number} / {len(every)} · {say('frame.notice')}", width="content")


def _turn(lesson: Lesson, slide: int, name: str, key: str, look: Look, *, disabled: bool = False) -> None:
    st.button(
        on_accent(say(f"guide.turn.{name}"), look),
        key=f"present.{name}",
        shortcut=key,
        disabled=disabled,
        type=look,
        on_click=go,
        args=(lesson, slide),
    )


def _experiment(lesson: Lesson) -> None:
    """Run both settings and draw what the lesson's first claim counts."""
    after, before = compute.both(lesson.run, lesson.after.settings, lesson.before.settings, st.empty())
    claim = lesson.claims[0]
    read = claim.read(before, after)
    glyph: Glyph = "offer" if claim.measure == "headlines.treated_alike" else "person"
    colour = ORANGE if claim.feared else BLUE
    sides = ((lesson.before.title, read.before), (lesson.after.title, read.after))
    pictures = [Counted(title, in_100(rate), picture(icons(rate.value), glyph, colour)) for title, rate in sides]
    st.html(side_by_side(pictures, legend=say("guide.slide.filled", title=claim.title, per=claim.per)))
