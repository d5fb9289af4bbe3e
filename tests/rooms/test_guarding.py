"""Who guesses codes is stopped; whole companies behind one address are not."""

import pytest
from sqlalchemy import select

from equipoise.core.errors import DataError
from equipoise.rooms.codes import new_code
from equipoise.rooms.guarding import MOST, network, place
from equipoise.rooms.service import Rooms
from equipoise.rooms.storage.tables import failures

from .conftest import KEY, agenda, item

OFFICE = "203.0.113.7"


def guess(rooms, count, address=OFFICE):
    """Try so many codes that do not exist; return how often that was refused as too much."""
    refused = 0
    for _ in range(count):
        with pytest.raises(DataError) as error:
            rooms.find(new_code(), address=address)
        refused += error.value.key == "room.too_many"
    return refused


def test_who_guesses_codes_is_stopped_for_a_minute(rooms, room, clock):
    assert guess(rooms, MOST) == 0
    assert guess(rooms, 2) == 2
    with pytest.raises(DataError, match="wrong within a minute"):
        rooms.find(room.code, address=OFFICE)  # even a right one: else guessing would go on
    assert rooms.find(room.code, address="198.51.100.1") == room  # from elsewhere
    assert rooms.known(room.code) == room  # whoever is in the room stays in it
    clock.now += 61
    assert rooms.find(room.code, address=OFFICE) == room


def test_all_servers_count_together(rooms, database, clock):
    guess(rooms, MOST)
    assert guess(Rooms(database, KEY, clock), 1) == 1


def test_two_hundred_people_of_one_address_join_within_a_minute(rooms, room, clock):
    started = clock.now
    tokens = []
    for number in range(200):
        clock.now = started + number * 0.29
        if number % 20 == 0:  # some mistype
            with pytest.raises(DataError, match="no such room"):
                rooms.find(new_code(), address=OFFICE)
        tokens.append(rooms.join(rooms.find(room.code, address=OFFICE).id)[1])
    assert len({rooms.participant(room.id, token).id for token in tokens}) == 200


def test_phones_that_ask_for_a_room_that_is_gone_count_once(rooms, room):
    gone = rooms.open(agenda(item("one")))
    rooms.delete(gone.id)
    for _ in range(2 * MOST):
        with pytest.raises(DataError, match="no such room"):
            rooms.find(gone.code, address=OFFICE)
    assert rooms.find(room.code, address=OFFICE) == room


def test_what_cannot_be_a_code_counts_for_nothing(rooms, room, database):
    for typed in ("", "robots.txt", "x" * 1_000, "' OR 1=1", "\x00\ud800"):
        with pytest.raises(DataError, match="no such room"):
            rooms.find(typed, address=OFFICE)
    with database.reading() as connection:
        assert connection.execute(failures.select()).all() == []


def test_wrong_keys_are_counted_by_room_and_address(rooms, room):
    other = rooms.open(agenda(item("one")))
    for number in range(MOST):
        assert not rooms.admits(room.id, "desk", f"guess {number}", address=OFFICE)
    with pytest.raises(DataError, match="wrong within a minute"):
        rooms.admits(room.id, "desk", "one more", address=OFFICE)
    assert not rooms.admits(other.id, "desk", "one more", address=OFFICE)
    assert not rooms.admits(room.id, "desk", "one more", address="198.51.100.1")
    assert rooms.admits(room.id, "desk", rooms.link(room.id, "desk"), address=OFFICE)  # 256 bits are not guessed
    assert rooms.find(room.code, address=OFFICE) == room


def test_addresses_are_kept_as_keyed_hashes_for_an_hour(rooms, database, clock):
    guess(rooms, 3)
    with database.reading() as connection:
        kept = connection.execute(select(failures)).all()
    assert len(kept) == 3 and {len(row.place) for row in kept} == {64}
    assert {row.place for row in kept} == {place(KEY, OFFICE)} != {place(b"x" * 32, OFFICE)}
    clock.now += 3_599
    rooms.purge()
    with database.reading() as connection:
        assert len(connection.execute(select(failures)).all()) == 3
    clock.now += 1
    rooms.purge()
    with database.reading() as connection:
        assert connection.execute(select(failures)).all() == []


@pytest.mark.parametrize(
    ("address", "counts_as"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2::9", "2001:db8:1:2::"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("proxy", "proxy"),
        ("", ""),
    ],
)
def test_what_counts_as_one_address(address, counts_as):
    assert network(address) == counts_as
