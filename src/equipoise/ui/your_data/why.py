"""Why this offer: every reason and its weight, the rule that picked it, what would change it, others' offers."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import streamlit as st

from equipoise.core.vocabulary import TOPICS
from equipoise.personal import questions
from equipoise.personal.offers import Verdict
from equipoise.personal.reasons import Reasons
from equipoise.personal.whatif import Change
from equipoise.texts.numerals import plain
from equipoise.ui.charts.bars import Bar, bars
from equipoise.ui.shared import explain
from equipoise.ui.shared.compute import answer
from equipoise.ui.shared.frame import expert
from equipoise.ui.shared.numbers import hundred
from equipoise.ui.shared.words import say
from equipoise.ui.your_data.wording import detail, offer, origin, topic

_SHOWN = 7
_TABLE = "you.why.table"


def show(run: questions.Run) -> None:
    """Draw the reasons beside the rule and the stranger's view."""
    verdict, reasons = answer(questions.verdict, run), answer(questions.reasons, run)
    left, right = st.columns(2, gap="medium")
    with left:
        st.markdown(f"##### {say('you.reasons.title')}")
        if reasons is None:
            st.markdown(say(f"you.why.{verdict.why}"))
            st.markdown(say("you.reasons.none"))
        else:
            _reasons(reasons)
    with right:
        st.markdown(f"##### {say('you.rule.title')}")
        _rule(verdict)
        st.markdown(f"##### {say('you.change.title')}")
        _changes(run, verdict)
        st.markdown(f"##### {say('you.stranger.title')}")
        st.markdown(say("you.stranger.told", offer=offer(verdict.generic)))
    explain.about(dict.fromkeys(("push", "offer_worth")), key="you.why", label=say("you.about"))


def _reasons(reasons: Reasons) -> None:
    name = topic(TOPICS[reasons.offer])
    chances = {end: hundred(1 / (1 + math.exp(-getattr(reasons, end)))) for end in ("average", "own")}
    st.markdown(say("you.reasons.lead", topic=name, **chances))
    rows = drawn(reasons)
    st.html(bars(rows, alt="; ".join(f"{bar.label}: {bar.words}" for bar in rows)))
    st.caption(say("you.reasons.exact" if reasons.exact else "you.reasons.near"))
    if st.toggle(say("you.reasons.table"), key=_TABLE, persist_state="session"):
        st.table(table(reasons, exact=expert()), hide_index=True, border="horizontal", alt=say("you.reasons.title"))


def drawn(reasons: Reasons) -> tuple[Bar, ...]:
    """Return the strongest reasons as bars; everything else is one bar more, so that nothing is left out."""
    shown = [_bar(detail(one.detail), origin(one.origin), one.push) for one in reasons.reasons[:_SHOWN]]
    rest = reasons.reasons[_SHOWN:]
    if rest:
        pushes = sum(one.push for one in rest)
        shown.append(_bar(say("you.reasons.rest", n=len(rest)), say("you.reasons.rest_note"), pushes))
    if not reasons.exact:
        shown.append(_bar(say("you.reasons.interplay"), say("you.reasons.interplay_note"), reasons.interplay))
    return tuple(shown)


def _bar(label: str, note: str, push: float) -> Bar:
    return Bar(label, note, push, times(push))


def times(push: float) -> str:
    """Return a push in log-odds as what it does to the odds: "×1.4"; "no change" close to one."""
    factor = math.exp(push)
    return say("you.reasons.nothing") if abs(factor - 1) < 0.005 else f"×{factor:.2f}"


def table(reasons: Reasons, *, exact: bool = False) -> pd.DataFrame:
    """Return every single reason, where it is from and what it does; with the log-odds where they are asked for."""
    rows = [(detail(one.detail), origin(one.origin), times(one.push)) for one in reasons.reasons]
    if not reasons.exact:
        rows.append((say("you.reasons.interplay"), say("you.reasons.interplay_note"), times(reasons.interplay)))
    found = pd.DataFrame(rows, columns=[say(f"you.column.{name}") for name in ("reason", "origin", "effect")])
    if exact:
        rest = [] if reasons.exact else [reasons.interplay]
        found[say("you.column.push")] = [f"{push:+.4f}" for push in (*(one.push for one in reasons.reasons), *rest)]
    return found


def _rule(verdict: Verdict) -> None:
    if not verdict.chance.size:
        st.markdown(say(f"you.why.{verdict.why}"))
        return
    st.markdown(say("you.rule.lead"))
    st.table(worths(verdict), hide_index=True, border="horizontal", alt=say("you.rule.title"))
    if not np.isfinite(verdict.cutoff):
        st.markdown(say("you.rule.all"))
        return
    key = "same" if verdict.best == verdict.generic else verdict.why
    amounts = {"uplift": cents(verdict.uplift), "cutoff": cents(verdict.cutoff)}
    st.markdown(say(f"you.rule.{key}", offer=topic(TOPICS[verdict.best]), **amounts))


def worths(verdict: Verdict) -> pd.DataFrame:
    """Return the best offers and that for strangers: chance of a visit, and what the shop expects to earn."""
    best = np.argsort(-verdict.worth, kind="stable")[:3].tolist()
    places = dict.fromkeys([*best, verdict.offer, verdict.generic])
    rows = [
        (topic(TOPICS[place]).capitalize(), hundred(verdict.chance[place]), cents(verdict.worth[place]))
        for place in places
    ]
    return pd.DataFrame(rows, columns=[say(f"you.column.{name}") for name in ("offer", "chance", "worth")])


def cents(euros: float) -> str:
    """Return money in cents."""
    return say("you.rule.cents", n=plain(100 * euros))


def _changes(run: questions.Run, verdict: Verdict) -> None:
    found, tried = answer(questions.smallest_changes, run)
    if not tried:
        st.markdown(say("you.change.untried"))
        return
    lines = [f"- {change(one)}" for one in found] or [say("you.change.none")]
    st.markdown("\n".join(lines))
    st.caption(say("you.change.tried", n=tried))


def change(one: Change) -> str:
    """Return a change and what would follow in a sentence."""
    what = topic(one.subject) if one.subject in TOPICS else say(f"you.detail.{one.subject}")
    return say(f"you.change.{one.kind}", amount=one.amount, subject=what, offer=offer(one.verdict.offer))
