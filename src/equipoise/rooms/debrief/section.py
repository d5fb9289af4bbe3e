"""Sections: a debrief in words, as every file and the page show it."""

from __future__ import annotations

import dataclasses


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
