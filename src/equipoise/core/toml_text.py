"""Reading TOML from untrusted sources."""

from __future__ import annotations

import tomllib
from typing import Any

from equipoise.core.errors import ReasonError

MOST_DOTS = 20
"""More parts than this in one key are refused: the standard library takes minutes over tens of thousands of them."""


def loads(text: str) -> dict[str, Any]:
    """Return the content of a TOML text.

    Raises:
        ValueError: the text is not TOML, or is nested more deeply than any file of Equipoise.
    """
    for line in text.splitlines():
        if line.partition("=")[0].count(".") > MOST_DOTS and ("=" in line or line.lstrip().startswith("[")):
            raise ReasonError("too_deep")
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise ReasonError("too_deep") from error
