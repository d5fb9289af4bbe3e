"""Shapley values: a fair division among players of what they achieve together.

A player's value is the mean of what it adds, over all orders in which the players could join (Shapley 1953,
doi:10.1515/9781400881970-018). It is linear in the worths of the coalitions, so the weights of the coalitions suffice
for any number of quantities. With few players all coalitions are used; with many, orders are drawn at random (Castro,
Gomez and Tejada 2009, doi:10.1016/j.cor.2008.04.004), each with its reverse, so that every player joins early as often
as late (Mitchell et al. 2022, "Sampling permutations for Shapley value estimation", JMLR 23(43)).
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from equipoise.core.arrays import Floats

Coalition = frozenset[int]
Step = tuple[int, Coalition]
"""A player, and the coalition that it joins."""
EXACT = 6
"""The largest number of players for which every coalition is evaluated."""
ORDERS = 20
"""The number of orders that are drawn for more players."""


@dataclasses.dataclass(frozen=True, eq=False)
class Weights:
    """Weights with which the worths of coalitions sum to every player's value.

    Attributes:
        coalitions: the coalitions whose worth is needed. weight: their weights (shape: players x coalitions).
        orders: the weights by pair of orders (shape: pairs x players x coalitions), where orders were drawn. Their mean
            is ``weight``, and their spread is the sampling error. None where every coalition is used.
    """

    coalitions: tuple[Coalition, ...]
    weight: Floats
    orders: Floats | None = None


def everyone(players: int) -> Coalition:
    """Return the coalition of all players."""
    return frozenset(range(players))


def orders(players: int, rng: np.random.Generator) -> list[tuple[int, ...]]:
    """Return orders of the players, each followed by its reverse; the first is the given order.

    Up to `EXACT` players, as many as are needed to reach every coalition; for more players, `ORDERS`.
    """
    walked: list[tuple[int, ...]] = []
    met: set[Coalition] = set()
    order = tuple(range(players))
    while len(met) < 2**players if players <= EXACT else len(walked) < ORDERS:
        for each in (order, order[::-1]):
            walked.append(each)
            met |= {frozenset(each[:place]) for place in range(players + 1)}
        order = tuple(rng.permutation(players).tolist())
    return walked


def steps(order: Sequence[int]) -> Iterator[Step]:
    """Yield every player of an order with the coalition of those before it."""
    for place, player in enumerate(order):
        yield player, frozenset(order[:place])


def exact(players: int) -> Weights:
    """Return the weights of all coalitions: of s players, (s-1)!(n-s)!/n! for them and -s!(n-s-1)!/n! for others."""
    coalitions = [frozenset(j for j in range(players) if mask >> j & 1) for mask in range(2**players)]
    whole = math.factorial(players)
    weight = np.zeros((players, len(coalitions)))
    for place, members in enumerate(coalitions):
        size = len(members)
        joined = math.factorial(size - 1) * math.factorial(players - size) / whole if size else 0.0
        absent = math.factorial(size) * math.factorial(players - size - 1) / whole if size < players else 0.0
        weight[:, place] = [joined if j in members else -absent for j in range(players)]
    return Weights(tuple(coalitions), weight)


def drawn(players: int, walked: Sequence[Sequence[int]]) -> Weights:
    """Return the weights of complete orders, which come in pairs of an order and its reverse."""
    pairs = [walked[place : place + 2] for place in range(0, len(walked) - 1, 2)]
    number = _numbered(step for order in walked for step in steps(order))
    by_pair = np.array([_mean_weight(players, [list(steps(order)) for order in pair], number) for pair in pairs])
    return Weights(tuple(number), by_pair.mean(axis=0), by_pair)


def so_far(players: int, joined: Sequence[Step]) -> Weights:
    """Return the weights of some steps of orders: each player's mean over its steps among them, zero without any."""
    number = _numbered(joined)
    weight = np.zeros((players, len(number)))
    taken = np.bincount([player for player, _ in joined], minlength=players)
    for player, found in joined:
        weight[player, number[found | {player}]] += 1 / taken[player]
        weight[player, number[found]] -= 1 / taken[player]
    return Weights(tuple(number), weight)


def leave_one_out(players: int) -> Weights:
    """Return the weights of what is lost when one player leaves all others: v(all) - v(all others)."""
    full = everyone(players)
    coalitions = (full, *(full - {j} for j in range(players)))
    return Weights(coalitions, np.hstack([np.ones((players, 1)), -np.eye(players)]))


def _numbered(joined: Iterable[Step]) -> dict[Coalition, int]:
    found = dict.fromkeys(each for player, before in joined for each in (before, before | {player}))
    return {coalition: place for place, coalition in enumerate(found)}


def _mean_weight(players: int, walks: Sequence[Sequence[Step]], number: dict[Coalition, int]) -> Floats:
    weight = np.zeros((players, len(number)))
    for walk in walks:
        for player, found in walk:
            weight[player, number[found | {player}]] += 1 / len(walks)
            weight[player, number[found]] -= 1 / len(walks)
    return weight
