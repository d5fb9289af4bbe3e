"""The axioms that name the value, a game small enough to share out by hand, and what drawing orders costs."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equipoise.core.seeds import stream
from equipoise.numerics.shapley import EXACT, ORDERS, drawn, everyone, exact, leave_one_out, orders, so_far, steps

GLOVES = {(0, 2): 1.0, (1, 2): 1.0, (0, 1, 2): 1.0}
"""Players 0 and 1 have a left glove each, player 2 a right one; only a pair is worth anything."""


def shared(weights, worth):
    return weights.weight @ [worth(coalition) for coalition in weights.coalitions]


def gloves(coalition):
    return GLOVES.get(tuple(sorted(coalition)), 0.0)


def games(players):
    worths = st.lists(st.floats(-1, 1), min_size=2**players, max_size=2**players)
    return worths.map(lambda drawn: lambda coalition: drawn[sum(1 << j for j in coalition)])


def test_three_players_by_hand():
    """The right glove makes the pair unless it comes first: in 4 of the 6 orders. A left one makes it only where the
    right one came first and it comes next: in 1 of 6 orders each."""
    assert shared(exact(3), gloves) == pytest.approx([1 / 6, 1 / 6, 4 / 6])


def test_all_orders_drawn_once_are_the_exact_value():
    every = list(itertools.permutations(range(3)))
    assert shared(drawn(3, every), gloves) == pytest.approx(shared(exact(3), gloves))


@given(games(4))
def test_efficiency_all_values_add_up_to_what_all_bring_about(game):
    whole = game(everyone(4)) - game(frozenset())
    some = drawn(4, [(0, 1, 2, 3), (3, 2, 1, 0), (1, 3, 0, 2), (2, 0, 3, 1)])
    for weights in (exact(4), some):
        assert shared(weights, game).sum() == pytest.approx(whole, abs=1e-9)


@given(games(3))
def test_symmetry_players_who_can_stand_in_for_each_other_get_the_same(game):
    def by_number(coalition):  # players 0 and 3 count by how many of them there are
        both = len(coalition & {0, 3})
        return both * game(coalition - {0, 3}) + both**2

    values = shared(exact(4), by_number)
    assert values[0] == pytest.approx(values[3], abs=1e-9)


@given(games(3))
def test_dummy_who_adds_nothing_gets_nothing(game):
    values = shared(exact(4), lambda coalition: game(coalition - {3}))
    assert values[3] == pytest.approx(0, abs=1e-9)
    assert values[:3] == pytest.approx(shared(exact(3), game), abs=1e-9)


@given(games(3), games(3))
def test_linearity_the_value_of_a_sum_is_the_sum_of_the_values(one, other):
    both = shared(exact(3), lambda coalition: one(coalition) + other(coalition))
    assert both == pytest.approx(shared(exact(3), one) + shared(exact(3), other), abs=1e-9)


def test_few_players_meet_every_coalition_and_many_walk_so_many_orders():
    few = orders(EXACT, stream(1, "test"))
    assert len({frozenset(o[:n]) for o in few for n in range(EXACT + 1)}) == 2**EXACT
    many = orders(EXACT + 2, stream(1, "test"))
    assert len(many) == ORDERS and many[1] == many[0][::-1] and many[0] == tuple(range(EXACT + 2))
    assert many == orders(EXACT + 2, stream(1, "test")) != orders(EXACT + 2, stream(2, "test"))


def test_drawn_orders_come_near_and_their_spread_says_how_near():
    """A player is worth what it weighs, and pairs of neighbours a bonus: the exact value is known."""

    def game(coalition):
        return sum(coalition) + sum(2.0 for j in range(7) if {j, j + 1} <= coalition)

    truth = np.arange(8) + np.array([1, *[2] * 6, 1])
    hits = []
    for seed in range(40):
        weights = drawn(8, orders(8, stream(seed, "test")))
        worth = np.array([game(coalition) for coalition in weights.coalitions])
        by_pair = weights.orders @ worth
        half = 2.26 * by_pair.std(axis=0, ddof=1) / math.sqrt(len(by_pair))  # t with 9 degrees of freedom
        hits.append(np.abs(weights.weight @ worth - truth) <= half + 1e-9)
    assert np.mean(hits) > 0.9
    assert weights.orders.mean(axis=0) == pytest.approx(weights.weight)


def test_single_steps_count_from_the_first_one_on():
    joined = list(steps((2, 0, 1)))
    assert shared(so_far(3, joined[:1]), gloves).tolist() == [0, 0, 0]
    assert shared(so_far(3, joined), gloves).tolist() == [1, 0, 0]
    assert shared(so_far(3, [*joined, *steps((0, 2, 1))]), gloves).tolist() == [0.5, 0, 0.5]


def test_leaving_one_out_is_what_the_others_lose():
    assert shared(leave_one_out(3), gloves).tolist() == [0, 0, 1]


def test_nobody_shares_nothing():
    assert exact(0).weight.shape == (0, 1) and len(orders(0, stream(1, "test"))) == 2
