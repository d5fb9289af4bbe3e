"""Buy one safeguard before a leak: what the room would have bought, and what each would have saved.

What an agenda item of this kind needs besides id, kind, title and minutes::

    text = "Yesterday you could have bought one safeguard. Which one?"
    scenario = "typical"   # the shop whose table leaks; "typical" without it
    customers = 3000       # at most 5,000
    levers = {}            # what else differs from the scenario; may be left out
    safeguards = ["keys", "retention"]     # 2 to 6 of `equipoise.by_design.breach.SAFEGUARDS`; all of them without it

The engine runs the shop once as it is and once a safeguard.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping, Sequence
from typing import Any

from equipoise.by_design.breach import SAFEGUARDS, Saved, saved
from equipoise.chain.asking import question
from equipoise.chain.outcome import plain
from equipoise.core.errors import DataError, ReasonError
from equipoise.numerics.rate import Rate
from equipoise.rooms.activities.kind import FEWEST, Moment, asked
from equipoise.rooms.activities.setting import settings_of
from equipoise.rooms.activities.vote import FEWEST_OPTIONS, MOST_OPTIONS, Vote
from equipoise.rooms.agenda import Item
from equipoise.rooms.step import Answer, Participant, Step
from equipoise.rooms.words import say
from equipoise.runtime.compute import Question

_RATES = ("before", "after", "change", "right_offer")


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Bought:
    """What a room would have bought.

    Attributes:
        n: how many have chosen. options: the safeguards in words. counts: how often each was chosen; None if fewer than
            `FEWEST` have.
        saved: what each would have saved and cost; empty while it is not ready.
    """

    n: int
    options: tuple[str, ...]
    counts: tuple[int, ...] | None = None
    saved: tuple[Saved, ...] = ()

    @property
    def best(self) -> int | None:
        """The place of the safeguard that saves most; None if none surely saves anything."""
        sure = [place for place, one in enumerate(self.saved) if one.change.high < 0]
        return min(sure, key=lambda place: self.saved[place].change.value, default=None)


class Safeguard:
    """One choice among safeguards, beside what the engine says of each; see the top of this file for the spec."""

    def steps(self, item: Item) -> tuple[Step, ...]:
        """Return the one step."""
        names = [str(name) for name in item.spec.get("safeguards", tuple(SAFEGUARDS))]
        if not FEWEST_OPTIONS <= len(set(names)) == len(names) <= MOST_OPTIONS:
            raise ReasonError("vote_options", {"fewest": FEWEST_OPTIONS, "most": MOST_OPTIONS})
        unknown = [name for name in names if name not in SAFEGUARDS]
        if unknown:
            raise DataError.about(unknown[0], "room.safeguard", known=tuple(SAFEGUARDS))
        settings_of(item.spec)
        options = [{"text": say(f"activity.safeguard.option.{name}")} for name in names]
        spec = dict(item.spec) | {"safeguards": names, "options": options}
        return (asked(item, text=str(item.spec["text"]), spec=spec),)

    def questions(self, step: Step) -> tuple[Question[Any], ...]:
        """Return one question a safeguard."""
        settings = settings_of(step.spec)
        return tuple(question(saved, settings, name, kind="job") for name in step.spec["safeguards"])

    def computed(self, step: Step, answers: Sequence[Any]) -> list[dict[str, Any]]:
        """Return what each saves, ready for JSON."""
        return [plain(answer) for answer in answers]

    def check(self, step: Step, value: Mapping[str, Any], moment: Moment) -> int:
        """Return the place of the chosen safeguard.

        Raises:
            DataError: there is no such option.
        """
        return Vote().check(step, value, moment)

    def result(
        self, step: Step, answers: Sequence[Answer], people: Sequence[Participant], computed: Any, round: int
    ) -> Bought:
        """Return the choices beside what each safeguard saves."""
        chosen, options = [answer.value for answer in answers], step.spec["options"]
        return Bought(
            n=len(answers),
            options=tuple(str(option["text"]) for option in options),
            counts=tuple(map(chosen.count, range(len(options)))) if len(answers) >= FEWEST else None,
            saved=tuple(map(_read, computed or ())),
        )


def fall(change: Rate) -> Rate:
    """Return a fall of a share as a positive number, its ends within a whole share."""
    low, high = max(0.0 - change.high, -1.0), min(0.0 - change.low, 1.0)
    return Rate(0.0 - change.value, low, high, change.n, change.tag)


def _read(values: Mapping[str, Any]) -> Saved:
    """Return what a safeguard saves from what `Safeguard.computed` kept; None is a number that is not known."""
    return Saved(**dict(values) | {name: _rate(values[name]) for name in _RATES})


def _rate(written: Mapping[str, Any]) -> Rate:
    ends = {name: math.nan if written[name] is None else float(written[name]) for name in ("value", "low", "high")}
    return Rate(**dict(written) | ends)
