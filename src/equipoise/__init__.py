"""Equipoise: see the balance between personalised marketing and privacy, computed on invented customers."""

from __future__ import annotations

from equipoise.compare import Changes, compare, compare_groups
from equipoise.own_table import attack_table, protect_table
from equipoise.pipeline import attack_membership, run, simulate
from equipoise.report import AttackResult, Outcome, Rate
from equipoise.settings import Settings
from equipoise.trace import Trace, follow

__all__ = [
    "AttackResult",
    "Changes",
    "Outcome",
    "Rate",
    "Settings",
    "Trace",
    "attack_membership",
    "attack_table",
    "compare",
    "compare_groups",
    "follow",
    "protect_table",
    "run",
    "simulate",
]
