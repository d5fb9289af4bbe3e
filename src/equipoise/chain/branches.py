"""The branches of the chain: what follows from a run when somebody asks, each with an outcome of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from equipoise.core.registry import Entry

ANSWERS: Final[Mapping[str, Entry]] = {
    "content": Entry(code="equipoise.chain.content:communicate"),
}
"""For each branch the function that takes settings and returns its outcome, which has ``to_dict``."""
