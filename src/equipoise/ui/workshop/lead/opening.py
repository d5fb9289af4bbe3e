"""Opening a room, and the rooms that this session has opened."""

from __future__ import annotations

import dataclasses
import logging
import threading

import streamlit as st
from sqlalchemy.exc import SQLAlchemyError

from equipoise.core.errors import DataError, EquipoiseError, shown
from equipoise.core.wording import language
from equipoise.rooms import reach
from equipoise.rooms.agenda import Agenda
from equipoise.rooms.rehearsal.running import rehearsals
from equipoise.rooms.room import Room
from equipoise.rooms.service import rooms
from equipoise.rooms.words import say
from equipoise.ui.shared.words import verbatim
from equipoise.ui.workshop.lead.choices import Choices

_OPENED, _PROBLEM = "lead.opened", "lead.problem"


def open_room(agenda: Agenda, choices: Choices, *, rehearsal: bool = False) -> None:
    """Open a room, and keep it in the list of this session; made for callbacks."""
    st.session_state[_PROBLEM] = ""
    try:
        room = rooms().open(agenda, rehearsal=rehearsal, language=language(), **dataclasses.asdict(choices))
        if rehearsal:
            rehearsals().start(rooms(), room)
    except EquipoiseError as error:
        st.session_state[_PROBLEM] = str(error)
        return
    except (OSError, SQLAlchemyError) as error:
        st.session_state[_PROBLEM] = say("lead.no_store", reason=shown(str(error)))
        return
    threading.Thread(target=_compute, args=(room.id,), name="room", daemon=True).start()
    st.session_state[_OPENED] = [room.id, *st.session_state.get(_OPENED, [])]


def _compute(room: str) -> None:
    """Compute what a room needs at once; the server comes back to what fails here."""
    try:
        rooms().compute(room)
    except Exception:
        logging.getLogger(__name__).log(logging.ERROR, "room", exc_info=True)


def problem() -> str:
    """Return why the last room could not be opened, to be shown as Markdown; "" if it could."""
    return verbatim(str(st.session_state.get(_PROBLEM, "")))


def opened() -> list[tuple[Room, float]]:
    """Return the rooms of this session that still exist, the latest first, each with when it is deleted."""
    found = []
    for name in list(st.session_state.get(_OPENED, [])):
        try:
            found.append((rooms().room(name), rooms().state(name).deletes))
        except DataError:
            st.session_state[_OPENED].remove(name)
    return found


def origin() -> str:
    """Return the address of this server as the browser has it, without a slash at its end."""
    url = (st.context.url or "").split("?")[0]
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    scheme, _, rest = url.partition("://")
    host = rest.split("/")[0] or f"localhost:{st.get_option('server.port')}"
    return f"{scheme or 'http'}://{host}{base and '/'}{base}"


def given_out() -> str:
    """Return the address that a leader gives out.

    Raises:
        SettingsError: the one in the environment cannot be used.
    """
    return reach.shared(origin(), listens=str(st.get_option("server.address") or ""))
