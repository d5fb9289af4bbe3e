import dataclasses
import datetime
import json

import pytest

from equipoise.core.errors import DataError
from equipoise.studies.evidence import results as module
from equipoise.studies.evidence.entries import entries
from equipoise.studies.evidence.measured import SEEDS, in_world
from equipoise.studies.evidence.results import Found, agreeing, compute, read, results, write

CHEAP = ("A04", "C10")
"""Effects that need the population and the banner only."""


def found(name, *values):
    return Found(
        entry=entries()[name],
        values=values,
        seeds=tuple(range(1, len(values) + 1)),
        date=datetime.date(2026, 11, 30),
        version="1",
    )


def test_results_cover_exactly_the_effects_that_can_be_expressed():
    assert list(results()) == [name for name, entry in entries().items() if entry.computed]
    assert all(each.seeds == SEEDS for each in results().values())


@pytest.mark.parametrize("name", CHEAP)
def test_an_effect_computed_again_is_within_its_interval(name):
    """One world is within the range of a new observation: Student's interval of the mean, widened by sqrt(n + 1)."""
    stored = results()[name]
    half = (stored.rate.high - stored.rate.low) / 2 * (len(SEEDS) + 1) ** 0.5
    assert abs(in_world(stored.entry, SEEDS[0]) - stored.rate.value) <= half
    assert in_world(stored.entry, SEEDS[1]) == pytest.approx(stored.values[1], abs=1e-4)


def test_effects_are_computed_world_by_world_and_progress_is_told(monkeypatch):
    asked, told = [], []
    monkeypatch.setattr(module, "in_world", lambda entry, seed: asked.append((entry.id, seed)) or float(seed))
    chosen = [entries()[name] for name in ("A04", "A08", "C10")]
    computed = compute(chosen, seeds=(3, 4), report=lambda share, name: told.append((share, name)))
    assert asked == [("A04", 3), ("C10", 3), ("A04", 4), ("C10", 4)]
    assert told == [(0.0, "A04"), (0.25, "C10"), (0.5, "A04"), (0.75, "C10")]
    assert computed.keys() == {"A04", "C10"}  # A08 cannot be expressed
    assert computed["A04"].values == (3.0, 4.0) and computed["A04"].seeds == (3, 4)


def test_what_is_written_is_read_again(tmp_path):
    path = tmp_path / "results.json"
    kept = {name: found(name, 60.0, 62.5) for name in ("C10", "A04")}
    write(kept, path)
    assert read(path) == {name: kept[name] for name in ("A04", "C10")}
    stored = json.loads(path.read_text(encoding="utf-8"))["A04"]
    assert stored["value"] == 61.25 and stored["low"] < 60 < 62.5 < stored["high"]


@pytest.mark.parametrize(
    "text",
    ["{", '{"Z99": {}}', '{"A04": {}}', '{"A04": {"by_world": {"1": "x"}, "date": "2026-11-30", "version": ""}}'],
)
def test_results_that_cannot_be_read_are_refused(tmp_path, text):
    path = tmp_path / "results.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=r"results\.json"):
        read(path)


def test_those_that_agree_are_counted_by_status():
    inside, outside = found("A04", 63.0, 63.1), found("A05-month", 80.0, 80.1)
    other = dataclasses.replace(found("D19", 9.0, 9.1))
    assert agreeing({"A04": inside, "A05-month": outside, "D19": other}, "fitted") == (1, 2)
    assert agreeing({"D19": other}, "not_fitted") == (0, 1)
