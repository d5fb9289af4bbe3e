"""What the phone of an invented participant shows, so that it can be filled in."""

from __future__ import annotations

from equipoise.rooms.room import Room
from equipoise.rooms.service import Rooms
from equipoise.rooms.step import Participant
from equipoise.server.room.drawings.drawing import Playing
from equipoise.server.room.drawings.registry import DRAWINGS
from equipoise.server.room.view import look


def form(rooms: Rooms, room: Room, person: Participant) -> str:
    """Return the fields of the form on somebody's phone; "" where there is none now."""
    view = look(rooms, room.id)
    step = view.step
    if step is None or not step.asks:
        return ""
    drawing = DRAWINGS[step.kind]
    if isinstance(drawing, Playing):
        return drawing.play(step, view.result, person, view.mine(person), view.round)
    return drawing.form(step, view.mine(person), person, view.round)
