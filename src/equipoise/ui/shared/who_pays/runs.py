"""How the part reaches the engine: what every group lost, against the pin or along a pressure."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from equipoise.chain.settings import Settings
from equipoise.ui.shared import compute
from equipoise.ui.shared.words import say

if TYPE_CHECKING:
    from equipoise.runtime.jobs import Job, Report
    from equipoise.studies.group_loss import GroupLoss

_AT_HAND = 64
Step = Mapping[str, "tuple[GroupLoss, ...]"]
"""What was lost at one step, by protected attribute and group."""
_found: dict[tuple[object, ...], tuple[Step, ...]] = {}


@lru_cache(maxsize=_AT_HAND)
def against(pin: Settings, now: Settings, attribute: str) -> tuple[GroupLoss, ...]:
    """Return what every group lost since the pin; both have run before."""
    from equipoise.studies.group_loss import losses_between

    return losses_between(pin, now, attribute)


def same_people(pin: Settings, now: Settings) -> bool:
    """Return whether two runs can be compared person by person."""
    from equipoise.studies.group_loss import WORLD

    return all(pin[lever] == now[lever] for lever in WORLD)


def idle(settings: Settings, pressure: str) -> str:
    """Return why a pressure has no effect (the key of its text), or ""."""
    from equipoise.studies.group_loss import idle

    return idle(settings, pressure)


def steps(settings: Settings, pressure: str) -> list[Settings]:
    """Return the settings at every step of a pressure but the first, which is none of it."""
    from equipoise.studies.group_loss import positions

    return positions(settings, pressure)[1:]


def along(settings: Settings, pressure: str) -> tuple[Step, ...]:
    """Return what is known so far along a pressure, step by step."""
    return _found.get(_key(settings, pressure), ())


def job(settings: Settings, pressure: str) -> Job[tuple[Step, ...]] | None:
    """Return the job that works it out, if somebody has started it."""
    return compute.board().find(_key(settings, pressure))


def start(settings: Settings, pressure: str) -> None:
    """Start the job, unless it runs or is done."""
    key = _key(settings, pressure)
    compute.board().start(key, lambda report: _work_out(settings, pressure, key, report))


def _key(settings: Settings, pressure: str) -> tuple[object, ...]:
    """Return what stands for a pressure: it is the same wherever along it one stands."""
    from equipoise.studies.group_loss import positions

    return "group_loss", pressure, positions(settings, pressure)[-1]


def _work_out(settings: Settings, pressure: str, key: tuple[object, ...], report: Report) -> tuple[Step, ...]:
    from equipoise.studies.group_loss import losses_along

    def told(fraction: float, message: str = "") -> None:
        report(fraction, say("who_pays.working"))

    done: tuple[Step, ...] = ()
    for step in losses_along(settings, pressure, told):
        done = (*done, step)
        _found[key] = done
        for oldest in list(_found)[:-_AT_HAND]:
            _found.pop(oldest, None)
    return done
