"""The chain as stops on a line: what the shop decides at each, what that means right now, and the way to its lab."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping

import streamlit as st

from equipoise.chain.outcome import Outcome
from equipoise.chain.settings import Settings
from equipoise.texts.catalogue import texts
from equipoise.ui.charts.style import BLUE
from equipoise.ui.shared import cards, compute
from equipoise.ui.shared.moves import Play
from equipoise.ui.shared.numbers import hundred
from equipoise.ui.shared.words import say

Facts = Callable[[Settings, Outcome], Mapping[str, object]]


@dataclasses.dataclass(frozen=True)
class Stop:
    """A stop of the journey.

    Attributes:
        lab: the page that opens here, which names the stop's texts too. icon: its picture.
        facts: what its sentence about the present run tells.
    """

    lab: str
    icon: str
    facts: Facts


def _asked(_: Settings, now: Outcome) -> Mapping[str, object]:
    return {"allowed": hundred(now.consent.allowed_offers.value), "refused": hundred(now.consent.refused.value)}


def _kept(settings: Settings, _: Outcome) -> Mapping[str, object]:
    return {"sources": len(settings.minimise.sources), "months": settings.minimise.retention_months}


def _alike(_: Settings, now: Outcome) -> Mapping[str, object]:
    return {"rows": now.disclosure.k, "alone": hundred(now.disclosure.unique_share.value)}


def _found(_: Settings, now: Outcome) -> Mapping[str, object]:
    return {"identified": hundred(now.headlines.identified.value)}


def _chosen(_: Settings, now: Outcome) -> Mapping[str, object]:
    return {"right": hundred(now.headlines.right_offer.value), "alike": hundred(now.headlines.treated_alike.value)}


def _written(settings: Settings, now: Outcome) -> Mapping[str, object]:
    return {"allowed": hundred(now.consent.yes["offers"].value), "weeks": settings.content.weeks}


def _agreed(_: Settings, now: Outcome) -> Mapping[str, object]:
    return {"agreed": hundred(now.consent.yes["sharing"].value)}


STOPS = (
    Stop("consent_lab", "how_to_reg", _asked),
    Stop("data_lab", "inventory_2", _kept),
    Stop("protection_lab", "shield", _alike),
    Stop("attack_lab", "person_search", _found),
    Stop("fairness_lab", "balance", _chosen),
    Stop("deliver", "mark_email_read", _written),
    Stop("share", "handshake", _agreed),
)
_HIGH = 28
"""Height of the line above the stops, in pixels."""


def show(play: Play) -> None:
    """Draw all stops at once; what they mean right now comes when it is computed."""
    waiting = st.empty()
    slots = []
    for number, (place, stop) in enumerate(zip(st.columns(len(STOPS), gap="small"), STOPS, strict=True), 1):
        with place:
            st.html(rail(number))
            slots.append(cards.draw(_card(stop)))
    now, _ = compute.outcomes(play.settings, play.settings, waiting)
    for stop, slot in zip(STOPS, slots, strict=True):
        slot.markdown(say(f"journey.stop.{stop.lab}.now", **stop.facts(play.settings, now)))


def _card(stop: Stop) -> cards.Card:
    words = texts().under(f"ui.journey.stop.{stop.lab}")
    return cards.Card(
        page=stop.lab,
        icon=stop.icon,
        title=words["step"],
        question=words["question"],
        waiting=say("journey.counting"),
        go=say(f"page.{stop.lab}"),
        key=f"journey.{stop.lab}",
    )


def rail(number: int) -> str:
    """Return the piece of the line above a stop, with the stop's number from 1; it fills the width that there is."""
    ends = f"left:{50 if number == 1 else 0}%;right:{50 if number == len(STOPS) else 0}%"
    line = f'<div style="position:absolute;top:50%;{ends};height:3px;background:{BLUE};opacity:.35"></div>'
    place = f"position:absolute;left:calc(50% - {_HIGH / 2}px);width:{_HIGH}px;height:{_HIGH}px"
    look = f"border-radius:50%;background:{BLUE};color:#fff;font-weight:600;line-height:{_HIGH}px;text-align:center"
    stop = f'<div style="{place};{look}">{number}</div>'
    return f'<div aria-hidden="true" style="position:relative;height:{_HIGH}px">{line}{stop}</div>'
