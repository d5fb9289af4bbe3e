"""No answer that was acknowledged is lost, and none is doubled, when a server is killed while 200 people answer."""

import contextlib
from concurrent.futures import ThreadPoolExecutor

import pytest

from equipoise.rooms.service import Rooms
from equipoise.rooms.storage.database import Database

from .conftest import KEY, agenda, item
from .processes import process

PEOPLE = 200
STEP = "one.word"


def serve(pipe, url, room, number, people=PEOPLE):
    """A server: people join and answer in eight threads, and it tells each answer that it acknowledges."""
    rooms = Rooms(Database(url), KEY)

    def answer(each):
        somebody, token = rooms.join(room)
        given = rooms.answer(room, STEP, somebody, {"word": f"{number}-{each}"})
        return token, given.by, given.value

    with ThreadPoolExecutor(8) as pool:
        for done in pool.map(answer, range(people)):
            pipe.send(done)
    pipe.send(None)


def acknowledged(pipe, most):
    """What was told until the server has no more to say, or so much was told."""
    told = []
    with contextlib.suppress(EOFError):
        while len(told) < most and (one := pipe.recv()) is not None:
            told.append(one)
    return told


def opened(url):
    """The id of a new room with an open step; nothing of it stays open here."""
    database = Database(url)
    rooms = Rooms(database, KEY)
    room = rooms.open(agenda(item("one")))
    rooms.steer(room.id, "next", version=0)
    database.close()
    return room.id


def kill_and_look(url, after):
    """Kill a server after so many answers, and return how many of those that it acknowledged were lost or doubled."""
    room = opened(url)
    with process(serve, url, room, 1) as (server, pipe):
        told = acknowledged(pipe, after)
        server.kill()
        told += acknowledged(pipe, PEOPLE)
    database = Database(url)
    rooms = Rooms(database, KEY)
    for token, by, value in told:  # the phones did not hear of it, and send their answer again
        assert rooms.answer(room, STEP, rooms.participant(room, token), {"word": value}).by == by
    kept = [(one.by, one.value) for one in rooms.answers(room, STEP)]
    assert after <= len(told) <= len(kept) < PEOPLE, "the server was not killed in the middle"
    database.close()
    return {(by, value) for _, by, value in told} - set(kept), len(kept) - len({by for by, _ in kept})


@pytest.mark.parametrize("after", [40, 120])
def test_a_killed_server_loses_and_doubles_nothing(after, url):
    assert kill_and_look(url, after) == (set(), 0)


@pytest.mark.durability
def test_a_server_killed_again_and_again_loses_and_doubles_nothing(url):
    for number in range(20):
        assert kill_and_look(url, 5 + number * 9) == (set(), 0)


def test_two_servers_serve_one_room(url):
    room, each = opened(url), 40
    with process(serve, url, room, 1, each) as (_, one), process(serve, url, room, 2, each) as (_, two):
        told = acknowledged(one, PEOPLE) + acknowledged(two, PEOPLE)
    database = Database(url)
    rooms = Rooms(database, KEY)
    assert [somebody.place for somebody in rooms.people(room)] == list(range(1, 2 * each + 1))
    assert {(one.by, one.value) for one in rooms.answers(room, STEP)} == {(by, value) for _, by, value in told}
    assert rooms.count(room, STEP) == 2 * each
    database.close()
