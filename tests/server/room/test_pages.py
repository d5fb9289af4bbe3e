"""The pages of rooms over HTTP: who is let in, who may do what, and what is refused in one plain sentence."""

from __future__ import annotations

import re
import threading
import time

import pytest
from sqlalchemy import URL

from equipoise.rooms.service import Rooms
from equipoise.rooms.storage.database import SQLITE, Database
from equipoise.server.headers import security_headers

from . import words
from .client import Device, serving

MARKUP = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'


@pytest.fixture(scope="module")
def rooms(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        words.known(patch)
        database = Database(URL.create(SQLITE, database=str(tmp_path_factory.mktemp("rooms") / "rooms.sqlite")))
        yield Rooms(database, b"k" * 32)
        database.close()


@pytest.fixture(scope="module")
def port(rooms):
    with serving(rooms) as number:
        yield number


@pytest.fixture
def room(rooms):
    return rooms.open(words.agenda(words.said(), words.asked(), words.asked("last")), nickname=True)


@pytest.fixture
def path(room):
    return f"/room/{room.code}"


@pytest.fixture
def phone(port, path):
    """Somebody who is in the room."""
    device = Device(port)
    assert device.post(f"{path}/join", {"nickname": MARKUP[:24]}).status == 200
    return device


@pytest.fixture
def desk(port, path, room, rooms):
    device = Device(port)
    assert device.post(f"{path}/desk/enter", {"key": rooms.link(room.id, "desk")}).status == 200
    return device


def steer(device, path, rooms, room, *commands, role="desk"):
    answers = [
        device.post(f"{path}/{role}/steer", {"command": command, "version": rooms.state(room.id).version})
        for command in commands
    ]
    return answers[-1]


def answer(device, path, word, step="first.word", number=0):
    return device.post(f"{path}/answer?step={step}&round={number}", {"word": word})


def test_a_code_leads_to_the_room_however_it_is_typed(port, room, path):
    device = Device(port)
    assert device.get("/room").status == 200
    assert device.get(f"/room?code={room.code.lower()}").headers["location"] == f"/room/{room.code.lower()}"
    assert device.get(f"/room/{room.code.lower()}").headers["location"] == path
    page = device.get(path)
    assert page.status == 200 and "Join the room" in page.text and "is deleted on" in page.text
    assert {name: page.headers[name] for name in security_headers()} == security_headers()


def test_somebody_joins_once_and_comes_back_as_the_same_person(phone, path, rooms, room):
    assert phone.post(f"{path}/join", {"nickname": "Another"}).status == 200
    assert [person.nickname for person in rooms.people(room.id)] == [MARKUP[:24]]
    assert "You are in." in phone.get(path).text


def test_the_cookie_is_for_this_room_and_no_script(port, path):
    cookie = Device(port).post(f"{path}/join", {"nickname": ""}).headers["set-cookie"]
    assert all(part in cookie for part in ("HttpOnly", "SameSite=strict", f"Path={path}"))
    assert 86_000 < int(re.search(r"Max-Age=(\d+)", cookie)[1]) <= 86_400


def test_what_people_type_is_shown_as_text(phone, desk, path, rooms, room, port):
    steer(desk, path, rooms, room, "next", "next")
    told = answer(phone, path, MARKUP).told
    steer(desk, path, rooms, room, "reveal")
    projector = Device(port)
    shown = projector.post(f"{path}/projector/enter", {"key": rooms.link(room.id, "projector")}).told["parts"]["main"]
    pages = [told["parts"]["main"], shown, desk.get(f"{path}/desk").text, phone.get(path).text]
    assert all("&lt;script&gt;alert(1)&lt;/script&gt;" in page for page in pages)
    assert not any("<script>alert" in page or "<img" in page for page in pages)


def test_an_answer_is_acknowledged_changed_and_late_once_the_room_moved_on(phone, desk, path, rooms, room):
    steer(desk, path, rooms, room, "next", "next")
    assert "Your answer is in" in answer(phone, path, "one").told["said"]
    assert "Change my answer" in answer(phone, path, "two").told["parts"]["main"]
    assert [one.value for one in rooms.answers(room.id, "first.word")] == ["two"]
    steer(desk, path, rooms, room, "next", "next")
    late = answer(phone, path, "three")
    assert late.status == 409 and "too late" in late.told["said"]
    assert [one.value for one in rooms.answers(room.id, "first.word")] == ["two"]


def test_a_browser_without_scripts_is_led_back_to_the_room(phone, desk, path, rooms, room):
    steer(desk, path, rooms, room, "next", "next")
    sent = phone.post(f"{path}/answer?step=first.word&round=0", {"word": "one"}, Accept="text/html")
    assert (sent.status, sent.headers["location"]) == (303, path)
    assert 'value="one"' in phone.get(path).text


def test_nobody_reads_answers_before_the_reveal(phone, desk, path, rooms, room, port):
    steer(desk, path, rooms, room, "next", "next")
    answer(phone, path, "secretword")
    other = Device(port)
    other.post(f"{path}/join")
    assert other.get(f"{path}/picture").status == 409
    screen = Device(port)
    screen.post(f"{path}/projector/enter", {"key": rooms.link(room.id, "projector")})
    seen = [
        device.get(where) for device, where in ((other, path), (screen, f"{path}/projector"), (desk, f"{path}/desk"))
    ]
    assert [page.status for page in seen] == [200, 200, 200] and not any("secretword" in page.text for page in seen)
    assert "<b>1</b>" in seen[1].text and "have answered" in seen[1].text


def test_only_who_holds_the_secret_steers(phone, path, rooms, room, port):
    refused = steer(phone, path, rooms, room, "next")
    assert refused.status == 403 and "Only the desk" in refused.told["said"]
    phone.cookies["desk"] = rooms.link(room.id, "projector")
    assert steer(phone, path, rooms, room, "next").status == 403
    guessed = phone.post(f"{path}/desk/enter", {"key": "x" * 43})
    assert guessed.status == 403 and "not one of this room" in guessed.told["said"]
    assert phone.get(f"{path}/desk/state", script=True).status == 403
    assert "secret link" in phone.get(f"{path}/desk").text
    assert rooms.state(room.id).position == -1


def test_the_projector_goes_on_and_back_but_never_ends_a_workshop(path, rooms, room, port):
    screen = Device(port)
    screen.post(f"{path}/projector/enter", {"key": rooms.link(room.id, "projector")})
    assert steer(screen, path, rooms, room, "end", role="projector").status == 403
    assert steer(screen, path, rooms, room, *["next"] * 5, role="projector").status == 200
    assert steer(screen, path, rooms, room, "next", role="projector").status == 403
    assert not rooms.state(room.id).ended
    assert steer(screen, path, rooms, room, "back", role="projector").status == 200


def test_two_desks_that_press_at_once_go_on_by_one(desk, path, rooms, room):
    version = rooms.state(room.id).version
    for _ in range(2):
        assert desk.post(f"{path}/desk/steer", {"command": "next", "version": version}).status == 200
    assert rooms.state(room.id).position == 0


def test_nobody_answers_for_others(phone, desk, path, rooms, room, port):
    steer(desk, path, rooms, room, "next", "next")
    stranger = Device(port)
    refused = answer(stranger, path, "one")
    assert refused.status == 401 and "not in this room" in refused.told["said"]
    me = rooms.people(room.id)[0]
    stranger.cookies["room"] = me.id
    assert answer(stranger, path, "one").status == 401
    stranger.post(f"{path}/join")
    fields = {"word": "mine", "by": me.id, "participant": me.id, "team": "x"}
    assert stranger.post(f"{path}/answer?step=first.word&round=0", fields).status == 200
    assert [one.by for one in rooms.answers(room.id, "first.word")] == [rooms.people(room.id)[1].id]


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Origin": ""}, {"Origin": "http://["}],
)
def test_other_web_sites_send_nothing(phone, path, headers):
    refused = phone.post(f"{path}/join", {}, **headers)
    assert refused.status == 403 and "another web site" in refused.told["said"]


