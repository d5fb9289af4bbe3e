"""Published lessons: a fingerprint of every version of every lesson, and the numbers that it showed.

``python -m equipoise.learn.frozen`` adds new versions. It never changes an existing one: whoever took it keeps its
text, its settings and, up to small differences after repairs of the engine, its numbers.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import math
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

import tomli_w

from equipoise.core.resources import data
from equipoise.learn.lesson import Lesson, versions
from equipoise.numerics.rate import Rate

TOLERANCE = 0.02
"""The largest change of a number within a version: of a share in absolute terms, of other numbers relative to them."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Published:
    """A version as it was published: its fingerprint, and every claim's number before and after."""

    fingerprint: str
    numbers: tuple[tuple[float, float], ...]


@cache
def published() -> Mapping[str, Published]:
    """Return what was published, by "id@version"."""
    kept = tomllib.loads(data("lessons", "published.toml").read_text(encoding="utf-8"))
    return MappingProxyType({key: _read(one) for key, one in kept.items()})


def fingerprint(lesson: Lesson) -> str:
    """Return a hash of a lesson's texts, claims and both settings.

    Levers that are added later do not change it, nor does a new version of the schema of settings.
    """
    values = dataclasses.asdict(lesson)
    for later in ("estimate", "crowd", "branch"):  # what lessons have only since some were published
        if not values[later]:
            del values[later]
    for name, side in (("before", lesson.before), ("after", lesson.after)):
        values[name]["settings"] = side.settings.to_query().partition("&")[2]  # without the version
    plain = json.dumps(values, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(plain.encode()).hexdigest()


def numbers(lesson: Lesson) -> tuple[tuple[float, float], ...]:
    """Run the experiment and return every claim's number before and after, rounded to a tenth in 100."""
    before, after = lesson.run(lesson.before.settings), lesson.run(lesson.after.settings)
    readings = [claim.read(before, after) for claim in lesson.claims]
    return tuple((round(one.before.value, 3), round(one.after.value, 3)) for one in readings)


def stands(now: Rate, then: float) -> bool:
    """Whether a number is still the one that was published: within `TOLERANCE`, or within its own interval.

    The result of an attack on a few hundred people changes by more than the tolerance if a single one differs.
    """
    close = math.isclose(now.value, then, rel_tol=TOLERANCE, abs_tol=TOLERANCE)
    return close or now.low <= then <= now.high


def _read(values: Mapping[str, Any]) -> Published:
    pairs = tuple((float(before), float(after)) for before, after in values["numbers"])
    return Published(fingerprint=values["fingerprint"], numbers=pairs)


def _new() -> Iterator[tuple[str, dict[str, Any]]]:
    for key, lesson in versions().items():
        if key not in published():
            yield key, {"fingerprint": fingerprint(lesson), "numbers": [list(pair) for pair in numbers(lesson)]}


def main() -> None:
    """Add the versions that are not published yet to the kept file."""
    path = data("lessons", "published.toml")
    kept = tomllib.loads(path.read_text(encoding="utf-8"))
    for key, one in _new():
        kept[key] = one
        print(f"published {key}: {one['numbers']}")
    path.write_text(tomli_w.dumps(kept), encoding="utf-8")


if __name__ == "__main__":
    main()
