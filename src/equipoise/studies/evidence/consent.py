"""How the invented customers answer the banner, as shares of all of them."""

from __future__ import annotations

from equipoise.chain.pipeline import Chain
from equipoise.chain.settings import Settings
from equipoise.core.vocabulary import PURPOSES
from equipoise.shared.consent import Consent


def agreed(settings: Settings) -> float:
    """Return the share that agrees at the banner: the mean over the purposes."""
    return float(_answers(settings).answered.mean())


def agreed_to_all(settings: Settings) -> float:
    """Return the share that agrees to every purpose at the banner."""
    return float(_answers(settings).answered.all(axis=1).mean())


def refused_all(settings: Settings) -> float:
    """Return the share that answers, and refuses every purpose."""
    said = _answers(settings)
    return float((~said.ignored & ~said.answered.any(axis=1)).mean())


def answered(settings: Settings) -> float:
    """Return the share that answers the banner at all."""
    return float(1.0 - _answers(settings).ignored.mean())


def withdrew(settings: Settings) -> float:
    """Return the share that withdraws later, of those who agreed to anything."""
    said = _answers(settings)
    return float(said.withdrew[said.answered.any(axis=1)].mean())


def allowed_other_sites(settings: Settings) -> float:
    """Return the share that allows data from other sites at the banner."""
    return float(_answers(settings).answered[:, PURPOSES.index("other_sites")].mean())


def stored(settings: Settings) -> float:
    """Return the share whose data may be stored and analysed."""
    return float(_answers(settings).permit("analytics").mean())


def _answers(settings: Settings) -> Consent:
    return Chain(settings).consent.value
