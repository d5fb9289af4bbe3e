"""Evidence: what was published, beside what the invented world gives for it."""

import streamlit as st

from equipoise.ui.evidence import effects
from equipoise.ui.shared import frame
from equipoise.ui.shared.words import say

frame.header("evidence")
st.markdown(say("evidence.lead"))
shown = effects.choose()
effects.count(shown)
effects.show(shown)
