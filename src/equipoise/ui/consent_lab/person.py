"""One customer's receipts of consent, and what the shop does with the customer's data today."""

from __future__ import annotations

import streamlit as st

from equipoise.chain.settings import Settings
from equipoise.core.vocabulary import DEEDS, SETTINGS_PAGE, SIGNAL
from equipoise.personal.consent_receipt import Receipt, name_of, receipts_of, somebody, standing_of
from equipoise.studies.meeting import consent_only
from equipoise.texts.catalogue import texts
from equipoise.texts.dates import short_date
from equipoise.ui.consent_lab import visitor
from equipoise.ui.consent_lab.wording import design, purpose, table
from equipoise.ui.shared import compute
from equipoise.ui.shared.frame import expert
from equipoise.ui.shared.moves import Play
from equipoise.ui.shared.words import say


def show(play: Play) -> None:
    """Let a customer be chosen, and draw the customer's receipts."""
    settings = play.settings
    number = _choose(settings)
    left, right = st.columns([3, 2], gap="medium")
    with left:
        name = compute.answer(name_of, consent_only(settings), number)
        st.markdown(f"**{say('consent_lab.person.receipts', name=name)}**")
        _receipts(settings, number)
    with right:
        st.markdown(f"**{say('consent_lab.person.today')}**")
        _today(settings, number)
    st.caption(say("consent_lab.person.days"))


def _choose(settings: Settings) -> int:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        last, stands = settings["population.size"] - 1, visitor.customer(settings)
        number = st.number_input(say("closer.customer"), 0, last, stands, width=180)
        visitor.look_at(settings, int(number))
        icon = ":material/shuffle:"
        st.button(say("closer.another"), key="person.next", icon=icon, on_click=visitor.look_at, args=(settings, None))
    st.caption(say("consent_lab.person.find"))
    with st.container(horizontal=True, gap="xsmall"):
        for kind in DEEDS:
            found = compute.answer(somebody, consent_only(settings), kind, int(number))
            label, args = say(f"consent_lab.person.kind.{kind}"), (settings, found)
            st.button(label, key=f"person.{kind}", disabled=found is None, on_click=visitor.look_at, args=args)
    return int(number)


def _receipts(settings: Settings, number: int) -> None:
    found = compute.answer(receipts_of, consent_only(settings), number)
    if not found:
        st.markdown(say(f"consent_lab.person.none.{settings['consent.model']}"))
        return
    rows = [
        (day_of(one), purpose(one.purpose), say(f"consent_lab.person.answer.{one.answer}"), version(one, settings))
        for one in found
    ]
    table(rows, "when", "purpose", "answer", "version", alt=say("consent_lab.person.table"))


def _today(settings: Settings, number: int) -> None:
    words = {flag: texts()[f"value.{'yes' if flag else 'no'}"] for flag in (True, False)}
    rows = []
    for one in compute.answer(standing_of, consent_only(settings), number):
        ignored = " :material/front_hand:" if one.used and not one.wants else ""
        rows.append((purpose(one.purpose), words[one.wants], words[one.used] + ignored))
    table(rows, "purpose", "wants", "uses", alt=say("consent_lab.person.today"))


def day_of(receipt: Receipt) -> str:
    """Return the day of a receipt, in one piece: "6 May 2025"."""
    return short_date(receipt.day)


def version(receipt: Receipt, settings: Settings) -> str:
    """Return the text that a receipt is about: in words, or for experts as the log has it."""
    if expert():
        return receipt.version
    other = {SETTINGS_PAGE: "consent_lab.person.settings", SIGNAL: "consent_lab.person.signal"}.get(receipt.version)
    return say(other) if other else design(settings)
