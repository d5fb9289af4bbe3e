"""Whose data: six people with a story, or one's own invented twin."""

from __future__ import annotations

import streamlit as st

from equipoise.core.errors import shown
from equipoise.core.vocabulary import HOUSEHOLDS, OLDEST, SEXES, TOPICS, YOUNGEST
from equipoise.personal.cast import Character, characters
from equipoise.texts.phrases import value_in_words
from equipoise.ui.shared.compute import answer
from equipoise.ui.shared.moves import Play
from equipoise.ui.shared.words import say, verbatim
from equipoise.ui.your_data import portraits, session
from equipoise.ui.your_data.wording import topic


def choose(play: Play) -> None:
    """Draw the six people, and the five questions."""
    if session.named():
        st.info(say("you.people.unknown", person=verbatim(shown(session.named()))), icon=":material/person_off:")
    st.markdown(say("you.people.lead"))
    people = answer(characters, play.settings)
    grid = st.grid(3, min_column_width=260)
    for one in people:
        with grid.container(border=True, height="stretch", vertical_alignment="distribute"):
            _story(one)
    st.markdown(say("you.twin.lead"))
    with st.form("you.twin", border=True):
        _questions()
        st.caption(say("you.twin.promise"))
        st.form_submit_button(say("you.twin.find"), icon=":material/join_inner:", on_click=session.match)


def _story(one: Character) -> None:
    st.html(portraits.beside(one.sex, one.age, one.customer, heading=one.name, told=str(one.told)))
    label = say("you.people.pick", name=one.name.split()[0])
    st.button(label, key=f"you.pick.{one.key}", on_click=session.choose, args=(one.key,), width="stretch")


def _questions() -> None:
    grid = st.grid(3, min_column_width=220)
    with grid.container():
        st.slider(say("you.twin.age"), YOUNGEST, OLDEST, 35, key=session.field("age"))
    with grid.container():
        _pick("sex", SEXES)
    with grid.container():
        st.selectbox(
            say("you.twin.household"),
            range(len(HOUSEHOLDS)),
            format_func=lambda place: value_in_words(HOUSEHOLDS[place]),
            key=session.field("household"),
        )
    with grid.container():
        key = session.field("topic")
        st.selectbox(
            say("you.twin.topic"),
            TOPICS,
            index=TOPICS.index("food"),
            format_func=lambda name: topic(name).capitalize(),
            key=key,
        )
    with grid.container():
        st.segmented_control(
            say("you.twin.agrees"),
            [True, False],
            format_func=lambda yes: say("you.yes" if yes else "you.no"),
            default=True,
            required=True,
            key=session.field("agrees"),
        )


def _pick(name: str, choices: tuple[str, ...]) -> None:
    st.segmented_control(
        say(f"you.twin.{name}"),
        choices,
        format_func=lambda choice: say(f"you.twin.{choice}"),
        default=choices[0],
        required=True,
        key=session.field(name),
    )
