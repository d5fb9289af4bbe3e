"""Sections: a debrief in words, as every file and the page show it."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from equipoise.rooms.step import Step
from equipoise.rooms.words import say
from equipoise.texts.marks import plain


@dataclasses.dataclass(frozen=True, kw_only=True)
class Section:
    """One part of a debrief.

    Attributes:
        title: its heading. kicker: small above it, "" for none. lines: sentences, one a paragraph.
        head: names of the columns of its table; empty without one. rows: as many texts each.
        key: of the step that it is about; "" for none.
    """

    title: str
    kicker: str = ""
    lines: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    key: str = ""


def section(
    step: Step, *, lines: Sequence[str] = (), head: Sequence[str] = (), rows: Sequence[tuple[str, ...]] = ()
) -> Section:
    """Return a section about a step.

    Args:
        head: the names of its columns, as ``room.debrief.column`` has them. For the others see `Section`.
    """
    return Section(
        kicker=plain(step.title),
        title=plain(step.text),
        lines=tuple(lines),
        head=tuple(say(f"debrief.column.{name}") for name in head) if rows else (),
        rows=tuple(rows),
        key=step.key,
    )
