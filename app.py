"""Equipoise: see the balance between personalised marketing and privacy. Start with ``streamlit run app.py``."""

import streamlit as st

from equipoise import server
from equipoise.ui.shared import compute, frame, language
from equipoise.ui.shared.words import say

# The pages in ``pages/`` that the menu shows, the first one first. Others open from one of these (`frame.DOORS`).
MENU = ("start", "playground", "your_data", "journey", "learn", "decide", "workshop")

if __name__ == "__main__":  # a visitor's run of the pages; the server itself imports this file under its own name
    st.set_page_config(page_icon=frame.ICON, layout="wide", initial_sidebar_state="collapsed")
    language.adopt()
    frame.logo()
    page = st.navigation(frame.pages(MENU), position=frame.menu_position())
    st.set_page_config(page_title=say("page_title", page=page.title))
    compute.new_turn()
    page.run()
else:
    first, *others = (*MENU, *frame.BEHIND)
    app = st.App(
        __file__, routes=server.routes(), middleware=server.middleware(first, others), lifespan=server.lifespan
    )
