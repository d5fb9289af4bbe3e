import re
from urllib.parse import unquote

import pytest

from equipoise.numerics.rate import UNKNOWN, Rate
from equipoise.ui.charts.dots import Card, Dot, Line, cards, people, picture, scale, stack

DOTS = (Dot(1, False, True), Dot(2, False, False), Dot(80, True, True), Dot(99.9, True, False))


def test_people_at_one_score_stand_on_each_other():
    assert stack([1, 2, 80, 0.5, 100]) == [(0, 0), (0, 1), (32, 0), (0, 2), (39, 0)]


def test_fill_and_shape_tell_as_well_as_colour():
    drawn = picture(DOTS, 50, 2)
    circles, squares = re.findall("<circle[^>]*>", drawn), re.findall("<rect[^>]*>", drawn)
    assert ["fill='none'" in one for one in circles] == [True, False]
    assert ["fill='none'" in one for one in squares] == [True, False]


@pytest.mark.parametrize(("threshold", "x"), [(50, "200.0"), (0, "1.0"), (100, "399.0")])
def test_the_threshold_is_a_line_inside_the_picture(threshold, x):
    assert f"M{x} 0V30" in picture(DOTS, threshold, 2)


def test_people_without_a_score_are_crosses_below():
    drawn = people(DOTS, 50, 2, crosses=3, words="3 left <out>", alt='four "people"')
    assert "××× 3 left &lt;out&gt;" in drawn and 'aria-label="four &quot;people&quot;"' in drawn
    assert "<svg" in unquote(drawn) and "×" not in people(DOTS, 50, 2, crosses=0, words="", alt="")


def test_a_scale_holds_all_intervals_and_zero():
    low, high = scale([Rate(0.4, 0.3, 0.5, 9), UNKNOWN])
    assert low == 0 and high > 0.5
    low, high = scale([Rate(-0.2, -0.3, -0.1, 9)])
    assert low < -0.3 and high > 0


def test_a_card_has_a_line_for_every_group_and_says_what_may_be_said():
    lines = (Line("women & girls", Rate(0.4, 0.3, 0.5, 900), "40"), Line("men", UNKNOWN, "–"))
    drawn = cards((Card("Equal shares", "of 100", lines, "(1 to 3)", "≠ 2"),), alt="in words")
    assert "women &amp; girls" in drawn and "<b>≠ 2</b> (1 to 3)" in drawn and drawn.count("border-radius:50%") == 1
    assert 'role="group" aria-label="in words"' in drawn


def test_long_names_stand_above_their_lines():
    def drawn(*names):
        lines = tuple(Line(name, Rate(0.4, 0.3, 0.5, 900), "40") for name in names)
        return cards((Card("Equal shares", "of 100", lines, "", ""),), alt="")

    assert "grid-column:1/-1" not in drawn("women", "men")
    assert drawn("women", "people of 55 and over in heritage group B").count("grid-column:1/-1") == 2  # all of a card
