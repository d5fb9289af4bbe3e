"""The parts below the banner; only the one whose tab is open is drawn."""

from __future__ import annotations

from collections.abc import Callable

from equipoise.ui.consent_lab import crowd, later, pair, person, sides
from equipoise.ui.shared import state
from equipoise.ui.shared.moves import Play


def _everybody(play: Play) -> None:
    crowd.show(play)
    person.show(play)


PARTS: dict[str, Callable[[Play], None]] = {
    "crowd": _everybody,
    "pair": pair.show,
    "later": later.show,
    "sides": sides.show,
}


def region(name: str) -> None:
    """Draw a part, which follows every change."""
    state.region(f"consent.{name}", PARTS[name], lambda play: play)
