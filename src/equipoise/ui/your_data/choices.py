"""The customer's own choices, and what each changes at once for the customer and for the shop."""

from __future__ import annotations

import dataclasses
from typing import Any

import pandas as pd
import streamlit as st

from equipoise.core.vocabulary import PURPOSES, TOPICS
from equipoise.personal import questions
from equipoise.personal.consent_receipt import Receipt
from equipoise.personal.findable import Crowd
from equipoise.personal.offers import Verdict
from equipoise.personal.wishes import Standing, Wishes
from equipoise.ui.shared import state
from equipoise.ui.shared.compute import answer
from equipoise.ui.shared.words import say
from equipoise.ui.your_data import download, erasing, session
from equipoise.ui.your_data.findable import odds
from equipoise.ui.your_data.why import cents
from equipoise.ui.your_data.wording import days, topic

Seen = tuple[tuple["Verdict", "Crowd"], ...]
"""Before and after: what is shown, and whom the customer hides among."""


def show(run: questions.Run) -> None:
    """Draw the switches beside what they change."""
    wishes = run[2] or answer(questions.first_wishes, *run[:2])
    left, right = st.columns([10, 14], gap="medium")
    with left:
        st.markdown(f"##### {say('you.choice.title')}")
        for purpose in PURPOSES:
            _switch(run, wishes, purpose, purpose in wishes.agrees)
        _switch(run, wishes, "signal", wishes.signal)
        _switch(run, wishes, "objects", wishes.objects)
        _receipts(run)
        st.markdown(f"##### {say('you.file.title')}")
        download.buttons(run)
        erasing.button(run, wishes)
    with right:
        st.markdown(f"##### {say('you.effect.title')}")
        _effects(run)
        erasing.show(run, wishes)


def _switch(run: questions.Run, wishes: Wishes, name: str, on: bool) -> None:
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


def _effects(run: questions.Run) -> None:
    settings, customer, _ = run
    first = (settings, customer, None)
    before, after = answer(questions.standing, first), answer(questions.standing, run)
    if not after.honoured:
        st.warning(say("you.effect.ignored"), icon=":material/front_hand:")
    seen = tuple((answer(questions.verdict, each), answer(questions.crowd, each)) for each in (first, run))
    st.table(for_you(before, after, seen), hide_index=True, border="horizontal", alt=say("you.effect.you"))
    moved = answer(questions.others_moved, run) if run[2] else 0
    st.table(for_shop(before, after, moved, seen), hide_index=True, border="horizontal", alt=say("you.effect.shop"))
    if run[2] is None or run[2] == answer(questions.first_wishes, *run[:2]):
        st.caption(say("you.effect.unchanged"))
    else:
        st.button(say("you.effect.undo"), key="you.undo", type="tertiary", on_click=session.wish, args=(None,))


def for_you(before: Standing, after: Standing, seen: Seen) -> pd.DataFrame:
    """Return what changes for the customer."""
    rows = [(say("you.effect.offer"), *(topic(TOPICS[verdict.offer]) for verdict, _ in seen))]
    for name in ("stored", "shared", "learned", "contacted"):
        pair = (say("you.yes" if getattr(one, name) else "you.no") for one in (before, after))
        rows.append((say(f"you.effect.{name}"), *pair))
    rows.append((say("you.effect.odds"), *(odds(crowd) for _, crowd in seen)))
    return _table("you", rows)


def for_shop(before: Standing, after: Standing, moved: int, seen: Seen) -> pd.DataFrame:
    """Return what changes for the shop."""
    rows = [
        (say(f"you.effect.{name}"), f"{getattr(before, name):,}", f"{getattr(after, name):,}")
        for name in ("rows", "copies", "learners", "reach")
    ]
    rows.append((say("you.effect.moved"), "0", f"{moved:,}"))
    return _table("shop", [*rows, (say("you.effect.worth"), *(_worth(verdict) for verdict, _ in seen))])


def _worth(verdict: Verdict) -> str:
    """Return what the shop expects to earn by the offer that it shows."""
    return cents(verdict.worth[verdict.offer]) if verdict.worth.size else say("you.effect.unknown")


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


def _table(whom: str, rows: list[tuple[str, ...]]) -> pd.DataFrame:
    marked = [(what, before, f"▸ {after}" if after != before else after) for what, before, after in rows]
    return pd.DataFrame(marked, columns=[say(f"you.effect.{name}") for name in (whom, "before", "after")])
