"""The shop as the rules see it: its levers, its card of practices, and the regions where its customers live.

Levers belong to the play (see `state`). The card and the regions last for the session; they are in no link.
"""

from __future__ import annotations

import dataclasses

import streamlit as st

from equipoise.chain.scenarios import scenarios
from equipoise.chain.settings import Settings
from equipoise.rules.fact import all_regions
from equipoise.rules.practices import Card, card

_CARD, _SCENARIO, _REGIONS = "shop.card", "shop.scenario", "shop.regions"
_TYPICAL = "typical"
AT_FIRST = ("EU", "US-CA")
"""Where customers live before anybody has chosen."""


@dataclasses.dataclass(frozen=True)
class Shop:
    """The levers and the practices of a shop."""

    settings: Settings
    card: Card


def shop(settings: Settings) -> Shop:
    """Return the shop with these levers and the session's card."""
    kept = st.session_state.get(_CARD)
    return Shop(settings, card(scenario(settings)) if kept is None else kept)


def scenario(settings: Settings) -> str:
    """Return the scenario whose practices are those of the shop: the one that the levers match, or matched last."""
    for name, one in scenarios().items():
        if one.settings == settings:
            st.session_state[_SCENARIO] = name
    return str(st.session_state.get(_SCENARIO, _TYPICAL))


def own_card() -> bool:
    """Whether the card is the visitor's own."""
    return _CARD in st.session_state


def keep_card(own: Card | None) -> None:
    """Keep a card for the session; None: that of the scenario again."""
    if own is None:
        st.session_state.pop(_CARD, None)
    else:
        st.session_state[_CARD] = own


def regions() -> tuple[str, ...]:
    """Return the regions where the shop's customers live, in the order of all."""
    kept = st.session_state.get(_REGIONS, AT_FIRST)
    return tuple(name for name in all_regions() if name in kept)


def keep_regions(chosen: list[str]) -> None:
    """Keep the regions for the session; none at all is refused."""
    if chosen:
        st.session_state[_REGIONS] = tuple(chosen)
