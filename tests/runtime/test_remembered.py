import pytest

from equipoise.runtime import remembered as module
from equipoise.runtime.memo import Memo
from equipoise.runtime.remembered import remembered


@pytest.fixture(autouse=True)
def empty_memory(monkeypatch):
    monkeypatch.setattr(module, "MEMORY", Memo(byte_limit=10**6))


def test_a_result_is_computed_once_for_the_same_dependencies():
    calls = []
    first, again = (remembered("stage", lambda: calls.append(1) or "result", 5, "x") for _ in range(2))
    assert first.value == again.value == "result" and calls == [1]
    assert first.fingerprint == again.fingerprint and first.stage == "stage"


@pytest.mark.parametrize(
    ("stage", "depends_on"),
    [("other", (5, "x")), ("stage", (6, "x")), ("stage", ("x", 5)), ("stage", (5,)), ("stage", ("5", "x"))],
    ids=["stage", "value", "order", "fewer", "type"],
)
def test_anything_else_is_another_result(stage, depends_on):
    remembered("stage", lambda: "old", 5, "x")
    assert remembered(stage, lambda: "new", *depends_on).value == "new"


@pytest.mark.parametrize(("one", "other"), [((1, 23), (12, 3)), (("ab", "c"), ("a", "bc"))])
def test_dependencies_do_not_run_into_each_other(one, other):
    first = remembered("stage", lambda: 1, *one)
    assert first.fingerprint != remembered("stage", lambda: 2, *other).fingerprint


def test_a_stage_stands_for_all_that_it_depends_on():
    upstream = [remembered("first", lambda: "same value", seed) for seed in (1, 2)]
    downstream = [remembered("second", lambda: "value", each) for each in upstream]
    assert downstream[0].fingerprint != downstream[1].fingerprint


def test_time_is_that_of_this_request():
    slow = remembered("stage", lambda: sum(range(300_000)), 1)
    assert slow.seconds > 0
    assert remembered("stage", lambda: pytest.fail("it is remembered"), 1).seconds < slow.seconds
