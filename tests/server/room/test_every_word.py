"""Every word of a room's pages comes from ``data/``, the agenda, or people: with all texts marked, none is left."""

from __future__ import annotations

import dataclasses

import pytest

import marked
from equipoise.rooms.activities.say import Say
from equipoise.rooms.agenda import Agenda, Item
from equipoise.rooms.room import Room
from equipoise.rooms.step import Answer, Participant, RoomState
from equipoise.server.room.parts import desk, phone, projector
from equipoise.server.room.parts.entry import entry, gone, keyless
from equipoise.server.room.place import Place
from equipoise.server.room.view import View

from . import words

KEPT = {
    "Equipoise": "the product",
    "UTC": "the clock",
    "http": "an address",
    "room": "an address",
    "desk": "an address",
}
PLACE = Place(given_out="http://127.0.0.1", code="000000")
ME = Participant(id="1", place=1, team="3")


@pytest.fixture(scope="module", autouse=True)
def marks(tmp_path_factory):
    """Let every text be marked while this module runs."""
    with pytest.MonkeyPatch.context() as patch:
        marked.read_from(marked.folder(tmp_path_factory.mktemp("marked")), patch)
        words.known(patch)
        patch.setattr(words.Drawn, "form", lambda *_: "<input name=word>")
        patch.setattr(words.Drawn, "own", lambda *_: "")
        yield
    marked.forget()


def item(name: str, kind: str = "word", **spec) -> Item:
    return Item(id=name, kind=kind, title="1", minutes=1, ask=("2",), spec={"text": "3"} | spec)


def room() -> Room:
    items = (item("a", "say"), item("b"), item("c", rounds=2, by="team"))
    steps = Say().steps(items[0]) + tuple(step for one in items[1:] for step in words.Word().steps(one))
    agenda = Agenda(id="1", order=1, title="4", lead="5", items=items)
    return Room(id="1", code="000000", agenda=agenda, steps=steps, nickname=True, teams=("3", "6"))


def views():
    """The room in the lobby, in every step and phase, and after the end."""
    opened = room()
    yield View(room=opened, state=RoomState())
    for position, step in enumerate(opened.steps):
        for phase in ("open", "closed", "revealed") if step.asks else ("revealed",):
            state = RoomState(position=position, phases={step.key: phase})
            given = (Answer(id=1, step=step.key, by="1", round=0, value="7", at=1.0),)
            team = (Answer(id=1, step=step.key, by="3", round=0, value="7", at=1.0),)
            for answers in ((), given, team) if step.asks else ((),):
                yield View(room=opened, state=state, answers=answers, people=(ME,))
            yield View(room=opened, state=dataclasses.replace(state, hidden=frozenset({1})), answers=given)
    yield View(room=opened, state=RoomState(position=2, ended=True))


def pages():
    yield from (entry(), gone(PLACE), keyless(PLACE, "desk"), keyless(PLACE, "projector"))
    for view in views():
        chance = dataclasses.replace(view, room=dataclasses.replace(view.room, by_chance=True))
        yield from (phone.joining(view, PLACE), phone.joining(chance, PLACE), phone.phone(view, ME, PLACE))
        yield from (projector.projector(view, PLACE), desk.desk(view, PLACE, "8", "9"))


def unmarked():
    return {word for page in pages() for word in marked.words(page.html())} - KEPT.keys()


def test_no_word_of_a_page_is_written_into_the_code():
    assert unmarked() == set()


def test_a_word_that_is_written_into_the_code_is_found(monkeypatch):
    there = phone.say
    monkeypatch.setattr(phone, "say", lambda key, **names: f"{there(key, **names)} Forgotten")
    assert unmarked() == {"Forgotten"}
