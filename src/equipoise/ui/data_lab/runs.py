"""How the page reaches the engine: values come in while a job works them out, and stay at hand."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from equipoise.chain.settings import Settings
from equipoise.ui.shared import compute
from equipoise.ui.shared.words import say

if TYPE_CHECKING:
    from equipoise.runtime.jobs import Job, Report
    from equipoise.studies.field_value import FieldValue

SOURCES = ""
"""In place of a source's name: all sources against each other, not the fields of one."""
_AT_HAND = 64
_found: dict[tuple[Settings, str], FieldValue] = {}


@lru_cache(maxsize=_AT_HAND)
def columns(settings: Settings) -> dict[str, tuple[str, ...]]:
    """Return the columns of every source in use."""
    from equipoise.studies.field_value import sources_in_use

    return sources_in_use(settings)


@lru_cache(maxsize=_AT_HAND)
def tables(settings: Settings) -> int:
    """Return how many tables have to be tried for the sources."""
    from equipoise.studies.field_value import tables_to_try

    return tables_to_try(settings)


def found(settings: Settings, source: str = SOURCES) -> FieldValue | None:
    """Return what is known so far of all sources, or of the fields of one."""
    return _found.get((settings, source))


def job(settings: Settings, source: str = SOURCES) -> Job[FieldValue] | None:
    """Return the job that works it out, if somebody has started it."""
    return compute.board().find(_key(settings, source))


def start(settings: Settings, source: str = SOURCES) -> None:
    """Start the job, unless it runs or is done."""
    compute.board().start(_key(settings, source), lambda report: _work_out(settings, source, report))


def _key(settings: Settings, source: str) -> tuple[object, ...]:
    return "field_value", settings, source


def _work_out(settings: Settings, source: str, report: Report) -> FieldValue:
    from equipoise.studies.field_value import value_of_fields, value_of_sources

    def told(fraction: float, message: str = "") -> None:
        report(fraction, say("fields.working", share=round(100 * fraction)))

    values = value_of_fields(settings, source, told) if source else value_of_sources(settings, told)
    for value in values:
        _keep((settings, source), value)
    return value


def _keep(key: tuple[Settings, str], value: FieldValue) -> None:
    _found[key] = value
    for oldest in list(_found)[:-_AT_HAND]:
        _found.pop(oldest, None)
