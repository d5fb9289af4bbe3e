"""Who hears of the customer's pages: how often, who can put them together, and how to stop it."""

from __future__ import annotations

import dataclasses

import streamlit as st

from equipoise.core.vocabulary import TO_OTHERS
from equipoise.personal import questions
from equipoise.personal.hearing import Heard
from equipoise.personal.wishes import Wishes
from equipoise.ui.shared import explain, page_view
from equipoise.ui.shared.compute import answer
from equipoise.ui.shared.words import say
from equipoise.ui.your_data import session


def show(run: questions.Run) -> None:
    """Draw what firms are told beside how to stop it, and the last page step by step."""
    found = answer(questions.heard, run, slot=st.empty())
    left, right = st.columns(2, gap="medium")
    with left:
        st.markdown(say("you.heard.lead"))
        st.markdown(" ".join(told(found)))
        if found.views:
            st.markdown(" ".join(shown(found)))
        st.caption(say("you.heard.source"))
    with right:
        st.markdown(f"##### {say('you.heard.stop')}")
        _stop(run, found)
    if found.last is not None:
        st.markdown(f"##### {say('you.heard.last')}")
        st.html(page_view.draw(found.last, found.companies))
    explain.about(dict.fromkeys(("broadcasts_web", "linked")), key="you.heard", label=say("you.about"))


def told(found: Heard) -> list[str]:
    """Return in sentences what firms are told."""
    if not found.views:
        return [say("you.heard.nothing")]
    if not found.told:
        return [say("you.heard.quiet", of=found.views)]
    lines = [say("you.heard.told", n=found.told, of=found.views, firms=f"{found.companies:,}")]
    lines += [say("you.heard.joined")] if found.joined else []
    return lines + ([say("you.heard.named")] if found.named else [])


def shown(found: Heard) -> list[str]:
    """Return in sentences which ads the customer is shown."""
    lines = [say("you.heard.ads", n=found.ads)]
    lines += [say("you.heard.follows", n=found.follows)] if found.follows else []
    return lines + ([say("you.heard.bought", n=found.bought)] if found.bought else [])


def _stop(run: questions.Run, found: Heard) -> None:
    if not found.honoured:
        st.warning(say("you.heard.ignored"), icon=":material/block:")
        return
    wishes = run[2] or answer(questions.first_wishes, *run[:2])
    st.markdown(say("you.heard.say_no"))
    st.button(
        say("you.heard.no"), key="you.heard.no", icon=":material/block:", on_click=session.wish,
        args=(without_others(wishes),), disabled=without_others(wishes) == wishes,
    )  # fmt: skip


def without_others(wishes: Wishes) -> Wishes:
    """Return the choices with a No to whatever passes the customer on to others."""
    return dataclasses.replace(wishes, agrees=tuple(one for one in wishes.agrees if one not in TO_OTHERS))
