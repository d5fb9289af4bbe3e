"""Where the lab reaches the engine; what it found stays at hand."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from equipoise.chain.settings import Settings
from equipoise.ui.shared import compute

if TYPE_CHECKING:
    from equipoise.runtime.jobs import Job
    from equipoise.stages.measure.notions import Findings
    from equipoise.stages.measure.thresholds import Ranked
    from equipoise.studies.fairness import Impossible, Standing

_AT_HAND = 32
Steps = tuple[int, ...]


@lru_cache(maxsize=_AT_HAND)
def standing(settings: Settings, attribute: str) -> Standing | None:
    """Return everybody's place in the company's ranking, None where nobody is scored."""
    from equipoise.studies.fairness import standing

    return standing(settings, attribute)


@lru_cache(maxsize=_AT_HAND)
def as_if_known(settings: Settings, attribute: str) -> Standing | None:
    """Return the same with thresholds for the true groups, whether or not the company knows them."""
    from equipoise.studies.fairness import standing

    return standing(settings, attribute, true_groups=True)


@lru_cache(maxsize=_AT_HAND)
def impossible(settings: Settings, attribute: str) -> Impossible | None:
    """Return what thresholds can and cannot do at once, None where nobody is scored or groups are too small."""
    from equipoise.studies.fairness import impossible

    here = as_if_known(settings, attribute)
    return None if here is None else impossible(here)


@lru_cache(maxsize=_AT_HAND)
def found(settings: Settings, attribute: str, steps: Steps) -> Findings:
    """Return all notions of fairness under thresholds."""
    import numpy as np

    from equipoise.stages.measure.notions import find

    return find(_standing(settings, attribute).ranked.at(np.array(steps)))


def lasting(settings: Settings, attribute: str, steps: Steps) -> Findings | None:
    """Return the same with intervals that cover what other pasts would have taught, None until that is worked out."""
    job = other_pasts(settings, attribute)
    return _lasting(settings, attribute, steps) if job is not None and job.state == "done" else None


@lru_cache(maxsize=_AT_HAND)
def _lasting(settings: Settings, attribute: str, steps: Steps) -> Findings | None:
    import numpy as np

    from equipoise.stages.measure.notions import find

    here, job, at = _standing(settings, attribute), other_pasts(settings, attribute), np.array(steps)
    return None if job is None else find(here.ranked.at(at), [other.at(at) for other in job.result()])


def other_pasts(settings: Settings, attribute: str) -> Job[tuple[Ranked, ...]] | None:
    """Return the job that learns from other halves of the past, if it was started."""
    return compute.board().find(("other_pasts", settings, attribute))


def learn_from_others(settings: Settings, attribute: str) -> Job[tuple[Ranked, ...]]:
    """Start that job, unless it runs or is done."""
    from equipoise.studies.fairness import other_pasts

    key = ("other_pasts", settings, attribute)
    return compute.board().start(key, lambda report: other_pasts(settings, attribute, report))


@lru_cache(maxsize=_AT_HAND)
def satisfying(settings: Settings, attribute: str, notion: str) -> Steps:
    """Return the thresholds within the budget that come closest to a notion."""
    from equipoise.stages.measure.trade_offs import satisfying

    here = _standing(settings, attribute)
    return tuple(satisfying(here.ranked, notion, here.budget).tolist())


def rebalanced(settings: Settings, attribute: str, steps: Steps, moved: int) -> Steps:
    """Return the thresholds after the others have made room for the one that was moved."""
    import numpy as np

    from equipoise.stages.measure.trade_offs import rebalance

    here = _standing(settings, attribute)
    return tuple(rebalance(here.ranked, np.array(steps), moved, here.budget).tolist())


def decided(settings: Settings, attribute: str) -> Steps:
    """Return the company's own thresholds."""
    return tuple(_standing(settings, attribute).decided.tolist())


def _standing(settings: Settings, attribute: str) -> Standing:
    here = standing(settings, attribute)
    if here is None:
        raise ValueError("nobody is scored under these settings; check `standing` first.")
    return here
