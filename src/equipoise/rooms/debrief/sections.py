"""A debrief in words, in the order in which it is read: what was learned first, the agenda last."""

from __future__ import annotations

import datetime

from equipoise.numerics.rate import Rate
from equipoise.rooms.activities.kind import FEWEST
from equipoise.rooms.debrief.debrief import Debrief
from equipoise.rooms.debrief.section import Section
from equipoise.rooms.debrief.telling import told
from equipoise.rooms.learned import Learned
from equipoise.rooms.paper.guide import timed
from equipoise.rooms.words import say
from equipoise.texts.dates import long_date
from equipoise.texts.marks import plain


def day(of: Debrief) -> datetime.date:
    """Return the day on which a workshop's room was opened, in the server's time."""
    return datetime.date.fromtimestamp(of.room.created)


def overview(of: Debrief) -> tuple[str, ...]:
    """Return in sentences when it was, how many came, and what is not in the file."""
    lines = [_say("overview.when", date=long_date(day(of)), minutes=of.room.agenda.minutes, people=of.people)]
    if of.room.rehearsal:
        lines.append(_say("overview.rehearsal"))
    if not of.ended:
        lines.append(_say("overview.goes_on"))
    return (*lines, _say("overview.privacy", fewest=FEWEST))


def sections(of: Debrief) -> tuple[Section, ...]:
    """Return all parts of a debrief that have something in them."""
    parts = [_learned(of), *map(told, of.asked), _commitments(of), _agenda(of)]
    return tuple(part for part in parts if part.lines or part.rows)


def _learned(of: Debrief) -> Section:
    rows = [
        (
            plain(one.second.text),
            _level(one, one.before),
            _level(one, one.after),
            _change(one),
        )
        for one in of.learned
    ]
    head = ("question", "before", "after", "change")
    lines = (_say("learned.lead"),) if rows else ()
    return Section(title=_say("learned.title"), lines=lines, head=_columns(head) if rows else (), rows=tuple(rows))


def _level(one: Learned, rate: Rate) -> str:
    if not rate.known:
        return ""
    return _say("learned.off" if one.feared else "learned.right", value=_whole(rate))


def _whole(rate: Rate) -> int:
    return round(100 * rate.value)


def _change(one: Learned) -> str:
    """Return the change in words, with its likely range if chance can be seen."""
    if not one.change.known:
        return _say("learned.few", fewest=FEWEST) if one.pairs < FEWEST else _say("learned.unknown")
    sign = -1 if one.feared else 1
    gain = sign * (_whole(one.after) - _whole(one.before))  # the difference of what is shown, so that it adds up
    low, high = (100 * sign * value for value in (one.change.low, one.change.high))
    if low > high:
        low, high = high, low
    words = {"people": one.pairs, "change": _better(gain), "low": _better(low), "high": _better(high)}
    if low != low:
        return _say("learned.no_range", **words)
    told = {True: "better", False: "worse", None: "chance"}[one.better]
    return _say(f"learned.{told}", **words)


def _better(points: float) -> str:
    """Return a change as "12 better", "3 worse" or "0"."""
    whole = 0 if points != points else round(points)
    return _say("learned.points_better" if whole > 0 else "learned.points_worse", value=abs(whole)) if whole else "0"


def _commitments(of: Debrief) -> Section:
    rows = tuple((long_date(one.when), one.what, one.who) for one in of.commitments)
    return Section(title=_say("commitments.title"), head=_columns(("when", "what", "who")) if rows else (), rows=rows)


def _agenda(of: Debrief) -> Section:
    rows = tuple((when, plain(item.title)) for when, item in timed(of.room.agenda))
    return Section(title=_say("agenda"), head=_columns(("minute", "part")), rows=rows)


def _columns(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_say(f"column.{name}") for name in names)


def _say(key: str, **values: object) -> str:
    return say(f"debrief.{key}", **values)
