"""How long levers about consent and bias take, who pays for privacy, and what every source is worth."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from typing import Any

import pytest

from equipoise import Settings, simulate
from equipoise.runtime.remembered import MEMORY
from equipoise.studies.field_value import tables_to_try, value_of_fields, value_of_sources
from equipoise.studies.group_loss import PRESSURES, losses_between, positions

pytestmark = pytest.mark.bench

BIASED = {"history.label_bias": 0.5}
FAIR = {
    "measure: sex by age": ({}, {"measure.protected": "sex_by_age"}),
    "target: group thresholds": (BIASED, {"target.mitigation": "group_thresholds"}),
    "target: thresholds for ages": (
        {"target.mitigation": "group_thresholds"}, {"train.protected": "age_band"},
    ),
    "target: budget": ({}, {"target.budget": 0.25}),
    "deliver: price gap": ({}, {"deliver.price_gap": 0.3}),
}  # fmt: skip
RETRAINING = {
    "train: correlation remover": (BIASED, {"train.mitigation": "correlation_remover"}),
    "train: reweighing": (BIASED, {"train.mitigation": "reweigh"}),
    "train: no postcode": (BIASED, {"train.proxies": ("browsing",)}),
    "history: missing people": ({}, {"history.under_representation": 0.5}),
    "consent: browser signals": ({}, {"consent.signal_share": 0.3}),
    "consent: withdrawal, erased": ({}, {"consent.withdrawal": 0.3}),
    "consent: withdrawal, kept": ({"consent.withdrawal": 0.3}, {"consent.erasure": False}),
    "consent: choosing again": ({}, {"consent.revision": 0.3}),
}


def took(work: Callable[[], object], before: Settings, rounds: int) -> tuple[float, float]:
    """Return median seconds, by the clock and of the processor, in a process that has seen ``before``."""
    clock, processor = [], []
    for _ in range(rounds):
        MEMORY.clear()
        simulate(before)
        started, used = time.perf_counter(), time.process_time()
        work()
        clock.append(time.perf_counter() - started)
        processor.append(time.process_time() - used)
    return statistics.median(clock), statistics.median(processor)


@pytest.mark.parametrize(
    ("name", "levers", "budget"),
    [
        *((name, levers, 0.15) for name, levers in FAIR.items()),
        *((name, levers, 0.5) for name, levers in RETRAINING.items()),
        ("train: exponentiated gradient", (BIASED, {"train.mitigation": "exponentiated_gradient"}), 3.0),
    ],
)
def test_changed_lever(tell, name: str, levers: tuple[dict[str, Any], dict[str, Any]], budget: float) -> None:
    before = Settings().replace(**levers[0])
    after = before.replace(**levers[1])
    seconds, processor = took(lambda: simulate(after), before, rounds=5)
    tell(f"lever {name} ({processor:.2f} s of processor)", seconds, f"{budget:g} s")
    assert processor < budget * 2  # twice the budget: machines differ


def _along(pressure: str) -> None:
    first, *steps = positions(Settings(), pressure)
    for step in steps:
        losses_between(first, step)


def test_who_pays_along_every_pressure(tell) -> None:
    for pressure in PRESSURES:
        seconds, processor = took(lambda pressure=pressure: _along(pressure), Settings(), 3)
        tell(f"who pays, along {pressure} ({processor:.2f} s of processor)", seconds)
        assert processor < 3


def test_what_six_sources_are_worth(tell) -> None:
    assert tables_to_try(Settings()) == 64
    MEMORY.clear()
    simulate(Settings())  # who opens the page has seen its numbers elsewhere
    started, used, values = time.perf_counter(), time.process_time(), value_of_sources(Settings())
    next(values)
    first = time.perf_counter() - started
    *_, last = values
    processor = time.process_time() - used
    assert last.finished and last.method == "exact"
    tell("what six sources are worth: the first numbers", first, "1 s")
    name = f"what six sources are worth: Shapley values over 64 tables ({processor:.1f} s of processor)"
    tell(name, time.perf_counter() - started, "40 s")
    assert first < 1 * 2 and processor < 40 * 2


def test_what_the_fields_of_a_source_are_worth(tell) -> None:
    work = lambda: list(value_of_fields(Settings(), "purchases"))  # noqa: E731
    seconds, processor = took(work, Settings(), rounds=1)
    tell(f"what the twelve fields of a source are worth ({processor:.1f} s of processor)", seconds)
    assert processor < 20
