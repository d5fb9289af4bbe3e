import re
from urllib.parse import unquote

import numpy as np
import pytest

from equipoise.by_design.streams import streams
from equipoise.ui.charts.style import BLUE, GREY, ORANGE
from equipoise.ui.journey import river

LOOKS = {"a": (BLUE, 1.0), "b": (ORANGE, 1.0), "c": (GREY, 1.0)}
WORDS = river.Words((("First", ("8 <people>",)), ("Then", ("6 people",))), {"a": "A & B", "b": "B", "c": "C"}, "alt")


def made(states=((0, 0, 0), (0, 2, 1))):
    """Streams a (1 and 2) and b (5); then 2 of a are gone and b is blurred; nobody is in c."""
    return streams(("first", "then"), ("a", "b", "c"), np.array([0, 0, 1]), np.array(states), np.array([1, 2, 5]))


def drawn(before=None):
    return unquote(river.draw(made(), before, LOOKS, WORDS))


def test_bars_are_laid_out_by_hand():
    """100 units for 8, but for one gap between two streams; what is gone lies at the right end."""
    place = river.layout(made())
    one = (100 - 0.6) / 8
    assert place.scale == pytest.approx(one)
    assert place.left[0, :2, 0] == pytest.approx([0, 3 * one + 0.6])
    assert place.left[1, 1, 1] == pytest.approx(one + 0.6) and place.left[1, 0, 2] == pytest.approx(100 - 2 * one)
    assert place.end == pytest.approx([100, 6 * one + 0.6])


def test_where_nothing_is_left_the_bar_ends_at_once():
    assert river.layout(made(((0, 0, 0), (2, 2, 2)))).end[1] == 0


def test_bands_are_as_wide_as_what_flows_and_end_where_it_is():
    one, paths = (100 - 0.6) / 8, re.findall(r"<path d='(.*?)' fill='(#\w+)' fill-opacity='(.*?)'", drawn())
    assert len(paths) == 3
    gone, *there = paths
    assert gone[1:] == (BLUE, "0.14") and {colour for _, colour, _ in there} == {BLUE, ORANGE}
    left, right = (float(re.search(pattern, gone[0]).group(1)) for pattern in (r"^M([\d.]+)", r"H([\d.]+)"))
    assert left == pytest.approx(one, abs=0.01) and right == pytest.approx(100, abs=0.01)


def test_what_is_blurred_is_striped_and_what_is_gone_is_pale():
    rects = re.findall(r"<rect [^>]*y='(\d+)'[^>]*height='(\d+)' fill='(#\w+)' fill-opacity='(.*?)'", drawn())
    below = [rect for rect in rects if int(rect[0]) >= river.BAR + river.FALL]
    stripes = [rect for rect in below if rect[2] == ORANGE]
    assert len(stripes) == 4 and {rect[1] for rect in stripes} == {"3"}
    assert (str(river.BAR + river.FALL), str(river.BAR), GREY, "0.14") in below


def test_a_line_at_each_step_shows_what_was_before():
    before = made(((0, 0, 0), (0, 0, 0)))
    lines = re.findall(rf"<rect x='0.00' y='(\d+)' width='([\d.]+)' height='{river.LINE}'", drawn(before))
    assert lines == [(str(river.BAR + 2), "100.00"), (str(2 * river.BAR + river.FALL + 2), "100.00")]
    assert f"height='{river.LINE}'" not in drawn()


def test_words_are_text_of_the_page_and_only_what_flows_has_a_key():
    shown = drawn()
    assert "8 &lt;people&gt;" in shown and "A &amp; B" in shown and ">C<" not in shown and 'aria-label="alt"' in shown
