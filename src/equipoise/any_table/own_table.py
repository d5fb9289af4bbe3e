"""Protections, measures and attacks on a table of one's own: any DataFrame with a `Schema`.

Without a seed, noise comes from OpenDP, and every other draw from the operating system.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from typing import Any

import pandas as pd

from equipoise.any_table.knowledge import ON_TABLES, Protect, Trait, chosen
from equipoise.any_table.levers import TableSettings, fit, table_settings
from equipoise.any_table.mounted import Target, mounted
from equipoise.any_table.spent import ReproducibleWarning, noisy, reproducible
from equipoise.any_table.withheld import warn_of_withheld
from equipoise.core.arrays import Integers
from equipoise.core.errors import SettingsError
from equipoise.core.seeds import stream, unpredictable
from equipoise.shared.reading import conform, refuse_missing
from equipoise.shared.release import Release
from equipoise.shared.results import AttackResult
from equipoise.shared.schema import Schema
from equipoise.shared.tables import release_of
from equipoise.stages.measure.disclosure import disclosure, release_disclosure
from equipoise.stages.protect.catalogue import TECHNIQUES
from equipoise.stages.protect.coarsen import coarsen
from equipoise.stages.protect.coins import Coins
from equipoise.stages.protect.protect import apply_technique
from equipoise.stages.protect.settings import ProtectSettings


def protect_table(frame: pd.DataFrame, schema: Schema, *, seed: int | None = None, **levers: Any) -> Release:
    """Return the table, its rows shuffled, under a technique of the registry.

    Args:
        frame: the table. schema: what its columns mean; columns that it does not name are left out.
        seed: of the shuffle and of every draw, which then repeat, so that nothing that is random about them is private.
            None: draws come from the operating system, and noise from OpenDP.
        levers: of the stage "protect", by their short names: ``technique="k_anonymity", k=10``. Direct identifiers are
            dropped, unless ``identifiers="keep"``. k is up to the number of rows, l up to the number of levels;
            ``diversity`` ("entropy", "distinct" or "recursive", with ``c``) is the definition of l-diversity.

    Warns:
        WithheldWarning: more than a tenth of the rows is withheld; the warning says what would withhold fewer.
        ReproducibleWarning: noise protects the table, and was drawn from a seed.

    Raises:
        DataError: the table does not fit its schema.
        SettingsError: a lever is unknown or its value is not permitted.
    """
    settings = table_settings({"identifiers": "drop"} | levers)
    frame, schema = read_own(frame, schema, settings)
    order = (unpredictable() if seed is None else stream(seed, "table.shuffle")).permutation(len(frame))
    release = table_protection(settings, len(frame), seed)(release_of(frame, schema).take(order), order)[0]
    warn_of_withheld(release, frame, schema, settings)
    if seed is not None and noisy(release):
        warnings.warn(ReproducibleWarning(str(reproducible(seed))), stacklevel=2)
    return release


def attack_table(
    frame: pd.DataFrame,
    schema: Schema,
    *,
    knows: Iterable[str] = (),
    trait: str = "",
    only: Iterable[str] = ON_TABLES,
    withheld: float = 0.1,
    seed: int = 0,
    **levers: Any,
) -> dict[str, AttackResult]:
    """Attack the table, protected as the ``levers`` say, and return the result of every attack; see `mounted`.

    Warns as `protect_table` does where many rows are withheld: nobody is found who is not there.

    Args:
        frame: the table, one person a row. schema: what its columns mean.
        knows: the columns that the attacker knows of every person; none given: all quasi-identifiers.
        trait: what the attacker wants to learn: a sensitive column ("illness": any level but the first), or one of its
            levels ("illness=asthma"); none given: the first sensitive column but dates.
        only: which attacks; see `ON_TABLES`.
        withheld: share of the rows, 0.01 to 0.5, that are kept out of the release to serve as control people.
        seed: of every random draw, of noise too: what is attacked here is never released.
        levers: of the stage "protect", by their short names, as in `protect_table`. Nothing is protected by default.

    Raises:
        DataError: the table does not fit its schema or is too small, or a name is unknown.
        SettingsError: a lever is unknown or its value is not permitted.
    """
    settings = table_settings({"technique": "none", "identifiers": "keep"} | levers)
    given = frame
    frame, schema = read_own(frame, schema, settings)
    sensitive = tuple(column.name for column in schema.having("sensitive") if column.kind != "date")
    aim = Trait.parse(trait or sensitive[0], schema) if trait or sensitive else None
    refuse_missing(given, () if aim is None else (aim.column,))
    protect, names = _loudly(table_protection(settings, len(frame), seed), frame, schema, settings), _attacks(only)
    target = Target(frame=frame, schema=schema, protect=protect, knows=chosen(knows, schema), trait=aim)
    return mounted(target, names, withheld, seed)


def read_own(frame: pd.DataFrame, schema: Schema, settings: TableSettings) -> tuple[pd.DataFrame, Schema]:
    """Return the table as the engine has it, behaviour coarsened as the settings say, and its schema.

    Raises:
        DataError: the table does not fit its schema. SettingsError: nor do the settings.
    """
    read = conform(frame, schema)
    roles = TECHNIQUES[settings.technique].answers
    refuse_missing(frame, [column for column in schema.columns if column.role in roles])
    fit(settings, read, schema)
    return coarsen(read, schema, settings.coding)


def _attacks(only: Iterable[str]) -> tuple[str, ...]:
    wanted = tuple(only)
    wrong = next((name for name in wanted if name not in ON_TABLES), None)
    if wrong is not None:
        raise SettingsError.about(wrong, "attack.not_on_tables", known=ON_TABLES)
    return tuple(name for name in ON_TABLES if name in wanted)


def table_protection(settings: ProtectSettings, rows: int, seed: int | None) -> Protect:
    """Return the technique of the settings; every row of the table keeps its draws, whichever are released."""

    def protect(release: Release, place: Integers) -> tuple[Release, Integers]:
        kept = release if settings.identifiers == "keep" else _without_identifiers(release)
        return apply_technique(kept, settings, Coins(seed, rows, place))

    return protect


def _loudly(technique: Protect, frame: pd.DataFrame, schema: Schema, settings: TableSettings) -> Protect:
    """Return the technique, which warns where the whole table loses many rows."""

    def protect(release: Release, place: Integers) -> tuple[Release, Integers]:
        protected = technique(release, place)
        if len(place) == len(frame):
            warn_of_withheld(protected[0], frame, schema, settings)
        return protected

    return protect


def _without_identifiers(release: Release) -> Release:
    direct = list(release.schema.names("direct"))
    if not direct:
        return release
    rest = release.schema.only(set(release.schema.names()) - set(direct))
    return Release(exact=release.exact.drop(columns=direct), low=release.low, high=release.high, schema=rest)


__all__ = ["ON_TABLES", "attack_table", "disclosure", "protect_table", "release_disclosure"]
