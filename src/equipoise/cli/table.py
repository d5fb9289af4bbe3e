"""The commands on a table of one's own: a CSV file and a schema."""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from equipoise.chain.outcome import plain
from equipoise.chain.settings import LEVERS, Settings, parse
from equipoise.cli.chain import assigned, warn_of_idle
from equipoise.core.errors import DataError, SettingsError
from equipoise.numerics.rate import Rate
from equipoise.shared.files import read_schema, read_table
from equipoise.shared.results import Disclosure
from equipoise.shared.schema import Schema
from equipoise.story.summary import attack_lines, in_100, interval
from equipoise.texts.catalogue import texts

if TYPE_CHECKING:
    from equipoise.cli.chain import Commands

_LINE = "{:<38}{:>14}   {}"
_PROTECT = tuple(name.removeprefix("protect.") for name in LEVERS if name.startswith("protect."))


def add_to(commands: Commands) -> None:
    """Add the commands ``disclose``, ``protect`` and ``attack``."""
    disclose = _command(commands, "disclose", "measure what a table gives away: k, l, t, unique share", _disclose)
    disclose.add_argument("--json", action="store_true", help="print JSON in place of a table")
    protect = _command(commands, "protect", "protect a table and write it to a file", _protect)
    protect.add_argument("--out", metavar="OUT.csv", type=Path, required=True, help="where the release is written")
    attack = _command(commands, "attack", "attack a table, protected or not", _attack)
    attack.add_argument("--only", metavar="NAME,...", default="", help="which attacks (all of them)")
    attack.add_argument("--knows", metavar="COLUMN,...", default="", help="what is known (all quasi-identifiers)")
    attack.add_argument("--trait", metavar="COLUMN[=LEVEL]", default="", help="what the attacker wants to find out")
    attack.add_argument("--withheld", metavar="SHARE", default="0.1", help="share of rows kept out as controls (0.1)")
    attack.add_argument("--json", action="store_true", help="print JSON in place of a table")
    for command in (protect, attack):
        command.add_argument("--seed", metavar="N", default="0", help="of every random draw (0)")
        command.add_argument("--set", metavar="NAME=VALUE", nargs="+", action="extend", default=[], help="protect.k=10")
        for name in _PROTECT:
            command.add_argument(f"--{name}", metavar="VALUE", help=texts().label(f"protect.{name}"))


def _command(commands: Commands, name: str, purpose: str, command: Any) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=purpose, allow_abbrev=False)
    parser.add_argument("file", metavar="FILE.csv", type=Path, help="the table: UTF-8, with a header, a person a row")
    parser.add_argument("--schema", metavar="SCHEMA.toml", type=Path, required=True, help="what its columns mean")
    parser.set_defaults(command=command)
    return parser


def _disclose(options: argparse.Namespace) -> None:
    from equipoise.any_table.own_table import disclosure  # the engine takes a moment to load

    schema = read_schema(options.schema)
    schema = schema.only(schema.names("quasi", "sensitive", "behaviour"))  # identifiers may be gone already
    found = disclosure(read_table(options.file, schema, exact=False), schema)
    print(_json(found) if options.json else "\n".join(_disclosed(found)))


def _protect(options: argparse.Namespace) -> None:
    from equipoise.any_table.own_table import protect_table, release_disclosure

    frame, schema = _table(options)
    release = protect_table(frame, schema, seed=parse("population.seed", options.seed), **_levers(options))
    try:
        release.frame.to_csv(options.out, index=False)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not a path"
        rule = f"this file cannot be written ({reason})."
        raise DataError.about(str(options.out), rule, "Choose another place.") from error
    print("\n".join(_disclosed(release_disclosure(release))))


def _attack(options: argparse.Namespace) -> None:
    from equipoise.any_table.own_table import ON_TABLES, attack_table

    frame, schema = _table(options)
    results = attack_table(
        frame,
        schema,
        knows=_names(options.knows),
        trait=options.trait,
        only=_names(options.only) or ON_TABLES,
        withheld=_share(options.withheld),
        seed=parse("population.seed", options.seed),
        **_levers(options, technique="none"),
    )
    print(_json(results) if options.json else "\n".join(attack_lines(results)))


def _table(options: argparse.Namespace) -> tuple[pd.DataFrame, Schema]:
    schema = read_schema(options.schema)
    return read_table(options.file, schema), schema


def _levers(options: argparse.Namespace, technique: str = LEVERS["protect.technique"].default) -> dict[str, Any]:
    """Return the levers of the stage "protect" that the flags move, by their short names."""
    flags = {name: getattr(options, name) for name in _PROTECT if getattr(options, name) is not None}
    moved = assigned([*options.set, *(f"protect.{name}={text}" for name, text in flags.items())])
    foreign = next((name for name in moved if not name.startswith("protect.")), None)
    if foreign is not None:
        rule = "a table of one's own has only the levers of the stage protect."
        raise SettingsError.about(foreign, rule, f"Use any of: {', '.join(f'protect.{name}' for name in _PROTECT)}.")
    warn_of_idle(Settings().replace(**{"protect.technique": technique} | moved), moved)
    return {name.removeprefix("protect."): value for name, value in moved.items()}


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",")) if text else ()


def _share(text: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        raise SettingsError.about(text, "a share is a number from 0.01 to 0.5.", "Use --withheld 0.1.") from error


def _json(found: Any) -> str:
    return json.dumps(plain(found), indent=2, allow_nan=False)


def _disclosed(found: Disclosure) -> Iterator[str]:
    """Yield one line for every measure that the report has; per column where it is about sensitive columns."""
    for key in Disclosure.__dataclass_fields__:
        value, title = getattr(found, key), texts()[f"number.{key}.title"]
        if isinstance(value, Mapping):
            yield from (_measure(f"{title}, {name}", part) for name, part in value.items())
        else:
            yield _measure(title, value)


def _measure(title: str, value: Rate | float) -> str:
    if isinstance(value, Rate):
        return _LINE.format(title, in_100(value), interval(value)).rstrip()
    words = "unknown" if math.isnan(value) else f"{value:,}" if isinstance(value, int) else f"{value:.3f}"
    return _LINE.format(title, words, "").rstrip()
