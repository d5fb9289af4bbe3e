"""What the page opens on, and the line that counts what is found."""

from __future__ import annotations

import datetime

import streamlit as st

from equipoise.rules.ageing import FRESH
from equipoise.rules.book import book
from equipoise.rules.findings import Finding
from equipoise.texts.catalogue import texts
from equipoise.texts.dates import long_date
from equipoise.ui.rules import picture
from equipoise.ui.shared.words import say

EXAMPLE = {"consent.banner": "reject_second_page"}
"""A banner on which No stands behind a link."""


def count(found: tuple[Finding, ...]) -> None:
    """Draw how many findings there are of every level."""
    st.html(picture.counts([each.rule.level for each in found]))


def note() -> None:
    """Say that this is no legal advice, and how old the rules are."""
    st.caption(f"{texts()['rules.no_advice']} {age(datetime.date.today())}")


def age(today: datetime.date) -> str:
    """Return when the rules were looked at, and how many of them too long before a day."""
    days = [rule.checked for rule in book().rules.values()]
    stale = sum((today - day).days > FRESH for day in days)
    if stale:
        return say("rules.stale", stale=stale, of=len(days), days=FRESH)
    return say("rules.fresh", of=len(days), date=long_date(min(days)))
