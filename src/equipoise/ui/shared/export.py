"""Files to take away: JSON and CSV of an outcome. Pure functions."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from equipoise.chain.outcome import Outcome
from equipoise.paper.cells import harmless

_RATE = ("value", "low", "high", "n", "tag")


def to_json(outcome: Outcome) -> str:
    """Return everything that a run found, with the settings that it was found under."""
    return json.dumps(outcome.to_dict(), indent=2, ensure_ascii=False, allow_nan=False)


def to_csv(outcome: Outcome) -> str:
    """Return every number as one row: its dotted name, value, interval, count and tag; then every lever."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(("name", *_RATE))
    plain = outcome.to_dict()
    settings = plain.pop("settings")
    writer.writerows(_rows(plain))
    writer.writerows(_rows({"settings": settings}))
    return text.getvalue()


def _rows(value: Any, name: str = "") -> Iterator[tuple[Any, ...]]:
    if isinstance(value, dict) and all(key in value for key in _RATE):
        yield (name, *("" if value[key] is None else value[key] for key in _RATE))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _rows(item, f"{name}.{key}" if name else str(key))
    elif isinstance(value, list) and any(isinstance(item, dict) for item in value):
        for place, item in enumerate(value):
            label = item.get("name", place) if isinstance(item, dict) else place
            yield from _rows(item, f"{name}.{label}")
    else:
        shown = " ".join(map(str, value)) if isinstance(value, list) else value
        yield (name, "" if shown is None else harmless(shown) if isinstance(shown, str) else shown, "", "", "", "")
