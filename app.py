"""Equipoise: see the balance between personalised marketing and privacy. Start with ``streamlit run app.py``."""

import streamlit as st

from equipoise.ui import frame
from equipoise.ui.words import say

st.set_page_config(page_title=say("title"), page_icon=frame.ICON, layout="wide", initial_sidebar_state="collapsed")
frame.logo()
page = st.navigation(
    [
        st.Page("pages/playground.py", title=say("page.playground"), icon=":material/tune:", default=True),
        st.Page("pages/protection_lab.py", title=say("page.protection_lab"), icon=":material/shield:"),
        st.Page("pages/attack_lab.py", title=say("page.attack_lab"), icon=":material/person_search:"),
    ],
    position="top",
)
page.run()
