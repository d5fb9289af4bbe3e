"""What the server allows, and how it is told."""

import pytest

import sample_work
from equipoise.core.errors import SettingsError
from equipoise.runtime.compute import limits
from equipoise.runtime.compute.limits import Limits, Place, RefusedError, fits_this_machine, need_bytes, parse_size
from equipoise.runtime.compute.memory import free_bytes, machine_bytes
from equipoise.runtime.compute.question import Question

GB = 1024**3


def asking(customers):
    return Question(sample_work.double, (1,), customers=customers)


@pytest.mark.parametrize(
    ("text", "size"),
    [("1000", 1000), ("3GB", 3 * GB), ("3 gb", 3 * GB), ("1.5GiB", 3 * GB // 2), ("512MB", GB // 2), ("64k", 65536)],
)
def test_sizes(text, size):
    assert parse_size(text) == size


@pytest.mark.parametrize("text", ["", "0", "-1", "GB", "3 apples", "1e9", "3GBB", "9" * 40, "0.1"])
def test_what_is_no_size_is_refused(text):
    with pytest.raises(
        SettingsError, match=r"EQUIPOISE_MEMORY is a size above 0\. Write bytes, or a size such as 3GB\."
    ):
        parse_size(text)


def test_limits_come_from_the_environment():
    assert Limits.from_environment({"EQUIPOISE_MEMORY": "2GB", "EQUIPOISE_MAX_CUSTOMERS": "50000"}) == Limits(
        2 * GB, 50_000
    )
    assert Limits.from_environment({}) == Limits(min(machine_bytes() // 2, 3 * GB), 100_000)
    with pytest.raises(SettingsError, match=r"'many': EQUIPOISE_MAX_CUSTOMERS is a whole number above 0\."):
        Limits.from_environment({"EQUIPOISE_MAX_CUSTOMERS": "many"})


def test_shares_leave_room_for_what_runs():
    allowed = Limits(3 * GB)
    assert allowed.answers + 2 * allowed.memo(2) + limits.SERVER_BYTES + 2 * need_bytes(20_000) < allowed.memory


def test_too_many_customers():
    Limits(64 * GB).check(asking(100_000))
    with pytest.raises(
        RefusedError, match=r"'100001': this server computes at most 100,000 customers\. Choose fewer, or"
    ):
        Limits(64 * GB).check(asking(100_001))


def test_too_large_for_the_memory():
    small = Limits(GB)
    small.check(asking(20_000))
    with pytest.raises(
        RefusedError, match=r"'100000': the memory of this server, 1\.0 GB, holds a run of [\d,]+ customers"
    ):
        small.check(asking(100_000))
    small.check(asking(100_000), local=False)


def test_the_number_in_the_refusal_is_allowed():
    small = Limits(GB)
    most = max(n for n in range(20_000, 100_000, 100) if need_bytes(n) <= small.room)
    small.check(asking(most))
    with pytest.raises(RefusedError, match=f"a run of {most // 1000},"):
        small.check(asking(100_000))


def test_the_command_line_is_refused_only_what_this_machine_cannot_hold():
    fits_this_machine(1_000)
    with pytest.raises(
        RefusedError, match=r"the free memory of this machine, .* holds a run of about [\d,]+ customers"
    ):
        fits_this_machine(free_bytes() // 1000)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("inline", Place("inline")),
        ("processes:4", Place("processes", 4)),
        ("tcp://10.0.0.1:8786", Place("cluster", address="tcp://10.0.0.1:8786")),
        ("tls://host:8786", Place("cluster", address="tls://host:8786")),
    ],
)
def test_places(text, place):
    assert Place.parse(text) == place


def test_as_many_processes_as_cores(monkeypatch):
    monkeypatch.setattr(limits.os, "cpu_count", lambda: 6)
    assert Place.parse("processes") == Place("processes", 6)


@pytest.mark.parametrize(
    "text", ["", "threads", "processes:", "processes:0", "processes:x", "Inline", "inline:2", "http://x"]
)
def test_what_is_no_place_is_refused(text):
    with pytest.raises(SettingsError, match=r"EQUIPOISE_COMPUTE|the number of processes"):
        Place.parse(text)
