"""The first part of the page: the rooms that are open, an agenda to choose and adapt, and the button that opens one."""

from __future__ import annotations

import streamlit as st

from equipoise.core.errors import SettingsError
from equipoise.rooms.agenda import Agenda, agendas
from equipoise.rooms.paper.guide import guide
from equipoise.rooms.words import say
from equipoise.ui.shared.language import in_this_language
from equipoise.ui.shared.words import on_accent, verbatim
from equipoise.ui.workshop.lead import choices, opening, parts, plan, room

_FIRST = 1
"""The place of the agenda that is chosen before anybody chooses: the hour."""


def show() -> None:
    """Draw all of it."""
    open_rooms = opening.opened()
    try:
        for each, deletes in open_rooms:
            room.show(each, deletes)
    except SettingsError as error:
        st.error(verbatim(str(error)), icon=":material/error:")
    if not open_rooms:
        st.markdown(say("lead.lead"))
    _prepare(again=bool(open_rooms))


def _prepare(*, again: bool) -> None:
    if again:
        st.subheader(say("lead.another"), anchor=False)
    agenda = _choose()
    left, right = st.columns([3, 2], gap="large")
    with left:
        ready = _agenda(agenda)
    with right, st.container(border=True, key="lead.open.card"):
        _open(agenda, ready)


def _choose() -> Agenda:
    known = agendas()
    names = list(known)
    chosen = st.segmented_control(
        say("lead.choose"),
        names,
        default=names[min(_FIRST, len(names) - 1)],
        format_func=lambda name: say("lead.agenda", title=known[name].title, minutes=known[name].minutes),
        required=True,
        key="lead.agenda",
        persist_state="session",
    )
    return known[chosen]


def _agenda(agenda: Agenda) -> Agenda | None:
    """Draw an agenda, to read or to adapt, and return it as it was adapted."""
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(f"**{verbatim(agenda.title)}**  \n{verbatim(agenda.lead)}", width="stretch")
        adapt = st.toggle(say("lead.plan.adapt"), key="lead.adapt", persist_state="session")
    if adapt:
        plan.show(agenda)
    ready = plan.adapted(agenda)
    if ready is None:
        st.warning(say("lead.plan.nothing"), icon=":material/playlist_remove:")
    elif adapt:
        st.markdown(say("lead.plan.total", minutes=ready.minutes))
    else:
        st.html(parts.drawn(ready))
    return ready


def _open(agenda: Agenda, ready: Agenda | None) -> None:
    usable = ready or agenda
    buttons = st.container(gap="small")
    with st.expander(say("lead.options"), icon=":material/settings:", key="lead.options"):
        chosen = choices.show(usable)
    with buttons:
        st.button(
            on_accent(say("lead.open")),
            key="lead.open",
            type="primary",
            icon=":material/meeting_room:",
            width="stretch",
            disabled=ready is None,
            on_click=opening.open_room,
            args=(usable, chosen),
        )
        st.caption(chosen.in_words())
        if opening.problem():
            st.error(opening.problem(), icon=":material/error:")
        st.button(
            say("lead.rehearse"),
            key="lead.rehearse",
            icon=":material/theater_comedy:",
            width="stretch",
            disabled=ready is None,
            help=say("lead.rehearse_help"),
            on_click=opening.open_room,
            args=(usable, chosen),
            kwargs={"rehearsal": True},
        )
        st.download_button(
            say("lead.print"),
            data=in_this_language(lambda: guide(usable)),
            file_name=f"workshop-{agenda.id}.pdf",
            mime="application/pdf",
            key="lead.print",
            icon=":material/print:",
            width="stretch",
            disabled=ready is None,
            on_click="ignore",
        )
