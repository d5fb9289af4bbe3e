"""Mitigation before training: the protected attribute is no feature ("fairness through unawareness"). Proxies stay."""

from __future__ import annotations

from equipoise.stages.targeting.mitigation.base import Mitigation


class LeaveOut(Mitigation):
    """Leave out the columns of the attribute."""

    def left_out(self, columns: tuple[str, ...]) -> tuple[str, ...]:
        """Return all of them."""
        return columns
