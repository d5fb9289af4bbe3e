"""An agenda as a leader adapts it: the order of its parts, which of them are kept, and their minutes."""

from __future__ import annotations

import streamlit as st

from equipoise.rooms.agenda import MOST_MINUTES, Agenda, Item
from equipoise.rooms.words import say
from equipoise.ui.shared.words import verbatim


def adapted(agenda: Agenda) -> Agenda | None:
    """Return an agenda as this session has adapted it; None if no part is left."""
    parts = {item.id: item for item in agenda.items}
    kept = [(name, _minutes(agenda, parts[name])) for name in order(agenda) if _kept(agenda, name)]
    return agenda.adapted(kept) if kept else None


def order(agenda: Agenda) -> list[str]:
    """Return the ids of all parts, those that are left out too, in the order of this session."""
    found: list[str] = st.session_state.setdefault(_key(agenda, "order"), [item.id for item in agenda.items])
    return found


def moved(names: list[str], name: str, by: int) -> list[str]:
    """Return names with one of them moved by one place up (-1) or down (1); at an end it stays."""
    place = names.index(name)
    other = min(max(place + by, 0), len(names) - 1)
    swapped = list(names)
    swapped[place], swapped[other] = swapped[other], swapped[place]
    return swapped


def show(agenda: Agenda) -> None:
    """Draw every part with what can be changed of it."""
    parts = {item.id: item for item in agenda.items}
    names = order(agenda)
    with st.container(gap="xsmall"):
        for place, name in enumerate(names):
            _row(agenda, parts[name], first=place == 0, last=place == len(names) - 1)
    st.button(
        say("lead.plan.reset"),
        key=_key(agenda, "reset"),
        icon=":material/restart_alt:",
        type="tertiary",
        on_click=_reset,
        args=(agenda,),
    )


def _row(agenda: Agenda, item: Item, *, first: bool, last: bool) -> None:
    row = f"plan.row.{agenda.id}.{item.id}"
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key=row):
        st.checkbox(
            verbatim(item.title),
            value=True,
            key=_key(agenda, "kept", item.id),
            persist_state="session",
            width="stretch",
        )
        st.number_input(
            say("lead.plan.minutes_of", part=verbatim(item.title)),
            min_value=1,
            max_value=MOST_MINUTES,
            value=item.minutes,
            key=_key(agenda, "minutes", item.id),
            persist_state="session",
            label_visibility="collapsed",
            width=96,
        )
        _move(agenda, item, -1, "up", disabled=first)
        _move(agenda, item, 1, "down", disabled=last)


def _move(agenda: Agenda, item: Item, by: int, way: str, *, disabled: bool) -> None:
    st.button(
        say(f"lead.plan.{way}", part=verbatim(item.title)),
        key=f"plan.move.{way}.{agenda.id}.{item.id}",
        icon=f":material/arrow_{way}ward:",
        type="tertiary",
        disabled=disabled,
        on_click=_on_move,
        args=(agenda, item.id, by),
    )


def _on_move(agenda: Agenda, name: str, by: int) -> None:
    st.session_state[_key(agenda, "order")] = moved(order(agenda), name, by)


def _reset(agenda: Agenda) -> None:
    st.session_state.pop(_key(agenda, "order"), None)
    for item in agenda.items:
        st.session_state[_key(agenda, "kept", item.id)] = True
        st.session_state[_key(agenda, "minutes", item.id)] = item.minutes


def _kept(agenda: Agenda, name: str) -> bool:
    return bool(st.session_state.get(_key(agenda, "kept", name), True))


def _minutes(agenda: Agenda, item: Item) -> int:
    return int(st.session_state.get(_key(agenda, "minutes", item.id)) or item.minutes)


def _key(agenda: Agenda, *parts: str) -> str:
    return ".".join(("lead", agenda.id, *parts))
