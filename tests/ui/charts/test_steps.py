from functools import partial

from equipoise.numerics.rate import Rate
from equipoise.ui.charts import steps as module

steps = partial(module.steps, in_100="{share} in 100")


def test_bars_stand_in_order_with_their_intervals_and_none_below_zero():
    (bar,) = steps(
        (("Sex", Rate(-0.01, -0.02, 0.01, 100)), ("Birth date", Rate(0.5, 0.4, 0.7, 100))), title="Risk"
    ).data
    assert list(bar.y) == ["Sex", "Birth date"]
    assert list(bar.x) == [0.0, 50.0]
    assert [round(end, 6) for end in bar.error_x.array] == [1.0, 20.0]
    assert [round(end, 6) for end in bar.error_x.arrayminus] == [0.0, 10.0]
