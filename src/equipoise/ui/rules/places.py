"""Where the customers live."""

from __future__ import annotations

import streamlit as st

from equipoise.rules.fact import all_regions
from equipoise.ui.shared import shop
from equipoise.ui.shared.rule_words import region
from equipoise.ui.shared.state import control
from equipoise.ui.shared.words import say


def choose() -> tuple[str, ...]:
    """Draw a chip for every region, and return those that are chosen; one at least stays."""
    chosen = list(shop.regions())
    st.pills(
        say("rules.where"),
        all_regions(),
        selection_mode="multi",
        format_func=region,
        default=chosen,
        wrap=True,
        **control("rules.where", chosen, shop.keep_regions),
    )
    return shop.regions()
