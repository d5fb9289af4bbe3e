"""An app that says which replica it is."""

import os

import streamlit as st

from equipoise import server

if __name__ == "__main__":
    st.text(os.environ["REPLICA"])
else:
    app = st.App(__file__, routes=server.routes(), middleware=server.middleware("start", []))
