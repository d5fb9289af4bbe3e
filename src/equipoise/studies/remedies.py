"""What each remedy against bias does: the run with it beside the run without."""

from __future__ import annotations

import dataclasses
from typing import Any

from equipoise.chain.compare import GroupShift, compare_groups
from equipoise.chain.pipeline import simulate
from equipoise.chain.settings import Settings
from equipoise.numerics.rate import Rate
from equipoise.runtime.jobs import Report, quiet
from equipoise.stages.measure.notions import Findings, find
from equipoise.stages.targeting.catalogue import CHOOSING, TRAINING
from equipoise.studies.fairness import standing

NOTHING_DONE = "none"
WHEN = {
    **{name: remedy.step for name, remedy in TRAINING.items() if name != NOTHING_DONE},
    **dict.fromkeys(CHOOSING, "after"),
}
"""The step at which each remedy acts: before, during or after training."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Remedied:
    """What a remedy does: fairness, right offers of everybody, and every group before and after."""

    found: Findings | None
    right_offer: Rate
    groups: tuple[GroupShift, ...]


def lever_of(remedy: str) -> dict[str, Any]:
    """Return the levers that switch a remedy on, and every other one off."""
    at = "target.mitigation" if WHEN.get(remedy) == "after" else "train.mitigation"
    return {"train.mitigation": NOTHING_DONE, "target.mitigation": NOTHING_DONE} | {at: remedy}


def try_remedy(settings: Settings, attribute: str, remedy: str, report: Report = quiet) -> Remedied:
    """Return what a remedy does to the groups of a protected attribute, compared with doing nothing."""
    before, run = (settings.replace(**lever_of(one)) for one in (NOTHING_DONE, remedy))
    after, here = simulate(run, report), standing(run, attribute)
    return Remedied(
        found=None if here is None else find(here.ranked.at(here.decided)),
        right_offer=after.targeting.right_offer,
        groups=compare_groups(simulate(before), after, attribute),
    )
