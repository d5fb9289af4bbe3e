"""The auditor's game: something broke last quarter; five checks to find it."""

from __future__ import annotations

import dataclasses

import streamlit as st

from equipoise.audit.checks.registry import CHECKS
from equipoise.audit.game import CASES, CHECKS_TO_SPEND, right, solved, spend, told
from equipoise.audit.telling import missed, title
from equipoise.texts.catalogue import texts
from equipoise.ui.audit.checked import card
from equipoise.ui.shared import compute
from equipoise.ui.shared.moves import TYPICAL
from equipoise.ui.shared.words import on_accent, say

_PLAYED, _CASE, _NAMED = "audit.game", "audit.game.case", "audit.game.named"


@dataclasses.dataclass(frozen=True)
class Played:
    """One case as far as it is played: the checks that are spent, in order, and what was named, "" if nothing yet."""

    spent: tuple[str, ...] = ()
    named: str = ""


def show() -> None:
    """Draw the cases, one story, the checks, and what they say."""
    cases = list(CASES)
    st.segmented_control(
        say("audit.game.case"),
        cases,
        format_func=lambda name: str(cases.index(name) + 1),
        default=cases[0],
        required=True,
        key=_CASE,
        persist_state="session",
    )
    case = str(st.session_state[_CASE])
    played = of(case)
    st.markdown(f"*{texts()[f'audit.case.{case}']}*")
    st.markdown(say("audit.game.left", n=CHECKS_TO_SPEND - len(played.spent)))
    with st.container(horizontal=True, gap="small"):
        for name in CHECKS:
            off = name in played.spent or len(played.spent) == CHECKS_TO_SPEND or bool(played.named)
            st.button(title(name), key=f"audit.game.{name}", disabled=off, on_click=_spend, args=(case, name))
    _answers(case, played)
    _name(case, played)


def of(case: str) -> Played:
    """Return how far a case is played."""
    kept: dict[str, Played] = st.session_state.get(_PLAYED, {})
    return kept.get(case, Played())


def _set(case: str, played: Played) -> None:
    st.session_state[_PLAYED] = {**st.session_state.get(_PLAYED, {}), case: played}


def _spend(case: str, name: str) -> None:
    played = of(case)
    if name not in played.spent and len(played.spent) < CHECKS_TO_SPEND:
        _set(case, dataclasses.replace(played, spent=(*played.spent, name)))


def _answers(case: str, played: Played) -> None:
    """Draw what the checks say that were spent, the latest first."""
    if not played.spent:
        return
    seen = {check.name: check for check in compute.answer(spend, case, played.spent, TYPICAL, slot=st.empty())}
    for name in reversed(played.spent):
        with st.container(border=True):
            st.html(card(seen[name], None))


def _name(case: str, played: Played) -> None:
    """Let somebody name what broke, once; then tell it."""
    if played.named:
        solution = solved(case, played.named)
        broke = texts()[f"lever.incident.kind.choice.{CASES[case].incident}"]
        words = say("audit.game.right" if solution else "audit.game.wrong", broke=broke, n=len(played.spent))
        (st.success if solution else st.warning)(
            words, icon=":material/check:" if solution else ":material/search_off:"
        )
        if not solution:
            _missed(case, played.named)
        st.button(say("audit.game.again"), key="audit.game.again", on_click=_set, args=(case, Played()))
        return
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.selectbox(say("audit.game.what"), list(CHECKS), format_func=title, key=_NAMED, width=320)
        then, off = _named, not played.spent
        words = say("audit.game.name")
        st.button(
            words if off else on_accent(words),  # what cannot be pressed stands on no accent
            key="audit.game.name",
            type="primary",
            disabled=off,
            on_click=then,
            args=(case,),
        )


def _missed(case: str, named: str) -> None:
    """Tell what the check looks at that was named, and what the one would have said that finds what broke."""
    seen = {check.name: check for check in compute.answer(told, case, TYPICAL, slot=st.empty())}
    for line in missed(seen[named], seen[right(case)]):
        st.markdown(line)


def _named(case: str) -> None:
    _set(case, dataclasses.replace(of(case), named=str(st.session_state[_NAMED])))
