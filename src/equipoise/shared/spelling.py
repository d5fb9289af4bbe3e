"""How values are spelled: numbers and dates in text, and how two texts that look alike differ."""

from __future__ import annotations

import datetime
import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from numbers import Integral, Real

import numpy as np

from equipoise.core.arrays import Array
from equipoise.core.errors import ReasonError

TO = " to "
"""What stands between the ends of an interval that is written."""
MOST_WHOLE = 2**53
"""Whole numbers up to this size are exact as floating-point numbers of 64 bits (IEEE 754)."""

_WHOLE = re.compile(r"[+-]?[0-9]+")
_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LONGEST = 400
"""No number needs more digits: the largest of 64 bits has 309."""
_EPOCH = datetime.date(1970, 1, 1).toordinal()


def whole_of(text: str) -> int | None:
    """Return the whole number in a text, such as "33", "033" or "+33 "; None if it is written in another way."""
    text = text.strip()
    return int(text) if len(text) <= _LONGEST and _WHOLE.fullmatch(text) else None


def number_of(text: str) -> float:
    """Return the number in a text, such as "33", "-.5" or "3.3e1"; NaN if there is none, or an infinite one."""
    text = text.strip()
    value = float(text) if len(text) <= _LONGEST and _NUMBER.fullmatch(text) else math.nan
    return value if math.isfinite(value) else math.nan


def day_of(text: str) -> float:
    """Return the day of a date that is written as 1980-02-28, in days after 1970-01-01; NaN if it is none."""
    text = text.strip()
    try:
        return float(datetime.date.fromisoformat(text).toordinal() - _EPOCH) if _DATE.fullmatch(text) else math.nan
    except ValueError:  # such as 1981-02-29
        return math.nan


def in_digits(value: float) -> str:
    """Return a number in the fewest digits that give it back; whole numbers have no decimal point."""
    if float(value).is_integer() and abs(value) <= MOST_WHOLE:
        return str(int(value))
    return str(value) if isinstance(value, np.floating) else repr(value)


def all_in_digits(values: Array) -> Array:
    """Return numbers as text; see `in_digits` (any shape)."""
    found, place = np.unique(values, return_inverse=True)
    return np.array([in_digits(value) for value in found], dtype=object)[place.reshape(values.shape)]


def spelled(value: object) -> str:
    """Return a value as it would stand in a file: whole numbers without a point, dates without a time at midnight."""
    if isinstance(value, str):
        return value
    if isinstance(value, datetime.datetime):
        return str(value.date() if value.time() == datetime.time() else value)
    if isinstance(value, bool | np.bool_):
        return str(bool(value))
    if isinstance(value, Integral):
        return str(int(value))
    return in_digits(float(value)) if isinstance(value, Real) and math.isfinite(value) else str(value)


def alike(text: str, known: Iterable[str]) -> ReasonError | None:
    """Return how a text differs from the first of the ``known`` that looks like it; None if none does.

    Two texts look alike if they differ only in case, in blanks, in signs that are not printed, or in code points that
    mean the same (Unicode's NFKC).
    """
    plain = _plain(text)
    same = next((each for each in known if each != text and _plain(each) == plain), None)
    if same is None:
        return None
    if same.strip() == text.strip():
        return ReasonError("alike_blanks", {"other": same})
    if same.casefold() == text.casefold():
        return ReasonError("alike_case", {"other": same})
    place = next((i for i, (a, b) in enumerate(zip(text, same, strict=False)) if a != b), min(len(text), len(same)))
    names = {"other": same, "place": place + 1, "here": _points(text[place:]), "there": _points(same[place:])}
    return ReasonError("alike_points", names)


def ambiguous(levels: Sequence[str]) -> str | None:
    """Return a level that makes some written interval readable in two ways; None if there is none.

    Either the level reads as an interval ("a to b", beside "a" and "b"), or two levels overlap: with "a", "a to b",
    "b to c" and "c", the text "a to b to c" has two readings.
    """
    known = set(levels)
    split = [(level, level.split(TO)) for level in levels]
    cuts = [(level, TO.join(parts[:i]), TO.join(parts[i:])) for level, parts in split for i in range(1, len(parts))]
    ends = {head for _, head, tail in cuts if tail in known}
    return next((level for level, head, tail in cuts if head in known and (tail in known or tail in ends)), None)


def _plain(text: str) -> str:
    """Return what a reader sees: no case, no blanks at the ends, one blank between words, no unprinted signs."""
    signs = unicodedata.normalize("NFKC", text)
    printed = "".join(sign for sign in signs if sign.isspace() or unicodedata.category(sign) not in ("Cf", "Cc"))
    return " ".join(printed.split()).casefold()


def _points(text: str) -> str:
    """Return the code points of the first sign of a text, with the marks that belong to it."""
    marks = next((i for i, c in enumerate(text[1:], 1) if not unicodedata.combining(c)), len(text))
    return " ".join(f"U+{ord(c):04X}" for c in text[:marks]) or "-"
