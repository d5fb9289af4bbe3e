"""Invented participants in a real room, with a clock that is set by hand."""

import pytest
from sqlalchemy import URL

from equipoise.rooms.agenda import Agenda, Item
from equipoise.rooms.rehearsal.running import LATEST, PEOPLE, Rehearsal, no_form
from equipoise.rooms.service import Rooms
from equipoise.rooms.storage.database import SQLITE, Database

OPTIONS = [{"text": "One"}, {"text": "Two"}]


class Clock:
    now = 1_000_000.0

    def __call__(self):
        return self.now


def item(name, kind, **spec):
    return Item(id=name, kind=kind, title=name, minutes=5, spec={"text": "?", **spec})


AGENDA = Agenda(
    id="try",
    order=1,
    title="Try",
    lead="",
    items=(
        item("vote", "vote", options=OPTIONS),
        item("sort", "order", things=["A", "B", "C"]),
        item("say", "text"),
        item("do", "commit", roles=["Data team"]),
        item("end", "say"),
    ),
)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def rooms(tmp_path, clock):
    made = Database(URL.create(SQLITE, database=str(tmp_path / "rooms.sqlite")))
    yield Rooms(made, b"k" * 32, clock)
    made.close()


def rehearsal(rooms, clock, **options):
    return Rehearsal(rooms, rooms.open(AGENDA, rehearsal=True, **options), clock.now)


def steer(one, *commands):
    for command in commands:
        one.service.steer(one.room.id, command, version=one.service.state(one.room.id).version)


def watched(one, clock, seconds=LATEST, form=no_form):
    """Let so much time go by, and return how many had answered the present step at every half second."""
    state = one.service.state(one.room.id)
    counts = []
    for _ in range(int(2 * seconds) + 1):
        assert one.look(clock.now, form)
        counts.append(one.service.count(one.room.id, one.room.steps[state.position].key) if state.position >= 0 else 0)
        clock.now += 0.5
    return counts


def test_ten_people_join_and_answer_every_kind_one_after_the_other(rooms, clock):
    one = rehearsal(rooms, clock)
    watched(one, clock, 2 * PEOPLE)
    people = rooms.people(one.room.id)
    assert len(people) == PEOPLE and {person.nickname for person in people} == {""}
    for step in one.room.steps[:4]:
        steer(one, "next")
        counts = watched(one, clock)
        assert counts[0] == 0 and counts[-1] == PEOPLE and len(set(counts)) > 3, step.key
        assert counts == sorted(counts)
        steer(one, "next")
    assert len({answer.value for answer in rooms.answers(one.room.id, "vote.vote")}) == 2


def test_a_rehearsal_of_one_room_is_the_same_each_time(rooms, clock):
    one = rehearsal(rooms, clock)
    again = Rehearsal(rooms, one.room, clock.now)
    assert one.coins("a", 1).random() == again.coins("a", 1).random() != one.coins("a", 2).random()


def test_nicknames_and_teams_are_taken_where_the_room_has_them(rooms, clock):
    one = rehearsal(rooms, clock, nickname=True, teams=("Red", "Blue"))
    watched(one, clock, 2 * PEOPLE)
    people = rooms.people(one.room.id)
    assert len({person.nickname for person in people}) == PEOPLE
    assert sorted(person.team for person in people) == ["Blue"] * 5 + ["Red"] * 5


def test_it_is_over_with_the_room_and_after_a_while(rooms, clock):
    one, other = rehearsal(rooms, clock), rehearsal(rooms, clock)
    assert one.look(clock.now, no_form)
    steer(one, "end")
    assert not one.look(clock.now, no_form)
    rooms.delete(other.room.id)
    assert not other.look(clock.now, no_form)
    third = rehearsal(rooms, clock)
    assert not third.look(clock.now + 3 * 3600, no_form)


def test_answers_that_are_refused_are_tried_again_later_and_given_up_in_the_end(rooms, clock, monkeypatch):
    one = rehearsal(rooms, clock)
    watched(one, clock, 2 * PEOPLE)
    monkeypatch.setattr("equipoise.rooms.rehearsal.running.rehearse", lambda step, coins, form: {"option": "9"})
    monkeypatch.setattr("equipoise.rooms.rehearsal.running.TRIES", 2)
    steer(one, "next")
    assert set(watched(one, clock, 3 * LATEST)) == {0}
    assert len(one.answered) == PEOPLE
