"""What the customer's choices change at once: for the customer in sight of every switch, and for the shop in numbers.

Everything has room for whatever could stand in its place, so that a switch moves nothing that stays.
"""

from __future__ import annotations

import dataclasses
from html import escape

from equipoise.core.vocabulary import TOPICS
from equipoise.personal.findable import Crowd
from equipoise.personal.offers import Verdict
from equipoise.personal.wishes import Usage
from equipoise.texts.catalogue import texts
from equipoise.ui.shared.room import room
from equipoise.ui.shared.words import say
from equipoise.ui.your_data.findable import odds
from equipoise.ui.your_data.why import cents
from equipoise.ui.your_data.wording import topic

Seen = tuple[Verdict, Crowd]
"""What is shown, and whom the customer hides among."""
_MARKS = ("stored", "shared", "learned", "contacted")


@dataclasses.dataclass(frozen=True, kw_only=True)
class Change:
    """The customer and the shop before and after something is switched.

    Attributes:
        before, after: where the data are. seen_before, seen: what the customer sees. others: how many others see
            another offer now. switched: whether anybody has touched a switch.
    """

    before: Usage
    after: Usage
    seen_before: Seen
    seen: Seen
    others: int = 0
    switched: bool = True


@dataclasses.dataclass(frozen=True)
class Row:
    """One thing that may change: its label, before and now."""

    label: str
    before: str
    after: str

    @property
    def moved(self) -> bool:
        """Whether it has changed."""
        return self.before != self.after


def line(change: Change) -> str:
    """Return in one sentence what a change does for the customer."""
    was, now = change.seen_before[0], change.seen[0]
    if not change.after.honoured:
        return say("you.now.line.ignored")
    if not change.switched:
        return say("you.now.line.unchanged")
    if was.offer != now.offer:
        return say("you.now.line.offer", before=topic(TOPICS[was.offer]), after=topic(TOPICS[now.offer]))
    for name in _MARKS:
        if getattr(change.before, name) != getattr(change.after, name):
            return say(f"you.now.line.{name}_{'yes' if getattr(change.after, name) else 'no'}")
    return say("you.now.line.same")


def for_you(change: Change) -> tuple[Row, ...]:
    """Return what may change for the customer: the offer, where the data are, how easily they are found."""
    offers = (topic(TOPICS[verdict.offer]).capitalize() for verdict, _ in (change.seen_before, change.seen))
    marks = [
        Row(say(f"you.now.{name}"), *(_yes(getattr(one, name)) for one in (change.before, change.after)))
        for name in _MARKS
    ]
    found = (_odds(crowd) for _, crowd in (change.seen_before, change.seen))
    return Row(say("you.effect.offer"), *offers), *marks, Row(say("you.now.odds"), *found)


def for_shop(change: Change) -> tuple[Row, ...]:
    """Return what may change for the shop, in numbers."""
    counted = [
        Row(say(f"you.effect.{name}"), *(f"{getattr(one, name):,}" for one in (change.before, change.after)))
        for name in ("rows", "copies", "learners", "reach")
    ]
    worth = (_worth(verdict) for verdict, _ in (change.seen_before, change.seen))
    moved = Row(say("you.effect.moved"), "0", f"{change.others:,}")
    return *counted, moved, Row(say("you.effect.worth"), *worth)


def summary(change: Change, *, last: Change) -> str:
    """Return what may change for the customer as HTML, below a sentence on the last switch.

    Args:
        change: from before anything was switched. last: from before the last switch.
    """
    longest = max((topic(name) for name in TOPICS), key=len)
    sentences = (text.format(before=longest, after=longest) for text in texts().under("ui.you.now.line").values())
    marks = "".join(map(_mark, for_you(change)))
    said = room(line(last), sentences)
    return f'<div class="yd-now"><div class="line" role="status">{said}</div><div class="marks">{marks}</div></div>'


def table(change: Change) -> str:
    """Return what may change for the shop as a table, as HTML."""
    head = "".join(f'<th scope="col">{escape(say(f"you.effect.{name}"))}</th>' for name in ("shop", "before", "after"))
    body = "".join(
        f'<tr><th scope="row">{escape(row.label)}</th><td>{escape(row.before)}</td>'
        f'<td class="{"new" if row.moved else ""}">{escape(_marked(row))}</td></tr>'
        for row in for_shop(change)
    )
    return f'<table class="yd-shop"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _mark(row: Row) -> str:
    was = f" <s>{escape(row.before)}</s>" if row.moved else ""
    looks = "new" if row.moved else ""
    return f'<div class="{looks}"><small>{escape(row.label)}</small><b>{escape(_marked(row))}</b>{was}</div>'


def _marked(row: Row) -> str:
    return f"▸ {row.after}" if row.moved else row.after


def _yes(there: bool) -> str:
    return say("you.yes" if there else "you.no")


def _odds(crowd: Crowd) -> str:
    return odds(crowd) if crowd.there else say("you.now.absent")


def _worth(verdict: Verdict) -> str:
    """Return what the shop expects to earn by the offer that it shows."""
    return cents(verdict.worth[verdict.offer]) if verdict.worth.size else say("you.effect.unknown")
