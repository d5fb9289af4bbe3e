import re

import pytest

from equipoise.numerics.rate import UNKNOWN, Rate
from equipoise.ui.charts.rows import CIRCLE, DIAMOND, Row, grid

HALF = Rate(0.5, 0.4, 0.6, 100)


def draw(*rows, scale=(0.0, 1.0), **options):
    return grid(rows, scale, columns="1fr 1fr 1fr", **options)


def marks(html):
    return [tuple(map(float, place)) for place in re.findall(r"left:([\d.]+)%;top:([\d.]+)px;translate", html)]


def bands(html):
    return [tuple(map(float, ends)) for ends in re.findall(r"left:([\d.]+)%;width:([\d.]+)%", html)]


def test_a_rate_lies_on_the_scale_with_its_interval():
    html = draw(Row("a", "5", ((HALF, CIRCLE),)), scale=(-1.0, 1.0))
    assert marks(html) == [(75.0, 10.0)] and bands(html) == [(70.0, 10.0)]
    assert "left:50.00%;top:0" in html  # zero


def test_intervals_end_with_the_scale_and_short_ones_can_be_seen():
    html = draw(
        Row("a", "", ((Rate(0.5, -3.0, float("inf"), 1), CIRCLE),)), Row("b", "", ((Rate(0.5, 0.5, 0.5, 9), CIRCLE),))
    )
    assert bands(html) == [(0.0, 100.0), (50.0, pytest.approx(0.4))]


def test_two_rates_of_a_row_lie_below_each_other_with_a_shape_each():
    html = draw(Row("a", "", ((HALF, CIRCLE), (HALF, DIAMOND))))
    (_, first), (_, second) = marks(html)
    assert first < second and html.count("border-radius:50%") == html.count("rotate:45deg") == 1


def test_the_unknown_has_a_track_without_a_mark_and_a_heading_has_no_track():
    assert "position:relative" in draw(Row("a", "–", ((UNKNOWN, CIRCLE),))) and not marks(
        draw(Row("a", "–", ((UNKNOWN, CIRCLE),)))
    )
    heading = draw(Row("Groups", "all <of> them"))
    assert "<b>Groups</b>: all &lt;of&gt; them" in heading and "position:relative" not in heading


def test_words_above_and_below_stand_at_the_tracks():
    html = draw(Row("a", "1", ((HALF, CIRCLE),)), head="more", foot="less")
    assert html.index("<div></div><div>more</div><div></div>") < html.index(">a<") < html.index("<div>less</div>")
