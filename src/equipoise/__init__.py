"""Equipoise: see the balance between personalised marketing and privacy, computed on invented customers.

The package is light to import: a name is loaded from its module when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from equipoise.any_table.own_table import attack_table, protect_table
    from equipoise.chain.advertising import advertise
    from equipoise.chain.compare import Changes, compare, compare_groups
    from equipoise.chain.content import communicate
    from equipoise.chain.on_demand import attack_membership
    from equipoise.chain.outcome import Outcome
    from equipoise.chain.partnership import share
    from equipoise.chain.pipeline import run, simulate
    from equipoise.chain.settings import Settings
    from equipoise.numerics.rate import Rate
    from equipoise.shared.column import Column
    from equipoise.shared.results import AttackResult
    from equipoise.shared.schema import Schema
    from equipoise.stages.attacks import registry as attacks
    from equipoise.stages.measure import measure
    from equipoise.stages.protect import protect
    from equipoise.studies.trace import Trace, follow

_MODULES = {
    "any_table.own_table": ("attack_table", "protect_table"),
    "chain.content": ("communicate",),
    "chain.advertising": ("advertise",),
    "chain.compare": ("Changes", "compare", "compare_groups"),
    "chain.outcome": ("Outcome",),
    "chain.partnership": ("share",),
    "chain.on_demand": ("attack_membership",),
    "chain.pipeline": ("run", "simulate"),
    "chain.settings": ("Settings",),
    "numerics.rate": ("Rate",),
    "shared.column": ("Column",),
    "shared.results": ("AttackResult",),
    "shared.schema": ("Schema",),
    "studies.trace": ("Trace", "follow"),
}
_HOMES = {name: module for module, names in _MODULES.items() for name in names}
_PACKAGES = {
    "attacks": "stages.attacks.registry",
    "measure": "stages.measure.measure",
    "protect": "stages.protect.protect",
}
"""Modules that are offered under a short name: ``from equipoise import measure``."""

__all__ = [
    "AttackResult",
    "Changes",
    "Column",
    "Outcome",
    "Rate",
    "Schema",
    "Settings",
    "Trace",
    "advertise",
    "attack_membership",
    "attack_table",
    "attacks",
    "communicate",
    "compare",
    "compare_groups",
    "follow",
    "measure",
    "protect",
    "protect_table",
    "run",
    "share",
    "simulate",
]


def __getattr__(name: str) -> Any:
    """Load a public name when it is first used (PEP 562)."""
    if name in _PACKAGES:
        found: Any = import_module(f"equipoise.{_PACKAGES[name]}")
    elif name in _HOMES:
        found = getattr(import_module(f"equipoise.{_HOMES[name]}"), name)
    else:
        raise AttributeError(f"module 'equipoise' has no attribute {name!r}")
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
