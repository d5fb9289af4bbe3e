"""How old the rule book is on a given day: what is stale, what comes into force, and what nobody has read twice."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Literal

from equipoise.rules.book import Book, Coming, Decision, Regime, Rule, book

FRESH = 90
"""Days after a check within which an entry is fresh."""
SOON = 365
"""Days within which coming law is announced."""

Kind = Literal["rule", "regime", "decision", "coming"]


@dataclasses.dataclass(frozen=True)
class Aged:
    """An entry, and the days since it was checked."""

    kind: Kind
    entry: Rule | Regime | Decision | Coming
    days: int

    @property
    def title(self) -> str:
        """What the entry is called; a decision by its company."""
        return self.entry.company if isinstance(self.entry, Decision) else self.entry.title

    @property
    def read_again(self) -> bool:
        """Whether somebody has looked it up, and says where."""
        source = self.entry.source or (isinstance(self.entry, Regime) and self.entry.sources)
        return self.entry.evidence != "remembered" and bool(source)


@dataclasses.dataclass(frozen=True)
class Ageing:
    """The state of the rule book on ``day``.

    Attributes:
        checked: how many entries have a day of a check.
        stale: those of them that were checked more than `FRESH` days ago, the oldest first.
        coming: law that begins within `SOON` days, the next first. begun: law whose day has come, so that it is coming
            no longer. unread: entries from memory, or without a source.
    """

    day: date
    checked: int
    stale: tuple[Aged, ...]
    coming: tuple[Coming, ...]
    begun: tuple[Coming, ...]
    unread: tuple[Aged, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the state as JSON-ready values."""
        named = {part: [each.entry.id for each in getattr(self, part)] for part in ("stale", "unread")}
        dated = {part: {each.id: str(each.day) for each in getattr(self, part)} for part in ("coming", "begun")}
        return {"day": self.day.isoformat(), "checked": self.checked, **named, **dated}


def ageing(day: date) -> Ageing:
    """Return the state of the rule book on a day."""
    aged = list(_entries(book(), day))
    dated = sorted((each for each in book().coming.values() if each.day is not None), key=_begins)
    return Ageing(
        day=day,
        checked=len(aged),
        stale=tuple(sorted((each for each in aged if each.days > FRESH), key=lambda each: -each.days)),
        coming=tuple(each for each in dated if day < _begins(each) <= day + timedelta(days=SOON)),
        begun=tuple(each for each in dated if _begins(each) <= day),
        unread=tuple(each for each in aged if not each.read_again),
    )


def _entries(whole: Book, day: date) -> Iterator[Aged]:
    yield from (Aged("rule", each, (day - each.checked).days) for each in whole.rules.values())
    yield from (Aged("regime", each, (day - each.checked).days) for each in whole.regimes.values())
    yield from (Aged("decision", each, (day - each.checked).days) for each in whole.decisions.values())
    yield from (Aged("coming", each, (day - each.checked).days) for each in whole.coming.values())


def _begins(entry: Coming) -> date:
    return entry.day or date.max
