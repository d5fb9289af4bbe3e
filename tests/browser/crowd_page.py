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
    turn = st.session_state.setdefault("turn", 0)
    with st.container(horizontal=True):
        if st.button("Start over"):  # everything below is another, new element
            turn += 1
            st.session_state.update(turn=turn, bare=False)
        if st.button("Move"):
            st.session_state["bare"] = not st.session_state.get("bare", False)
        compare, split = (st.checkbox(name, key=f"{name} {turn}") for name in ("Compare", "Split"))
    fact = st.segmented_control("Fact", FACTS, default=FACTS[0], required=True, key=f"fact {turn}")
    bare = st.session_state.get("bare", False)
    now, before = (crowd(BARE if one else USUAL) for one in (bare, not bare))
    scene = Scene(crowd=now, fact=fact, before=before if compare else None)
    followed = show_crowd(scene, key=f"crowd {turn}", split=ATTRIBUTES[0] if split else None)
    st.text(f"followed {followed}")
    if st.checkbox("Stages", key=f"stages {turn}"):
        show_crowd(*(Scene(crowd=now, fact=each, title=f"stage {each}") for each in FACTS[:3]), key=f"staged {turn}")
    st.text(f"turn {turn}")


if __name__ == "__main__":
    show()
else:
    app = st.App(__file__, routes=server.routes(), middleware=server.middleware("start", []), lifespan=server.lifespan)
