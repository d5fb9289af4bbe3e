"""Equipoise: see the balance between personalised marketing and privacy. Start with ``streamlit run app.py``."""

import streamlit as st

from equipoise import server
from equipoise.ui.shared import compute, frame, language
from equipoise.ui.shared.words import say

# The icon of every page in ``pages/``, by section of the menu; the first page is what one meets first. What stands
# beside the sections has none: it is drawn anew with every click on any page.
PAGES = {
    "": {
        "start": "",
        "playground": "",
        "your_data": "",
    },
    "labs": {
        "consent_lab": "how_to_reg",
        "protection_lab": "shield",
        "attack_lab": "person_search",
        "fairness_lab": "balance",
        "data_lab": "checklist",
    },
    "decide": {
        "evidence": "fact_check",
    },
    "learn": {
        "learn": "school",
        "course": "workspace_premium",
        "facilitator": "co_present",
    },
}

if __name__ == "__main__":  # a visitor's run of the pages; the server itself imports this file under its own name
    st.set_page_config(page_icon=frame.ICON, layout="wide", initial_sidebar_state="collapsed")
    language.adopt()
    frame.logo()
    page = st.navigation(frame.menu(PAGES), position=frame.menu_position())
    st.set_page_config(page_title=say("page_title", page=page.title))
    compute.new_turn()
    page.run()
else:
    _, *others = (name for section in PAGES.values() for name in section)
    app = st.App(__file__, routes=server.routes(), middleware=server.middleware(others), lifespan=server.lifespan)
