"""This month's messages to the customer, why they are about what they are about, and how to stop it."""

from __future__ import annotations

import dataclasses

import streamlit as st

from equipoise.core.vocabulary import TOPICS
from equipoise.personal import questions
from equipoise.personal.receiving import Received
from equipoise.personal.wishes import Wishes
from equipoise.texts.catalogue import texts
from equipoise.ui.charts import svg
from equipoise.ui.charts.style import NOTE
from equipoise.ui.shared import mailbox
from equipoise.ui.shared.compute import answer
from equipoise.ui.shared.words import say
from equipoise.ui.your_data import session

_OFFERS = "offers"
_COLUMN = f"display:flex;flex-direction:column;gap:.5rem;font-size:{NOTE}"


def show(run: questions.Run) -> None:
    """Draw the messages beside what has chosen them, and how to stop it."""
    found = answer(questions.received, run, slot=st.empty())
    left, right = st.columns(2, gap="medium")
    with left:
        st.markdown(f"##### {say('you.received.title')}")
        alt = mailbox.in_words(found.messages)
        st.html(svg.figure(mailbox.lines(found.messages), alt=alt, style=_COLUMN, role="group"))
    with right:
        st.markdown(f"##### {say('you.received.why')}")
        st.markdown(why(found))
        st.markdown(say("you.received.seen"))
        wishes = run[2] or answer(questions.first_wishes, *run[:2])
        if found.allowed:
            st.button(
                say("you.received.no"), key="you.received.no", icon=":material/block:", on_click=session.wish,
                args=(without_offers(wishes),),
            )  # fmt: skip


def why(found: Received) -> str:
    """Return in a sentence what has chosen the messages."""
    if not found.written:
        return say("you.received.refused" if not found.allowed else "you.received.unknown")
    if found.level != "personal":
        return say(f"you.received.level.{found.level}")
    topic = mailbox.topic_name(TOPICS[found.messages[0].topic])
    if not found.reasons:
        return say("you.received.nothing", topic=topic)
    names = ", ".join(_reason(name) for name in found.reasons)
    return say("you.received.reasons", topic=topic, names=names)


def _reason(name: str) -> str:
    key = f"ui.you.received.reason.{name}"
    return texts()[key] if key in texts() else texts()[f"trace.label.{name}"].lower()


def without_offers(wishes: Wishes) -> Wishes:
    """Return the choices with a No to offers."""
    return dataclasses.replace(wishes, agrees=tuple(one for one in wishes.agrees if one != _OFFERS))
