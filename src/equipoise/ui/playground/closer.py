"""What opens on demand below the figures; only the chosen part is drawn."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from equipoise.chain.outcome import Outcome
from equipoise.studies.trace import follow
from equipoise.texts.catalogue import texts
from equipoise.ui.playground import picture, shares
from equipoise.ui.shared import compute, explain, membership, tables
from equipoise.ui.shared.frame import expert
from equipoise.ui.shared.headlines import HEADLINES
from equipoise.ui.shared.moves import Play
from equipoise.ui.shared.numbers import hundred
from equipoise.ui.shared.words import say

_CHOSEN = "closer"
TOLD = "closer-told"
"""The key of the container in which the chosen part is drawn."""
_PRIME = 7919
"""A step that leads to somebody else each time, for any number of customers."""
_SECTIONS = (("collected",), ("released",), ("predicted", "offered", "found"))
Part = Callable[[Play, Outcome, Outcome], None]


def is_open() -> bool:
    """Whether one of the parts is chosen."""
    return st.session_state.get(_CHOSEN) is not None


def followed() -> int | None:
    """Return the customer who is followed, if that part is open."""
    return st.session_state.get("customer") if st.session_state.get(_CHOSEN) == "one" else None


def choose(customer: int) -> None:
    """Open the part about one customer, and choose who it is."""
    st.session_state[_CHOSEN], st.session_state["customer"] = "one", customer


def show(play: Play, now: Outcome, pinned: Outcome) -> None:
    """Offer the parts, and draw the one that is chosen."""
    part = st.pills(
        say("closer.label"),
        [name for name in PARTS if expert() or name not in _EXPERT],
        format_func=lambda name: say(f"closer.{name}"),
        key=_CHOSEN,
        persist_state="session",
    )
    if part:
        with st.container(border=True, key=TOLD):
            PARTS[part](play, now, pinned)


def _charts(play: Play, now: Outcome, pinned: Outcome) -> None:
    _table(tables.headlines(pinned, now), say("closer.charts"))
    rows = [named for some in picture.spots(play).values() for named in some]
    _table(tables.places(rows), say("figure.map"))
    explain.about(
        {name: getattr(now.headlines, name) for name in HEADLINES},
        key="charts",
        label=say("about.numbers"),
    )


def _one(play: Play, now: Outcome, pinned: Outcome) -> None:
    last = play.settings["population.size"] - 1
    chosen = min(st.session_state.get("customer", 1), last)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        customer = st.number_input(
            say("closer.customer"),
            min_value=0,
            max_value=last,
            value=chosen,
            help=say("closer.customer_help", last=last),
            width=200,
        )
        st.session_state["customer"] = customer
        st.button(say("closer.another"), icon=":material/shuffle:", on_click=_another, args=(last,))
    trace = compute.answer(follow, play.settings, int(customer))
    for column, parts in zip(st.columns(3), _SECTIONS, strict=True):
        for part in parts:
            column.markdown(f"**{say(f'section.{part}')}**")
            table = tables.facts(getattr(trace, part))
            column.table(table, hide_index=True, hide_header=True, border="horizontal", alt=say(f"section.{part}"))


def _another(last: int) -> None:
    st.session_state["customer"] = (st.session_state.get("customer", 1) + _PRIME) % (last + 1)


def _attacks(play: Play, now: Outcome, pinned: Outcome) -> None:
    profile = texts().under(f"profile.{play.settings['attack.profile']}")
    st.markdown(say("closer.profile", title=profile["title"], plain=profile["plain"]))
    if expert():
        _table(tables.attacks(now, expert=True), say("closer.attacks"))
        details = tables.attack_details(now)
        if len(details):
            _table(details, say("closer.attacks"))
    else:
        st.html(shares.attacks(now))
        st.caption(say("closer.attack_marks"))
    membership.show(play.settings, now)
    words = [texts().under(f"attack.{name}") for name in now.attacks]
    st.caption("  \n".join(f"**{one['title']}.** {one['threat' if expert() else 'plain']}" for one in words))
    explain.about(dict.fromkeys(("attack", "baseline", "control", "risk")), key="attacks", label=say("about.numbers"))


def _consent(play: Play, now: Outcome, pinned: Outcome) -> None:
    if now.consent.overridden.value > 0:
        share = hundred(now.consent.overridden.value)
        st.warning(say("closer.overridden", share=share), icon=":material/front_hand:")
    if expert():
        left, right = st.columns(2)
        with left:
            _table(tables.consent(now), say("closer.consent"))
        with right:
            _table(tables.consent_by_group(now), say("column.group"))
    else:
        st.html(shares.consent(now))
    ignored = ("overridden", "overridden_by_group") if now.consent.overridden.value > 0 else ()
    numbers = dict.fromkeys(("yes", "accepted_all", "allowed_offers", "refused", "ignored", "by_group", *ignored))
    explain.about(numbers, key="consent", label=say("about.numbers"))


def _fairness(play: Play, now: Outcome, pinned: Outcome) -> None:
    attribute = st.segmented_control(
        say("closer.attribute"),
        list(now.fairness),
        format_func=lambda name: texts().get(f"attribute.{name}.title", name),
        default=play.settings["measure.protected"],
        required=True,
        key="closer.attribute",
        label_visibility="collapsed",
    )
    report = now.fairness[attribute]
    if expert():
        _table(tables.fairness(report, expert=True), say("closer.fairness"))
    else:
        st.html(shares.fairness(report))
    verdict = say(f"closer.verdict.{report.four_fifths}")
    title = texts().get(f"attribute.{attribute}.title", attribute)
    st.markdown(say("closer.four_fifths", attribute=title.lower(), verdict=verdict))
    if expert():
        _table(tables.gaps(report), say("closer.fairness"))
    shown = tables.GROUP_NUMBERS if expert() else tables.PLAIN_GROUP_NUMBERS
    explain.about(dict.fromkeys((*shown, "selection_rate_ratio")), key="fairness", label=say("about.numbers"))


def _targeting(play: Play, now: Outcome, pinned: Outcome) -> None:
    if expert():
        _table(tables.targeting(now, expert=True), say("closer.targeting"))
    else:
        st.html(shares.targeting(now))
    numbers = {name: getattr(now.targeting, name) for name in tables.TARGETING_NUMBERS}
    explain.about(numbers, key="targeting", label=say("about.numbers"))


def _disclosure(play: Play, now: Outcome, pinned: Outcome) -> None:
    _table(tables.disclosure(now), say("closer.disclosure"))
    told_apart = ("k_with_behaviour", "k_with_spend", "unique_with_behaviour", "unique_with_spend")
    counts = ("rows", "classes", "k", "suppressed", "unique_share", *told_apart)
    losses = ("information_loss", "behaviour_loss", "local_epsilon")
    numbers = dict.fromkeys((*counts, *losses, *tables.RISK_NUMBERS, "l", "entropy_l", "t", "delta"))
    explain.about(numbers, key="disclosure", label=say("about.numbers"))


def _changed(play: Play, now: Outcome, pinned: Outcome) -> None:
    table = tables.moved(play.pin, play.settings)
    if table.empty:
        st.caption(say("closer.unchanged"))
    else:
        _table(table, say("closer.changed"))


def _table(frame: pd.DataFrame, alt: str) -> None:
    st.table(tables.worded(frame, expert=expert()), hide_index=True, border="horizontal", alt=alt)


PARTS: dict[str, Part] = {
    "one": _one,
    "charts": _charts,
    "attacks": _attacks,
    "consent": _consent,
    "fairness": _fairness,
    "targeting": _targeting,
    "disclosure": _disclosure,
    "changed": _changed,
}
_EXPERT = {"charts", "disclosure", "changed"}
