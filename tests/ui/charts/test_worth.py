import math
import re
from html import unescape
from urllib.parse import unquote

import pytest

from equipoise.numerics.rate import UNKNOWN, Rate
from equipoise.ui.charts.worth import Mark, axis, ticks, worth_map


def rate(value, half=1.0):
    return Rate(value, value - half, value + half, 100)


SHOP = Mark("Visits to the shop", "Shop", rate(5.0), rate(0.0, 0.2), "collect")
HOME = Mark("Postcode", "Postcode", rate(0.1), rate(12.0), "drop")
LATER = Mark("Survey", "Survey", UNKNOWN, UNKNOWN, "open")


def drawn(*marks):
    return worth_map(marks, x="Value", y="Risk", corners=("Not that", "Collect this"), alt="Two <marks>")


def test_every_known_mark_has_its_number_its_name_and_its_place():
    html = drawn(SHOP, LATER, HOME)
    assert re.findall(r"22px\">(\d)</div></div>", html) == ["3", "1"]
    assert ">Shop</div>" in html and ">Postcode</div>" in html and "Survey" not in html
    assert 'title="Visits to the shop: 5.00 / 0.00"' in html
    assert unescape(re.search('aria-label="([^"]*)"', html)[1]) == "Two <marks>"


def test_what_to_make_of_it_has_a_shape_beside_its_colour():
    assert "rotate:45deg" in drawn(HOME) and "rotate:45deg" not in drawn(SHOP)
    assert "Not that" in drawn(HOME) and "Collect this" in drawn(HOME)


def test_intervals_are_lines_as_long_as_they_can_be_told():
    image = unquote(re.search(r'src="([^"]*)"', drawn(SHOP, HOME))[1])
    assert len(re.findall(r"stroke-width='1.6'", image)) == 2
    unsure = Mark("New", "New", Rate(3.0, -math.inf, math.inf, 9), rate(1.0), "open")
    assert "inf" not in drawn(unsure) and "d=''" in unquote(re.search(r'src="([^"]*)"', drawn(unsure))[1])


@pytest.mark.parametrize(
    ("rates", "low", "high"),
    [([rate(5.0), rate(-2.0)], -3, 6), ([rate(0.01, 0.02)], -0.01, 1), ([], 0, 1)],
)
def test_an_axis_reaches_zero_and_all_intervals_and_is_never_too_short(rates, low, high):
    start, end = axis(rates)
    assert start < low <= 0 < high < end
    assert end - start == pytest.approx(1.34 * (high - low))


@pytest.mark.parametrize(
    ("ends", "values"),
    [((-0.5, 6.0), [0, 2, 4, 6]), ((-3, 18), [0, 10]), ((-0.14, 1.12), [0, 0.5, 1.0]), ((-400, 3800), [0, 2000])],
)
def test_ticks_are_round(ends, values):
    assert ticks(ends) == pytest.approx(values)


def test_nothing_known_is_an_empty_chart():
    assert "Value" in drawn(LATER) and "title=" not in drawn(LATER)
