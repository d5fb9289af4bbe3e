"""Agendas: what a workshop does, in order. One file each in ``data/agendas``; a room keeps its own adapted copy."""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from equipoise.core.errors import DataError, ReasonError
from equipoise.core.resources import data, in_order

MOST_MINUTES = 240
"""The longest part of a workshop."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Item:
    """One part of a workshop.

    Attributes:
        id: its name, unique in the agenda. kind: one of `equipoise.rooms.activities.registry.KINDS`.
        title: as the agenda shows it. minutes: how long it takes.
        ask: what the facilitator asks. mistakes: what people usually get wrong, and how to put it right.
        spec: what the kind needs besides, as in the file. ``again`` names an earlier part of the same kind that is
            asked once more: what is not said here is as it is there (see `equipoise.rooms.learned`).
    """

    id: str
    kind: str
    title: str
    minutes: int
    ask: tuple[str, ...] = ()
    mistakes: tuple[str, ...] = ()
    spec: Mapping[str, Any] = dataclasses.field(default_factory=dict)

    def __post_init__(self) -> None:
        if not 0 < self.minutes <= MOST_MINUTES:
            raise ReasonError("agenda_minutes", {"minutes": self.minutes, "most": MOST_MINUTES})

    @property
    def again(self) -> str:
        """The id of the part that is asked once more; "" for none."""
        return str(self.spec.get("again", ""))

    @classmethod
    def read(cls, values: Mapping[str, Any]) -> Item:
        """Read a part from a file's table: what is no attribute of every part is what its kind needs."""
        common = {field.name for field in dataclasses.fields(cls)} - {"spec"}
        own = {name: value for name, value in values.items() if name in common}
        lists = {name: tuple(own.get(name, ())) for name in ("ask", "mistakes")}
        return cls(**own | lists, spec={name: value for name, value in values.items() if name not in common})

    def to_dict(self) -> dict[str, Any]:
        """Return the part as `read` reads it, ready for JSON."""
        own = dataclasses.asdict(self)
        return dict(own.pop("spec")) | own


@dataclasses.dataclass(frozen=True, kw_only=True)
class Agenda:
    """The parts of a workshop in order.

    Attributes:
        id: the name of its file. order: its place in the list of agendas. title, lead: what it is, and for whom.
    """

    id: str
    order: int
    title: str
    lead: str
    items: tuple[Item, ...]

    def __post_init__(self) -> None:
        names = [item.id for item in self.items]
        if not names or len(set(names)) < len(names):
            raise ReasonError("agenda_items", {"items": names})

    @property
    def minutes(self) -> int:
        """How long the workshop takes."""
        return sum(item.minutes for item in self.items)

    def adapted(self, plan: Sequence[tuple[str, int]]) -> Agenda:
        """Return the agenda with these parts only, in this order.

        Args:
            plan: the id of each part, and its minutes.

        Raises:
            ReasonError: nothing is left, a part stands there twice, or its minutes cannot be used.
            KeyError: there is no such part.
        """
        known = {item.id: item for item in self.items}
        kept = tuple(dataclasses.replace(known[name], minutes=minutes) for name, minutes in plan)
        return dataclasses.replace(self, items=kept)

    @classmethod
    def read(cls, name: str, values: Mapping[str, Any]) -> Agenda:
        """Read an agenda from the values of a file.

        A part that is asked again gets what it leaves out, so that it also stands alone.
        """
        items: dict[str, Item] = {}
        for item in map(Item.read, values["items"]):
            earlier = items.get(item.again)
            whole = earlier.spec if earlier is not None and earlier.kind == item.kind else {}
            items[item.id] = dataclasses.replace(item, spec={**whole, **item.spec})
        if len(items) < len(values["items"]):
            raise ReasonError("agenda_items", {"items": [str(item["id"]) for item in values["items"]]})
        return cls(**dict(values) | {"id": name, "items": tuple(items.values())})

    def to_dict(self) -> dict[str, Any]:
        """Return the agenda as `read` reads it, ready for JSON."""
        return dataclasses.asdict(self) | {"items": [item.to_dict() for item in self.items]}


@cache
def agendas() -> Mapping[str, Agenda]:
    """Return every agenda by its id, in order.

    Raises:
        DataError: a file cannot be read.
    """
    return MappingProxyType(in_order(data("agendas"), read_agenda))


def read_agenda(path: Path) -> Agenda:
    """Read one file.

    Raises:
        DataError: its content is no agenda.
    """
    try:
        return Agenda.read(path.stem, tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError.about(path.name, "agenda.unreadable", reason=error) from error
