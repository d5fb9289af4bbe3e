"""What can be done about bias before and in training: one file and one line each."""

from __future__ import annotations

from equipoise.targeting.mitigation.base import Mitigation, Past
from equipoise.targeting.mitigation.correlation_remover import CorrelationRemover
from equipoise.targeting.mitigation.exponentiated_gradient import ExponentiatedGradient
from equipoise.targeting.mitigation.leave_out import LeaveOut
from equipoise.targeting.mitigation.reweigh import Reweigh

TRAINING: dict[str, Mitigation] = {
    "none": Mitigation(),
    "leave_out": LeaveOut(),
    "correlation_remover": CorrelationRemover(),
    "reweigh": Reweigh(),
    "exponentiated_gradient": ExponentiatedGradient(),
}
"""Before or in training, by the choices of the lever ``train.mitigation``."""

__all__ = ["TRAINING", "Mitigation", "Past"]