@pytest.mark.parametrize(
    ("body", "headers", "status", "words_of_it"),
    [
        (b"word=" + b"x" * 20_000, {}, 413, "too long"),
        (b'{"word": "x"}', {"Content-Type": "application/json"}, 415, "no answer from a page"),
        (b"word=x", {"Content-Type": "text/plain"}, 415, "no answer from a page"),
        (b"word=\xff", {}, 400, "cannot be read"),
        (b"word=%ff", {}, 400, "cannot be read"),
        (b"&".join(b"a=1" for _ in range(300)), {}, 400, "cannot be read"),
        (b"", {}, 409, ""),
        (b"word=a&word=b", {}, 409, ""),
    ],
)
def test_bodies_that_no_page_sends_are_refused(phone, desk, path, rooms, room, body, headers, status, words_of_it):
    steer(desk, path, rooms, room, "next", "next")
    usual = {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://{phone.host}"}
    where = f"{path}/answer?step=first.word&round=0"
    refused = phone.ask("POST", where, body, **usual | {"Accept": "application/json"} | headers)
    assert refused.status == status and words_of_it in refused.told["said"] and "\n" not in refused.told["said"]
    assert rooms.answers(room.id, "first.word") == ()


@pytest.mark.parametrize("version", ["", "-1", "1e3", "x" * 50, "9" * 30])
def test_a_command_needs_the_version_that_it_is_about(desk, path, version):
    assert desk.post(f"{path}/desk/steer", {"command": "next", "version": version}).status == 400


@pytest.mark.parametrize("command", ["", "delete", "hide:x", "hide:" + "9" * 30, "<b>"])
def test_there_are_no_other_commands(desk, path, rooms, room, command):
    assert steer(desk, path, rooms, room, command).status in (200, 409)
    assert rooms.state(room.id).position == -1


def test_who_is_in_finds_the_room_although_a_neighbour_guesses_codes(phone, path, port, room):
    guesser = Device(port)
    codes = [f"ZZZZ{first}{second}" for first in "0123456" for second in "01234"]
    there = {"X-Forwarded-For": "203.0.113.9"}
    statuses = [guesser.ask("GET", f"/room/{code}", **there).status for code in codes]
    assert set(statuses) == {404, 429} and statuses[-1] == 429
    assert guesser.ask("GET", path, **there).status == 429
    assert "You are in." in phone.ask("GET", path, **there).text


def test_a_room_that_is_gone_says_so_to_who_was_in_it(phone, path, rooms, room):
    rooms.delete(room.id)
    answered = phone.get(f"{path}/state?after=1", script=True)
    assert answered.status == 410 and "This room is closed" in answered.told["parts"]["main"]


def test_a_waiting_phone_hears_of_a_new_state_at_once_and_of_nothing_else(phone, desk, path, rooms, room):
    tag = phone.get(f"{path}/state?after=", script=True).told["tag"]
    assert phone.get(f"{path}/state?after={tag}&quick", script=True).status == 204
    heard = []
    waits = threading.Thread(target=lambda: heard.append(phone.get(f"{path}/state?after={tag}", script=True)))
    began = time.monotonic()
    waits.start()
    time.sleep(0.3)
    steer(desk, path, rooms, room, "next")
    waits.join(10)
    assert time.monotonic() - began < 5 and "Look at the screen" in heard[0].told["parts"]["main"]


def test_the_desk_counts_who_is_connected_and_names_nobody(phone, desk, path, rooms, room):
    page = desk.get(f"{path}/desk").text
    assert "connected, of 1 who joined" in page and "nickname" not in page and "&lt;script" not in page


def test_the_desk_hides_a_text(phone, desk, path, rooms, room):
    steer(desk, path, rooms, room, "next", "next")
    answer(phone, path, "rude")
    steer(desk, path, rooms, room, "close")
    id = rooms.answers(room.id, "first.word")[0].id
    hidden = steer(desk, path, rooms, room, f"hide:{id}").told["parts"]["texts"]
    assert "rude" in hidden and "Show again" in hidden
    steer(desk, path, rooms, room, "reveal")
    assert "rude" not in phone.get(f"{path}/picture").text


def test_files_are_served_and_nothing_beside_them(port):
    device = Device(port)
    for name in ("room.js", "room.css", "presenter.js", "crowd/crowd.js", "crowd/parts.svg"):
        assert device.get(f"/room/-/{name}").status == 200
    for name in ("../__init__.py", "crowd/../room.css", "..%2froutes.py", "", "x"):
        assert device.get(f"/room/-/{name}").status == 404


def test_the_script_is_small(port):
    device = Device(port)
    assert len(device.get("/room/-/room.js").body) < 8_192
