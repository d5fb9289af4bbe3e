"""The levers of protections on a table of one's own: those of stage 4, with the strengths that any table permits."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, Literal

import pandas as pd

from equipoise.chain.settings import LEVERS, Settings, read_as
from equipoise.core.errors import SettingsError
from equipoise.core.levers import Lever, lever, levers_of
from equipoise.shared.equivalence import Attribute
from equipoise.shared.schema import Schema
from equipoise.stages.protect.settings import ProtectSettings

_MOST = 1e9
"""An upper bound that no table reaches; the table's own one is found by `fit`."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class TableSettings(ProtectSettings):
    """The levers of stage 4 without the bounds that suit the invented world.

    k is up to the number of rows, l up to the number of levels of every sensitive column. ``diversity`` is the
    definition of l-diversity, and ``c`` belongs to the recursive one.
    """

    k: int = lever(default=5, kind="integer", low=2, high=_MOST, unit="people")
    l: float = lever(default=1.1, kind="number", low=1.0, high=_MOST)  # noqa: E741 - the field's standard name
    diversity: Literal["entropy", "distinct", "recursive"] = lever(
        default="entropy", kind="choice", choices=("entropy", "distinct", "recursive")
    )
    c: float = lever(default=3.0, kind="number", low=1e-6, high=_MOST)


TABLE_LEVERS: Mapping[str, Lever] = {f"protect.{name}": declared for name, declared in levers_of(TableSettings).items()}
"""The declaration of every lever of a table by its dotted name."""


def table_settings(levers: Mapping[str, Any]) -> TableSettings:
    """Return the settings with some levers moved, by their short names.

    Raises:
        SettingsError: a lever is unknown, or its value is not permitted.
    """
    unknown = next((name for name in levers if f"protect.{name}" not in TABLE_LEVERS), None)
    if unknown is not None:
        Settings().replace(**{f"protect.{unknown}": levers[unknown]})  # says which names are near
    settings = TableSettings(**levers)
    if settings.identifiers not in ("keep", "drop"):
        raise SettingsError.about(settings.identifiers, "protect.identifiers")
    return settings


def parse_lever(name: str, text: str) -> Any:
    """Read the value of a lever of a table from a flag; ``name`` is dotted.

    Raises:
        SettingsError: there is no such lever, or the text is no permitted value of it.
    """
    declared = TABLE_LEVERS[name] if name in TABLE_LEVERS else LEVERS.get(name)
    return read_as(name, declared, text)


def fit(settings: TableSettings, frame: pd.DataFrame, schema: Schema) -> None:
    """Refuse an l that no table with these levels can have.

    Raises:
        SettingsError: l is above the number of levels of a sensitive column.
    """
    if settings.technique != "l_diversity":
        return
    for column in schema.having("sensitive"):
        size = Attribute.of(column, frame[column.name]).size
        if settings.l > max(size, 1):
            raise SettingsError.about(settings.l, "protect.l_levels", column=column.name, levels=size)
