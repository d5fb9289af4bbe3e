import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equipoise.core.seeds import stream
from equipoise.numerics.balanced import balanced_sample


def test_the_only_balanced_pair_is_found():
    # of 0, 1, 2, 10 the pairs with mean 6 are {2, 10} alone
    traits = np.array([[0.0], [1.0], [2.0], [10.0]])
    chosen = balanced_sample(traits, np.array([6.0]), 2, stream(1, "test"))
    assert sorted(chosen.tolist()) == [2, 3]


def test_a_sample_is_balanced_on_many_traits_at_once():
    rng = np.random.Generator(np.random.PCG64(5))
    traits = (rng.random((400, 20)) < rng.random(20)).astype(float)
    chosen = balanced_sample(traits, traits.mean(axis=0), 100, stream(1, "test"))
    apart = 100 * np.abs(traits[chosen].mean(axis=0) - traits.mean(axis=0))
    at_random = 100 * np.abs(traits[:100].mean(axis=0) - traits.mean(axis=0))
    assert apart.max() < 1 < at_random.max()


@pytest.mark.parametrize("size", [1, 5, 9])
def test_everybody_is_chosen_where_there_are_not_more(size):
    chosen = balanced_sample(np.eye(5), np.zeros(5), size, stream(1, "test"))
    assert len(chosen) == len(set(chosen.tolist())) == min(size, 5)


@given(st.integers(2, 30), st.integers(1, 4), st.integers(0, 2**20), st.data())
def test_an_exchange_never_makes_the_balance_worse(people, columns, seed, data):
    size = data.draw(st.integers(1, people))
    traits = np.random.Generator(np.random.PCG64(seed)).normal(size=(people, columns))
    wanted = np.zeros(columns)
    first = stream(seed, "test").permutation(people)[:size]
    chosen = balanced_sample(traits, wanted, size, stream(seed, "test"))
    assert len(set(chosen.tolist())) == size
    assert np.square(traits[chosen].sum(axis=0)).sum() <= np.square(traits[first].sum(axis=0)).sum() + 1e-9


def test_the_same_stream_chooses_the_same_people_in_the_same_order():
    traits = np.random.Generator(np.random.PCG64(2)).normal(size=(60, 3))
    first, second = (balanced_sample(traits, np.zeros(3), 10, stream(4, "test")).tolist() for _ in range(2))
    assert first == second
