"""A page with a button and the crowd, to be compared with the empty page, which has a button and a count."""

import streamlit as st

from equipoise import Settings
from equipoise.studies.crowd.facts import crowd
from equipoise.ui.shared.crowd.payload import Scene
from equipoise.ui.shared.crowd.picture import show_crowd

USUAL = Settings().replace(**{"population.size": 1_000})
BARE = USUAL.replace(**{"protect.technique": "none", "protect.identifiers": "keep"})

st.session_state.setdefault("count", 0)
if st.button("Count"):
    st.session_state["count"] += 1
now = (crowd(USUAL), crowd(BARE))[st.session_state["count"] % 2]
show_crowd(Scene(crowd=now, fact="found"), key="crowd")
