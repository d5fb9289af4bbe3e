"""Erase me: the button, its progress, and the receipt."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import streamlit as st

from equipoise.ui.charts.icons import Panel, icon_arrays
from equipoise.ui.shared import explain
from equipoise.ui.shared.numbers import hundred, icons, in_100, interval
from equipoise.ui.shared.words import say
from equipoise.ui.your_data import runs, session

if TYPE_CHECKING:
    from equipoise.personal.erasure import Erased, Suspicion, Together
    from equipoise.personal.wishes import Wishes
    from equipoise.runtime.jobs import Job

_EVERY = 0.5
"""Seconds between two looks at a running erasure."""


def button(run: runs.Run, wishes: Wishes) -> None:
    """Offer the erasure, or the way back."""
    if wishes.erased:
        back = dataclasses.replace(wishes, erased=False)
        st.button(
            say("you.erase.back"), key="you.erase.back", icon=":material/undo:", on_click=session.wish, args=(back,)
        )
        return
    st.button(
        say("you.erase.button"), key="you.erase", icon=":material/delete_forever:", help=say("you.erase.help"),
        on_click=_erase, args=(run, wishes),
    )  # fmt: skip


def _erase(run: runs.Run, wishes: Wishes) -> None:
    runs.erasure((*run[:2], wishes), start=True)
    session.wish(dataclasses.replace(wishes, erased=True))


def show(run: runs.Run, wishes: Wishes) -> None:
    """Draw the receipt of an erasure, or how far it is."""
    if not wishes.erased:
        return
    job = runs.erasure((*run[:2], dataclasses.replace(wishes, erased=False)))
    with st.container(border=True):
        if job is None or job.state in ("failed", "cancelled"):
            st.markdown(say("you.erase.stopped"))
        elif job.state == "running":
            st.fragment(run_every=_EVERY)(_progress)(job)
        else:
            _receipt(job.result(), runs.name_of(run))


def _progress(job: Job[Erased]) -> None:
    if job.state != "running":
        st.rerun()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.progress(job.progress, text=say("you.erase.running"))
        st.button(say("you.erase.cancel"), key="you.erase.cancel", icon=":material/close:", on_click=job.cancel)


def _receipt(done: Erased, name: str) -> None:
    st.markdown(f"##### {say('you.receipt.title')}")
    st.markdown("\n".join(f"- {line}" for line in lines(done)))
    if done.attack_before and done.attack_after and not done.after.stored:
        st.markdown(f"##### {say('you.attack.title')}")
        st.markdown(say("you.attack.lead"))
        st.html(_arrays(done.attack_before, done.attack_after))
        if done.together:
            st.markdown(company(done.together))
        explain.about({"member_place": None}, key="you.attack", label=say("you.about"))
        st.caption(
            say("you.attack.told", falsely=hundred(done.attack_after.falsely), n=f"{done.attack_after.controls:,}")
        )


def company(found: Together) -> str:
    """Return how many the spy suspects of many who are erased at once, and of people never seen."""
    shares = {"suspected": in_100(found.suspected), "falsely": in_100(found.falsely)}
    return say("you.attack.company", n=found.suspected.n, interval=interval(found.suspected), **shares)


def lines(done: Erased) -> list[str]:
    """Return what was done, and what could not be, line by line."""
    before, after = done.before, done.after
    if after.stored:
        return [say("you.receipt.refused")]
    if not before.stored:
        told = [say("you.receipt.nothing")]
    else:
        told = [say("you.receipt.rows", before=f"{before.rows:,}", after=f"{after.rows:,}")]
        if before.shared:
            told.append(say("you.receipt.copy"))
        if done.impressions:
            told.append(say("you.receipt.campaigns", n=done.impressions))
        told.append(say("you.receipt.model", before=f"{before.learners:,}", after=f"{after.learners:,}"))
    told.append(say("you.receipt.register" if done.registered else "you.receipt.no_register"))
    return told


def _arrays(before: Suspicion, after: Suspicion) -> str:
    panels = [
        Panel(say(f"you.attack.{when}"), say("you.attack.above", n=hundred(one.above)), icons(one.above))
        for when, one in (("before", before), ("after", after))
    ]
    alt = "; ".join(f"{panel.heading}: {panel.number}" for panel in panels)
    return icon_arrays(panels[0], panels[1], legend=say("you.attack.legend"), alt=alt, good=False)
