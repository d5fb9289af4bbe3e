"""The published effects that the simulation is compared with: ``data/evidence/*.toml``, a table an effect.

``docs/evidence.md`` explains the fields to those who add one.
"""

from __future__ import annotations

import dataclasses
import math
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, get_args

from equipoise.chain.settings import Settings
from equipoise.core.errors import DataError, ReasonError, SettingsError, shown
from equipoise.core.resources import data

Status = Literal["foretold", "not_fitted", "fitted", "not_expressible"]
"""How the simulation came to the effect; an effect is foretold if nobody here had seen its value before."""
Verified = Literal["verified", "secondary", "recomputed", "unchecked"]
"""Whether the value was seen in the source, in a text about it, was recomputed from raw data, or is from memory."""
Rule = Literal["overlap", "up", "down", "monotone"]
"""When the simulation agrees.

overlap: the interval of the simulated value overlaps the published range. up, down: the whole interval is above, or
below, zero. monotone: the smallest step of a curve in its direction is at least zero in every world.
"""
Unit = Literal["percent", "points", "change", "hundredths", "auc", "plain", "times", "dollars", "a_day", "trillions"]
"""percent and points: shares and their differences, of 100. change: a difference in percent of what was before.
hundredths: a hundred times the value. auc: an area under the ROC curve, .5 for guesses at random."""

AREAS = ("identity", "traits", "offers", "consent", "fairness", "privacy", "explaining")
"""The files of ``data/evidence``, in the order in which the page shows them."""
CONCERNED = ("right_offer", "identified", "treated_alike", "margin_per_1000", "reach")
"""The numbers that an effect can concern."""
_ID = re.compile(r"[A-Z][0-9]{2}(-[a-z]+)*")


@dataclasses.dataclass(frozen=True, kw_only=True)
class Entry:
    """A published effect, and what of the simulation answers to it.

    Attributes:
        id: its name. area: the name of its file.
        claim: what was found, in plain words. source, link, year: where. verified: how sure the value is.
        value: in ``unit``; NaN where only a direction was published.
        low, high: the range with which the simulation has to agree; an open end is infinite.
        status: see `Status`. reason: why it cannot be expressed. remark: what else a reader should know.
        measured: what of the simulation answers to it, in plain words. headlines: the numbers that it concerns.
        measure: where that is computed: a number of `Measured` ("targeting.auc"), or a function of `Settings`
            ("package.module:name").
        here, against: levers that are moved from their defaults; with ``against``, the two values are compared.
        agrees: see `Rule`.
    """

    id: str
    area: str
    claim: str
    source: str
    link: str
    year: int
    verified: Verified
    unit: Unit
    status: Status
    headlines: tuple[str, ...]
    value: float = math.nan
    low: float = -math.inf
    high: float = math.inf
    measured: str = ""
    remark: str = ""
    reason: str = ""
    measure: str = ""
    here: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    against: Mapping[str, Any] | None = None
    agrees: Rule = "overlap"

    @property
    def computed(self) -> bool:
        """Whether the simulation can express it."""
        return self.status != "not_expressible"

    @property
    def directed(self) -> bool:
        """Whether only a direction is compared."""
        return self.agrees != "overlap"


_CHOICES = {
    "verified": get_args(Verified),
    "unit": get_args(Unit),
    "status": get_args(Status),
    "agrees": get_args(Rule),
}
_WORDS = ("claim", "source", "link", "measured", "remark", "reason", "measure")
_LEVERS = ("here", "against")
_FIELDS = {field.name for field in dataclasses.fields(Entry)} - {"id", "area"}
_NEEDED = {"claim", "source", "link", "year", "verified", "unit", "status", "headlines"}


@cache
def entries() -> Mapping[str, Entry]:
    """Return all effects by id, area by area.

    Raises:
        DataError: a file cannot be read, or an entry breaks a rule; the error names it.
    """
    found: dict[str, Entry] = {}
    for area in AREAS:
        for entry in read(data("evidence", f"{area}.toml")):
            if entry.id in found:
                raise DataError.about(entry.id, "evidence.twice")
            found[entry.id] = entry
    return MappingProxyType(found)


def about(number: str) -> tuple[Entry, ...]:
    """Return the effects that concern a number."""
    return tuple(entry for entry in entries().values() if number in entry.headlines)


def read(path: Path) -> list[Entry]:
    """Return the effects of one file.

    Raises:
        DataError: see `entries`.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DataError.about(path.name, "evidence.unreadable", reason=error) from error
    return [_entry(name, path.stem, values) for name, values in tables.items()]


def _entry(name: str, area: str, values: object) -> Entry:
    try:
        _check_fields(name, values)
        assert isinstance(values, dict)
        entry = Entry(id=name, area=area, **{**values, "headlines": tuple(values["headlines"])})
        _check_whole(entry)
    except ReasonError as reason:
        raise DataError.about(name, "evidence.broken", reason=reason) from reason
    return entry


def _check_fields(name: str, values: object) -> None:
    """Raise a `ReasonError` unless an entry has the fields that it needs, no others, and permitted values."""
    if not isinstance(values, dict) or not _ID.fullmatch(name):
        raise ReasonError("evidence_name")
    for field in sorted(_NEEDED - values.keys()):
        raise ReasonError("evidence_missing", {"field": field})
    for field, value in values.items():
        if field not in _FIELDS:
            raise ReasonError("evidence_unknown", {"field": field})
        if not _permitted(field, value):
            raise ReasonError("evidence_value", {"field": field, "value": shown(value)})


def _permitted(field: str, value: object) -> bool:
    if field in _CHOICES:
        return value in _CHOICES[field]
    if field in _WORDS:
        return isinstance(value, str) and value == value.strip() != ""
    if field == "headlines":
        return isinstance(value, list) and bool(value) and set(value) <= set(CONCERNED)
    if field in _LEVERS:
        return isinstance(value, dict) and _are_levers(value)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    return isinstance(value, int) if field == "year" else math.isfinite(value)


def _are_levers(levers: Mapping[str, Any]) -> bool:
    try:
        Settings().replace(**levers)
    except SettingsError:
        return False
    return True


def _check_whole(entry: Entry) -> None:
    """Raise a `ReasonError` unless the fields of an entry go together."""
    if entry.value < entry.low or entry.value > entry.high:
        raise ReasonError("evidence_range")
    if not entry.link.startswith("https://"):
        raise ReasonError("evidence_link")
    if not entry.computed and (entry.measure or not entry.reason):
        raise ReasonError("evidence_reason")
    if entry.computed and (entry.reason or not (entry.measure and entry.measured)):
        raise ReasonError("evidence_measure")
    if entry.computed and not entry.directed and not math.isfinite(entry.high - entry.low):
        raise ReasonError("evidence_no_range")
