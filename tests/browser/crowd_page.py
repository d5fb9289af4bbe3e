"""A page with the crowd on it, and everything that changes the crowd."""

import streamlit as st

from equipoise import Settings, server
from equipoise.core.vocabulary import ATTRIBUTES
from equipoise.studies.crowd.facts import FACTS, crowd
from equipoise.ui.shared.crowd.payload import Scene
from equipoise.ui.shared.crowd.picture import show_crowd

USUAL = Settings().replace(**{"population.size": 1_000})
BARE = USUAL.replace(**{"protect.technique": "none", "protect.identifiers": "keep"})


def show():
    """Draw the page."""
    st.set_page_config(layout="wide")
    st.title("Crowd")
    with st.container(horizontal=True):
        if st.button("Move"):
            st.session_state["bare"] = not st.session_state.get("bare", False)
        compare, split = st.checkbox("Compare"), st.checkbox("Split")
    fact = st.segmented_control("Fact", FACTS, default=FACTS[0], required=True)
    bare = st.session_state.get("bare", False)
    now, before = (crowd(BARE if one else USUAL) for one in (bare, not bare))
    scene = Scene(crowd=now, fact=fact, before=before if compare else None)
    followed = show_crowd(scene, key="crowd", split=ATTRIBUTES[0] if split else None)
    st.text(f"followed {followed}")
    if st.checkbox("Stages"):
        show_crowd(*(Scene(crowd=now, fact=each, title=f"stage {each}") for each in FACTS[:3]), key="stages")


if __name__ == "__main__":
    show()
else:
    app = st.App(__file__, routes=server.routes(), middleware=server.middleware("start", []), lifespan=server.lifespan)
