"""What may be asked of the compute service: a function and frozen arguments."""

from __future__ import annotations

import dataclasses
import inspect
import pickle
from collections.abc import Callable
from functools import cached_property
from typing import Any, Generic, Literal, TypeVar

from equipoise.runtime import progress

T = TypeVar("T")
Kind = Literal["page", "job", "warm"]
KINDS: tuple[Kind, ...] = ("page", "job", "warm")
"""Most urgent first: what a page waits for, long work that somebody started, what is computed in idle time."""


@dataclasses.dataclass(frozen=True)
class Question(Generic[T]):
    """A call of a function, computed at most once for everybody who asks for it.

    Two questions are the same if function and arguments are; the other fields only say where and when it is computed.

    Attributes:
        function: a function of a module. If it has a parameter ``report`` that is not among the arguments, it is
            given one and tells its progress with it. It is pure: equal arguments give equal results.
        arguments: what it is called with; hashable, so that nobody changes them.
        world: stands for the invented world that the computation is about: workers keep worlds.
        customers: how large that world is.
        kind: "page" comes before "job", and both before "warm".
    """

    function: Callable[..., T]
    arguments: tuple[Any, ...] = ()
    world: str = dataclasses.field(default="", compare=False, kw_only=True)
    customers: int = dataclasses.field(default=0, compare=False, kw_only=True)
    kind: Kind = dataclasses.field(default="page", compare=False, kw_only=True)

    def __hash__(self) -> int:
        """Hash function and arguments, once: settings with all their levers take a while."""
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash((self.function, self.arguments))

    @property
    def name(self) -> str:
        """The function's name, as a status shows it."""
        return getattr(self.function, "__name__", repr(self.function))

    @cached_property
    def call(self) -> bytes:
        """The call as bytes for another process.

        Raises:
            TypeError: the function cannot be found by its name in another process, or an argument cannot be sent.
        """
        try:
            return pickle.dumps((self.function, self.arguments))
        except (pickle.PicklingError, AttributeError, TypeError) as error:
            rule = "only a function of a module and arguments that can be pickled can be asked for"
            raise TypeError(f"{self.name}: {rule}: {error}") from error


def answer(function: Callable[..., T], arguments: tuple[Any, ...]) -> T:
    """Call the function here and now; it is given a ``report`` if it has such a parameter."""
    extra = {"report": progress.report} if _reports(function, len(arguments)) else {}
    return function(*arguments, **extra)


def _reports(function: Callable[..., Any], given: int) -> bool:
    names = list(inspect.signature(function).parameters)
    return "report" in names[given:]
