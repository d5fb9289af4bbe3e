"""Who wants what, what waits and what runs: the rules, one by one, with a clock of the test's own."""

import pytest

import sample_work
from equipoise.core.errors import BrokenWorkerError, Cancelled
from equipoise.runtime.compute.answer import Settled
from equipoise.runtime.compute.answers import Answers
from equipoise.runtime.compute.desk import GRACE, Desk, Kill, Start, Stop
from equipoise.runtime.compute.question import Question
from equipoise.runtime.compute.scheduling import Rules

STOP = Settled(error=Cancelled("stopped"))


def question(number, kind="page", **fields):
    return Question(sample_work.double, (number,), kind=kind, **fields)


@pytest.fixture
def desk():
    """One worker, ready."""
    return desk_of(1)


def desk_of(count):
    made = Desk(Rules(patience=0.8), Answers(10_000))
    for number in range(count):
        made.ready(made.add_slot(), 1000 + number)
    return made


def test_a_question_is_started_when_a_worker_is_idle(desk):
    answer = desk.ask(question(1), ("ann", "board"), 1, 0.0)
    (start,) = desk.decide(0.0)
    assert isinstance(start, Start)
    assert answer.state == "running"
    desk.ended(start.slot, start.run, Settled(2))
    assert answer.result() == 2
    assert desk.visitors == frozenset()


def test_whoever_asks_the_same_joins(desk):
    answers = [desk.ask(question(1), (who, "board"), 1, 0.0) for who in ("ann", "bob")]
    (start,) = desk.decide(0.0)
    assert desk.decide(0.0) == []
    assert desk.visitors == {"ann", "bob"}
    desk.ended(start.slot, start.run, Settled(2))
    assert [answer.result() for answer in answers] == [2, 2]


def test_asking_again_at_a_place_gives_the_same_answer_to_hold(desk):
    first = desk.ask(question(1), ("ann", "board"), 1, 0.0)
    assert desk.ask(question(1), ("ann", "board"), 2, 0.0) is first


def test_a_newer_turn_replaces_what_is_not_asked_again(desk):
    old, kept = (desk.ask(question(number), ("ann", "board"), 1, 0.0) for number in (1, 2))
    (start,) = desk.decide(0.0)
    new = desk.ask(question(3), ("ann", "board"), 2, 1.0)
    desk.ask(question(2), ("ann", "board"), 2, 1.0 + GRACE / 2)
    assert desk.decide(1.0 + GRACE / 2) == []
    assert desk.deadline() == pytest.approx(1.0 + GRACE)
    assert desk.decide(1.0 + GRACE) == [Stop(start.slot, start.run)]
    assert old.state == "cancelled"
    assert {kept.state, new.state} == {"queued"}


def test_other_places_and_other_visitors_are_left_alone(desk):
    others = [desk.ask(question(n), at, 1, 0.0) for n, at in ((1, ("ann", "map")), (2, ("bob", "board")))]
    desk.ask(question(3), ("ann", "board"), 2, 0.0)
    desk.decide(1.0)
    assert not any(answer.done for answer in others)


def test_a_rerun_that_is_over_asks_in_vain(desk):
    newer = desk.ask(question(1), ("ann", "board"), 2, 0.0)
    older = desk.ask(question(2), ("ann", "board"), 1, 0.0)
    desk.decide(GRACE)
    assert older.state == "cancelled"
    assert not newer.done


def test_a_replaced_question_is_not_started(desk):
    desk.ask(question(1), ("ann", "board"), 1, 0.0)
    desk.replace(("ann", "board"), 2, 0.0)
    assert desk.decide(0.0) == []


def test_a_stop_takes_away_one_visitors_interest(desk):
    hers, his = (desk.ask(question(1), (who, "board"), 1, 0.0) for who in ("ann", "bob"))
    (start,) = desk.decide(0.0)
    desk.withdraw("ann", question(1))
    assert hers.state == "cancelled"
    assert desk.decide(0.0) == []
    desk.withdraw("bob", question(1))
    assert his.state == "cancelled"
    assert desk.decide(0.0) == [Stop(start.slot, start.run)]


def test_a_queued_question_that_nobody_wants_is_dropped(desk):
    desk.ask(question(1), ("ann", "board"), 1, 0.0)
    desk.decide(0.0)
    desk.ask(question(2), ("bob", "board"), 1, 0.0)
    desk.withdraw("bob")
    assert desk.waiting == []


def test_a_worker_that_does_not_stop_in_time_is_killed_once(desk):
    desk.ask(question(1), ("ann", "board"), 1, 0.0)
    (start,) = desk.decide(0.0)
    desk.withdraw("ann")
    assert desk.decide(5.0) == [Stop(start.slot, start.run)]
    assert desk.deadline() == pytest.approx(5.8)
    assert desk.decide(5.79) == []
    assert desk.decide(5.8) == [Kill(start.slot)]
    assert desk.decide(6.0) == []
    assert desk.deadline() is None


