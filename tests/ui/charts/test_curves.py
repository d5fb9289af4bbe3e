from functools import partial

import pytest

from equipoise.numerics.rate import UNKNOWN, Rate
from equipoise.ui.charts import curves as module
from equipoise.ui.charts.curves import Panel

curves = partial(module.curves, in_100="{share} in 100")


def rate(value, spread=0.05):
    return Rate(value, value - spread, value + spread, 100)


RIGHT = Panel("Right offer", (rate(0.4), rate(0.3), rate(0.2)), good=True)
RISK = Panel("Risk", (rate(0.5), None, rate(-0.02)), good=False)


def test_a_panel_is_a_band_and_a_line_with_the_present_strength_marked():
    band, line = curves((RIGHT,), ("2", "5", "10"), 1).data
    assert list(line.y) == pytest.approx([40, 30, 20])
    assert list(band.y) == pytest.approx([45, 35, 25, 15, 25, 35])  # there along the high ends, back along the low ones
    assert line.marker.size[1] > line.marker.size[0] == line.marker.size[2]


def test_what_is_not_known_yet_is_left_out_and_chance_below_zero_counts_as_none():
    line = curves((RISK,), ("2", "5", "10"), 0).data[1]
    assert list(line.x) == [0, 2]
    assert list(line.y) == pytest.approx([50, 0])
    assert not curves((Panel("Nothing", (UNKNOWN, None), good=False),), ("2", "5"), 0).data[1].x


def test_fear_and_hope_differ_in_shape_too():
    figure = curves((RIGHT, RISK), ("2", "5", "10"), 0)
    assert figure.data[1].marker.symbol != figure.data[3].marker.symbol


def test_all_panels_share_one_scale_and_the_last_row_has_the_labels():
    figure = curves((RIGHT, RISK, RIGHT), ("2", "5", "10"), 0)
    axes = [figure.layout[name] for name in ("yaxis", "yaxis2", "yaxis3")]
    assert len({axis.range for axis in axes}) == 1
    labelled = [figure.layout[name].showticklabels for name in ("xaxis", "xaxis2", "xaxis3")]
    assert labelled == [False, True, True]
    assert [note.text for note in figure.layout.annotations] == [
        "<b>Right offer</b>",
        "<b>Risk</b>",
        "<b>Right offer</b>",
    ]


def test_choices_are_no_line():
    (points,) = curves((RIGHT,), ("a", "b", "c"), 0, ordered=False).data
    assert points.mode == "markers"
    assert list(points.error_y.array) == pytest.approx([5, 5, 5])
    assert list(points.error_y.arrayminus) == pytest.approx([5, 5, 5])
