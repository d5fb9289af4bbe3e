"""The guide to a workshop, read back from the PDF."""

import io

from pypdf import PdfReader

from equipoise.rooms.agenda import Agenda, Item, agendas
from equipoise.rooms.paper.guide import Door, guide, timed


def read(made):
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(made)).pages]


def item(name, minutes, **values):
    return Item(id=name, kind="say", title=f"Part {name}", minutes=minutes, spec={"text": f"Text {name}"}, **values)


OURS = Agenda(
    id="try",
    order=1,
    title="A try",
    lead="For a test.",
    items=(item("a", 5, ask=("Who *knows*?",), mistakes=("Nobody says it.",)), item("b", 7)),
)


def test_minutes_run_on_from_part_to_part():
    assert [(when, part.id) for when, part in timed(OURS)] == [("0 – 5", "a"), ("5 – 12", "b")]


def test_it_has_every_part_with_its_minutes_what_to_ask_and_what_people_get_wrong():
    first, *others = read(guide(OURS))
    rest = " ".join(others)
    assert "12 minutes" in first and "0 – 5 Part a 5" in first and "5 – 12 Part b 7" in first
    assert "Code of the room" in first and "Address" in first
    assert "Text a" in rest and "What to ask • Who knows?" in rest and "get wrong • Nobody says it." in rest
    assert rest.count("Nobody says it.") == 1  # a step's notes repeat what its part asks
    assert rest.count("What to ask") == 1  # a part with nothing to ask has no empty heading


def test_of_an_open_room_it_has_code_and_address_instead_of_lines():
    first = read(guide(OURS, Door(code="ABC DEF", address="http://192.168.1.20:8501/room", qr=((1, 0), (0, 1)))))[0]
    assert "ABC DEF" in first and "http://192.168.1.20:8501/room" in first and "Code of the room" not in first


def test_every_agenda_can_be_printed():
    for one in agendas().values():
        text = " ".join(read(guide(one)))
        assert [part.title for part in one.items if part.title not in text] == []