def test_a_stopped_question_asked_again_is_started_again_when_its_worker_is_free(desk):
    desk.ask(question(1), ("ann", "board"), 1, 0.0)
    (start,) = desk.decide(0.0)
    desk.withdraw("ann")
    desk.decide(0.0)
    again = desk.ask(question(1), ("ann", "board"), 2, 0.0)
    assert desk.decide(0.1) == []
    desk.ended(start.slot, start.run, STOP)
    (second,) = desk.decide(0.2)
    desk.ended(second.slot, second.run, Settled(2))
    assert again.result() == 2


def test_an_answer_that_came_despite_the_stop_serves_whoever_asks_again(desk):
    desk.ask(question(1), ("ann", "board"), 1, 0.0)
    (start,) = desk.decide(0.0)
    desk.withdraw("ann")
    desk.decide(0.0)
    again = desk.ask(question(1), ("bob", "board"), 1, 0.0)
    desk.ended(start.slot, start.run, Settled(2))
    assert again.result() == 2
    assert desk.decide(0.1) == []


def test_work_that_stops_by_itself_is_cancelled_and_not_begun_again(desk):
    answer = desk.ask(question(1), ("ann", "board"), 1, 0.0)
    (start,) = desk.decide(0.0)
    desk.ended(start.slot, start.run, STOP)
    assert answer.state == "cancelled"
    assert desk.decide(0.1) == []


def test_a_broken_workers_question_is_asked_again_twice(desk):
    answer = desk.ask(question(1), ("ann", "board"), 1, 0.0)
    for _ in range(3):
        (start,) = desk.decide(0.0)
        desk.broke(start.slot)
        assert desk.decide(0.0) == []
        desk.ready(start.slot, 2000)
    assert desk.decide(0.0) == []
    with pytest.raises(BrokenWorkerError, match="'double': its worker process ended 3 times"):
        answer.result()


def test_a_worker_killed_for_not_stopping_is_not_held_against_the_question():
    desk = desk_of(1)
    desk.idle_time.append(question(1))
    for _ in range(4):  # preempted by four pages, one after the other, and deaf to all of them
        (start,) = desk.decide(0.0)
        desk.ask(question(2), ("ann", "board"), 1, 0.0)
        assert desk.decide(0.0) == [Stop(start.slot, start.run)]
        assert desk.decide(1.0) == [Kill(start.slot)]
        desk.broke(start.slot)
        desk.ready(start.slot, 2000)
        (page,) = desk.decide(1.0)
        desk.ended(page.slot, page.run, Settled(4))
    (start,) = desk.decide(2.0)
    assert start.run.flight.question == question(1)
    assert start.run.flight.breaks == 0


def test_idle_time_is_used_one_by_one_and_what_is_known_is_skipped(desk):
    desk.answers.put(question(1), Settled(2), 10)
    desk.idle_time.extend([question(1), question(2), question(3)])
    (start,) = desk.decide(0.0)
    assert start.run.flight.question == question(2)
    assert start.run.kind == "warm"
    assert desk.visitors == frozenset()
    desk.ended(start.slot, start.run, Settled(4))
    (start,) = desk.decide(0.0)
    assert start.run.flight.question == question(3)


def test_idle_time_leaves_a_worker_to_the_next_page():
    desk = desk_of(2)
    desk.idle_time.extend([question(1), question(2)])
    assert len(desk.decide(0.0)) == 1


def test_the_place_in_the_queue(desk):
    desk.ask(question(1), ("ann", "board"), 1, 0.0)
    desk.decide(0.0)
    hers = [desk.ask(question(number), ("ann", "board"), 1, 0.0) for number in (2, 3)]
    his = desk.ask(question(4), ("bob", "board"), 1, 0.0)
    assert [answer.ahead for answer in hers] == [1, 2]  # she is being served: his first comes before her second
    assert his.ahead == 0
    assert desk.queue_lengths() == {"page": 3}


def test_looking_on_wants_nothing(desk):
    desk.ask(question(1), ("ann", "board"), 1, 0.0)
    seen = desk.flights[question(1)].answer
    desk.withdraw("ann")
    assert seen.state == "cancelled"


def test_closing_cancels_everything(desk):
    answers = [desk.ask(question(number), ("ann", "board"), 1, 0.0) for number in range(3)]
    desk.decide(0.0)
    desk.close()
    assert {answer.state for answer in answers} == {"cancelled"}


def test_visitors_stay_with_the_worker_that_answered_them():
    desk = desk_of(2)
    places = {}
    for turn in (1, 2, 3):
        for visitor in ("ann", "bob"):
            desk.ask(question(f"{visitor} {turn}", world="w"), (visitor, "board"), turn, 0.0)
        for start in desk.decide(0.0):
            places.setdefault(min(start.run.visitors), set()).add(start.slot.index)
            desk.ended(start.slot, start.run, Settled(1))
    assert {len(indices) for indices in places.values()} == {1}
    assert places["ann"] != places["bob"]
