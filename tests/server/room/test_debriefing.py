"""The debrief over HTTP: who gets it, and that nothing that people typed runs in it."""

from __future__ import annotations

import datetime
import io

import pytest
from pypdf import PdfReader
from sqlalchemy import URL

from equipoise.rooms.agenda import Agenda, Item
from equipoise.rooms.service import Rooms
from equipoise.rooms.storage.database import SQLITE, Database

from .client import Device, serving

HOSTILE = '=<script>alert(1)</script>"><img src=x onerror=alert(1)>'
AGENDA = Agenda(
    id="try",
    order=1,
    title="A <b>try</b>",
    lead="",
    items=(
        Item(id="pick", kind="vote", title="Pick", minutes=2, spec={"text": "Which?", "options": ["One", "Two"]}),
        Item(id="do", kind="commit", title="Promise", minutes=2, spec={"text": "What will you do?"}),
    ),
)


@pytest.fixture(scope="module")
def rooms(tmp_path_factory):
    database = Database(URL.create(SQLITE, database=str(tmp_path_factory.mktemp("rooms") / "rooms.sqlite")))
    yield Rooms(database, b"k" * 32)
    database.close()


@pytest.fixture(scope="module")
def port(rooms):
    with serving(rooms) as number:
        yield number


@pytest.fixture(scope="module")
def path(rooms):
    """A room that six people have gone through; one of them has typed what might run."""
    room = rooms.open(AGENDA)
    people = [rooms.join(room.id)[0] for _ in range(6)]
    for key, value in (("pick.vote", {"option": "1"}), ("do.commit", {"what": HOSTILE, "name": "@x", "when": _day()})):
        _steer(rooms, room, "next")
        for person in people if key == "pick.vote" else people[:1]:
            rooms.answer(room.id, key, person, value)
        _steer(rooms, room, "next")
    _steer(rooms, room, "end")
    return f"/room/{room.code}"


@pytest.fixture(scope="module")
def desk(rooms, port, path):
    device, room = Device(port), rooms.known(path.rpartition("/")[2])
    assert device.post(f"{path}/desk/enter", {"key": rooms.link(room.id, "desk")}).status == 200
    return device


def _steer(rooms, room, command):
    rooms.steer(room.id, command, version=rooms.state(room.id).version)


def _day():
    return (datetime.date.today() + datetime.timedelta(days=7)).isoformat()


def test_the_desk_sees_it_and_markup_is_text(desk, path):
    page = desk.get(f"{path}/debrief")
    assert page.status == 200 and page.headers["Cache-Control"] == "no-store"
    assert "A &lt;b&gt;try&lt;/b&gt;" in page.text and "6 of 6" in page.text
    assert "<script" not in page.text and "<img" not in page.text and "&lt;script&gt;" in page.text


def test_it_comes_as_files(desk, path):
    pdf, table, dates = (desk.get(f"{path}/debrief.{ending}") for ending in ("pdf", "csv", "ics"))
    assert {one.status for one in (pdf, table, dates)} == {200}
    assert all("attachment" in one.headers["Content-Disposition"] for one in (pdf, table, dates))
    assert "6 of 6" in " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf.body)).pages)
    assert "\"'=<script>" in table.text or "'=<script>" in table.text
    assert dates.text.count("BEGIN:VEVENT") == 1
    assert desk.get(f"{path}/debrief.exe").status == 404


@pytest.mark.parametrize("ending", ["", ".pdf", ".csv", ".ics"])
def test_nobody_else_gets_it(rooms, port, path, ending):
    room = rooms.known(path.rpartition("/")[2])
    stranger, projector, phone = Device(port), Device(port), Device(port)
    assert projector.post(f"{path}/projector/enter", {"key": rooms.link(room.id, "projector")}).status == 200
    assert phone.post(f"{path}/join").status == 200
    for device in (stranger, projector, phone):
        refused = device.get(f"{path}/debrief{ending}")
        assert refused.status == 403 and "6 of 6" not in refused.text
