"""The branches of the chain: what follows from a run when somebody asks, each with an outcome of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from equipoise.core.errors import DataError
from equipoise.core.registry import Entry

ANSWERS: Final[Mapping[str, Entry]] = {
    "partners": Entry(code="equipoise.chain.partnership:share"),
    "content": Entry(code="equipoise.chain.content:communicate"),
    "ads": Entry(code="equipoise.chain.advertising:advertise"),
}
"""For each branch the function that takes settings and returns its outcome, which has ``to_dict``."""
_CHAIN: Final = Entry(code="equipoise.chain.pipeline:simulate")


def engine(branch: str) -> Any:
    """Return the function that takes settings and returns the outcome of a branch, or with "" that of the chain itself.

    Raises:
        DataError: there is no such branch.
    """
    if branch and branch not in ANSWERS:
        raise DataError.about(branch, "branch.unknown", known=tuple(ANSWERS))
    return (ANSWERS[branch] if branch else _CHAIN).load()
