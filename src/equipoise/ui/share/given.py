"""The part "What is shared": the contract as levers, who is found again, what is learned, and what bought data add."""

from __future__ import annotations

import streamlit as st

from equipoise.chain.partnership import PartnershipOutcome, share
from equipoise.numerics.rate import Rate
from equipoise.ui.charts.ranges import ranges
from equipoise.ui.share import wording
from equipoise.ui.shared import compute, explain, levers
from equipoise.ui.shared.moves import Play
from equipoise.ui.shared.numbers import hundred
from equipoise.ui.shared.words import say

_LEVERS = ("partners.fields", "partners.join", "partners.grain", "partners.conduct", "partners.enrichment")
_MORE = ("attack.trait", "protect.technique", "consent.withdrawal")


def show(play: Play) -> None:
    """Draw the contract beside what comes of it."""
    left, right = st.columns([10, 19], gap="medium")
    with left:
        _levers(play)
    with right:
        found = compute.answer(share, play.settings, slot=st.empty())
        _given(found)
        _found(found)
    if found.enrichment:
        _bought(found)
    numbers: dict[str, Rate | None] = {"shared_rows": found.shared_rows, "shared_fields": found.shared_fields}
    for part in (found.matching, found.learned, found.used):
        numbers |= {name: rate for name, rate in vars(part).items() if rate.known}
    numbers |= {"risk": None, "control": None}
    explain.about(numbers, key="partners.given", label=say("about.numbers"))


def _levers(play: Play) -> None:
    inactive = play.shown.inactive()
    for name in _LEVERS:
        levers.lever(name, play.shown, inactive.get(name))
    with st.expander(say("partners.more")):
        for name in _MORE:
            levers.lever(name, play.shown, inactive.get(name))


def _given(found: PartnershipOutcome) -> None:
    """Say in words how much leaves, and how much of it finds a name."""
    if not found.settings.partners.fields:
        st.markdown(say("partners.nothing_shared"))
        return
    if not found.shared_rows.value:
        st.markdown(say("partners.nothing_leaves"))
        return
    st.markdown(
        say(
            "partners.leaves",
            share=hundred(found.shared_rows.value),
            fields=int(found.shared_fields.value),
            rows=f"{found.shared_fields.n:,}",
        )
    )
    if not found.matching.matched_rows.known:
        st.markdown(say("partners.grouped"))
        return
    st.caption(say(f"partners.joined.{found.settings.partners.join}"))
    rates = {name: getattr(found.matching, name) for name in ("overlap", "matched_rows")}
    rates |= {name: getattr(found.learned, name) for name in ("interest_before", "interest_told")}
    lines = tuple(wording.line(say(f"partners.bar.{name}"), rate) for name, rate in rates.items() if rate.known)
    st.html(ranges(lines, alt=wording.in_words(lines), in_100=say("number.in_100")))


def _found(found: PartnershipOutcome) -> None:
    st.subheader(say("partners.found"), anchor=False)
    lines = wording.attack_lines(found)
    if lines:
        st.html(ranges(lines, alt=wording.in_words(lines), in_100=say("number.in_100")))
    for name in wording.FOUND:
        if found.attacks[name].mounted:
            st.markdown(wording.told(found.attacks[name]))
    for reason in wording.not_tried(found):
        st.caption(reason)
    for sentence in wording.used(found):
        st.markdown(f":material/output: {sentence}")
    st.caption(say("partners.assumed"))


def _bought(found: PartnershipOutcome) -> None:
    st.subheader(say("partners.bought.title"), anchor=False)
    st.table(
        wording.bought(dict(found.enrichment)), hide_index=True, border="horizontal", alt=say("partners.bought.title")
    )
    st.caption(say("partners.bought.note"))
