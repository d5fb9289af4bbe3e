"""The part "What changed": corrections of the rule book, and law that is still to come."""

from __future__ import annotations

import datetime
from html import escape

import streamlit as st

from equipoise.rules.book import Change, Coming, book
from equipoise.texts.dates import long_date
from equipoise.ui.charts.style import GREY, NOTE
from equipoise.ui.shared.words import say

_LINE = f"border-left:3px solid {GREY};padding:.1rem 0 .1rem .8rem;margin:0 0 .7rem"


def show() -> None:
    """Draw what comes into force, the nearest first, and what was corrected, the latest first."""
    coming, changed = st.columns(2, gap="medium")
    with coming:
        st.subheader(say("rules.changed.coming"), anchor=False)
        st.html("".join(map(_coming, ordered(tuple(book().coming.values())))))
    with changed:
        st.subheader(say("rules.changed.corrected"), anchor=False)
        newest = sorted(book().changes.values(), key=lambda one: one.day or one.noted, reverse=True)
        st.html("".join(map(_change, newest)))


def ordered(found: tuple[Coming, ...]) -> list[Coming]:
    """Return coming law by its day; what has none comes last."""
    return sorted(found, key=lambda one: one.day or datetime.date.max)


def _coming(one: Coming) -> str:
    when = long_date(one.day) if one.day else say("rules.changed.open")
    return _entry(when, one.title, one.text)


def _change(one: Change) -> str:
    return _entry(long_date(one.day or one.noted), "", one.text)


def _entry(when: str, title: str, text: str) -> str:
    head = f"<b>{escape(title)}</b><br>" if title else ""
    return f'<div style="{_LINE}"><div style="font-size:{NOTE}">{escape(when)}</div>{head}{escape(text)}</div>'
