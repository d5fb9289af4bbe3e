"""The clean room: both tables stay inside, and only counts of people come out.

A query is a list of the partner's own customers and, if wanted, a condition on shared fields. Its answer is how many of
the list are in the shared copy and meet the condition. Three rules guard it: a *budget* of queries, a *minimum* below
which no answer is given, and *noise*. With noise of the Laplace distribution of scale ``1 / epsilon`` a counting query
is epsilon-differentially private, since one person changes the count by one at most (Dwork and Roth 2014,
doi:10.1561/0400000042, theorem 3.6). The minimum is applied to the noisy count, so that a refusal tells no more.

The minimum and the budget alone do not protect: a list of n people and the same list without one person are both above
the minimum, and the difference is that person (Denning and Schwartz 1979, doi:10.1145/320064.320069).
"""

from __future__ import annotations

import dataclasses
from typing import Literal

import numpy as np

from equipoise.core.arrays import Flags, Floats, Integers, freeze

Refusal = Literal["", "budget", "minimum"]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Answer:
    """The answer to one query: a count, or NaN with the reason why there is none."""

    count: float
    refused: Refusal = ""


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class CleanRoom:
    """A clean room.

    Attributes:
        meets: who of the partner's list is in the shared copy and meets the condition (shape: directory).
        minimum: the smallest count that is told. budget: how many queries are answered.
        epsilon: privacy loss of one query; 0: the exact count is told.
    """

    meets: Flags
    minimum: int
    budget: int
    epsilon: float

    def __post_init__(self) -> None:
        freeze(self.meets)

    def ask(self, people: Flags, number: int, rng: np.random.Generator) -> Answer:
        """Answer one query.

        Args:
            people: the list (shape: directory). number: how many queries were answered before.
            rng: the stream of this query's noise.
        """
        if number >= self.budget:
            return Answer(count=np.nan, refused="budget")
        count = float(self.told(np.array([float((self.meets & people).sum())]), rng)[0])
        return Answer(count=count, refused="minimum" if np.isnan(count) else "")

    def told(self, counts: Floats, rng: np.random.Generator) -> Floats:
        """Return counts as they are told: with noise, and NaN below the minimum (any shape)."""
        noise = rng.laplace(scale=1 / self.epsilon, size=counts.shape) if self.epsilon else 0.0
        noisy: Floats = counts + noise
        return np.where(noisy >= self.minimum, noisy, np.nan)

    def leaving_out(self, people: Integers, pairs: int, rng: np.random.Generator) -> tuple[Floats, Floats]:
        """Return answers about the whole list, and about the list without each of ``people`` (people x pairs each)."""
        whole = np.full((len(people), pairs), float(self.meets.sum()))
        return self.told(whole, rng), self.told(whole - self.meets[people, None], rng)
