"""Answers of the clean room, by hand."""

import math

import numpy as np
import pytest

from equipoise.core.seeds import stream
from equipoise.stages.partners.clean_room import Answer, CleanRoom

MEETS = np.array([True, True, False, True, False, True])
ALL = np.ones(6, dtype=bool)


def room(**changed):
    return CleanRoom(**{"meets": MEETS, "minimum": 2, "budget": 3, "epsilon": 0.0} | changed)


def ask(of, people, number=0, seed=1):
    return of.ask(np.array(people, dtype=bool), number, stream(seed, "test"))


def test_exact_counts_of_lists():
    assert ask(room(), ALL) == Answer(count=4.0)
    assert ask(room(), [1, 0, 1, 1, 0, 0]) == Answer(count=2.0)


def test_small_counts_are_not_told():
    refused = ask(room(), [1, 0, 1, 0, 0, 0])
    assert math.isnan(refused.count) and refused.refused == "minimum"


def test_no_query_beyond_the_budget_is_answered():
    assert ask(room(), ALL, number=2).count == 4
    assert ask(room(), ALL, number=3).refused == "budget"


def test_minimum_and_budget_alone_do_not_hide_the_one_who_is_left_out():
    whole, without = room(minimum=3).leaving_out(np.arange(6), 1, stream(1, "test"))
    assert (whole - without)[:, 0].tolist() == MEETS.astype(float).tolist()


def test_at_the_minimum_the_refusal_itself_would_tell():
    whole, without = room(minimum=4).leaving_out(np.array([0, 2]), 1, stream(1, "test"))
    assert whole[:, 0].tolist() == [4, 4] and math.isnan(without[0, 0]) and without[1, 0] == 4


def test_noise_has_the_scale_of_its_epsilon_and_is_drawn_anew():
    told = room(minimum=1, epsilon=0.5).told(np.full(200_000, 100.0), stream(1, "test"))
    assert told.mean() == pytest.approx(100, abs=0.05)
    assert np.abs(told - 100).mean() == pytest.approx(2.0, abs=0.03)  # of a Laplace draw it is the scale
    assert np.nanmin(room(minimum=99, epsilon=0.5).told(np.full(1000, 100.0), stream(1, "test"))) >= 99
