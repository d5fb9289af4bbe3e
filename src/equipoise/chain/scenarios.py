"""Ready-made positions of all levers, read from ``data/scenarios``.

A file gives its place in the list, a title and a description, and under ``settings`` the levers that differ from the
scenario "Typical retailer".
"""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from equipoise.chain.settings import Settings
from equipoise.core.errors import DataError, SettingsError
from equipoise.core.resources import data, in_order


@dataclasses.dataclass(frozen=True, kw_only=True)
class Scenario:
    """A position of all levers with a name; ``id`` is the name of its file."""

    id: str
    order: int
    title: str
    description: str
    settings: Settings


@cache
def scenarios() -> Mapping[str, Scenario]:
    """Return all scenarios by id, in the order to show them.

    Raises:
        DataError: a file cannot be read.
    """
    return in_order(data("scenarios"), _read)


def scenario(name: str) -> Scenario:
    """Return the scenario with this id.

    Raises:
        SettingsError: there is none.
    """
    known = scenarios()
    if name not in known:
        raise SettingsError.about(name, "scenario.unknown", known=tuple(known))
    return known[name]


def _read(path: Path) -> Scenario:
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
        return Scenario(
            id=path.stem,
            order=int(values["order"]),
            title=str(values["title"]),
            description=str(values["description"]),
            settings=Settings.from_dict(values["settings"]),
        )
    except (OSError, ValueError, KeyError) as error:
        raise DataError.about(path.name, "scenario.unreadable", reason=error) from error
