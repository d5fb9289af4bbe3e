"""Which question a free worker takes next, by hand."""

import itertools

import pytest

import sample_work
from equipoise.runtime.compute.answer import Answer
from equipoise.runtime.compute.flight import Claim, Flight, Run
from equipoise.runtime.compute.question import Question
from equipoise.runtime.compute.scheduling import Fairness, Rules, Slot, choose, in_order, may_start, ranked, to_preempt

numbers = itertools.count(1)
FREE = Rules()


def flight(visitor="ann", kind="page", world="w", customers=500, arrival=0.0, also=()):
    number = next(numbers)
    question = Question(sample_work.double, (number,), world=world, customers=customers, kind=kind)
    made = Flight(question, number, arrival)
    made.claims = {(who, "x"): Claim(Answer(), kind, 1) for who in (visitor, *also)}
    return made


def idle(count):
    return [Slot(index, "idle") for index in range(count)]


def give(slot, taken, need=0):
    """Let the worker compute a question."""
    taken.run = slot.run = Run(next(numbers), taken, taken.kind, taken.visitors, need)
    slot.state = "busy"
    slot.hold(taken.question.world)


def home(world, slots):
    return ranked(world, slots)[0]


def test_pages_come_before_jobs_and_jobs_before_idle_time():
    warm, job, page = (flight(kind=kind) for kind in ("warm", "job", "page"))
    assert in_order([warm, job, page], Fairness()) == [page, job, warm]


def test_first_come_first_served():
    waiting = [flight(visitor) for visitor in ("ann", "bob", "cy")]
    assert in_order(list(reversed(waiting)), Fairness()) == waiting


def test_nobodys_second_waiting_question_comes_before_anothers_first():
    first, second, third = (flight("ann") for _ in range(3))
    other = flight("bob")
    assert in_order([first, second, third, other], Fairness()) == [first, other, second, third]


def test_whoever_was_served_waits_behind_whoever_was_not():
    fairness = Fairness()
    hers = [flight("ann") for _ in range(5)]
    for served in hers[:3]:
        fairness.start(served, fairness.tags([served])[served])
    his = flight("bob", arrival=fairness.now["page"])
    assert in_order([*hers[3:], his], fairness) == [his, *hers[3:]]


def test_a_newcomer_does_not_make_up_for_the_time_before():
    fairness = Fairness()
    for _ in range(10):
        served = flight("ann")
        fairness.start(served, fairness.tags([served])[served])
    his = [flight("bob", arrival=fairness.now["page"]) for _ in range(3)]
    hers = flight("ann", arrival=fairness.now["page"])
    assert in_order([*his, hers], fairness) == [his[0], his[1], hers, his[2]]


def test_old_accounts_are_forgotten():
    fairness = Fairness()
    for number in range(100):
        served = flight(f"visitor {number}", arrival=float(number))
        fairness.start(served, fairness.tags([served])[served])
    assert len(fairness.finish) == 1


def test_a_question_of_many_comes_at_the_earliest_of_their_turns():
    first, second = flight("ann"), flight("ann")
    shared = flight("ann", also=("bob",))
    assert in_order([first, second, shared], Fairness()) == [first, shared, second]


def test_what_nobody_wants_is_not_in_the_queue():
    replaced = flight()
    next(iter(replaced.claims.values())).replaced = 1.0
    assert in_order([replaced], Fairness()) == []


def test_a_world_goes_home():
    slots = idle(4)
    for world in "abcdef":
        asked = flight(world=world)
        assert choose([asked], slots, FREE) == (asked, home(world, slots))


def test_homes_are_spread_and_stay_when_a_worker_is_added():
    worlds = [str(number) for number in range(400)]
    before = {world: home(world, idle(4)).index for world in worlds}
    after = {world: home(world, idle(5)).index for world in worlds}
    assert all(60 < list(before.values()).count(index) < 140 for index in range(4))
    moved = [world for world in worlds if before[world] != after[world]]
    assert len(moved) < 120
    assert {after[world] for world in moved} == {4}


def test_a_small_world_goes_elsewhere_when_its_home_is_busy_and_a_large_one_waits():
    slots = idle(2)
    give(home("w", slots), flight())
    other = next(slot for slot in slots if slot.state == "idle")
    small, large = flight(customers=30_000), flight(customers=30_001)
    assert choose([small], slots, FREE) == (small, other)
    assert choose([large], slots, FREE) is None
    assert choose([large, small], slots, FREE) == (small, other)


def test_a_large_world_goes_where_it_is_held_already():
    slots = idle(3)
    give(home("w", slots), flight())
    holder = ranked("w", slots)[2]
    holder.hold("w")
    large = flight(customers=100_000)
    assert choose([large], slots, FREE) == (large, holder)


def test_a_large_world_does_not_wait_for_a_worker_that_is_gone():
    slots = idle(2)
    home("w", slots).state = "starting"
    large = flight(customers=100_000)
    assert choose([large], slots, FREE) == (large, ranked("w", slots)[1])


