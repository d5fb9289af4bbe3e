import re

import pytest

from equipoise.numerics.rate import UNKNOWN, Rate
from equipoise.ui.charts.forest import Lane, Line, forest

LOSS = Line("groups of 10", Rate(-4.0, -6.0, -2.0, 200), "−4.0 (−6.0 to −2.0)")
NOBODY = Line("groups of 10", UNKNOWN, "–")


def drawn(*lanes):
    return forest(lanes, low="fewer", high="more", alt="Who <loses>")


def test_a_line_has_its_label_its_interval_on_the_scale_and_its_numbers():
    html = drawn(Lane("Women", "no clear difference", False, (LOSS,)))
    assert all(words in html for words in ("<b>Women</b>: no clear difference", "groups of 10", LOSS.words))
    left, wide = (float(number) for number in re.search(r"left:([\d.]+)%;width:([\d.]+)%", html).groups())
    scale = 50 / (1.05 * 6)
    assert left == pytest.approx(50 - 6 * scale, abs=0.01) and wide == pytest.approx(4 * scale, abs=0.01)
    assert 'aria-label="Who &lt;loses&gt;"' in html


def test_worse_off_has_a_shape_of_its_own():
    assert "rotate:45deg" in drawn(Lane("Women", "worse", True, (LOSS,)))
    assert "rotate:45deg" not in drawn(Lane("Women", "better", False, (LOSS,)))


def test_small_changes_do_not_fill_the_scale_and_unknown_ones_have_no_mark():
    tiny = Line("", Rate(0.01, 0.0, 0.02, 9), "")
    assert float(re.search(r"width:([\d.]+)%;top", drawn(Lane("a", "", False, (tiny,))))[1]) < 1
    assert "border-radius:50%" in drawn(Lane("a", "", False, (tiny,)))
    assert "border-radius:50%" not in drawn(Lane("a", "", False, (NOBODY,)))
