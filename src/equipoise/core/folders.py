"""Where ``data/`` is: beside ``src/`` in a checkout, inside the package once installed."""

from __future__ import annotations

from pathlib import Path


def found(*parts: str) -> Path | None:
    """Return the path of a file or folder of ``data/``; None if it is not there."""
    package = Path(__file__).parents[1]
    paths = (root.joinpath(*parts) for root in (package / "data", package.parent.parent / "data"))
    return next((path for path in paths if path.exists()), None)
