"""What most visitors will ask first: computed in idle time, so that it is there when they do."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

from equipoise.chain.asking import question
from equipoise.chain.pipeline import simulate
from equipoise.chain.scenarios import scenarios
from equipoise.chain.settings import Settings
from equipoise.personal.cast import characters
from equipoise.runtime.compute import Question
from equipoise.studies.crowd.facts import crowd
from equipoise.ui.shared.bundles import STOLEN, TOGGLES


def questions() -> Iterator[Question[Any]]:
    """Yield what the first pages show: the stolen tables, the default, one toggle moved, the scenarios, all toggles."""
    typical, positions = Settings(), [list(toggle.values()) for toggle in TOGGLES.values()]
    for levers in STOLEN.values():
        yield question(crowd, typical.replace(**levers), kind="warm")
    yield question(simulate, typical, kind="warm")
    yield question(characters, typical, kind="warm")
    for moved in dict.fromkeys(typical.replace(**levers) for toggle in positions for levers in toggle):
        yield question(simulate, moved, kind="warm")
    for scenario in scenarios().values():
        yield question(simulate, scenario.settings, kind="warm")
    for bundles in product(*positions):
        moved = typical
        for levers in bundles:
            moved = moved.replace(**levers)
        yield question(simulate, moved, kind="warm")
