"""Memory, as the system counts it."""

import os
import subprocess
import sys

import numpy as np

from equipoise.runtime.compute.answer import Settled
from equipoise.runtime.compute.answers import Answers
from equipoise.runtime.compute.budget import Budget
from equipoise.runtime.compute.memory import free_bytes, machine_bytes, used_bytes
from equipoise.runtime.compute.question import Question
from equipoise.runtime.compute.scheduling import Slot

MB = 1024**2


def test_what_this_process_takes_is_counted():
    before = used_bytes([os.getpid()])
    held = np.ones(64 * MB // 8)
    after = used_bytes([os.getpid()])
    assert 56 * MB < after - before < 72 * MB
    assert held.nbytes == 64 * MB
    assert before > 10 * MB


def test_processes_are_added_up_and_counted_once():
    script = "held = b'x' * 50_000_000; print('ready', flush=True); input()"
    with subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        other.stdout.readline()
        both = used_bytes([os.getpid(), other.pid, other.pid])
        assert 45 * MB < both - used_bytes([os.getpid()]) < 80 * MB
        other.stdin.write(b"\n")
    assert used_bytes([other.pid]) == 0


def test_the_machine_has_more_than_is_free():
    assert 0 < free_bytes() <= machine_bytes()


FREED = """
import os
from equipoise.runtime.compute.memory import give_back, used_bytes
before = used_bytes([os.getpid()])
held = [b"x" * 100_000 for _ in range(2_000)]
last = held[-1]  # what lies behind the freed memory keeps the allocator from returning it by itself
del held
freed = used_bytes([os.getpid()])
give_back()
print(freed - before, used_bytes([os.getpid()]) - before)
"""


def test_freed_memory_goes_back_to_the_system():
    """In a process of its own: in one that has freed memory before, the blocks would take none from the system."""
    run = subprocess.run([sys.executable, "-c", FREED], capture_output=True, text=True, check=True)
    kept, left = map(int, run.stdout.split())
    assert kept > 150 * MB and left < 20 * MB


def look_and_free(budget, answers=None, slots=()):
    budget.look([])
    budget.free(answers or Answers(1000), slots)


def idle(count):
    return [Slot(index, "idle") for index in range(count)]


def test_what_is_too_much_is_divided():
    budget, answers, slots = Budget(limit=1), Answers(10_000 * MB), idle(2)
    answers.put(Question(print, (1,)), Settled(1), 1000 * MB)
    look_and_free(budget, answers, slots)
    assert len(answers) == 0
    assert [budget.due(slot) > budget.used / 3 for slot in slots] == [True, True]
    budget.paid(slots[0])
    assert [budget.due(slot) > 0 for slot in slots] == [False, True]


def test_within_the_limit_nothing_is_forgotten():
    budget, answers = Budget(limit=2**60), Answers(1000)
    answers.put(Question(print, (1,)), Settled(1), 100)
    look_and_free(budget, answers, idle(1))
    assert len(answers) == 1
    assert budget.due(Slot(0)) == 0


def test_a_large_run_makes_room_for_itself():
    budget = Budget(limit=1000 * MB, used=900 * MB)
    assert budget.due(Slot(0), customers=20_000) == 0
    assert budget.due(Slot(0), customers=100_000) > 500 * MB


def test_a_worker_is_replaced_when_forgetting_does_not_help():
    budget, (slot,) = Budget(limit=1), idle(1)
    for _ in range(5):
        look_and_free(budget, slots=[slot])  # it has not forgotten yet: no further round
    assert not budget.hopeless
    for _ in range(2):
        budget.paid(slot)
        look_and_free(budget, slots=[slot])
    assert budget.hopeless
    budget.limit = 2**60
    look_and_free(budget, slots=[slot])
    assert not budget.hopeless
