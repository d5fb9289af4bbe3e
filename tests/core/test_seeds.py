import numpy as np

from equipoise.core.seeds import stream


def test_the_same_name_gives_the_same_draws():
    assert np.array_equal(stream(7, "consent").random(5), stream(7, "consent").random(5))


def test_other_names_and_seeds_give_other_draws():
    draws = {tuple(stream(seed, name).random(3)) for seed in (7, 8) for name in ("consent", "history", "")}
    assert len(draws) == 6


def test_streams_are_independent_of_the_order_of_calls():
    alone = stream(7, "history").random(3)
    stream(7, "consent").random(1_000)
    assert np.array_equal(stream(7, "history").random(3), alone)


def test_streams_are_uncorrelated():
    first, second = stream(7, "a").standard_normal(100_000), stream(7, "b").standard_normal(100_000)
    # The correlation of independent draws has a standard deviation of 1 / sqrt(100,000) = .0032.
    assert abs(np.corrcoef(first, second)[0, 1]) < 4 * 0.0032
