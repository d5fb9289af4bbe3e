"""An app that remembers a word in Streamlit's own cache, which every visitor shares, with or without our server."""

import os
import uuid

import streamlit as st

from equipoise import server

if __name__ == "__main__":
    made = st.cache_resource(lambda: uuid.uuid4().hex)
    st.text(made())
else:
    middleware = server.middleware("start", []) if os.environ["GUARDED"] == "yes" else []
    app = st.App(__file__, middleware=middleware)
