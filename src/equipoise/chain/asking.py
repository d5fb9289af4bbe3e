"""Questions about the chain for the compute service: the world that each is about says where it is computed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from equipoise.chain.settings import Settings
from equipoise.runtime.compute import Kind, Question

T = TypeVar("T")


def question(function: Callable[..., T], *arguments: Any, kind: Kind = "page") -> Question[T]:
    """Return the question what ``function`` gives for these arguments.

    Args:
        function: a function of a module. arguments: frozen; the settings among them, also within tuples, name the
            worlds that it is about, of which the largest counts.
        kind: how urgent it is.
    """
    worlds = [settings.population for settings in _settings_in(arguments)]
    largest = max(worlds, key=lambda world: world.size, default=None)
    if largest is None:
        return Question(function, arguments, kind=kind)
    return Question(function, arguments, world=repr(largest), customers=largest.size, kind=kind)


def _settings_in(arguments: tuple[Any, ...]) -> Iterator[Settings]:
    for argument in arguments:
        if isinstance(argument, Settings):
            yield argument
        elif isinstance(argument, tuple):
            yield from _settings_in(argument)
