"""How the Protection lab reaches the engine; what it found stays at hand."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from equipoise.chain.settings import LEVERS, Settings
from equipoise.studies.strength import Point, along, point, positions
from equipoise.ui.shared import compute
from equipoise.ui.shared.words import say

if TYPE_CHECKING:
    from equipoise.runtime.jobs import Job, Report
    from equipoise.studies.pseudonyms import Joined, Reversed
    from equipoise.studies.side_by_side import SideBySide

_AT_HAND = 64
_POINTS = 2048
Curve = dict[Any, Point]
"""What was found at values of a lever, in the lever's order."""

_points: dict[Settings, Point] = {}


@lru_cache(maxsize=_AT_HAND)
def rows(settings: Settings) -> SideBySide:
    """Return the same few people before and after protection."""
    from equipoise.studies.side_by_side import side_by_side

    return side_by_side(settings)


@lru_cache(maxsize=_AT_HAND)
def joined(settings: Settings) -> Joined:
    """Return how many rows of the stored table and of the copy for partners can be put together."""
    from equipoise.studies.pseudonyms import join

    return join(settings)


@lru_cache(maxsize=_AT_HAND)
def reversed_codes(settings: Settings) -> Reversed:
    """Return what a dictionary of addresses makes of the codes."""
    from equipoise.studies.pseudonyms import reverse_codes

    return reverse_codes(settings)


def curve(settings: Settings, lever: str) -> Curve:
    """Return the points along a lever that are known so far; the present one always is."""
    remember(settings, point(compute.outcome(settings)))
    job = job_along(settings, lever)
    done: Curve = job.result() if job is not None and job.state == "done" else {}
    known = {value: done.get(value) or _points.get(run) for value, run in along(settings, lever).items()}
    return {value: found for value, found in known.items() if found is not None}


def job_along(settings: Settings, lever: str) -> Job[Curve] | None:
    """Return the job that works out a curve, if somebody has started it."""
    return compute.board().find(_key(settings, lever))


def start(settings: Settings, lever: str) -> None:
    """Start the job that works out a curve, unless it runs or is done."""
    base = settings.replace(**{lever: positions(lever)[0]})
    runs = {value: base.replace(**{lever: value}) for value in positions(lever)}
    compute.board().start(_key(settings, lever), lambda report: _work_out(runs, lever, report))


def remember(settings: Settings, found: Point) -> None:
    """Keep a point, and forget the oldest where there are too many."""
    _points[settings] = found
    for oldest in list(_points)[:-_POINTS]:
        _points.pop(oldest, None)


def _key(settings: Settings, lever: str) -> tuple[object, ...]:
    """Return what stands for a curve: it is the same wherever on it one stands."""
    return "curve", lever, settings.replace(**{lever: LEVERS[lever].default})


def _work_out(runs: dict[Any, Settings], lever: str, report: Report) -> Curve:
    found: Curve = {}
    for value, run in runs.items():
        report(len(found) / len(runs), say("protection.curve.working", done=len(found), all=len(runs)))
        found[value] = _points.get(run) or point(compute.outcome(run))
        remember(run, found[value])
    return found
