import dataclasses
import threading
from types import MappingProxyType

import numpy as np
import pandas as pd
import pytest

from equipoise.core.errors import Cancelled
from equipoise.runtime.deferred import Deferred
from equipoise.runtime.memo import Memo, size_of

KILOBYTE = 1_000


def block(kilobytes):
    return np.zeros(kilobytes * KILOBYTE, dtype=np.uint8)


def test_a_result_is_computed_once():
    memo, calls = Memo(10 * KILOBYTE), []
    for _ in range(3):
        assert memo.get("key", lambda: calls.append(1) or "value") == "value"
    assert calls == [1]
    assert (memo.stats.hits, memo.stats.misses, memo.stats.entries) == (2, 1, 1)


def test_who_waits_for_somebody_who_gives_up_computes_it():
    memo, begun, leave = Memo(10 * KILOBYTE), threading.Event(), threading.Event()

    def give_up():
        begun.set()
        leave.wait()
        raise Cancelled("nobody wants it")

    def first():
        try:
            memo.get("key", give_up)
        except Cancelled as error:
            found.append(str(error))

    found = []
    threads = [
        threading.Thread(target=first),
        threading.Thread(target=lambda: found.append(memo.get("key", lambda: 7))),
    ]
    threads[0].start()
    assert begun.wait(5)
    threads[1].start()
    wait_until(lambda: memo.stats.hits == 1)
    leave.set()
    for thread in threads:
        thread.join(5)
    assert sorted(found, key=str) == [7, "nobody wants it"]


def test_the_least_recently_used_goes_first():
    memo = Memo(10 * KILOBYTE)
    memo.get("a", lambda: block(4))
    memo.get("b", lambda: block(4))
    memo.get("a", lambda: pytest.fail("a is remembered"))
    memo.get("c", lambda: block(4))  # 12 kB do not fit: b goes, a was used later
    memo.get("a", lambda: pytest.fail("a is remembered"))
    assert memo.stats.evictions == 1
    again = []
    memo.get("b", lambda: again.append(1))
    assert again == [1]


def test_it_never_holds_more_than_its_limit():
    memo = Memo(10 * KILOBYTE)
    for key in range(50):
        memo.get(key, lambda key=key: block(key % 7))
        assert memo.stats.bytes <= memo.byte_limit
    assert memo.stats.entries > 0


def test_a_result_that_is_too_large_is_returned_and_not_kept():
    memo = Memo(10 * KILOBYTE)
    memo.get("small", lambda: block(1))
    assert memo.get("large", lambda: block(11)).nbytes == 11 * KILOBYTE
    assert memo.stats.entries == 1 and memo.stats.evictions == 0


def test_clear_forgets():
    memo, calls = Memo(10 * KILOBYTE), []
    memo.get("key", lambda: calls.append(1))
    memo.clear()
    assert memo.stats.entries == memo.stats.bytes == 0
    memo.get("key", lambda: calls.append(2))
    assert calls == [1, 2]


def test_concurrent_requests_compute_once_and_all_get_the_result():
    memo, calls, release, results = Memo(10 * KILOBYTE), [], threading.Event(), []

    def compute():
        calls.append(1)
        assert release.wait(5)
        return object()

    threads = [threading.Thread(target=lambda: results.append(memo.get("key", compute))) for _ in range(8)]
    for thread in threads:
        thread.start()
    wait_until(lambda: memo.stats.hits == 7)
    release.set()
    for thread in threads:
        thread.join(5)
    assert len(calls) == 1 and len(results) == 8 and len(set(map(id, results))) == 1


def test_other_keys_do_not_wait():
    memo, started, release = Memo(10 * KILOBYTE), threading.Event(), threading.Event()
    slow = threading.Thread(target=lambda: memo.get("slow", lambda: started.set() or release.wait(5)))
    slow.start()
    assert started.wait(5)
    assert memo.get("quick", lambda: "now") == "now"
    release.set()
    slow.join(5)


def test_an_error_reaches_everybody_who_waits_and_is_not_kept():
    memo, release, caught = Memo(10 * KILOBYTE), threading.Event(), []

    def fail():
        assert release.wait(5)
        raise ArithmeticError("no")

    def ask():
        try:
            memo.get("key", fail)
        except ArithmeticError as error:
            caught.append(str(error))

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    wait_until(lambda: memo.stats.hits == 2)
    release.set()
    for thread in threads:
        thread.join(5)
    assert caught == ["no"] * 3
    assert memo.get("key", lambda: "better") == "better"


def test_what_is_computed_while_cleared_is_not_kept():
    memo = Memo(10 * KILOBYTE)
    assert memo.get("key", lambda: memo.clear() or "value") == "value"
    assert memo.stats.entries == 0


def test_a_computation_may_ask_for_another():
    memo = Memo(10 * KILOBYTE)
    assert memo.get("outer", lambda: memo.get("inner", lambda: 1) + 1) == 2
    assert memo.stats.entries == 2


@dataclasses.dataclass(frozen=True)
class Plain:
    first: np.ndarray
    second: object = None


@dataclasses.dataclass(frozen=True, slots=True)
class Slotted:
    first: np.ndarray


@pytest.mark.parametrize(
    "wrap",
    [
        lambda array: array,
        lambda array: [array],
        lambda array: {"key": (array,)},
        lambda array: MappingProxyType({"key": array}),
        lambda array: Plain(array),
        lambda array: Slotted(array),
        lambda array: Plain(array).__eq__,
        lambda array: Deferred(("key",), Plain(array).__eq__),
        lambda array: Plain(array, array),
        lambda array: Plain(array, array[:10]),
        lambda array: [array[::2], array.reshape(10, -1)],
        lambda array: pd.DataFrame({"column": array}),
        lambda array: pd.Series(array),
        lambda array: np.array([array, None], dtype=object),
    ],
)
def test_the_size_counts_every_array_once(wrap):
    assert 100_000 <= size_of(wrap(np.zeros(100_000, dtype=np.uint8))) < 102_000


def test_different_arrays_add_up():
    assert size_of([block(10), block(20)]) >= 30 * KILOBYTE


def test_a_ring_of_references_has_a_size():
    ring = [block(1)]
    ring.append(ring)
    assert size_of(ring) >= KILOBYTE


def wait_until(condition):
    for _ in range(500):
        if condition():
            return
        threading.Event().wait(0.01)
    pytest.fail("waited five seconds in vain")


def test_shrinking_forgets_the_least_recently_used_first():
    memo = Memo(byte_limit=10_000)
    for key in "abc":
        memo.get(key, lambda: np.zeros(125))
    size = memo.stats.bytes // 3
    memo.get("a", lambda: None)
    assert memo.shrink(size + 1) == 2 * size
    assert memo.stats.entries == 1
    assert memo.get("a", lambda: None) is not None
    assert memo.shrink(10**9) == size
    assert memo.stats.bytes == 0
