"""The levers of stage 4b: what a partner gets, how it is joined, and what he does with it."""

from __future__ import annotations

import dataclasses

from equipoise.core.levers import Get, StageSettings, lever

SHARED_FIELDS = ("details", "totals", "interest", "survey")
"""What may be shared: details of the account, totals by topic, the strongest interest, answers to the survey."""
JOINS = ("raw", "hashed", "keyed", "clean_room")
CONDUCTS = ("joins", "keeps", "profiles", "sells")
"""What the partner does, from least to most; whoever sells has kept and has made profiles."""


def _shares(get: Get) -> bool:
    """Return whether anything is shared at all."""
    return bool(get("partners.fields"))


def _room(get: Get) -> bool:
    return _shares(get) and get("partners.join") == "clean_room"


def _copy(get: Get) -> bool:
    """Return whether a copy leaves the company."""
    return _shares(get) and not _room(get)


def _rows(get: Get) -> bool:
    """Return whether the partner gets rows of people."""
    return _copy(get) and get("partners.grain") == "rows"


@dataclasses.dataclass(frozen=True, kw_only=True)
class PartnersSettings(StageSettings):
    """The contract with one partner, and the partner's conduct. Without any field, nothing is shared."""

    fields: tuple[str, ...] = lever(default=("details", "totals"), kind="subset", choices=SHARED_FIELDS)
    grain: str = lever(default="rows", kind="choice", choices=("rows", "groups"), active=_copy)
    join: str = lever(default="hashed", kind="choice", choices=JOINS, active=_shares)
    minimum: int = lever(default=50, kind="integer", low=1, high=1000, unit="people", active=_room)
    queries: int = lever(default=20, kind="integer", low=1, high=1000, unit="", active=_room)
    noise: float = lever(default=0.0, kind="number", low=0.0, high=10.0, step=0.1, active=_room)
    conduct: str = lever(default="joins", kind="choice", choices=CONDUCTS, active=_rows)
    enrichment: str = lever(default="none", kind="choice", choices=("none", "broker"))
