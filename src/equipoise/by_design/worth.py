"""What each step of the data is worth: what one thing less costs and saves, paired on the same people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from equipoise.chain.compare import Changes, compare
from equipoise.chain.pipeline import simulate
from equipoise.chain.settings import Settings
from equipoise.runtime.jobs import Report, quiet

LESS: Final[Mapping[str, Mapping[str, Any]]] = {
    "ask": {"consent.model": "opt_in", "consent.banner": "equal"},
    "collect": {"minimise.sources": ("purchases",)},
    "store": {"protect.technique": "k_anonymity", "protect.k": 20},
    "learn": {"train.privacy": "dp"},
    "choose": {"target.strategy": "contextual"},
}
"""One thing less at each step, all else as it stands. What is shared is what is stored, so that step has none."""


def worth(settings: Settings, step: str, report: Report = quiet) -> Changes:
    """Return what changes if there is less at a step."""
    return compare(simulate(settings, report), simulate(settings.replace(**LESS[step]), report))
