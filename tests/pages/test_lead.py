"""Opening a room on the page Workshop, in Streamlit's own test runner."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from equipoise.core.errors import DataError
from equipoise.rooms import links, reach
from equipoise.rooms.agenda import Agenda, Item
from equipoise.rooms.service import rooms
from equipoise.rooms.words import say
from equipoise.ui.workshop.lead import lead, opening

PAGE = Path(__file__).parents[2] / "pages" / "workshop.py"


def agenda(name, order, **minutes):
    items = tuple(
        Item(id=part, kind="say", title=f"Part {part}", minutes=long, spec={"text": part})
        for part, long in minutes.items()
    )
    return Agenda(id=name, order=order, title=f"Agenda {name}", lead="For everybody.", items=items)


AGENDAS = {"short": agenda("short", 1, a=5, b=10), "long": agenda("long", 2, c=20, d=30, e=10)}


@pytest.fixture(autouse=True)
def prepared(monkeypatch):
    """Two small agendas, nothing to compute, and no participants who come by themselves."""
    monkeypatch.setattr(lead, "agendas", lambda: AGENDAS)
    monkeypatch.setattr(opening, "_compute", lambda room: None)
    monkeypatch.setattr(opening.rehearsals(), "start", lambda service, room: None)


@pytest.fixture
def app():
    made = AppTest.from_file(str(PAGE), default_timeout=60).run()
    assert not made.exception
    return made


def opened(app):
    """The room that was opened last."""
    assert not app.exception and not app.error
    return rooms().room(app.session_state["lead.opened"][0])


def ways(app):
    return {link.proto.label: link.proto.url for link in app.get("link_button")}


def test_one_click_opens_a_room_and_shows_the_ways_in(app):
    app.button(key="lead.open").click().run()
    room = opened(app)
    assert room.agenda == AGENDAS["long"] and not room.rehearsal and not room.nickname and room.teams == ()
    assert rooms().state(room.id).deletes == pytest.approx(room.created + 24 * 3600)
    for label, url in ways(app).items():
        role = urlsplit(url).path.rsplit("/", 1)[1]
        assert f"/room/{room.code}/{role}" in url and say(f"lead.room.{role}") in label
        assert links.check(room.id, role, urlsplit(url).fragment, rooms()._key)
    assert len(ways(app)) == 2
    assert any(f"{room.code[:3]} {room.code[3:]}" in each.proto.body for each in app.get("html"))


def test_a_rehearsal_is_marked(app):
    app.button(key="lead.rehearse").click().run()
    assert opened(app).rehearsal
    assert any(say("lead.room.rehearsal") in text.value for text in app.markdown)


def test_parts_are_left_out_reordered_and_timed(app):
    app.toggle(key="lead.adapt").set_value(True).run()
    app.checkbox(key="lead.long.kept.d").set_value(False).run()
    app.number_input(key="lead.long.minutes.e").set_value(15).run()
    app.button(key="plan.move.up.long.e").click().run()
    app.button(key="plan.move.up.long.e").click().run()
    assert say("lead.plan.total", minutes=35) in [text.value for text in app.markdown]
    app.button(key="lead.open").click().run()
    assert [(item.id, item.minutes) for item in opened(app).agenda.items] == [("e", 15), ("c", 20)]
    app.button(key="lead.long.reset").click().run()
    assert say("lead.plan.total", minutes=60) in [text.value for text in app.markdown]


def test_what_was_adapted_stays_when_it_is_only_read(app):
    app.toggle(key="lead.adapt").set_value(True).run()
    app.checkbox(key="lead.long.kept.c").set_value(False).run()
    app.toggle(key="lead.adapt").set_value(False).run()
    app.button(key="lead.open").click().run()
    assert [item.id for item in opened(app).agenda.items] == ["d", "e"]


def test_without_a_part_no_room_can_be_opened(app):
    app.toggle(key="lead.adapt").set_value(True).run()
    for part in "cde":
        app.checkbox(key=f"lead.long.kept.{part}").set_value(False).run()
    assert app.button(key="lead.open").disabled and app.button(key="lead.rehearse").disabled
    assert [text.value for text in app.warning] == [say("lead.plan.nothing")]


def test_the_choices_reach_the_room(app):
    app.segmented_control(key="lead.agenda").set_value("short").run()
    app.segmented_control(key="lead.hours").set_value(4).run()
    app.toggle(key="lead.nickname").set_value(True).run()
    app.segmented_control(key="lead.teams.False").set_value("choice").run()
    app.number_input(key="lead.count").set_value(3).run()
    app.text_input(key="lead.names").set_value("Red, Blue").run()
    app.button(key="lead.open").click().run()
    room = opened(app)
    assert room.agenda.id == "short" and room.nickname and not room.by_chance
    assert room.teams == ("Red", "Blue", say("lead.team", number=3))
    assert rooms().state(room.id).deletes == pytest.approx(room.created + 4 * 3600)


def test_names_that_cannot_be_used_are_said_and_no_room_opens(app):
    app.segmented_control(key="lead.teams.False").set_value("chance").run()
    app.text_input(key="lead.names").set_value("Red, Red").run()
    app.button(key="lead.open").click().run()
    assert "lead.opened" not in app.session_state and "Red, Red" in app.error[0].value


def test_a_room_that_is_gone_leaves_the_list(app):
    app.button(key="lead.open").click().run()
    room = opened(app)
    rooms().delete(room.id)
    app.run()
    assert not app.exception and ways(app) == {} and app.session_state["lead.opened"] == []
    with pytest.raises(DataError):
        rooms().room(room.id)


def test_it_warns_where_phones_cannot_come_and_not_where_the_address_is_known(app, monkeypatch):
    app.button(key="lead.open").click().run()
    assert say("lead.unreachable.lead") in [text.value for text in app.warning]
    monkeypatch.setenv(reach.ADDRESS, "https://workshop.example.org/")
    app.run()
    assert not app.warning and all(url.startswith("https://workshop.example.org/room/") for url in ways(app).values())
    monkeypatch.setenv(reach.ADDRESS, "workshop")
    app.run()
    assert not app.exception and reach.ADDRESS in app.error[0].value
