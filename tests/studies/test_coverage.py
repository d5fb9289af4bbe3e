"""Intervals contain what they are about: a few worlds here, 40 with the marker ``validity``."""

import math

import pytest

from equipoise.chain.settings import Settings
from equipoise.numerics.rate import UNKNOWN, Rate
from equipoise.studies.coverage import attacked, coverage, covered, learned
from equipoise.studies.redrawn import with_deal, with_past

NUMBERS = ("right_offer", "treated_alike sex")


def rate(value, half):
    return Rate(value, value - half, value + half, 100)


def test_coverage_by_hand():
    # targets .5 and .2; of the first world both intervals contain it, of the second one of two
    table = [
        [rate(0.5, 0.1), rate(0.45, 0.1), rate(0.4, 0.1), rate(0.6, 0.1)],
        [rate(0.2, 0.1), rate(0.4, 0.1), rate(0.1, 0.1), rate(0.3, 0.1)],
    ]
    found = coverage(table, tries=2)
    assert (found.share, found.intervals, found.worlds) == (0.75, 4, 2)
    # residuals by world: 2 - 1.5 and 1 - 1.5; sqrt((.25 + .25) * 2 / 1) / 4 = .25
    assert found.error == pytest.approx(0.25)
    assert found.width == pytest.approx(0.2) and found.value == pytest.approx(0.35)
    assert found.spread == pytest.approx(math.sqrt(0.02))


def test_unknown_numbers_are_left_out():
    found = coverage([[UNKNOWN, rate(0.5, 0.1), rate(0.5, 0.1)], [UNKNOWN] * 3], tries=2)
    assert (found.worlds, found.intervals, found.share) == (1, 1, 1.0)


def last(size, redraw, numbers, plan):
    *_, found = covered(Settings().replace(**{"population.size": size}), redraw, numbers, plan)
    return found


def test_intervals_of_learned_numbers_cover_their_mean_over_pasts():
    found = last(3_000, with_past, learned, (6, 5, 10))
    for name in NUMBERS:
        assert found[name].intervals == 30 and found[name].share >= 0.8, name
        assert found[name].width > 2 * found[name].spread, name


def test_intervals_of_the_risk_cover_its_mean_over_deals():
    found = last(3_000, with_deal, attacked, (3, 5, 8))["identified"]
    assert found.intervals == 15 and found.share >= 0.8


@pytest.mark.validity
@pytest.mark.parametrize("size", [3_000, 20_000])
def test_pooled_coverage_over_pasts_of_40_worlds(size):
    found = last(size, with_past, learned, (40, 10, 40))
    for name in NUMBERS:
        assert 0.92 <= found[name].share <= 0.98, (name, found[name])


@pytest.mark.validity
@pytest.mark.parametrize("size", [3_000, 20_000])
def test_pooled_coverage_over_deals_of_40_worlds(size):
    found = last(size, with_deal, attacked, (40, 10, 40))["identified"]
    assert 0.92 <= found.share <= 0.98, found
