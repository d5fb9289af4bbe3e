"""A room that is open: its code, the address to give out, and the ways to projector and desk."""

from __future__ import annotations

import datetime
from html import escape

import segno
import streamlit as st

from equipoise.rooms import codes, reach
from equipoise.rooms.links import Role
from equipoise.rooms.paper.guide import Door, guide
from equipoise.rooms.room import Room
from equipoise.rooms.service import rooms
from equipoise.rooms.words import say
from equipoise.texts.dates import long_date
from equipoise.ui.charts import svg
from equipoise.ui.shared.language import in_this_language
from equipoise.ui.shared.words import on_accent, verbatim
from equipoise.ui.workshop.lead.opening import given_out, origin

_HALF = codes.LENGTH // 2
_STYLE = "font:600 2.4rem/1.1 ui-monospace,monospace;letter-spacing:.06em;margin:0"


def show(room: Room, deletes: float) -> None:
    """Draw an open room, and what to do next."""
    address = given_out()
    with st.container(border=True, key=f"room.{room.code}"):
        with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
            st.html(code(room), width="content")
            with st.container(gap=None):
                _title(room)
                st.markdown(say("lead.room.join"))
                st.code(typed(address), language=None)
        if reach.only_here(address):
            _unreachable()
        _ways(room, address)
        st.caption(say("lead.room.until", when=_written(deletes)))


def code(room: Room) -> str:
    """Return the code of a room as HTML, in two halves, and as the letters that one reads out."""
    told = escape(" ".join(room.code))
    halves = f"{escape(room.code[:_HALF])} {escape(room.code[_HALF:])}"
    return f'<p style="{_STYLE}" aria-label="{told}" role="img">{halves}</p>'


def link(base: str, room: Room, role: Role) -> str:
    """Return the secret link of a role."""
    return f"{base}/room/{room.code}/{role}#{rooms().link(room.id, role)}"


def typed(address: str) -> str:
    """Return what people type, where they are then asked for the code."""
    return f"{address}/room"


def door(room: Room, address: str) -> Door:
    """Return how people get in, for what is printed."""
    return Door(
        code=f"{room.code[:_HALF]} {room.code[_HALF:]}", address=typed(address), qr=_matrix(_entry(room, address))
    )


def _title(room: Room) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"**{verbatim(room.agenda.title)}**", width="content")
        if room.rehearsal:
            st.badge(say("lead.room.rehearsal"), icon=":material/theater_comedy:", color="orange")


def _ways(room: Room, address: str) -> None:
    own = origin() if reach.only_here(address) else address
    with st.container(horizontal=True, gap="small"):
        st.link_button(
            on_accent(say("lead.room.projector")),
            link(own, room, "projector"),
            type="primary",
            icon=":material/cast:",
            key=f"room.projector.{room.code}",
        )
        st.link_button(
            say("lead.room.desk"), link(own, room, "desk"), icon=":material/tune:", key=f"room.desk.{room.code}"
        )
        with st.popover(say("lead.room.desk_on_phone"), icon=":material/qr_code_2:", key=f"room.phone.{room.code}"):
            _desk_on_phone(room, address)
        st.download_button(
            say("lead.print"),
            data=in_this_language(lambda: guide(room.agenda, door(room, address))),
            file_name=f"workshop-{room.agenda.id}.pdf",
            mime="application/pdf",
            key=f"room.print.{room.code}",
            icon=":material/print:",
            on_click="ignore",
        )
    st.markdown(say("lead.room.next"))


def _desk_on_phone(room: Room, address: str) -> None:
    st.markdown(say("lead.room.desk_lead"))
    picture = svg.image(_qr(link(address, room, "desk")), size=(220, 220))
    st.html(svg.figure(picture, alt=say("lead.room.desk_qr"), style="background:#fff;padding:10px;width:240px"))
    st.markdown(say("lead.room.desk_copy"))
    st.code(link(address, room, "desk"), language=None, wrap_lines=True)


def _unreachable() -> None:
    st.warning(say("lead.unreachable.lead"), icon=":material/wifi_off:")
    with st.expander(say("lead.unreachable.how"), icon=":material/help:"):
        st.markdown(say("lead.unreachable.start"))
        st.code(say("lead.unreachable.command"), language=None)
        st.markdown(say("lead.unreachable.more"))


def _entry(room: Room, address: str) -> str:
    return f"{address}/room/{room.code}"


def _matrix(text: str) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(int(cell) for cell in row) for row in segno.make(text, error="m", micro=False).matrix)


def _qr(text: str) -> str:
    """Return a QR code as a picture, dark on light whatever the theme."""
    cells = _matrix(text)
    squares = "".join(
        f"M{column} {row}h1v1h-1z" for row, line in enumerate(cells) for column, dark in enumerate(line) if dark
    )
    return svg.svg(svg.element("path", d=squares, fill="#111"), len(cells), len(cells))


def _written(at: float) -> str:
    when = datetime.datetime.fromtimestamp(at)
    return say("lead.room.at", date=long_date(when.date()), time=f"{when:%H:%M}")
