"""Stage 3: which columns and months are kept, and how precisely."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from equipoise.core.arrays import Array, Flags, Floats, Singles
from equipoise.core.vocabulary import (
    EDUCATIONS,
    FIRST_DAY,
    HERITAGES,
    HOUSEHOLDS,
    LAST_DAY,
    OCCUPATIONS,
    SEXES,
    SOURCES,
    THIRD_PARTY,
    TOPICS,
    TRAITS,
)
from equipoise.shared.column import Column, Origin
from equipoise.shared.minimised import Minimised
from equipoise.shared.schema import Schema
from equipoise.stages.minimise.events import kept_events
from equipoise.stages.minimise.settings import MinimiseSettings
from equipoise.stages.minimise.spend import spend_column, spent

if TYPE_CHECKING:
    from equipoise.shared.receipts import PageViews, Receipts
    from equipoise.shared.world import Geography, World

_MOST_EVENTS = 200.0


def minimise(
    settings: MinimiseSettings,
    world: World,
    other_sites: Flags,
    receipts: Receipts | None = None,
    views: PageViews | None = None,
) -> Minimised:
    """Return the columns and months that are kept, and the events that are kept by item.

    Args:
        settings: what is kept. world: the people and their behaviour.
        other_sites: for whom third-party values exist (shape: customers).
        receipts, views: single purchases and page views; needed where the settings want them.
    """
    quasi, low, high = _quasi_identifiers(settings, world)
    sensitive = {trait: getattr(world.people, trait).astype(np.float32) for trait in TRAITS if settings.survey}
    behaviour = _behaviour(settings, world, other_sites)
    euros: dict[str, Singles] = {}
    if settings.spend != "none" and receipts is not None:
        euros = spent(receipts, settings.retention_months, settings.spend, settings.spend_precision)
    people = range(len(world.people))
    exact = pd.concat([pd.DataFrame(sensitive, index=people), behaviour, pd.DataFrame(euros, index=people)], axis=1)
    columns = (
        *quasi,
        *map(_sensitive_column, sensitive),
        *map(_behaviour_column, behaviour.columns),
        *(spend_column(name, settings.spend_precision) for name in euros),
    )
    events = kept_events(settings, receipts, views)
    return Minimised(exact=exact, low=low, high=high, schema=Schema(columns), customers=world.size, events=events)


def _behaviour(settings: MinimiseSettings, world: World, other_sites: Flags) -> pd.DataFrame:
    """Return totals by source and topic over the retained months; without a yes, third-party values are missing."""
    blocks = []
    for source in settings.sources:
        block = world.behaviour(source, settings.retention_months)
        if source in THIRD_PARTY:
            block = block.copy()
            block[: world.size][~other_sites] = np.nan
        blocks.append(block)
    names = [f"{source}_{topic}" for source in settings.sources for topic in TOPICS]
    values = np.hstack(blocks) if blocks else np.empty((len(world.people), 0), dtype=np.float32)
    return pd.DataFrame(values, columns=names)


def _quasi_identifiers(settings: MinimiseSettings, world: World) -> tuple[list[Column], Floats, Floats]:
    people = world.people
    kept: list[tuple[Column, Floats, Floats]] = []
    if settings.birth_precision != "none":
        kept.append((birth_column(), *_birth_interval(settings.birth_precision, people.birth_day)))
    if settings.postcode_precision != "none":
        column = postcode_column(world.geography, settings.postcode_precision)
        kept.append((column, *_area_interval(settings.postcode_precision, people.postcode, world.geography)))
    for column in _plain_columns(settings.collect_heritage):
        exact = getattr(people, column.name).astype(float)
        kept.append((column, exact, exact))
    columns, lows, highs = zip(*kept, strict=True)
    return list(columns), np.column_stack(lows), np.column_stack(highs)


def birth_column() -> Column:
    """Return the schema of the birth date, with its public range and decades."""
    bounds = (float(FIRST_DAY), float(LAST_DAY))
    decades = np.unique(_birth_interval("decade", np.arange(FIRST_DAY, LAST_DAY + 1))[0])
    return Column(
        name="birth_date",
        role="quasi",
        kind="date",
        source="account",
        purpose="analytics",
        bounds=bounds,
        bands=tuple(decades.tolist()),
    )


def postcode_column(geography: Geography, precision: str = "postcode") -> Column:
    """Return the schema of the postcode: an order in which neighbours are close, in areas, with regions as bands."""
    areas = {"district": geography.district, "region": geography.region}.get(precision, np.arange(geography.sizes.size))
    regions = np.flatnonzero(np.diff(geography.region, prepend=-1)).astype(float)
    return Column(
        name="postcode",
        role="quasi",
        kind="ordered",
        source="account",
        purpose="analytics",
        levels=geography.names,
        areas=tuple(areas.tolist()),
        bands=tuple(regions.tolist()),
    )


def _plain_columns(heritage: bool) -> tuple[Column, ...]:
    levels = {"sex": SEXES, "household": HOUSEHOLDS, "education": EDUCATIONS, "occupation": OCCUPATIONS}
    if heritage:
        levels["heritage"] = HERITAGES
    return tuple(
        Column(
            name=name,
            role="quasi",
            kind="ordered" if name in ("household", "education") else "nominal",
            source="account",
            purpose="analytics",
            levels=values,
        )
        for name, values in levels.items()
    )


def _sensitive_column(name: str) -> Column:
    levels = ("no", "yes")
    return Column(name=name, role="sensitive", kind="binary", source="survey", purpose="analytics", levels=levels)


def _behaviour_column(name: str) -> Column:
    source = next(source for source in SOURCES if name.startswith(f"{source}_"))
    origin: Origin = "bought" if source in THIRD_PARTY else "observed"
    purpose = "other_sites" if source in THIRD_PARTY else "analytics"
    return Column(
        name=name,
        role="behaviour",
        kind="number",
        source=source,
        purpose=purpose,
        origin=origin,
        bounds=(0.0, 1.0 if source == "broker" else _MOST_EVENTS),
        topic=name.removeprefix(f"{source}_"),
    )


def _birth_interval(precision: str, birth_day: Array) -> tuple[Floats, Floats]:
    """Return the first and last day of the kept part of the calendar."""
    days = birth_day.astype("datetime64[D]")
    if precision == "date":
        exact = birth_day.astype(float)
        return exact, exact
    if precision == "decade":
        years = days.astype("datetime64[Y]").astype(np.int64)
        first = years - (years + 1970) % 10
        bounds = (first.astype("datetime64[Y]"), (first + 10).astype("datetime64[Y]"))
    else:
        unit = {"month": "M", "year": "Y"}[precision]
        part = days.astype(f"datetime64[{unit}]")
        bounds = (part, part + 1)
    start, end = (bound.astype("datetime64[D]").astype(np.int64).astype(float) for bound in bounds)
    return start, end - 1


def _area_interval(precision: str, postcode: Array, geography: Geography) -> tuple[Floats, Floats]:
    """Return the first and last postcode of the kept area."""
    if precision == "postcode":
        exact = postcode.astype(float)
        return exact, exact
    area = getattr(geography, precision)
    first = np.searchsorted(area, area, side="left")
    last = np.searchsorted(area, area, side="right") - 1
    return first[postcode].astype(float), last[postcode].astype(float)
