"""Levers on the command line."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable
from typing import Any

from equipoise.chain.settings import LEVERS, Settings, parse
from equipoise.core.errors import SettingsError
from equipoise.texts.catalogue import texts


def warn_of_idle(settings: Settings, moved: Collection[str]) -> None:
    """Warn about levers that were set on the command line and have no effect."""
    inactive = settings.inactive()
    for name in LEVERS:
        if name in moved and name in inactive:
            told = texts()["cli.idle"].format(lever=name, reason=texts()[inactive[name]])
            print(f"equipoise: {told}", file=sys.stderr)


def assigned(assignments: Iterable[str]) -> dict[str, Any]:
    """Return the values of levers that are written as ``name=value``.

    Raises:
        SettingsError: an assignment cannot be read, or one lever is set twice.
    """
    levers: dict[str, Any] = {}
    for assignment in assignments:
        name, sign, text = assignment.partition("=")
        if not sign:
            raise SettingsError.about(assignment, "lever.no_sign")
        if name in levers:
            raise SettingsError.about(name, "lever.set_twice")
        levers[name] = parse(name, text)
    return levers
