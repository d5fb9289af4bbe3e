"""Published figures that the product uses or compares itself with, and their sources."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from equipoise.core.resources import data

_ID = re.compile(r"\b[A-H]\d\d\b")


@cache
def published() -> Mapping[str, Mapping[str, str]]:
    """Return every published figure by its id ("C10"), with the columns of ``data/published/published_inputs.csv``."""
    with data("published", "published_inputs.csv").open(encoding="utf-8", newline="") as file:
        return MappingProxyType({row["id"]: MappingProxyType(row) for row in csv.DictReader(file)})


def cited(source: str) -> str:
    """Return the source of a text with the ids of published figures spelled out: "CNIL 2023 / IFOP (C10)"."""

    def name(found: re.Match[str]) -> str:
        figure = published().get(found.group())
        return found.group() if figure is None else f"{figure['source']} ({found.group()})"

    return _ID.sub(name, source)
