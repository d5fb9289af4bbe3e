"""One press leaks the table: what was in it, who is found, what would have helped, the 72 hours, and the letter."""

from __future__ import annotations

import datetime
from typing import Any, Literal

import pandas as pd
import streamlit as st

from equipoise.by_design.breach import HOURS, SAFEGUARDS, Leak, Saved, leak, saved
from equipoise.texts.catalogue import texts
from equipoise.texts.dates import long_date
from equipoise.ui.journey.step import change
from equipoise.ui.shared import compute, jobs
from equipoise.ui.shared.moves import Play
from equipoise.ui.shared.numbers import hundred, interval
from equipoise.ui.shared.words import on_accent, say

_LEAKED = "journey.leaked"


def show(play: Play) -> None:
    """Draw the button, and once it is pressed what leaks."""
    out = bool(st.session_state.get(_LEAKED))
    st.markdown(say("journey.leak.lead"))
    look: Literal["primary", "secondary"] = "secondary" if out else "primary"
    st.button(
        on_accent(say("journey.leak.undo" if out else "journey.leak.press"), look),
        key="journey.leak",
        type=look,
        icon=":material/water_drop:",
        on_click=_turn,
        args=(not out,),
    )
    if not out:
        return
    found = compute.answer(leak, play.settings, slot=st.empty())
    _tell(found)
    st.markdown(f"**{say('journey.leak.saved')}**")
    job = jobs.each("journey.saved", saved, {name: (play.settings, name) for name in SAFEGUARDS})
    jobs.run(job, say("journey.leak.counting"), key="journey.saved")
    if job.state in jobs.STOPPED:
        st.button(say("journey.again"), key="journey.saved.start", icon=":material/play_arrow:", on_click=job.start)
    st.table(helped(job.known), hide_index=True, border="horizontal", alt=say("journey.leak.saved"))
    st.caption(say("journey.leak.paired"))
    left, right = st.columns(2, gap="medium")
    with left:
        _hours()
    with right:
        _letter(found)


def _turn(out: bool) -> None:
    st.session_state[_LEAKED] = out


def _tell(found: Leak) -> None:
    st.markdown(say("journey.leak.rows", people=f"{found.people:,}", **found.columns))
    if found.identified.known:
        way = texts().under(f"attack.{found.attack}")
        shown = {"identified": hundred(found.identified.value), "interval": interval(found.identified)}
        st.markdown(say("journey.leak.found", attack=way["title"], plain=way["plain"], **shown))
    else:
        st.markdown(say("journey.leak.unknown"))
    st.markdown(f":material/{'warning' if found.high_risk else 'info'}: {say(f'journey.leak.risk.{risk(found)}')}")


def risk(found: Leak) -> str:
    """Return why the risk of a leak is high, or "low"."""
    if not found.high_risk:
        return "low"
    return "both" if found.surely_found and found.sensitive else "found" if found.surely_found else "sensitive"


def helped(known: dict[Any, Saved]) -> pd.DataFrame:
    """Return what each safeguard would have saved and cost, as far as it is known."""
    rows = [_row(name, known.get(name)) for name in SAFEGUARDS]
    names = ("safeguard", "found", "change", "right")
    return pd.DataFrame(rows, columns=[say(f"journey.leak.column.{name}") for name in names])


def _row(name: str, found: Saved | None) -> tuple[str, str, str, str]:
    label = say(f"journey.leak.safeguard.{name}")
    if found is None:
        return label, "", "", ""
    if found.in_force:
        return label, hundred(found.before.value), say("journey.leak.in_force"), ""
    return label, hundred(found.after.value), change(found.change), change(found.right_offer)


def _hours() -> None:
    st.markdown(f"**{say('journey.leak.hours')}**")
    for hour in HOURS:
        st.markdown(f"**{say('journey.leak.hour', hour=hour)}** · {say(f'journey.leak.due.{hour}')}")


def _letter(found: Leak) -> None:
    text = letter(found, datetime.date.today())
    st.markdown(f"**{say('journey.leak.letter_title')}**")
    with st.container(border=True):
        st.markdown(text)
    st.download_button(say("journey.leak.letter_take"), text, "letter.txt", "text/plain", on_click="ignore")


def letter(found: Leak, day: datetime.date) -> str:
    """Return the letter to customers, filled with what has leaked."""
    return say(
        "journey.leak.words.letter",
        day=long_date(day),
        columns=sum(found.columns.values()),
        people=f"{max(found.people - 1, 0):,}",
        sensitive=say("journey.leak.words.sensitive") if found.sensitive else "",
        identified=hundred(found.identified.value),
    ).strip()
