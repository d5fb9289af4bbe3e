"""What the shop knows: given, observed, inferred, bought; its source, how it is kept, and who else has it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from equipoise.personal import questions
from equipoise.personal.known import Detail
from equipoise.texts.catalogue import texts
from equipoise.texts.phrases import value_in_words
from equipoise.ui.shared.compute import answer
from equipoise.ui.shared.words import say
from equipoise.ui.your_data.wording import days, detail, topic

_MOST = 3


def show(run: questions.Run) -> None:
    """Draw four cards, one for each way in which the shop came by something."""
    details = answer(questions.known, run)
    if not details:
        st.info(say("you.known.nothing"), icon=":material/visibility_off:")
        return
    grid = st.grid(2, min_column_width=340)
    for origin in ("given", "observed"):
        with grid.container(border=True, height="stretch"):
            _card(origin, [one for one in details if one.origin == origin])
    with grid.container(border=True, height="stretch"):
        _guessed(run)
    with grid.container(border=True, height="stretch"):
        _card("bought", [one for one in details if one.origin == "bought"])
    st.caption(say("you.known.orders"))


def _card(origin: str, details: list[Detail]) -> None:
    st.markdown(f"##### {say(f'you.known.{origin}.title')}")
    if not details:
        st.markdown(say(f"you.known.{origin}.none"))
        return
    table = told(details) if origin == "given" else watched(details)
    st.table(table, hide_index=True, border="horizontal", alt=say(f"you.known.{origin}.title"))
    st.caption(f"{say(f'you.known.{origin}.from')} {who_else(details)}")


def _guessed(run: questions.Run) -> None:
    st.markdown(f"##### {say('you.known.guessed.title')}")
    likes = [topic(one.subject) for one in answer(questions.guesses, run) if one.kind == "interest"]
    st.markdown(say("you.known.guessed.likes", topics=", ".join(likes)) if likes else say("you.known.guessed.none"))
    st.caption(say("you.known.guessed.from"))


def who_else(details: list[Detail]) -> str:
    """Return who else has these details."""
    return say("you.known.partners" if any(one.shared for one in details) else "you.known.nobody")


def told(details: list[Detail]) -> pd.DataFrame:
    """Return what the customer gave, and how the shop's table keeps it."""
    rows = [(detail(one.name), words(one.collected), words(one.kept)) for one in details]
    return pd.DataFrame(rows, columns=[say(f"you.column.{name}") for name in ("what", "collected", "kept")])


def watched(details: list[Detail]) -> pd.DataFrame:
    """Return what was counted: how much, and the busiest topics."""
    rows = [
        (texts()[f"trace.label.{one.name}"], f"{one.total:.0f}", ", ".join(map(_count, one.counts[:_MOST])))
        for one in details
    ]
    return pd.DataFrame(rows, columns=[say(f"you.column.{name}") for name in ("what", "how_much", "most")])


def _count(busy: tuple[str, float]) -> str:
    name, count = busy
    return f"{topic(name)} {count:.0f}"


def words(value: str) -> str:
    """Return a value as people say it."""
    return days(value_in_words(value)) or say("you.column.not_kept")
