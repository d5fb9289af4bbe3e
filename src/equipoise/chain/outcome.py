"""The result of one run of the chain."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from equipoise.core.arrays import Array, Flags, Floats, Integers
from equipoise.numerics.rate import Rate
from equipoise.shared.results import AttackResult, ConsentReport, Disclosure, GroupReport, Headlines, Targeting

if TYPE_CHECKING:
    from equipoise.chain.settings import Settings


@dataclasses.dataclass(frozen=True, kw_only=True)
class Evidence:
    """Per-person facts behind the headlines, for paired comparisons; never written to a file.

    All arrays have one entry a customer, in the world's order.
    """

    evaluation: Flags
    right_offer: Flags
    selected: Flags
    reachable: Flags
    margin: Floats
    in_table: Flags
    identified: Mapping[str, Array]
    groups: Mapping[str, Integers]


@dataclasses.dataclass(frozen=True)
class FirstNumbers:
    """The headlines that are known before the attacks."""

    right_offer: Rate
    treated_alike: Rate


@dataclasses.dataclass(frozen=True, kw_only=True)
class Outcome:
    """The result of one run of the chain. Frozen."""

    settings: Settings
    headlines: Headlines
    targeting: Targeting
    fairness: Mapping[str, GroupReport]
    attacks: Mapping[str, AttackResult]
    consent: ConsentReport
    disclosure: Disclosure
    notes: tuple[str, ...]
    evidence: Evidence = dataclasses.field(repr=False, compare=False)

    def to_dict(self) -> dict[str, Any]:
        """Return the outcome as JSON-ready values, without timings; unknown numbers become None."""
        parts = ("headlines", "targeting", "fairness", "attacks", "consent", "disclosure", "notes")
        values: dict[str, Any] = {"settings": self.settings.to_dict()}
        return values | {part: plain(getattr(self, part)) for part in parts}


def plain(value: Any) -> Any:
    """Return dataclasses, mappings and sequences as JSON-ready values.

    A number that is unknown becomes None; one without bound, which JSON cannot write, "infinite" or "-infinite".
    """
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None if math.isnan(value) else "infinite" if value > 0 else "-infinite"
    return value
