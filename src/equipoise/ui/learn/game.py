"""One challenge as somebody plays it, as a value: attempts, and whether the learner claims that it cannot be done."""

from __future__ import annotations

import dataclasses

from equipoise.chain.settings import Settings
from equipoise.learn.challenge import Challenge, place_of
from equipoise.learn.progress import Outcome, Tried
from equipoise.shared.results import Headlines

ENOUGH = 3
"""Attempts after which one may say that a challenge cannot be done."""
MOST = 60
"""Attempts that are kept; the oldest go first."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Attempt:
    """One setting that was tried, and its headlines."""

    number: int
    settings: Settings
    headlines: Headlines

    def margins(self, challenge: Challenge) -> dict[str, float]:
        """Return by how much every headline is on the good side of its target."""
        return challenge.targets.margins(place_of(self.headlines))

    def reached(self, challenge: Challenge) -> bool:
        """Whether this attempt meets all targets."""
        return challenge.targets.reached(place_of(self.headlines))


@dataclasses.dataclass(frozen=True, kw_only=True)
class Game:
    """The attempts at one challenge, in order; ``doubted`` once the learner claims that it cannot be done."""

    attempts: tuple[Attempt, ...] = ()
    doubted: bool = False

    @property
    def last(self) -> Attempt | None:
        """The latest attempt."""
        return self.attempts[-1] if self.attempts else None

    @property
    def may_doubt(self) -> bool:
        """Whether enough was tried to say that it cannot be done."""
        return len(self.attempts) >= ENOUGH and not self.doubted

    def try_out(self, settings: Settings, headlines: Headlines) -> Game:
        """Return it with one more attempt; trying the same again adds nothing."""
        if self.last is not None and self.last.settings == settings:
            return self
        number = self.last.number + 1 if self.last else 1
        attempt = Attempt(number=number, settings=settings, headlines=headlines)
        return dataclasses.replace(self, attempts=(*self.attempts, attempt)[-MOST:])

    def doubt(self) -> Game:
        """Return it with the learner's claim that it cannot be done."""
        return dataclasses.replace(self, doubted=True)

    def end(self, challenge: Challenge) -> Tried | None:
        """Return how it ended; None while it goes on."""
        first = next((each.number for each in self.attempts if each.reached(challenge)), None)
        count = self.attempts[-1].number if self.attempts else 0
        if first is not None:
            return Tried(outcome="reached", attempts=min(first, 200))
        if not self.doubted:
            return None
        outcome: Outcome = "wrongly_impossible" if challenge.possible else "called_impossible"
        return Tried(outcome=outcome, attempts=min(count, 200))
