"""The commands on a table of one's own: a CSV file and a schema."""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from equipoise.any_table.checked import findable
from equipoise.any_table.knowledge import ON_TABLES
from equipoise.any_table.levers import parse_lever
from equipoise.any_table.own_table import attack_table, protect_table
from equipoise.any_table.spent import marked, noisy, spent
from equipoise.chain.outcome import plain
from equipoise.chain.settings import LEVERS, Settings, parse
from equipoise.cli.aside import say_aside
from equipoise.cli.assignments import assigned, loud, warn_of_idle
from equipoise.cli.output import check_target, formulas, write_table
from equipoise.cli.parsers import PROTECT
from equipoise.core.errors import DataError, SettingsError, shown
from equipoise.numerics.rate import Rate
from equipoise.shared.csv_table import Layout, read_table
from equipoise.shared.files import read_schema
from equipoise.shared.results import Disclosure
from equipoise.shared.schema import Schema
from equipoise.stages.measure.disclosure import disclosure, release_disclosure
from equipoise.story.summary import in_100, interval, table_lines
from equipoise.texts.catalogue import texts

MOST_LINES = 1000
"""The most rows that stand out and are named."""
_LINE = "{:<38}{:>14}   {}"


def disclose(options: argparse.Namespace) -> None:
    """Measure the disclosure of a table."""
    schema = read_schema(options.schema)
    needed = schema.names("quasi", "sensitive", "behaviour")  # identifiers may be gone already
    frame = read_table(options.file, schema, _layout(options), needed=needed)
    found, standing = disclosure(frame, schema), _standing(frame, schema, _whole(options.stand_out))
    if options.json:
        print(json.dumps(plain(found) | plain(standing), indent=2, allow_nan=False))
        return
    print("\n".join(_disclosed(found)))
    if standing:
        alone = {name: in_100(rate) for name, rate in standing["alone_without"].items()}
        listed = ", ".join(f"{name} {share}" for name, share in alone.items())
        print(texts()["cli.disclose.without"].format(columns=listed))
        print(texts()["cli.disclose.standing"].format(lines=", ".join(map(str, standing["standing_lines"]))))


def _standing(frame: pd.DataFrame, schema: Schema, most: int) -> dict[str, Any]:
    """Return the lines of some rows that are alone, and the share that is alone without each column; nothing for 0."""
    if not most:
        return {}
    seen = findable(frame, schema, most=most)
    lines = [int(frame.index[place]) for place in seen.standing]
    return {"alone_without": dict(seen.without), "standing_lines": lines}


def _whole(text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        number = -1
    if not 0 <= number <= MOST_LINES:
        raise SettingsError.about(text, "table.lines", most=MOST_LINES)
    return number


def protect(options: argparse.Namespace) -> None:
    """Protect a table and write it to a file."""
    check_target(options.out, (options.file, options.schema), options.force)
    frame, schema = _table(options)
    seed = None if options.seed is None else parse("population.seed", options.seed)
    with loud():
        release = protect_table(frame, schema, seed=seed, **_levers(options))
    if not release.schema.columns:
        raise DataError.about(str(options.file), "table.nothing_left")
    written = release.frame if seed is None or not noisy(release) else marked(release.frame, seed)
    write_table(written, release.schema, options.out, _layout(options))
    for name, cell in formulas(written):
        say_aside(texts()["cli.formula"].format(column=shown(name), cell=shown(cell)))
    print("\n".join(map(str, filter(None, (*_disclosed(release_disclosure(release)), spent(release))))))


def attack(options: argparse.Namespace) -> None:
    """Attack a table, protected or not."""
    frame, schema = _table(options)
    with loud():
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
    print(_json(results) if options.json else "\n".join(table_lines(results)))


def _table(options: argparse.Namespace) -> tuple[pd.DataFrame, Schema]:
    schema = read_schema(options.schema)
    return read_table(options.file, schema, _layout(options)), schema


def _layout(options: argparse.Namespace) -> Layout:
    return Layout(separator=options.separator.replace("\\t", "\t"), decimal=options.decimal)


def _levers(options: argparse.Namespace, technique: str = LEVERS["protect.technique"].default) -> dict[str, Any]:
    """Return the levers of the stage "protect" that the flags move, by their short names."""
    flags = {name: getattr(options, name) for name in PROTECT if getattr(options, name) is not None}
    moved = assigned([*options.set, *(f"protect.{name}={text}" for name, text in flags.items())], parse_lever)
    foreign = next((name for name in moved if not name.startswith("protect.")), None)
    if foreign is not None:
        raise SettingsError.about(foreign, "lever.not_of_tables", levers=[f"protect.{name}" for name in PROTECT])
    warn_of_idle(Settings().replace(**{"protect.technique": moved.get("protect.technique", technique)}), moved)
    return {name.removeprefix("protect."): value for name, value in moved.items()}


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",")) if text else ()


def _share(text: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        raise SettingsError.about(text, "table.share") from error


def _json(found: Any) -> str:
    return json.dumps(plain(found), indent=2, allow_nan=False)


def _disclosed(found: Disclosure) -> Iterator[str]:
    """Yield one line for every measure that the report has; per column where it is about sensitive columns."""
    for key in Disclosure.__dataclass_fields__:
        value, title = getattr(found, key), texts()[f"number.{key}.title"]
        if isinstance(value, Mapping):
            yield from (
                _measure(texts()["summary.of_column"].format(title=title, column=name), part)
                for name, part in value.items()
            )
        else:
            yield _measure(title, value)


def _measure(title: str, value: Rate | float) -> str:
    if isinstance(value, Rate):
        return _LINE.format(title, in_100(value), interval(value)).rstrip()
    return _LINE.format(title, _number(value), "").rstrip()


def _number(value: float) -> str:
    if math.isnan(value):
        return texts()["summary.unknown"]
    if math.isinf(value):
        return texts()["summary.unbounded"]
    return f"{value:,}" if isinstance(value, int) else f"{value:.3f}"
