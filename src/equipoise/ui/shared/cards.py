"""Cards that lead to other pages: each has a picture, a question, one sentence on the present state, and a button."""

from __future__ import annotations

import dataclasses

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from equipoise.ui.shared import frame


@dataclasses.dataclass(frozen=True, kw_only=True)
class Card:
    """What stands on a card.

    Attributes:
        page: to which it leads. icon, title, question: what it is about. waiting: in the place of the sentence until it
            is known. go: on the button. key: of the button.
    """

    page: str
    icon: str
    title: str
    question: str
    waiting: str
    go: str
    key: str


def draw(card: Card) -> DeltaGenerator:
    """Draw a card, as high as those beside it, and return the place of its sentence."""
    with st.container(border=True, height="stretch", gap="small", vertical_alignment="distribute"):
        with st.container(gap="small"):
            st.subheader(f":material/{card.icon}: {card.title}", anchor=False)
            st.markdown(card.question)
            slot = st.empty()
            slot.markdown(card.waiting)
        frame.go(card.page, card.go, key=card.key, type="secondary")
    return slot
