"""The files of ``data/``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Protocol, TypeVar

from equipoise.core.errors import DataError
from equipoise.core.folders import found


class Ordered(Protocol):
    """What a folder holds, a file each: it has the name of its file, and a place among the others."""

    @property
    def id(self) -> str:
        """The name of the file, without its ending."""

    @property
    def order(self) -> int:
        """What the files are sorted by."""


T = TypeVar("T", bound=Ordered)


def in_order(folder: Path, read: Callable[[Path], T]) -> Mapping[str, T]:
    """Return what ``read`` makes of each TOML file in a folder, by id, in the order to show them."""
    found = sorted(map(read, folder.glob("*.toml")), key=lambda one: one.order)
    return MappingProxyType({one.id: one for one in found})


def data(*parts: str) -> Path:
    """Return the path of a file or folder of ``data/``: ``data("texts", "en.toml")``.

    Raises:
        DataError: the file is not there, which means that the installation is incomplete.
    """
    path = found(*parts)
    if path is None:
        raise DataError.about("/".join(("data", *parts)), "data.missing")
    return path
