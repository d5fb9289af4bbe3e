"""What bought data add: by hand, and against drawn people."""

import math

import numpy as np
import pytest

from equipoise.core.seeds import stream
from equipoise.numerics.rate import Rate
from equipoise.numerics.stats import residual_risk, wilson
from equipoise.stages.partners.enrichment import Trials, risk_part, share_part


def trials(hits, controls):
    hits, controls = np.array(hits, dtype=float), np.array(controls, dtype=float)
    rates = [wilson(np.nansum(each), int((~np.isnan(each)).sum())) for each in (hits, controls)]
    return Trials(residual_risk(*rates), hits, controls)


def test_what_bought_data_add_is_a_share_of_the_whole():
    found = share_part(np.array([1.0, 0, 0, 1, 0]), np.array([1.0, 1, 1, 0, 1]))
    assert (found.without.value, found.along.value) == (0.4, 0.8)
    assert found.added.value == pytest.approx(0.4) and found.share.value == pytest.approx(2 / 4)


def test_data_that_add_nothing_add_nothing():
    same = trials([1, 0, 1, 0] * 25, [0, 0, 0, 1] * 25)
    found = risk_part(same, same)
    assert (found.added.value, found.added.low, found.added.high) == (0, 0, 0)
    assert (found.share.value, found.share.low, found.share.high) == (0, 0, 0)


def test_a_risk_by_hand():
    # Without: 40 of 100 targets, 20 of 100 controls: risk 1/4. With: 70 of the same targets, the same controls: 5/8.
    hits, more = np.repeat([1.0, 0], [40, 60]), np.repeat([1.0, 0], [70, 30])
    controls = np.repeat([1.0, 0], [20, 80])
    found = risk_part(trials(hits, controls), trials(more, controls))
    assert found.without.value == pytest.approx(1 / 4) and found.along.value == pytest.approx(5 / 8)
    assert found.added.value == pytest.approx(3 / 8) and found.share.value == pytest.approx(3 / 5)
    # Targets: 30 of 100 gain 1 / .8. Controls: c enters as -(.3 - .6) / .8^2 c.
    variance = 0.3 * 0.7 / 0.8**2 / 99 + (0.3 / 0.8**2) ** 2 * 0.2 * 0.8 / 99
    assert found.added.high - found.added.value == pytest.approx(1.96 * math.sqrt(variance), rel=1e-3)


def test_who_is_accused_may_differ_between_the_runs():
    none = np.nan
    found = risk_part(trials([1, 0, none, none] * 9, [0, 1] * 9), trials([none, 1, 1, none] * 9, [0, 0] * 9))
    assert found.without.value == 0 and found.along.value == 1 and found.added.value == 1


def test_people_who_cannot_be_paired_are_independent_and_give_no_share():
    one, other = trials([1, 0] * 50, [0, 0] * 50), trials([1, 1] * 40, [0, 0] * 50)
    found = risk_part(one, other)
    assert found.added.low < found.added.value == 0.5 < found.added.high and not found.share.known
    model = Trials(Rate(0.2, 0.1, 0.3, 50), np.ones(9), np.empty(0))
    assert risk_part(model, model).added.low < 0 < risk_part(model, model).added.high


def test_a_risk_that_may_be_zero_has_no_share():
    low = trials([1, 0, 0, 0] * 25, [1, 0, 0, 0] * 25)
    assert not risk_part(low, low).share.known


def test_intervals_cover_what_they_are_about():
    inside = [0, 0]
    for seed in range(200):
        rng = stream(seed, "test")
        u, v = rng.random(400), rng.random(150)  # without .3, with .5; controls .1 and .12
        found = risk_part(trials(u < 0.3, v < 0.1), trials(u < 0.5, v < 0.12))
        old, new = (0.3 - 0.1) / 0.9, (0.5 - 0.12) / 0.88
        inside[0] += found.added.low <= new - old <= found.added.high
        inside[1] += found.share.low <= 1 - old / new <= found.share.high
    assert all(180 <= number <= 199 for number in inside), inside  # 190 expected of 95%
