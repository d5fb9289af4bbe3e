"""The choices of stages 6 and 7, one record each: learners, mitigations of bias, and training with noise.

Adding one means one new file, one line here, one test, and its texts in ``data/texts/mitigations.toml``.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Literal

from equipoise.core.levers import Strength
from equipoise.core.registry import Entry
from equipoise.core.vocabulary import EPSILONS

_HERE = "equipoise.stages.targeting"

LEARNERS: Mapping[str, Entry] = {
    "logistic": Entry(code=f"{_HERE}.learners:Logistic"),
    "boosting": Entry(code=f"{_HERE}.learners:Boosting"),
}
"""Learners, by the choices of the lever ``train.learner``: classes with a method ``fit``."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Remedy(Entry):
    """A mitigation of bias before or in training; ``code`` names a subclass of `Mitigation`.

    Attributes:
        step: whether it acts before training or during it.
        private: whether the guarantee of private training covers it.
        slow: whether it trains several models.
    """

    step: Literal["before", "during"] = "before"
    private: bool = True
    slow: bool = False


TRAINING: Mapping[str, Remedy] = {
    "none": Remedy(code=f"{_HERE}.mitigation.base:Mitigation"),
    "leave_out": Remedy(code=f"{_HERE}.mitigation.leave_out:LeaveOut"),
    "correlation_remover": Remedy(code=f"{_HERE}.mitigation.correlation_remover:CorrelationRemover", private=False),
    "reweigh": Remedy(code=f"{_HERE}.mitigation.reweigh:Reweigh"),
    "exponentiated_gradient": Remedy(
        code=f"{_HERE}.mitigation.exponentiated_gradient:ExponentiatedGradient",
        step="during",
        private=False,
        slow=True,
    ),
}
"""Mitigations before or in training, by the choices of the lever ``train.mitigation``."""

CHOOSING: Mapping[str, Entry] = {"group_thresholds": Entry(code=f"{_HERE}.group_thresholds:same_share")}
"""Mitigations after training, by the choices of ``target.mitigation`` beside "none": functions that rank candidates."""

PRIVACY: Mapping[str, Strength | None] = {
    "none": None,
    "dp": Strength("train.epsilon", EPSILONS, stronger="less"),
}
"""Training without and with noise, by the choices of the lever ``train.privacy``."""
