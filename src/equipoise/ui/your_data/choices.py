"""The customer's own choices, and what each changes at once for the customer and for the shop."""

from __future__ import annotations

import dataclasses
from typing import Any

import pandas as pd
import streamlit as st

from equipoise.core.vocabulary import PURPOSES
from equipoise.personal import questions
from equipoise.personal.consent_receipt import Receipt
from equipoise.personal.wishes import Wishes
from equipoise.ui.shared import kiosk, state
from equipoise.ui.shared.compute import answer
from equipoise.ui.shared.words import say
from equipoise.ui.your_data import download, erasing, now, session
from equipoise.ui.your_data.wording import days


def show(run: questions.Run) -> None:
    """Draw what has changed, which stays in sight, above the switches and the shop's numbers."""
    first = answer(questions.first_wishes, *run[:2])
    wishes, change = run[2] or first, _change((*run[:2], None), run)
    with st.container(key="you_now"):
        st.html(now.summary(change, last=_change((*run[:2], session.earlier()), run)))
    left, right = st.columns([10, 14], gap="medium")
    with left:
        _switches(wishes, as_at_first=wishes == first)
    with right:
        st.html(now.table(change))
    left, right = st.columns([10, 14], gap="medium")
    with left:
        st.markdown(f"##### {say('you.erase.title')}")
        erasing.button(run, wishes)
        erasing.show(run, wishes)
    with right:
        if not kiosk.on():
            st.markdown(f"##### {say('you.file.title')}")
            download.buttons(run)
        _receipts(run)


def _switches(wishes: Wishes, *, as_at_first: bool) -> None:
    st.markdown(f"##### {say('you.choice.title')}")
    for purpose in PURPOSES:
        _switch(wishes, purpose, purpose in wishes.agrees)
    _switch(wishes, "signal", wishes.signal)
    _switch(wishes, "objects", wishes.objects)
    st.button(
        say("you.effect.undo"), key="you.undo", icon=":material/undo:", type="tertiary", disabled=as_at_first,
        on_click=session.wish, args=(None,),
    )  # fmt: skip


def _switch(wishes: Wishes, name: str, on: bool) -> None:
    st.toggle(
        say(f"you.choice.{name}.label"),
        value=on,
        help=say(f"you.choice.{name}.help"),
        disabled=wishes.erased,
        **state.control(f"you.switch.{name}", on, _switched, wishes, name),
    )


def _switched(wishes: Wishes, name: str, on: bool) -> None:
    session.wish(switched(wishes, name, on))


def switched(wishes: Wishes, name: str, on: bool) -> Wishes:
    """Return the choices after one switch is turned."""
    if name not in PURPOSES:
        changed: dict[str, Any] = {name: on}
        return dataclasses.replace(wishes, **changed)
    agrees = {*wishes.agrees, name} if on else {*wishes.agrees} - {name}
    return dataclasses.replace(wishes, agrees=tuple(purpose for purpose in PURPOSES if purpose in agrees))


def _change(before: questions.Run, after: questions.Run) -> now.Change:
    """Return what other choices change."""
    return now.Change(
        before=answer(questions.standing, before),
        after=answer(questions.standing, after),
        seen_before=(answer(questions.verdict, before), answer(questions.crowd, before)),
        seen=(answer(questions.verdict, after), answer(questions.crowd, after)),
        others=answer(questions.others_moved, after) if after[2] else 0,
        switched=after[2] is not None,
    )


def _receipts(run: questions.Run) -> None:
    if st.toggle(say("you.receipts.show"), key="you.receipts", persist_state="session"):
        found = receipts(answer(questions.receipts, run))
        if found.empty:
            st.caption(say("you.receipts.none"))
        else:
            st.table(found, hide_index=True, border="horizontal", alt=say("you.receipts.show"))


def receipts(found: tuple[Receipt, ...]) -> pd.DataFrame:
    """Return every recorded answer with its day, the latest last."""
    rows = [
        (say(f"you.choice.{one.purpose}.label"), say(f"you.receipts.{one.answer}"), days(one.day.isoformat()))
        for one in found
    ]
    return pd.DataFrame(rows, columns=[say(f"you.column.{name}") for name in ("what", "answer", "day")])
