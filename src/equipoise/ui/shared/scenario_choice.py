"""The choice among the scenarios; levers that match none of them are one more entry."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

import streamlit as st

from equipoise.chain.scenarios import scenarios
from equipoise.chain.settings import Settings
from equipoise.ui.shared import state
from equipoise.ui.shared.moves import move
from equipoise.ui.shared.words import say

_OWN = "own"


def standing(offered: Mapping[str, Settings], settings: Settings) -> str:
    """Return the scenario that the levers match, or that they are an own mix."""
    return next((name for name, one in offered.items() if one == settings), _OWN)


def show(
    label: str,
    offered: Mapping[str, Settings],
    settings: Settings,
    *,
    key: str,
    width: int,
    named: Mapping[str, str] = MappingProxyType({}),
    help: str | None = None,
    label_visibility: Literal["visible", "collapsed"] = "visible",
) -> None:
    """Draw the choice; the levers move to what is chosen.

    Args:
        label: of the control. offered: the levers of every scenario, by its id. settings: the levers in force.
        key: of the control (see `state.control`). named: titles of those that are no scenarios, by id.
        width, help, label_visibility: as of `st.selectbox`.
    """
    known = {scenario.id: scenario.title for scenario in scenarios().values()} | {_OWN: say("bar.scenario_custom")}
    titles = known | dict(named)
    stands = standing(offered, settings)
    names = [*offered, *([_OWN] if stands == _OWN else [])]
    st.selectbox(
        label,
        names,
        index=names.index(stands),
        format_func=titles.__getitem__,
        help=help,
        label_visibility=label_visibility,
        width=width,
        **state.control(key, stands, _picked, offered),
    )


def _picked(offered: Mapping[str, Settings], name: str) -> None:
    if name in offered:
        state.change(move, offered[name])
