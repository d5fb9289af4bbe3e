"""What the simulation gives for a published effect, in one world or in several."""

from __future__ import annotations

import math
import pkgutil
from collections.abc import Callable, Mapping
from functools import reduce
from typing import Any, cast

import numpy as np
from scipy.stats import t as student

from equipoise.chain.pipeline import Chain
from equipoise.chain.settings import Settings
from equipoise.numerics.rate import Rate
from equipoise.numerics.stats import CONFIDENCE
from equipoise.studies.evidence.entries import Entry

Measure = Callable[[Settings], float | Rate]
"""Takes settings, and returns a share (0 to 1) or another number."""

SEEDS = (1, 2, 3, 4, 5)
"""The worlds in which every effect is computed."""
OF_100 = ("percent", "points", "change", "hundredths")
"""Units whose values are a hundred times what is measured."""


def measure_of(name: str) -> Measure:
    """Return what an entry's ``measure`` names: a number of `Measured`, or a function of `Settings`."""
    if ":" in name:
        function: Measure = pkgutil.resolve_name(name)
        return function
    parts = name.split(".")

    def read(settings: Settings) -> float | Rate:
        found: float | Rate = reduce(_part, parts, cast(Any, Chain(settings).measure.value))
        return found

    return read


def _number(found: float | Rate) -> float:
    return float(found.value if isinstance(found, Rate) else found)


def _part(whole: Any, name: str) -> Any:
    return whole[name] if isinstance(whole, Mapping) else getattr(whole, name)


def in_world(entry: Entry, seed: int) -> float:
    """Return the simulated value of an effect in one world, in the entry's unit.

    Raises:
        EquipoiseError: a setting cannot be simulated.
    """
    measure, base = measure_of(entry.measure), Settings().replace(**{"population.seed": seed})
    value = _number(measure(base.replace(**entry.here)))
    if entry.against is not None:
        other = _number(measure(base.replace(**entry.against)))
        value = value / other - 1.0 if entry.unit == "change" else value - other
    return 100.0 * value if entry.unit in OF_100 else value


def over_worlds(values: list[float]) -> Rate:
    """Return the mean over independently drawn worlds with Student's interval; ``n`` counts the worlds."""
    n, mean = len(values), float(np.mean(values))
    if n < 2:
        return Rate(mean, -math.inf, math.inf, n)
    half = float(student.ppf(0.5 + CONFIDENCE / 2, n - 1) * np.std(values, ddof=1) / math.sqrt(n))
    return Rate(mean, mean - half, mean + half, n)


def agrees(entry: Entry, values: list[float]) -> bool:
    """Return whether the simulation agrees with an effect by the entry's own rule (see `entries.Rule`)."""
    found = over_worlds(values)
    match entry.agrees:
        case "overlap":
            return found.low <= entry.high and found.high >= entry.low
        case "up":
            return found.low > 0
        case "down":
            return found.high < 0
        case "monotone":
            return min(values) >= 0
