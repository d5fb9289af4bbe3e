import pytest

from equipoise.ui.headlines import _delta

from .fakes import rate


@pytest.mark.parametrize(
    ("number", "change", "shown"),
    [
        ("right_offer", 0.03, ("+3", "blue", "up")),
        ("right_offer", -0.03, ("−3", "orange", "down")),
        ("identified", 0.44, ("+44", "orange", "up")),
        ("identified", -0.44, ("−44", "blue", "down")),
        ("treated_alike", 0.004, ("0", "off", "off")),
    ],
)
def test_a_change_says_by_sign_arrow_and_colour_whether_it_is_welcome(number, change, shown):
    delta = _delta(number, rate(change))
    assert (delta["delta"], delta["delta_color"], delta["delta_arrow"]) == shown


def test_at_the_pin_nothing_is_compared():
    assert _delta("identified", None)["delta"] == "pin"