def test_nothing_is_chosen_without_an_idle_worker():
    slots = idle(1)
    give(slots[0], flight())
    assert choose([flight()], slots, FREE) is None


def test_jobs_leave_a_worker_free():
    slots = idle(3)
    jobs = [flight(visitor, "job") for visitor in ("ann", "bob", "cy")]
    for job in jobs[:2]:
        chosen, slot = choose([job], slots, FREE)
        give(slot, chosen)
    assert choose([jobs[2]], slots, FREE) is None
    page = flight("dee")
    assert choose([page, jobs[2]], slots, FREE)[0] is page


def test_the_only_worker_takes_a_job():
    job = flight(kind="job")
    assert choose([job], idle(1), FREE)[0] is job


def test_one_job_a_visitor():
    slots = idle(4)
    give(slots[0], flight("ann", "job"))
    second, his, shared = flight("ann", "job"), flight("bob", "job"), flight("ann", "job", also=("bob",))
    assert choose([second], slots, FREE) is None
    assert choose([second, his], slots, FREE)[0] is his
    assert choose([shared], slots, FREE)[0] is shared


def test_idle_time_needs_an_empty_queue_and_is_one_at_a_time():
    slots = idle(3)
    warm, job = flight(kind="warm"), flight("ann", "job")
    give(slots[0], flight("ann", "job"))
    assert choose([job, warm], slots, FREE) is None
    assert choose([warm], slots, FREE)[0] is warm
    give(slots[1], warm)
    assert choose([flight(kind="warm")], slots, FREE) is None


def test_idle_time_makes_way_for_a_page_that_needs_its_worker():
    slots = idle(2)
    warm = flight(kind="warm")
    give(slots[0], warm)
    assert to_preempt([], slots) is None
    assert to_preempt([flight(kind="job")], slots) is None
    assert to_preempt([flight()], slots) is warm.run
    warm.run.stopped = 1.0
    assert to_preempt([flight()], slots) is None


def test_what_a_visitor_wants_meanwhile_is_no_idle_time_any_more():
    slots = idle(1)
    warm = flight(kind="warm")
    give(slots[0], warm)
    warm.claims["ann", "x"] = Claim(Answer(), "page", 1)
    assert to_preempt([flight()], slots) is None


@pytest.mark.parametrize(("room", "starts"), [(1000, True), (999, False)])
def test_runs_fit_into_the_memory_together(room, starts):
    slots = idle(2)
    rules = Rules(need=lambda customers: customers, room=room)
    give(slots[0], flight(), need=400)
    assert may_start(flight(customers=600), slots, rules) is starts


def test_what_was_admitted_may_run_alone():
    assert may_start(flight(customers=600), idle(2), Rules(need=lambda customers: customers, room=1))


def test_a_worker_is_taken_to_hold_the_latest_worlds():
    slot = Slot(0)
    for world in "abcdefghai":
        slot.hold(world)
    assert slot.worlds == tuple("cdefghai")


def two_workers_that_hold(world):
    slots = idle(2)
    for slot in slots:
        slot.hold(world)
    return slots


def test_a_visitors_next_question_goes_where_the_last_one_was_answered():
    slots = two_workers_that_hold("w")
    away = ranked("w", slots)[1]
    asked = flight("ann")
    assert choose([asked], slots, FREE, {"ann": away.index}) == (asked, away)
    away.worlds = ()  # a new worker, which knows nothing
    assert choose([asked], slots, FREE, {"ann": away.index}) == (asked, home("w", slots))


def test_a_question_that_belongs_elsewhere_lets_two_pass():
    slots = two_workers_that_hold("w")
    here, there = slots
    give(there, flight("cy"))
    near = {"ann": there.index, "bob": here.index}
    hers, his = flight("ann"), flight("bob")
    assert choose([hers, his], slots, FREE, near) == (his, here)
    assert choose([hers], slots, FREE, near) == (hers, here)
    hers.passed = 2
    assert choose([hers, his], slots, FREE, near) == (hers, here)


def test_a_newcomers_question_lets_nobody_pass():
    slots = two_workers_that_hold("w")
    give(slots[1], flight("cy"))
    new, his = flight("new"), flight("bob")
    assert choose([new, his], slots, FREE, {"bob": 0}) == (new, slots[0])


def test_only_a_few_are_looked_at_and_none_of_another_kind():
    slots = two_workers_that_hold("w")
    here, there = slots
    give(there, flight("cy"))
    near = {"bob": here.index} | {f"ann {number}": there.index for number in range(9)}
    hers = [flight(f"ann {number}") for number in range(9)]
    assert choose([*hers[:6], flight("bob")], slots, FREE, near)[0].visitors == {"bob"}
    assert choose([*hers, flight("bob")], slots, FREE, near) == (hers[0], here)
    assert choose([hers[0], flight("bob", "job")], slots, FREE, near) == (hers[0], here)
