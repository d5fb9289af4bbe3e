"""The papers about the processing, to look at and to take away."""

from __future__ import annotations

import datetime

import streamlit as st

from equipoise.by_design.documents import KINDS, paper
from equipoise.ui.shared import compute
from equipoise.ui.shared.moves import Play
from equipoise.ui.shared.shop import regions, shop
from equipoise.ui.shared.words import say

_FILES = {"assessment": "impact-assessment", "record": "record-of-processing"}


def show(play: Play) -> None:
    """Draw both papers with their buttons."""
    st.markdown(say("journey.papers.lead"))
    now, _ = compute.outcomes(play.settings, play.settings, st.empty())
    here = shop(play.settings)
    for kind, place in zip(KINDS, st.columns(2, gap="medium"), strict=True):
        made = paper(kind, here.settings, now, here.card, regions(), datetime.date.today())
        text = made.to_markdown()
        with place.container(border=True):
            st.markdown(f"**{say(f'journey.papers.{kind}')}**")
            with st.container(horizontal=True):
                for form, content, ending, mime in (
                    ("markdown", text, "md", "text/markdown"),
                    ("pdf", made.to_pdf, "pdf", "application/pdf"),
                ):
                    st.download_button(
                        say(f"journey.papers.{form}"),
                        content,
                        f"{_FILES[kind]}.{ending}",
                        mime,
                        key=f"journey.{kind}.{form}",
                        on_click="ignore",
                    )
            with st.expander(say("journey.papers.look")):
                st.markdown(text.replace("# ", "#### ", 1).replace("\n## ", "\n##### "))
