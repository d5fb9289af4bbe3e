"""What came out: the simulated values of all published effects, in ``data/evidence/results.json``.

``python -m equipoise evidence --write data/evidence/results.json`` computes them again.
"""

from __future__ import annotations

import dataclasses
import datetime
import json
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import metadata
from pathlib import Path
from types import MappingProxyType
from typing import Any

from equipoise.core.errors import DataError
from equipoise.core.resources import data
from equipoise.numerics.rate import Rate
from equipoise.runtime.jobs import Report, quiet
from equipoise.studies.evidence.entries import Entry, Status, entries
from equipoise.studies.evidence.measured import SEEDS, agrees, in_world, over_worlds

_DIGITS = 6


@dataclasses.dataclass(frozen=True, kw_only=True)
class Found:
    """The simulated values of one effect, in the entry's unit.

    Attributes:
        entry: the effect. values: one in each of the worlds ``seeds``.
        date, version: when they were computed, and by which version of Equipoise.
    """

    entry: Entry
    values: tuple[float, ...]
    seeds: tuple[int, ...]
    date: datetime.date
    version: str

    @property
    def rate(self) -> Rate:
        """The mean over the worlds with its interval."""
        return over_worlds(list(self.values))

    @property
    def agrees(self) -> bool:
        """Whether the simulation agrees with what was published."""
        return agrees(self.entry, list(self.values))


def compute(wanted: Iterable[Entry], seeds: tuple[int, ...] = SEEDS, report: Report = quiet) -> dict[str, Found]:
    """Compute effects world by world, so that those that need the same runs share them.

    Raises:
        EquipoiseError: a setting cannot be simulated. Cancelled: nobody wants the results any more.
    """
    asked = [entry for entry in wanted if entry.computed]
    values: dict[str, list[float]] = {entry.id: [] for entry in asked}
    for done, (seed, entry) in enumerate((seed, entry) for seed in seeds for entry in asked):
        report(done / (len(seeds) * len(asked)), entry.id)
        values[entry.id].append(round(in_world(entry, seed), _DIGITS))
    today, version = datetime.date.today(), metadata.version("equipoise")
    return {
        entry.id: Found(entry=entry, values=tuple(values[entry.id]), seeds=seeds, date=today, version=version)
        for entry in asked
    }


@cache
def results() -> Mapping[str, Found]:
    """Return what came out, by the effect's id, in the order of the entries.

    Raises:
        DataError: the file is missing or broken, or names an effect that there is not.
    """
    return MappingProxyType(read(data("evidence", "results.json")))


def read(path: Path) -> dict[str, Found]:
    """Return the results of a file; raises as `results` does."""
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        found = {name: _read(entries()[name], values) for name, values in stored.items()}
    except (OSError, ValueError, TypeError, LookupError) as error:
        raise DataError.about(path.name, "evidence.results", reason=error) from error
    return {name: found[name] for name in entries() if name in found}


def _read(entry: Entry, values: Mapping[str, Any]) -> Found:
    by_world = {int(seed): float(value) for seed, value in values["by_world"].items()}
    return Found(
        entry=entry,
        values=tuple(by_world.values()),
        seeds=tuple(by_world),
        date=datetime.date.fromisoformat(values["date"]),
        version=str(values["version"]),
    )


def write(found: Mapping[str, Found], path: Path) -> None:
    """Write results to a file: of every effect its values by world, their mean, and the interval of the mean."""
    stored = {name: _written(found[name]) for name in entries() if name in found}
    path.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")


def _written(found: Found) -> dict[str, Any]:
    rate = found.rate
    return {
        "value": round(rate.value, _DIGITS),
        "low": round(rate.low, _DIGITS),
        "high": round(rate.high, _DIGITS),
        "by_world": dict(zip(map(str, found.seeds), found.values, strict=True)),
        "date": found.date.isoformat(),
        "version": found.version,
    }


def agreeing(found: Mapping[str, Found], status: Status) -> tuple[int, int]:
    """Return how many effects of a status the simulation agrees with, and how many there are."""
    verdicts = [each.agrees for each in found.values() if each.entry.status == status]
    return sum(verdicts), len(verdicts)
