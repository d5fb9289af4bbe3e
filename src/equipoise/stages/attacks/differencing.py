"""Differencing: two queries on lists that differ by one person tell whether that person is in the table.

Goal: learn whether one of the partner's customers is in the shop's table. Knowledge: the answers of a clean room. The
attacker spends the whole budget on one person, in pairs of a list with and a list without that person, and calls the
person a customer if the mean difference exceeds a half (Denning and Schwartz 1979, doi:10.1145/320064.320069). One
query has no difference: then, and where the room refuses, a coin decides.

With noise the advantage is bounded whatever the attacker does with the answers: see `numerics.privacy_bound`. A partner
who knew everybody else on the list would need no second query, so that the bound is for all queries of the budget.
"""

from __future__ import annotations

import dataclasses

import numpy as np

from equipoise.core.arrays import Floats, Integers
from equipoise.numerics.privacy_bound import composed_bound
from equipoise.numerics.rate import UNKNOWN, Rate
from equipoise.shared.partnership import Counting
from equipoise.shared.release import Release
from equipoise.stages.attacks.base import Attack, MembershipTruth, Scored
from equipoise.stages.attacks.membership import score_members

MOST_PAIRS = 200
"""The most pairs that are simulated: more of them change the answers' mean by little."""


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Asking:
    """The clean room, and the places of the people asked about in the partner's list."""

    room: Counting
    people: Integers


@dataclasses.dataclass(frozen=True, eq=False)
class Differences:
    """The score of everybody asked about: above zero the person is called a customer. bound: of the advantage."""

    score: Floats
    bound: Rate


class Differencing(Attack[Asking, MembershipTruth, Differences]):
    """Call the people customers whose list has one more than the list without them."""

    name = "differencing"
    kind = "membership"

    def infeasible(self, release: Release, knowledge: Asking) -> str:
        """Needs people to ask about."""
        return "" if len(knowledge.people) else "no_targets"

    def guess(self, release: Release, knowledge: Asking, rng: np.random.Generator) -> Differences:
        """Ask about everybody in turn, each time as if nothing had been asked before."""
        room, people = knowledge.room, knowledge.people
        coin = rng.random(len(people)) - 0.5
        pairs = min(room.budget // 2, MOST_PAIRS)
        if not pairs:
            return Differences(coin, bound(room))
        whole, without = room.leaving_out(people, pairs, rng)
        differences = whole - without
        told = ~np.isnan(differences)
        number = told.sum(axis=1)
        mean = np.where(told, differences, 0.0).sum(axis=1) / np.maximum(number, 1)
        return Differences(np.where(number > 0, mean - 0.5, coin), bound(room))

    def score(self, guesses: Differences, truth: MembershipTruth) -> Scored:
        """A hit is a customer who is called one; the control rate is that of people who are not in the table."""
        scored = score_members(self.name, guesses.score, guesses.score > 0, truth)
        details = {key: scored.result.details[key] for key in ("advantage", "tpr_at_1_fpr")}
        result = dataclasses.replace(scored.result, details=details | {"room_bound": guesses.bound})
        return dataclasses.replace(scored, result=result)


def bound(room: Counting) -> Rate:
    """Return the largest advantage that any use of the whole budget can have; unknown without noise."""
    if not room.epsilon:
        return UNKNOWN
    value = composed_bound(room.epsilon, room.budget)
    return Rate(value, value, value, room.budget)
