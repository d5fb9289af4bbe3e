"""What opens from here: of every page a question, one sentence on how things stand right now, and the way in."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from equipoise.audit.asking import audited
from equipoise.rules.findings import findings
from equipoise.studies.evidence.results import agreeing, results
from equipoise.texts.catalogue import texts
from equipoise.ui.shared import cards, compute
from equipoise.ui.shared.moves import Play
from equipoise.ui.shared.shop import regions, shop
from equipoise.ui.shared.words import say

ABOUT = "about"
"""The parameter of an old link to the evidence, which stood here once."""


@dataclasses.dataclass(frozen=True)
class Door:
    """A page behind this one: its file, its picture, and what its sentence on the present state tells."""

    page: str
    icon: str
    now: Callable[[Play, DeltaGenerator], str]


def _rules(play: Play, slot: DeltaGenerator) -> str:
    here = shop(play.settings)
    now, _ = compute.outcomes(play.settings, play.settings, slot)
    levels = [each.rule.level for each in findings(here.settings, now, here.card, regions())]
    counted = {level: levels.count(level) for level in ("conflict", "review", "practice")}
    return say("decide.door.rules.now", regions=len(regions()), **counted)


def _audit(play: Play, slot: DeltaGenerator) -> str:
    card = tuple(shop(play.settings).card.values.items())
    found = compute.answer(audited, play.settings, 0, card, regions(), slot=slot)
    return say("decide.door.audit.now", found=len(found.found), of=len(found.checks))


def _evidence(_: Play, __: DeltaGenerator) -> str:
    agree, of = agreeing(results(), "not_fitted")
    return say("decide.door.evidence.now", agree=agree, of=of)


DOORS = (
    Door("rules", "gavel", _rules),
    Door("audit", "fact_check", _audit),
    Door("evidence", "science", _evidence),
)
_QUICKEST = ("evidence", "rules", "audit")
"""The doors in the order in which their sentences are known."""


def forward() -> None:
    """Open an old link to the evidence there."""
    if ABOUT in st.query_params:
        st.switch_page("pages/evidence.py", query_params={ABOUT: st.query_params[ABOUT]})


def show(play: Play) -> None:
    """Draw all doors at once; what is computed comes when it is there."""
    slots = []
    for place, door in zip(st.columns(len(DOORS), gap="small"), DOORS, strict=True):
        with place:
            slots.append(cards.draw(_card(door)))
    for door, slot in sorted(zip(DOORS, slots, strict=True), key=lambda each: _QUICKEST.index(each[0].page)):
        slot.markdown(door.now(play, slot))


def _card(door: Door) -> cards.Card:
    words = texts().under(f"ui.decide.door.{door.page}")
    return cards.Card(
        page=door.page,
        icon=door.icon,
        title=say(f"page.{door.page}"),
        question=words["question"],
        waiting=say("decide.counting"),
        go=words["go"],
        key=f"decide.{door.page}",
    )
