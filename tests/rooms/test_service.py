import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from equipoise.core.errors import DataError
from equipoise.rooms.service import Rooms
from equipoise.rooms.step import Participant, RoomState
from equipoise.rooms.storage.tables import METADATA

from .conftest import KEY, agenda, item


def steer(rooms, room, *commands):
    for command in commands:
        rooms.steer(room.id, command, version=rooms.state(room.id).version)
    return rooms.state(room.id)


def test_a_room_is_found_by_its_code_and_is_what_was_opened(rooms, clock):
    opened = rooms.open(
        agenda(item("one", by="team")),
        nickname=True,
        teams=("Red", "Blue"),
        by_chance=True,
        rehearsal=True,
        language="de",
    )
    assert (
        rooms.room(opened.id)
        == rooms.find(opened.code.lower(), address="1.2.3.4")
        == rooms.known(opened.code)
        == opened
    )
    assert rooms.state(opened.id) == RoomState(since=clock.now, deletes=clock.now + 86_400)
    assert [step.key for step in opened.steps] == ["one.word"] and opened.created == clock.now


def test_another_server_reads_the_same_room(rooms, room, database, clock):
    assert Rooms(database, KEY, clock).room(room.id) == room


@pytest.mark.parametrize("hours", [0, -1, 169, float("nan"), float("inf")])
def test_hours_that_cannot_be_are_refused(rooms, hours):
    with pytest.raises(DataError, match="at most 168"):
        rooms.open(agenda(item("one")), hours=hours)


@pytest.mark.parametrize("teams", [("Red", "Red"), ("Red", " "), ("R" * 25,), tuple(map(str, range(41)))])
def test_teams_that_cannot_be_are_refused(rooms, teams):
    with pytest.raises(DataError, match="different names"):
        rooms.open(agenda(item("one")), teams=teams)


def test_a_code_that_is_taken_is_drawn_again(rooms, room, monkeypatch):
    drawn = iter([room.code, room.code, "ABCDEF"])
    monkeypatch.setattr("equipoise.rooms.codes.new_code", lambda: next(drawn))
    assert rooms.open(agenda(item("one"))).code == "ABCDEF"


def test_people_come_back_by_their_token_only(rooms, room, clock):
    ann, token = rooms.join(room.id, nickname="Ann")
    bob, other = rooms.join(room.id)
    assert (ann.place, bob.place, ann.nickname) == (1, 2, "")  # nobody asked for nicknames
    assert rooms.participant(room.id, token) == ann and rooms.participant(room.id, other) == bob
    assert rooms.participant(room.id, token + "x") is None and rooms.participant(room.id, "") is None
    assert rooms.people(room.id) == (ann, bob)
    clock.now += 5
    rooms.seen(room.id, [bob.id, "nobody"])
    assert [one.seen for one in rooms.people(room.id)] == [clock.now - 5, clock.now]


def test_nicknames_are_short_and_printable(rooms):
    room = rooms.open(agenda(item("one")), nickname=True)
    typed = " <b>\x00\ud800\u202e" + "x" * 50
    assert rooms.join(room.id, nickname=typed)[0].nickname == "<b>���" + "x" * 18


def test_teams_are_chosen(rooms):
    room = rooms.open(agenda(item("one")), teams=("Red", "Blue"))
    assert rooms.join(room.id, team="Blue")[0].team == "Blue"
    with pytest.raises(DataError, match="no such team"):
        rooms.join(room.id, team="Green")


def test_chance_makes_teams_of_equal_size(rooms):
    room = rooms.open(agenda(item("one")), teams=("Red", "Blue", "Green"), by_chance=True)
    teams = [rooms.join(room.id, team="Red")[0].team for _ in range(9)]
    assert all({*teams[start : start + 3]} == {"Red", "Blue", "Green"} for start in (0, 3, 6))


