import math

import pytest

from equipoise.numerics.rate import UNKNOWN, Rate
from equipoise.texts import numerals
from equipoise.ui.shared import numbers


@pytest.mark.parametrize(
    ("share", "text"),
    [(0.414, "41"), (0.0349, "3.5"), (0.0, "0"), (1.0, "100"), (-0.002, "−0.2"), (-0.0001, "0"), (math.nan, "–")],
)
def test_a_share_is_written_out_of_100(share, text):
    assert numbers.hundred(share) == text


def test_an_interval_never_shows_two_equal_ends():
    assert numbers.interval(Rate(0.41, 0.40, 0.42, 10)) == "40 to 42"
    assert numbers.interval(Rate(0.667, 0.6661, 0.6689, 10)) == "66.6 to 66.9"
    assert numbers.interval(Rate(0.999, 0.997, 1.0, 10), brief=True) == "99.7–100"
    assert numbers.interval(UNKNOWN) == "–"


def test_a_change_carries_its_sign():
    assert [numerals.signed(value) for value in (3.2, -12.0, 0.2)] == ["+3", "−12", "0"]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (Rate(0.05, 0.03, 0.07, 9), "up"),
        (Rate(-0.05, -0.07, -0.03, 9), "down"),
        (Rate(0.05, -0.01, 0.11, 9), "same"),  # the interval holds zero
        (Rate(0.004, 0.003, 0.005, 9), "same"),  # smaller than one in 100
        (UNKNOWN, "same"),
    ],
)
def test_a_direction_needs_size_and_certainty(change, expected):
    assert numbers.direction(change) == expected


def test_icons_stay_between_none_and_all():
    assert [numbers.icons(share) for share in (-0.1, 0.234, 1.2, math.nan)] == [0, 23, 100, 0]


def test_an_interval_without_width_is_one_number():
    assert numbers.interval(Rate(0.66666, 0.66661, 0.66669, 10)) == "close to 66.7"
