"""The commands that run the chain on the invented world, or list what it can be set to."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from equipoise.chain.scenarios import scenario, scenarios
from equipoise.chain.settings import LEVERS, MAX_TEXT, Settings, parse, write
from equipoise.core.errors import SettingsError
from equipoise.core.levers import Lever
from equipoise.shared.files import read_text
from equipoise.story.summary import summary
from equipoise.texts.catalogue import texts

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[Any]


def add_to(commands: Commands) -> None:
    """Add the commands of the chain."""
    simulate = commands.add_parser("simulate", help="run the chain and show the outcome", allow_abbrev=False)
    start = simulate.add_mutually_exclusive_group()
    start.add_argument("--scenario", metavar="ID", help="start from a scenario (see: equipoise scenarios)")
    start.add_argument("--settings", metavar="FILE", type=Path, help="start from a TOML or JSON file")
    simulate.add_argument(
        "--set",
        metavar="NAME=VALUE",
        nargs="+",
        action="extend",
        default=[],
        help="move levers: protect.k=10",
    )
    simulate.add_argument("--seed", metavar="N", help="short for --set population.seed=N")
    simulate.add_argument("--json", action="store_true", help="print JSON in place of a table")
    simulate.set_defaults(command=_simulate)
    commands.add_parser("scenarios", help="list the scenarios").set_defaults(command=_scenarios)
    commands.add_parser("levers", help="list the levers").set_defaults(command=_levers)


def _simulate(options: argparse.Namespace) -> None:
    settings, moved = chosen(options.scenario, options.settings, options.set, options.seed)
    warn_of_idle(settings, moved)
    from equipoise import simulate  # the engine takes a moment to load, and listing levers needs none of it

    outcome = simulate(settings)
    print(json.dumps(outcome.to_dict(), indent=2, allow_nan=False) if options.json else summary(outcome))


def warn_of_idle(settings: Settings, moved: Collection[str]) -> None:
    """Say which of the levers that somebody moved have no effect."""
    inactive = settings.inactive()
    for name in LEVERS:
        if name in moved and name in inactive:
            print(f"equipoise: {name} has no effect here. {texts()[inactive[name]]}", file=sys.stderr)


def chosen(
    scenario_id: str | None, file: Path | None, assignments: Sequence[str], seed: str | None
) -> tuple[Settings, set[str]]:
    """Return the settings that the flags ask for, and the names of the levers that somebody moved on purpose.

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


def assigned(assignments: Iterable[str]) -> dict[str, Any]:
    """Return the values of levers that are written as ``name=value``.

    Raises:
        SettingsError: an assignment cannot be read, or one lever is set twice.
    """
    levers: dict[str, Any] = {}
    for assignment in assignments:
        name, sign, text = assignment.partition("=")
        if not sign:
            raise SettingsError.about(assignment, "a lever is set with an equals sign.", "Use name=value.")
        if name in levers:
            raise SettingsError.about(name, "this lever is set twice.", "Set it once.")
        levers[name] = parse(name, text)
    return levers


def _read(file: Path) -> Settings:
    text = read_text(file, MAX_TEXT)
    return Settings.from_json(text) if file.suffix == ".json" else Settings.from_toml(text)


def _scenarios(_: argparse.Namespace) -> None:
    for each in scenarios().values():
        print(f"{each.id:<15}{each.title}: {each.description}")


def _levers(_: argparse.Namespace) -> None:
    for name, declared in LEVERS.items():
        print(f"{name:<30}{texts().label(name)}. {_permitted(declared)}. Default: {write(declared.default)}.")


def _permitted(declared: Lever) -> str:
    match declared.kind:
        case "flag":
            return "true or false"
        case "choice":
            return f"One of {', '.join(declared.choices)}"
        case "subset":
            return f"Any of {', '.join(declared.choices)}"
        case "integer" | "number":
            return f"{declared.low:,.10g} to {declared.high:,.10g} {declared.unit}".rstrip()
