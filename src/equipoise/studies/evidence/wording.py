"""Published and simulated values in words."""

from __future__ import annotations

import math

from equipoise.studies.evidence.entries import Entry
from equipoise.studies.evidence.results import Found
from equipoise.texts.catalogue import texts
from equipoise.texts.numerals import plain


def published(entry: Entry) -> str:
    """Return what was published, with its range: "90% (85 to 97)"; of a direction, which one."""
    if entry.directed:
        return texts()[f"evidence.rule.{entry.agrees}"]
    if math.isnan(entry.value):
        return ""
    value = _in_unit(entry, entry.value)
    return _with_range(value, entry.low, entry.high) if math.isfinite(entry.high - entry.low) else value


def simulated(found: Found) -> str:
    """Return what the simulation gives, with the interval over the worlds."""
    rate = found.rate
    return _with_range(_in_unit(found.entry, rate.value), rate.low, rate.high)


def verdict(found: Found) -> str:
    """Return whether the two agree."""
    return texts()["evidence.verdict.agrees" if found.agrees else "evidence.verdict.differs"]


def _in_unit(entry: Entry, value: float) -> str:
    return texts()[f"evidence.unit.{entry.unit}"].format(number=plain(value))


def _with_range(value: str, low: float, high: float) -> str:
    return texts()["evidence.range"].format(value=value, low=plain(low), high=plain(high))
