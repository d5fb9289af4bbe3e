"""The one font of everything that is printed as PDF: Latin, Greek and Cyrillic letters, embedded in each file."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

from equipoise.core.resources import data

NAME = "Noto Sans"


def file() -> Path:
    """Return the font's file."""
    return data("fonts", "NotoSans-Regular.ttf")


@cache
def letters() -> frozenset[int]:
    """Return the code points of the letters that the font can show."""
    with TTFont(file(), lazy=True) as font:
        return frozenset(font.getBestCmap())
