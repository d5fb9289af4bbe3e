"""What people in a room cannot do to each other, whatever they send."""

import dataclasses

import pytest

from equipoise.core.errors import DataError
from equipoise.rooms.service import Rooms

from .conftest import KEY, agenda, item

STEP = "one.word"


@pytest.fixture
def people(rooms, room):
    """Ann, and Eve, who is hostile; the first step is open, and Ann has answered it."""
    ann, eve = (rooms.join(room.id)[0] for _ in range(2))
    rooms.steer(room.id, "next", version=0)
    rooms.answer(room.id, STEP, ann, {"word": "hers"})
    return ann, eve


def test_others_answers_are_not_shown_before_the_reveal(rooms, room, people):
    ann, eve = people
    for command in ("", "close"):
        if command:
            rooms.steer(room.id, command, version=rooms.state(room.id).version)
        assert rooms.shown(room.id, STEP) == ()
        assert rooms.mine(room.id, STEP, eve) == () and len(rooms.mine(room.id, STEP, ann)) == 1
    rooms.steer(room.id, "reveal", version=rooms.state(room.id).version)
    assert [one.value for one in rooms.shown(room.id, STEP)] == ["hers"]
    rooms.steer(room.id, "reopen", version=rooms.state(room.id).version)
    assert rooms.shown(room.id, STEP) == ()


def test_nobody_speaks_for_another(rooms, room, people):
    ann, eve = people
    rooms.answer(room.id, STEP, eve, {"word": "mine", "by": ann.id, "id": "1", "step": "two.word", "round": "1"})
    assert {(one.by, one.value, one.round) for one in rooms.answers(room.id, STEP)} == {
        (ann.id, "hers", 0),
        (eve.id, "mine", 0),
    }


def test_nobody_speaks_for_a_team_that_is_not_theirs(rooms):
    room = rooms.open(agenda(item("one", by="team")), teams=("Red", "Blue"))
    red, blue = (rooms.join(room.id, team=team)[0] for team in ("Red", "Blue"))
    rooms.steer(room.id, "next", version=0)
    rooms.answer(room.id, STEP, red, {"word": "red"})
    rooms.answer(room.id, STEP, dataclasses.replace(blue, team="Red"), {"word": "forged"})  # the row counts
    assert {(one.by, one.value) for one in rooms.answers(room.id, STEP)} == {("Red", "red"), ("Blue", "forged")}


@pytest.mark.parametrize("step", ["two.word", "three.word", "", "one.word' --"])
def test_only_the_open_step_takes_answers(step, rooms, room, people):
    with pytest.raises(DataError):
        rooms.answer(room.id, step, people[1], {"word": "early"})


def test_after_the_end_nothing_is_taken(rooms, room, people):
    rooms.steer(room.id, "end", version=rooms.state(room.id).version)
    with pytest.raises(DataError, match="no answers now"):
        rooms.answer(room.id, STEP, people[1], {"word": "late"})


def test_a_token_is_good_for_its_own_room_and_is_not_stored(rooms, room, database):
    other = rooms.open(agenda(item("one")))
    somebody, token = rooms.join(room.id)
    assert rooms.participant(other.id, token) is None
    with database.reading() as connection:
        kept = str(connection.exec_driver_sql("SELECT * FROM participants").all())
    assert somebody.id in kept and token not in kept
    for stored in kept.replace("'", " ").replace(",", " ").split():  # whoever reads the table cannot come in
        assert rooms.participant(room.id, stored) is None


def test_tokens_have_128_bits_and_codes_follow_no_order(rooms, room):
    tokens = {rooms.join(room.id)[1] for _ in range(20)}
    assert len(tokens) == 20 and all(len(token) == 22 for token in tokens)
    codes = [rooms.open(agenda(item("one"))).code for _ in range(5)]
    assert len({code[:3] for code in codes}) > 1


def test_neither_the_code_nor_another_role_or_room_or_server_gives_the_desk(rooms, room, database, clock):
    other = rooms.open(agenda(item("one")))
    forged = (
        room.code,
        room.id,
        rooms.link(room.id, "projector"),
        rooms.link(other.id, "desk"),
        Rooms(database, b"x" * 32, clock).link(room.id, "desk"),
        rooms.join(room.id)[1],
        "",
    )
    assert not any(rooms.admits(room.id, "desk", one, address="") for one in forged)
    assert rooms.admits(room.id, "desk", Rooms(database, KEY, clock).link(room.id, "desk"), address="")


def test_texts_come_back_letter_by_letter(rooms, room, people):
    words = ["<script>alert(1)</script>", "'; DROP TABLE answers; --", "\x00\ud800 \u202e", "{0}%s", "😀" * 300]
    for word in words:
        assert rooms.answer(room.id, STEP, people[1], {"word": word}).value == word
        assert rooms.mine(room.id, STEP, people[1])[0].value == word


def test_a_room_takes_no_more_people_than_it_can(rooms, room, monkeypatch):
    monkeypatch.setattr("equipoise.rooms.service.MOST_PEOPLE", 2)
    for _ in range(2):
        rooms.join(room.id)
    with pytest.raises(DataError, match="takes 2 people"):
        rooms.join(room.id)


def test_hiding_a_text_of_another_room_hides_nothing_there(rooms, room, people):
    other = rooms.open(agenda(item("one")))
    rooms.steer(other.id, "hide:1", version=0)
    assert rooms.state(room.id).hidden == frozenset()
