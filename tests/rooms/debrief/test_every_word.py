"""Every word of what is printed and of a debrief comes from ``data/``: with all texts marked, none is left."""

import io

import pytest
from pypdf import PdfReader

import marked
from equipoise.rooms.activities.registry import steps
from equipoise.rooms.agenda import agendas
from equipoise.rooms.debrief.debrief import debrief
from equipoise.rooms.debrief.files import csv_text, pdf
from equipoise.rooms.paper.guide import guide
from equipoise.rooms.room import Room
from equipoise.rooms.step import Answer, RoomState
from equipoise.server.room.parts.debrief import page
from equipoise.server.room.place import Place

GIVEN = {
    "number": [1, 20, 40, 60, 99],
    "vote": [0, 1, 1, 1, 0],
    "safeguard": [0, 1, 1, 1, 0],
    "text": ["7", "8"],
    "commit": [{"what": "7", "who": "8", "when": "2030-05-04"}],
}
KEPT = {"Equipoise", "IT", "IFOP", "CNIL"}
"""The name of the product, and names in sources."""


@pytest.fixture(scope="module", autouse=True)
def marks(tmp_path_factory):
    """Let every text be marked while this module runs."""
    with pytest.MonkeyPatch.context() as patch:
        marked.read_from(marked.folder(tmp_path_factory.mktemp("marked")), patch)
        yield
    marked.forget()


def answered(step):
    values = GIVEN.get(step.kind, [])
    return [Answer(id=n, step=step.key, by=f"p{n}", round=0, value=value, at=0.0) for n, value in enumerate(values)]


def text_of(made):
    return " ".join(each.extract_text() for each in PdfReader(io.BytesIO(made)).pages)


def everything():
    for agenda in agendas().values():
        yield text_of(guide(agenda))
        room = Room(id="r", code="123456", agenda=agenda, steps=steps(agenda), rehearsal=True)
        shown = [step for step in room.steps if step.kind in GIVEN]
        state = RoomState(phases={step.key: "revealed" for step in shown})
        of = debrief(room, state, (), {step.key: answered(step) for step in shown}, {})
        yield from (text_of(pdf(of)), csv_text(of), page(of, Place("http://127.0.0.1", "123456")))


def test_no_word_is_written_into_the_code():
    assert {word for piece in everything() for word in marked.words(piece)} - KEPT == set()
