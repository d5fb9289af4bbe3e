"""Registries: for every choice of a lever one record, which also says where the code of the choice is.

The code is loaded when it is first used, so that a program that only lists the choices loads none of the libraries
behind them.
"""

from __future__ import annotations

import dataclasses
import pkgutil
from typing import Any


@dataclasses.dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of a registry.

    Attributes:
        code: where the choice is implemented: ``"package.module:name"``.
    """

    code: str

    def load(self) -> Any:
        """Return what ``code`` names."""
        return pkgutil.resolve_name(self.code)
