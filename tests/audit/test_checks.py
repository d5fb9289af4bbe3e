"""Each check by hand, on the records of four customers."""

import dataclasses

import numpy as np
import pytest

from equipoise.audit.checks.registry import CHECKS

from .by_hand import FOUR, NOBODY, entries


def look(name, **changes):
    return CHECKS[name].load()(dataclasses.replace(FOUR, **changes))


@pytest.mark.parametrize(
    "name, of",
    {
        "opt_outs": 2,
        "proof": 3,
        "erasure": 1,
        "retention": 3,
        "keys": 2,
        "partner": 1,
        "requests": 1,
        "messages": 2,
        "customers": 3,
        "repeats": 3,
        "receipts": 1,
        "deliveries": 2,
    }.items(),
)
def test_nothing_is_wrong(name, of):
    seen = look(name)
    assert (seen.wrong, seen.of, dict(seen.where), seen.reason) == (0, of, {}, "")


@pytest.mark.parametrize(
    "name, changes, wrong, where",
    [
        ("opt_outs", {"contacts": entries((2, 30), (2, 31), (3, 2), (0, 1))}, 2, {"south": 2}),
        ("signals", {"signal": np.array([True, True, False, False])}, 1, {"north": 1}),
        ("proof", {"proof": NOBODY}, 3, {"north": 2, "south": 1}),
        ("erasure", {"copies": {"backup": ~NOBODY}, "partner": ~NOBODY}, 2, {"backup": 1, "partner": 1}),
        ("retention", {"months": 2}, 2, {"north": 2}),
        ("keys", {"keys": ("a", "b", "b", "b")}, 2, {}),
        ("partner", {"partner": ~NOBODY}, 3, {"north": 1, "south": 2}),
        ("requests", {"told": ~NOBODY}, 3, {"north": 1, "south": 2}),
        ("messages", {"written": ~NOBODY}, 2, {"south": 2}),
        ("customers", {"contacts": entries((0, 5), (4, 5), (9, 1))}, 2, {}),
        ("repeats", {"contacts": entries((0, 5), (2, 6), (0, 5), (0, 6))}, 1, {"north": 1}),
        ("receipts", {"redeemed": entries((0, 1), (3, 1))}, 1, {"south": 1}),
        ("deliveries", {"contacts": entries((0, 5))}, 1, {"men": 1}),
    ],
)
def test_what_is_wrong_is_counted_where_it_is(name, changes, wrong, where):
    seen = look(name, **changes)
    assert (seen.wrong, dict(seen.where)) == (wrong, where)


@pytest.mark.parametrize("name", ["signals", "feeds", "scores", "answers", "people"])
def test_what_cannot_be_checked_says_why(name):
    assert look(name).reason.startswith("audit.reason.")


def test_no_keys_no_check():
    assert look("keys", keyed=False).reason == "audit.reason.no_keys"
