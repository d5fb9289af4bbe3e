"""The facilitator's guide of one lesson: run sheet, what to ask, what people get wrong, and the file to print."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
import streamlit as st

from equipoise.learn.lesson import Lesson, lessons
from equipoise.ui.shared.language import in_this_language
from equipoise.ui.shared.words import on_accent, say
from equipoise.ui.workshop import presenter
from equipoise.ui.workshop.handout import handout, numbers, timed


def show() -> None:
    """Draw the guide of the chosen lesson."""
    st.markdown(say("guide.lead"))
    lesson = _choose()
    _head(lesson)
    guide = lesson.facilitator
    left, right = st.columns(2, gap="large")
    with left:
        _part("run_sheet", None)
        rows = pd.DataFrame(timed(guide.run_sheet), columns=[say("guide.minutes"), say("guide.what")])
        st.table(rows, hide_index=True, border="horizontal", alt=say("guide.part.run_sheet"))
        _part("opening", [guide.opening])
        _part("later", [f"{lesson.later.question}  \n:gray[{lesson.later.answer}]"])
    with right:
        _part("ask", guide.ask)
        _part("mistakes", guide.mistakes)
        _part("discussion", guide.discussion)
    with st.expander(say("guide.spoiler"), icon=":material/visibility:"):
        st.markdown("\n".join([f"**{lesson.finding}**", "", *(f"- {line}" for line in numbers(lesson))]))
        st.markdown(lesson.explanation)


def _choose() -> Lesson:
    known = lessons()
    chosen = st.selectbox(
        say("guide.choose"),
        list(known),
        format_func=lambda name: f"{known[name].order} · {known[name].title}",
        index=list(known).index(presenter.asked()) if presenter.asked() in known else 0,
        key="guide.lesson",
        persist_state="session",
        width=420,
    )
    return known[chosen]


def _head(lesson: Lesson) -> None:
    about = say("guide.about", minutes=lesson.facilitator.minutes, objective=lesson.objective)
    st.markdown(about)
    with st.container(horizontal=True, gap="small"):
        st.button(
            on_accent(say("guide.present")),
            key="guide.present",
            type="primary",
            icon=":material/slideshow:",
            on_click=presenter.go,
            args=(lesson, 1),
        )
        st.download_button(
            say("guide.print"),
            data=in_this_language(lambda: handout(lesson)),
            file_name=f"facilitator-{lesson.id}.html",
            mime="text/html",
            key="guide.print",
            icon=":material/print:",
            on_click="ignore",
        )


def _part(name: str, lines: Iterable[str] | None) -> None:
    st.subheader(say(f"guide.part.{name}"), anchor=False)
    if lines is not None:
        st.markdown("\n".join(f"- {line}" for line in lines))
