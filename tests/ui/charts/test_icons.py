import pytest

from equipoise.ui.charts import style
from equipoise.ui.charts.icons import Panel, icon_arrays


def draw(before=23, after=71, **options):
    return icon_arrays(Panel("Pinned", before), Panel("Now", after), legend="filled", **options)


def count(figure, name):
    return [shape.path.count("Z") for shape in figure.layout.shapes if shape.name == name]


@pytest.mark.parametrize(("glyph", "parts"), [("person", 2), ("offer", 1)])
def test_both_arrays_have_100_icons_and_fill_the_right_number(glyph, parts):
    figure = draw(glyph=glyph)
    assert count(figure, "filled") == [23 * parts, 71 * parts]
    assert count(figure, "empty") == [77 * parts, 29 * parts]


def test_none_and_all_leave_no_empty_shape():
    figure = draw(0, 100)
    assert count(figure, "filled") == [200]
    assert count(figure, "empty") == [200]


def test_fill_distinguishes_as_well_as_colour():
    solid, outline = draw().layout.shapes[:2]
    assert (solid.fillcolor, solid.line.width) == (style.BLUE, 0)
    assert outline.fillcolor is None
    assert outline.line.width > 0


def test_what_one_fears_is_orange():
    assert draw(good=False).layout.shapes[0].fillcolor == style.ORANGE


def test_text_can_be_read_on_a_projector():
    assert all(note.font.size >= 13 for note in draw().layout.annotations)