def test_an_answer_is_kept_and_may_be_changed_until_it_is_closed(rooms, room, clock):
    ann, _ = rooms.join(room.id)
    bob, _ = rooms.join(room.id)
    steer(rooms, room, "next")
    first = rooms.answer(room.id, "one.word", ann, {"word": "red"})
    rooms.answer(room.id, "one.word", bob, {"word": "blue"})
    clock.now += 1
    second = rooms.answer(room.id, "one.word", ann, {"word": "green"})
    assert first.id == second.id and second.at == first.at + 1
    assert [(one.by, one.value) for one in rooms.answers(room.id, "one.word")] == [(ann.id, "green"), (bob.id, "blue")]
    assert rooms.mine(room.id, "one.word", ann) == (second,)
    assert rooms.count(room.id, "one.word") == 2
    steer(rooms, room, "close")
    with pytest.raises(DataError, match="no answers now"):
        rooms.answer(room.id, "one.word", ann, {"word": "late"})
    assert rooms.mine(room.id, "one.word", ann) == (second,)


def test_each_round_has_an_answer_of_its_own(rooms, room):
    ann, _ = rooms.join(room.id)
    steer(rooms, room, "next", "reveal", "next")
    rooms.answer(room.id, "two.word", ann, {"word": "first"})
    assert rooms.count(room.id, "two.word") == 1 and rooms.changed(room.id)[1] == 1
    steer(rooms, room, "next")
    assert rooms.count(room.id, "two.word") == 0 and rooms.changed(room.id)[1] == 0
    rooms.answer(room.id, "two.word", ann, {"word": "second"})
    assert [(one.round, one.value) for one in rooms.answers(room.id, "two.word")] == [(0, "first"), (1, "second")]


def test_a_team_has_one_answer(rooms):
    room = rooms.open(agenda(item("one", by="team")), teams=("Red", "Blue"))
    ann, bob = (rooms.join(room.id, team="Red")[0] for _ in range(2))
    steer(rooms, room, "next")
    rooms.answer(room.id, "one.word", ann, {"word": "hers"})
    rooms.answer(room.id, "one.word", bob, {"word": "theirs"})
    assert [(one.by, one.value) for one in rooms.answers(room.id, "one.word")] == [("Red", "theirs")]
    assert rooms.mine(room.id, "one.word", ann)[0].value == "theirs"


def test_without_teams_each_answers_for_themselves(rooms):
    room = rooms.open(agenda(item("one", by="team")))
    ann, _ = rooms.join(room.id)
    steer(rooms, room, "next")
    assert rooms.answer(room.id, "one.word", ann, {"word": "hers"}).by == ann.id


def test_what_the_kind_refuses_is_not_kept(rooms, room):
    ann, _ = rooms.join(room.id)
    steer(rooms, room, "next")
    with pytest.raises(DataError):
        rooms.answer(room.id, "one.word", ann, {"word": "refused"})
    assert rooms.answers(room.id, "one.word") == ()


def test_of_many_who_answer_at_once_a_kind_sees_each_before_the_next(rooms):
    room = rooms.open(agenda(item("one", spec={"once": True})))
    people = [rooms.join(room.id)[0] for _ in range(8)]
    steer(rooms, room, "next")

    def answer(person):
        try:
            rooms.answer(room.id, "one.word", person, {"word": "mine"})
        except DataError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(answer, people)) == 1


def test_people_who_join_at_once_have_places_of_their_own(rooms, room):
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: rooms.join(room.id), range(40)))
    assert [one.place for one in rooms.people(room.id)] == list(range(1, 41))


def test_two_desks_that_press_at_once_go_on_by_one_step(rooms, room):
    barrier = threading.Barrier(2)

    def press(_):
        barrier.wait(10)
        return rooms.steer(room.id, "next", version=0)

    with ThreadPoolExecutor(2) as pool:
        assert [one.version for one in pool.map(press, range(2))] == [1, 1]
    assert rooms.state(room.id).position == 0


def test_changes_are_seen_at_once_and_answers_within_a_moment(rooms, room, monkeypatch):
    ann, _ = rooms.join(room.id)
    assert rooms.changed(room.id) == (0, 0)
    steer(rooms, room, "next")
    assert rooms.changed(room.id) == (1, 0)
    rooms.answer(room.id, "one.word", ann, {"word": "red"})
    assert rooms.changed(room.id) == (1, 0)  # remembered
    monkeypatch.setattr(rooms._changed, "_seconds", 0.0)
    assert rooms.changed(room.id) == (1, 1)


