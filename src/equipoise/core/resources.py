"""Where the files of ``data/`` are: beside ``src/`` in a checkout, inside the package once installed."""

from __future__ import annotations

from pathlib import Path

from equipoise.core.errors import DataError


def data(*parts: str) -> Path:
    """Return the path of a file or folder of ``data/``: ``data("texts", "en.toml")``.

    Raises:
        DataError: the file is not there, which means that the installation is incomplete.
    """
    package = Path(__file__).parents[1]
    for root in (package / "data", package.parent.parent / "data"):
        path = root.joinpath(*parts)
        if path.exists():
            return path
    name = "/".join(("data", *parts))
    raise DataError.about(name, "this file of Equipoise is missing.", "Install Equipoise again.")
