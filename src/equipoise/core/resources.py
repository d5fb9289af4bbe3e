"""The files of ``data/``."""

from __future__ import annotations

from pathlib import Path

from equipoise.core.errors import DataError
from equipoise.core.folders import found


def data(*parts: str) -> Path:
    """Return the path of a file or folder of ``data/``: ``data("texts", "en.toml")``.

    Raises:
        DataError: the file is not there, which means that the installation is incomplete.
    """
    path = found(*parts)
    if path is None:
        raise DataError.about("/".join(("data", *parts)), "data.missing")
    return path
