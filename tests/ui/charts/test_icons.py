import re
from html import unescape

import pytest

from drawn import count, icons, pictures
from equipoise.ui.charts import style
from equipoise.ui.charts.icons import Panel, icon_arrays, picture


def draw(before=23, after=71, **options):
    panels = Panel("Pinned", f"{before} in 100", before), Panel("Now", f"{after} in 100", after)
    return icon_arrays(*panels, legend="filled: found", alt="before and after", **options)


@pytest.mark.parametrize("glyph", ["person", "offer"])
def test_both_arrays_have_100_icons_and_fill_the_right_number(glyph):
    drawn = draw(glyph=glyph)
    assert count(drawn, filled=True) == [23, 71]
    assert count(drawn, filled=False) == [77, 29]


def test_none_and_all_are_100_of_a_kind():
    assert count(draw(0, 100), filled=True) == [0, 100]
    assert count(draw(0, 100), filled=False) == [100, 0]


def test_every_cell_has_one_icon():
    for filled in range(101):
        image = picture(filled, "person", style.BLUE)
        full, empty = icons(image, filled=True), icons(image, filled=False)
        assert len(full) == filled
        assert len(full + empty) == len({*full, *empty}) == 100, filled


def test_icons_are_filled_in_groups_from_the_bottom_row_up():
    cells = icons(picture(12, "person", style.BLUE), filled=True)
    assert cells == [(0, 8), (1, 8), *((column, 9) for column in range(10))]


def test_fill_distinguishes_as_well_as_colour():
    one = pictures(draw())[0]
    assert f"fill='{style.BLUE}'" in one
    assert f"fill='none' stroke='{style.GREY}'" in one


def test_what_one_fears_is_orange():
    assert style.ORANGE in pictures(draw(good=False))[0]
    assert style.BLUE not in pictures(draw(good=False))[0]


def test_it_says_in_words_what_it_shows():
    drawn = draw()
    assert 'role="img" aria-label="before and after"' in drawn
    for words in ("Pinned", "23 in 100", "Now", "71 in 100", "filled: found"):
        assert words in drawn


def test_words_are_escaped():
    drawn = icon_arrays(Panel("<b", "1", 1), Panel("Now", "1", 1), legend="<i", alt='"<u')
    assert not re.search(r'<b[^>]*"1|<i[^m]|<u', drawn)
    assert '"<u' in unescape(drawn)


def test_text_can_be_read_on_a_projector():
    assert f"font-size:{style.NOTE}" in draw()
