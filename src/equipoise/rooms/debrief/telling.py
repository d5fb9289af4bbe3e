"""What a question came to, in words: one function for each kind of step."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from equipoise.rooms.activities.kind import FEWEST
from equipoise.rooms.activities.number import Guesses
from equipoise.rooms.activities.order import Ranking
from equipoise.rooms.activities.truth import Truth
from equipoise.rooms.activities.vote import Votes
from equipoise.rooms.debrief.debrief import Asked
from equipoise.rooms.debrief.games import attacker, audit_game, policy, safeguard
from equipoise.rooms.debrief.section import Section, section
from equipoise.rooms.words import say
from equipoise.texts.marks import plain


def told(asked: Asked) -> Section:
    """Return what a question came to. Of an unknown kind, it is only said how many have answered."""
    return TELLING.get(asked.step.kind, _counted)(asked)


def number(asked: Asked) -> Section:
    """Return the middle of the room's guesses beside what is true."""
    found: Guesses = asked.result
    rows = []
    if found.middle is not None:
        rows.append((_say("number.middle"), _in_100(found.middle)))
    if found.truth is not None:
        rows.append((_say("number.truth"), true(found.truth)))
    if found.off is not None and found.near is not None:
        rows.append((_say("number.off"), _say("number.points", points=_bare(found.off))))
        rows.append((_say("number.near"), _say("of", count=found.near, n=found.n)))
    return section(asked.step, lines=_few(found.n, held=found.held), head=("what", "value"), rows=rows)


def vote(asked: Asked) -> Section:
    """Return how often each option was chosen, and which one is right."""
    found: Votes = asked.result
    counts = found.counts or (None,) * len(found.options)
    rows = [
        (
            plain(option.text),
            "" if count is None else _say("of", count=count, n=found.n),
            _say("vote.right") if place == found.right else "",
        )
        for place, (option, count) in enumerate(zip(found.options, counts, strict=True))
    ]
    columns = ("option", "votes", "truth")
    return section(asked.step, lines=_few(found.n, held=found.held), head=columns, rows=rows)


def order(asked: Asked) -> Section:
    """Return the room's average place of each thing beside the true one."""
    found: Ranking = asked.result
    lines = _few(found.n, held=found.held)
    if found.pairs is not None:
        lines += (_say("order.pairs", right=found.pairs[0], of=found.pairs[1]),)
    means, places = found.means, found.places
    listed = sorted(range(len(found.things)), key=lambda thing: (means or places or (0,) * len(found.things))[thing])
    rows = [
        (
            plain(found.things[thing]),
            f"{means[thing]:.1f}" if means else "",
            _bare(places[thing]) if places else "",
        )
        for thing in listed
    ]
    return section(asked.step, lines=lines, head=("thing", "place", "true_place"), rows=rows)


def text(asked: Asked) -> Section:
    """Return how many have written something. What they wrote stays in the room."""
    return section(asked.step, lines=(_say("text", count=asked.n),))


def commit(asked: Asked) -> Section:
    """Return how many promises there are; they have a part of their own."""
    return section(asked.step, lines=(_say("commit", count=asked.n),))


def _counted(asked: Asked) -> Section:
    return section(asked.step, lines=(_say(f"answered.{asked.step.by}", count=asked.n),))


TELLING: Mapping[str, Callable[[Asked], Section]] = {
    "number": number,
    "vote": vote,
    "order": order,
    "text": text,
    "commit": commit,
    "policy": policy,
    "attacker": attacker,
    "safeguard": safeguard,
    "audit_game": audit_game,
}
"""By the kind of step."""


def true(truth: Truth) -> str:
    """Return what is true of 100, with its likely range or its source."""
    if truth.source:
        return _say("truth.given", value=truth.shown, source=truth.source)
    if truth.low == truth.low and truth.high > truth.low:
        return _say("truth.computed", value=truth.shown, low=round(truth.low), high=round(truth.high))
    return _in_100(truth.shown)


def _few(n: int, *, held: bool = False) -> tuple[str, ...]:
    counted = (_say("answered.person", count=n),) if n >= FEWEST else (_say("few", fewest=FEWEST),)
    return (*counted, _say("held")) if held else counted


def _in_100(value: float) -> str:
    return _say("in_100", value=_bare(value))


def _bare(value: float) -> str:
    return f"{value:g}" if value == round(value) else f"{value:.1f}"


def _say(key: str, **values: object) -> str:
    return say(f"debrief.{key}", **values)
