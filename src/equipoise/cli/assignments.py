"""Levers on the command line."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from equipoise.chain.settings import LEVERS, Settings, parse
from equipoise.cli.aside import say_aside
from equipoise.core.errors import SettingsError
from equipoise.texts.catalogue import texts


def warn_of_idle(settings: Settings, moved: Collection[str]) -> None:
    """Warn about levers that were set on the command line and have no effect."""
    inactive = settings.inactive()
    for name in LEVERS:
        if name in moved and name in inactive:
            say_aside(texts()["cli.idle"].format(lever=name, reason=texts()[inactive[name]]))


@contextmanager
def loud() -> Iterator[None]:
    """Print the warnings of the functions on tables, one a line, where errors are printed."""
    with warnings.catch_warnings(record=True) as found:
        warnings.simplefilter("always", UserWarning)
        yield
    for warning in found:
        say_aside(str(warning.message))


def assigned(assignments: Iterable[str], read: Callable[[str, str], Any] = parse) -> dict[str, Any]:
    """Return the values of levers that are written as ``name=value``; ``read`` turns name and text into a value.

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
        levers[name] = read(name, text)
    return levers
