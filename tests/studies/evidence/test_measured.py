import dataclasses
import math

import pytest

from equipoise.chain.settings import Settings
from equipoise.numerics.rate import Rate
from equipoise.studies.evidence import measured
from equipoise.studies.evidence.entries import entries
from equipoise.studies.evidence.measured import agrees, in_world, measure_of, over_worlds

OVERLAP = entries()["D19"]


def test_the_interval_over_worlds_by_hand():
    """Of 1, 2, 3 the standard deviation is 1; Student's factor for two degrees of freedom is 4.303."""
    found = over_worlds([1.0, 2.0, 3.0])
    assert (found.value, found.n) == (2.0, 3)
    assert found.high - 2 == pytest.approx(4.303 / math.sqrt(3), abs=1e-3) == 2 - found.low


def test_one_world_says_nothing_about_others():
    assert over_worlds([4.0]).high == math.inf


@pytest.mark.parametrize(
    ("rule", "values", "agreeing"),
    [
        ("overlap", [1.4, 1.5, 1.4], True),  # the mean is below the range, the interval reaches into it
        ("overlap", [1.4, 1.4, 1.4], False),
        ("overlap", [2.2, 2.2, 2.2], False),
        ("up", [0.2, 0.2, 0.3], True),
        ("up", [-1.0, 2.0, 0.0], False),
        ("down", [-0.2, -0.2, -0.3], True),
        ("down", [0.2, 0.2, 0.2], False),
        ("monotone", [0.0, 0.1], True),
        ("monotone", [0.5, -0.1], False),
    ],
)
def test_when_the_simulation_agrees(rule, values, agreeing):
    entry = dataclasses.replace(OVERLAP, agrees=rule, low=1.5, high=2.1, value=1.72)
    assert agrees(entry, values) is agreeing


@pytest.fixture
def known(monkeypatch):
    """A measure that needs no simulation: k of the settings, and the seed in tens."""
    monkeypatch.setattr(
        measured, "measure_of", lambda name: lambda settings: settings["protect.k"] + settings["population.seed"] / 10
    )


@pytest.mark.parametrize(
    ("unit", "against", "value"),
    [
        ("plain", None, 20.4),
        ("plain", {"protect.k": 10}, 10.0),
        ("points", {"protect.k": 10}, 1000.0),
        ("change", {"protect.k": 10}, 100 * (20.4 / 10.4 - 1)),
        ("percent", None, 2040.0),
    ],
)
def test_a_value_or_a_comparison_in_the_unit_of_the_entry(known, unit, against, value):
    entry = dataclasses.replace(OVERLAP, unit=unit, here={"protect.k": 20}, against=against)
    assert in_world(entry, seed=4) == pytest.approx(value)


def test_a_number_of_the_measures_or_a_function():
    here = Settings().replace(**{"population.size": 1_000})
    assert 0.4 < measure_of("targeting.auc")(here).value < 0.8
    assert 0.4 < measure_of("consent.yes.offers")(here).value < 0.9
    assert measure_of("equipoise.studies.evidence.consent:answered")(here) == pytest.approx(0.98, abs=0.02)


def test_of_a_number_with_an_interval_the_value_counts(monkeypatch):
    monkeypatch.setattr(measured, "measure_of", lambda name: lambda settings: Rate(0.4, 0.3, 0.5, 10))
    assert in_world(dataclasses.replace(OVERLAP, unit="percent", here={}, against=None), seed=1) == 40.0
