"""What the parts of the Consent lab share: names of banners and groups, counts, tables."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from equipoise.chain.settings import Settings
from equipoise.numerics.rate import Rate
from equipoise.story.wording import value_in_words
from equipoise.texts.catalogue import texts
from equipoise.ui.shared import tables
from equipoise.ui.shared.frame import expert
from equipoise.ui.shared.words import say


def design(settings: Settings) -> str:
    """Return a banner's name: "Ask first, equal buttons"."""
    model = value_in_words("consent.model", settings["consent.model"])
    if settings["consent.model"] == "notice":
        return model
    banner = value_in_words("consent.banner", settings["consent.banner"])
    return say("consent_lab.named", model=model, banner=banner[:1].lower() + banner[1:])


def group(by: str, name: str) -> str:
    """Return a group's name in words."""
    return tables.group_name(by, name)


def division(by: str) -> str:
    """Return what divides people into groups, in words."""
    return texts()[f"attribute.{by}.title"]


def purpose(name: str) -> str:
    """Return a purpose as the customer reads it."""
    return say(f"purpose.{name}")


def count_of(rate: Rate) -> str:
    """Return how many people a share of them is."""
    return f"{round(rate.value * rate.n):,}" if rate.known else "–"


def table(rows: Sequence[tuple[str, ...]], *columns: str, alt: str) -> None:
    """Draw rows under headings from the texts."""
    frame = pd.DataFrame(rows, columns=[say(f"column.{column}") for column in columns])
    st.table(tables.worded(frame, expert=expert()), hide_index=True, border="horizontal", alt=alt)
