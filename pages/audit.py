"""Audit: look into the shop's records, read what is found, decide about it; break something; play the auditor."""

from functools import partial

import streamlit as st

from equipoise.texts.catalogue import texts
from equipoise.ui.audit import breaking, checked, game, papers, session
from equipoise.ui.shared import page
from equipoise.ui.shared.words import say

play = page.whole("audit", lead="audit.lead")
with st.container(horizontal=True, vertical_alignment="center", gap="medium", key="audit-count"):
    counted = st.empty()
    st.button(say("audit.next"), key="audit.next", icon=":material/skip_next:", on_click=session.next_quarter)
found = session.run(play.settings, counted)
with counted:
    checked.count(found)

PARTS = {
    "found": partial(checked.show, found, play),
    "log": partial(papers.show, found),
    "break": breaking.show,
    "game": game.show,
}
page.tabs({say(f"audit.part.{name}"): show for name, show in PARTS.items()}, key="audit.part")
st.caption(texts()["audit.no_advice"])
