"""The shared copy: rows of those who agreed to sharing, and of these the fields in the contract."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection

import numpy as np

from equipoise.core.arrays import Floats, Integers
from equipoise.core.vocabulary import TOPICS
from equipoise.shared.column import Column, Role
from equipoise.shared.partnership import SharedCopy
from equipoise.shared.release import Release
from equipoise.shared.schema import Schema

INTEREST = Column(
    name="interest",
    role="behaviour",
    kind="nominal",
    source="inferred",
    purpose="sharing",
    origin="inferred",
    levels=TOPICS,
)
"""The topic in which a person stands out most, as the shop infers it."""
_ROLES: dict[str, Role] = {"details": "quasi", "totals": "behaviour", "survey": "sensitive"}


def shared_copy(release: Release, fields: Collection[str], code: Integers | None = None) -> SharedCopy:
    """Return the copy with the wanted fields, without the identifiers that the company uses itself.

    Args:
        release: the rows that may be shared, as they are protected. fields: some of `settings.SHARED_FIELDS`.
        code: what each row is joined by (shape: rows).
    """
    roles = [_ROLES[field] for field in fields if field in _ROLES]
    kept = release.schema.only(column.name for column in release.schema.having(*roles)) if roles else Schema(())
    quasi = [place for place, name in enumerate(release.schema.names("quasi")) if name in kept]
    exact = release.exact[[name for name in release.exact if name in kept]]
    if "interest" in fields and release.rows == "people":
        exact = exact.assign(interest=strongest_topic(release))
        kept = Schema((*kept.columns, INTEREST))
    return SharedCopy(
        dataclasses.replace(
            release, exact=exact, low=release.low[:, quasi], high=release.high[:, quasi], schema=kept,
            events=None, impressions=None, truthful={n: p for n, p in release.truthful.items() if n in kept},
        ),
        code,
    )  # fmt: skip


def strongest_topic(release: Release) -> Integers:
    """Return the topic in which each row stands out most from the average row (shape: rows); -1 without any totals.

    Where the copy tells the strongest interest only, it is read from there.
    """
    if "interest" in release.schema:
        return release.exact["interest"].to_numpy(dtype=np.int64)
    totals = topic_totals(release)
    usual = np.maximum(totals.mean(axis=0, keepdims=True), 1e-9) if len(totals) else 1.0
    standing: Floats = totals / usual
    return np.where(totals.any(axis=1), standing.argmax(axis=1), -1)


def topic_totals(release: Release) -> Floats:
    """Return the counted events of every row by topic, over all sources that are shared (shape: rows x topics)."""
    totals = np.zeros((len(release), len(TOPICS)))
    for column in release.schema.columns:
        if column.counted and column.topic in TOPICS:
            values = release.exact[column.name].to_numpy(dtype=float, na_value=np.nan)
            totals[:, TOPICS.index(column.topic)] += np.maximum(np.nan_to_num(values), 0.0)
    return totals