def test_a_room_that_is_due_is_gone_before_it_is_deleted(rooms, room, clock):
    kept = rooms.open(agenda(item("one")), hours=48)
    ann, token = rooms.join(room.id)
    clock.now += 86_400
    for use in (
        lambda: rooms.room(room.id),
        lambda: rooms.state(room.id),
        lambda: rooms.find(room.code, address=""),
        lambda: rooms.join(room.id),
        lambda: rooms.answer(room.id, "one.word", ann, {"word": "late"}),
        lambda: rooms.steer(room.id, "next", version=0),
    ):
        with pytest.raises(DataError, match="no such room"):
            use()
    assert rooms.known(room.code) is None
    assert rooms.purge() == 1 and rooms.purge() == 0
    assert rooms.participant(room.id, token) is None
    assert rooms.room(kept.id) == kept


def test_a_server_forgets_what_another_one_has_deleted(rooms, database, clock):
    other = Rooms(database, KEY, clock)
    gone, kept = (rooms.open(agenda(item("one"))) for _ in range(2))
    for room in (gone, kept):
        assert other.computed(room.id, "one.word") is None and other.room(room.id) == room
    rooms.delete(gone.id)
    other.purge()
    assert set(other._opened) == set(other._results) == {kept.id}


def test_deleting_a_room_takes_all_that_belongs_to_it_and_nothing_else(rooms, room, database):
    other = rooms.open(agenda(item("one")))
    for each in (room, other):
        ann, _ = rooms.join(each.id)
        steer(rooms, each, "next")
        rooms.answer(each.id, "one.word", ann, {"word": "red"})
    rooms.delete(room.id)
    with database.reading() as connection:
        left = {
            name: connection.scalar(select(func.count()).select_from(table)) for name, table in METADATA.tables.items()
        }
    assert left == {"rooms": 1, "states": 1, "participants": 1, "answers": 1, "computed": 0, "failures": 0}
    rooms.delete(room.id)  # a second time, from another desk
    assert rooms.count(other.id, "one.word") == 1


def test_what_the_engine_finds_is_kept_once(rooms, database, clock):
    room = rooms.open(agenda(item("one", spec={"squares": 45}), item("two")))
    assert rooms.unready() == (room.id,)
    told = []
    rooms.compute(room.id, lambda done, of: told.append((done, of)))
    assert rooms.computed(room.id, "one.word") == [number * number for number in range(45)]
    assert told == [(20, 45), (40, 45), (45, 45)]
    assert rooms.computed(room.id, "two.word") is None and rooms.unready() == ()
    rooms.compute(room.id, lambda done, of: told.append("again"))
    assert told[-1] == (45, 45)


def test_another_server_goes_on_with_what_is_missing(rooms, clock, word, monkeypatch):
    room = rooms.open(agenda(item("one", spec={"squares": 1}), item("two", spec={"squares": 2})))
    kept = word.computed

    def fails(step, answers):
        if step.key == "two.word":
            assert rooms.unready() == ()  # claimed
            raise RuntimeError("the machine stops")
        return kept(step, answers)

    monkeypatch.setattr(word, "computed", fails)
    with pytest.raises(RuntimeError):
        rooms.compute(room.id)
    monkeypatch.setattr(word, "computed", kept)
    rooms.compute(room.id)  # too early: the other server may come back
    assert rooms.computed(room.id, "two.word") is None
    clock.now += 121
    assert rooms.unready() == (room.id,)
    rooms.compute(room.id)
    assert rooms.computed(room.id, "one.word") == [0] and rooms.computed(room.id, "two.word") == [0, 1]


def test_somebody_of_another_room_cannot_answer(rooms, room):
    stranger, _ = rooms.join(rooms.open(agenda(item("one"))).id)
    steer(rooms, room, "next")
    for person in (stranger, Participant(id="' OR 1=1 --", place=1)):
        with pytest.raises(DataError, match="nobody in this room is"):
            rooms.answer(room.id, "one.word", person, {"word": "red"})
