"""Streamlit's own page with nothing on it but a button and a count: the yardstick for accessibility and speed."""

import streamlit as st

st.session_state.setdefault("count", 0)
if st.button("Count"):
    st.session_state["count"] += 1
st.text(f"count {st.session_state['count']}")
