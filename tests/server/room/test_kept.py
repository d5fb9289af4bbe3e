import pytest

from equipoise.rooms.agenda import Agenda, Item
from equipoise.rooms.room import Room
from equipoise.rooms.step import RoomState
from equipoise.rooms.words import say
from equipoise.server.room.parts.phone import kept
from equipoise.server.room.view import View

PART = Item(id="one", kind="say", title="One", minutes=1, spec={"text": "Hello."})
ROOM = Room(id="1", code="ABCDEF", agenda=Agenda(id="t", order=1, title="T", lead="L", items=(PART,)), steps=())


@pytest.mark.parametrize("copied", [False, True])
def test_people_are_told_when_all_is_deleted_and_where_copies_may_stay(copied):
    view = View(room=ROOM, state=RoomState(deletes=1_796_083_200.0), copied=copied)
    assert "2026" in kept(view) and (say("page.copied") in kept(view)) is copied
