from functools import partial

from equipoise.ui.charts import lines as module
from equipoise.ui.charts.lines import Curve

lines = partial(module.lines, in_100="{share} in 100")

SHOWN = tuple(Curve(f"curve {place}", (0.0, 1.0, 2.0)) for place in range(6))


def test_every_curve_has_a_dash_or_mark_of_its_own():
    drawn = lines(SHOWN, (0.0, 50.0, 100.0), 20.0, x="across", y="up")
    looks = {(trace.line.dash, trace.marker.symbol) for trace in drawn.data}
    assert len(looks) == len(drawn.data) == 6
    assert drawn.layout.xaxis.title.text == "across" and drawn.layout.shapes[0].x0 == 20


def test_without_a_present_place_there_is_no_line():
    assert not lines(SHOWN[:1], (0.0, 50.0, 100.0), None, x="", y="").layout.shapes


def test_an_interval_is_a_band_behind_its_line():
    curve = Curve("a", (1.0, 2.0, 3.0), (0.5, 1.0, 2.0), (2.0, 3.0, 4.0))
    band, line, plain = lines((curve, SHOWN[0]), (1.0, 2.0, 3.0), None, x="", y="").data
    assert band.x == (1, 2, 3, 3, 2, 1) and band.y == (2, 3, 4, 2, 1, 0.5)
    assert not band.showlegend and band.fillcolor == line.line.color != plain.line.color
