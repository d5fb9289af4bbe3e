import re
from functools import partial

import pytest

from equipoise.numerics.rate import UNKNOWN, Rate
from equipoise.ui.charts import ranges as module
from equipoise.ui.charts.ranges import Line

ranges = partial(module.ranges, in_100="{share} in 100")

HALF = Rate(0.5, 0.4, 0.6, 100)


def places(html):
    return [float(left) for left in re.findall(r"left:([\d.]+)%;top:[\d.]+px;translate", html)]


def test_marks_lie_at_their_values_and_bands_at_their_ends():
    html = ranges((Line("women", "50", (HALF,)),), alt="Half.")
    assert places(html) == [50.0] and "left:40.00%;width:20.00%" in html
    assert 'aria-label="Half."' in html and ">women<" in html and ">50<" in html


def test_a_scale_may_begin_below_zero_and_marks_stay_on_it():
    html = ranges((Line("a", "", (Rate(-0.1, -0.2, 0.0, 9),)), Line("b", "", (Rate(0.9, 0.8, 1.0, 9),))),
                  alt="", low=-0.1, high=0.3)  # fmt: skip
    assert places(html) == [0.0, 100.0] and "left:25.00%;top:0" in html  # zero lies a quarter of the way


def test_two_marks_differ_in_shape_and_the_legend_shows_which_is_which():
    html = ranges((Line("a", "", (HALF, HALF)),), alt="", legend=("first", "second"))
    assert html.count("border-radius:50%") == html.count("rotate:45deg") == 2  # once on the line, once in the legend


def test_headings_have_no_marks_and_the_unknown_none_either():
    assert places(ranges((Line("Groups"), Line("a", "–", (UNKNOWN,))), alt="")) == []


@pytest.mark.parametrize("text", ["<script>", '"quoted"'])
def test_words_are_escaped(text):
    html = ranges((Line(text, text, (HALF,)),), alt=text, legend=(text,))
    assert text not in html
