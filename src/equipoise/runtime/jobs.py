"""How long work tells its progress to whoever started it."""

from __future__ import annotations

from typing import Protocol


class Report(Protocol):
    """How the work tells its progress. Also the point at which it learns that nobody wants it any more."""

    def __call__(self, fraction: float, message: str = "") -> None:
        """Tell how much is done (0 to 1) and what is being done.

        Raises:
            Cancelled: nobody wants the work any more; let it pass.
        """


def quiet(fraction: float, message: str = "") -> None:
    """Report to nobody."""
