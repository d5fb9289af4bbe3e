"""The command ``simulate``: run the chain on the invented world."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from equipoise.chain import pipeline
from equipoise.chain.scenarios import scenario
from equipoise.chain.settings import Settings
from equipoise.chain.writing import MAX_TEXT
from equipoise.cli.aside import say_aside
from equipoise.cli.assignments import assigned, warn_of_idle
from equipoise.runtime.compute import fits_this_machine
from equipoise.shared.files import read_text
from equipoise.story.summary import summary


def simulate(options: argparse.Namespace) -> None:
    """Run the chain and print the outcome."""
    settings, moved = chosen(options.scenario, options.settings, options.set, options.seed)
    warn_of_idle(settings, moved)
    fits_this_machine(settings.population.size)
    outcome = pipeline.simulate(settings)
    print(json.dumps(outcome.to_dict(), indent=2, allow_nan=False) if options.json else summary(outcome))


def chosen(
    scenario_id: str | None, file: Path | None, assignments: Sequence[str], seed: str | None
) -> tuple[Settings, set[str]]:
    """Return the settings of the flags, and the names of the levers that were set on the command line.

    Raises:
        EquipoiseError: something that was given cannot be used.
    """
    settings, moved = Settings(), set[str]()
    if scenario_id is not None:
        settings = scenario(scenario_id).settings
    elif file is not None:
        settings = _read(file)
        moved |= set(Settings().changes(settings))
    extra = [] if seed is None else [f"population.seed={seed}"]
    levers = assigned([*assignments, *extra])
    return settings.replace(**levers), moved | levers.keys()


def _read(file: Path) -> Settings:
    settings, changed = Settings.read(read_text(file, MAX_TEXT), "json" if file.suffix == ".json" else "toml")
    for each in changed:
        say_aside(f"{file}: {each}")
    return settings
