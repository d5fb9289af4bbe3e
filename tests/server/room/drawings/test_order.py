import re

from equipoise.rooms.activities.order import Ranking
from equipoise.rooms.activities.truth import Truth
from equipoise.server.room.drawings.order import Order
from room_steps import answers, step

ASKED = step("order", text="Most first", things=["a & b", "sex", "postcode"], source="A04", explained="So it is.")
NUMBERS = tuple(Truth(value=value, low=value, high=value) for value in (30.0, 10.0, 20.0))
BOTH = Ranking(
    n=5, things=("a & b", "sex", "postcode"), means=(1.2, 2.8, 2.0), agreement=0.75, places=(2.0, 1.0, 3.0),
    numbers=NUMBERS, pairs=(1, 3), source="A04",
)  # fmt: skip


def test_both_orders_stand_beside_each_other_with_a_line_for_every_thing():
    drawn = Order().picture(ASKED, BOTH)
    texts = re.findall(r"<li><b>(\d)</b><span>([^<]*)</span><small>([^<]*)</small>", drawn)
    assert texts[:3] == [
        ("1", "a &amp; b", "1.2"),
        ("2", "postcode", "2.0"),
        ("3", "sex", "2.8"),
    ]
    assert texts[3:] == [("1", "sex", "10"), ("2", "a &amp; b", "30"), ("3", "postcode", "20")]
    # from the first place to the second, from the second to the third, from the third to the first
    assert re.findall(r'd="M0 (\d+)L60 (\d+)"( class="level")?', drawn) == [
        ("5", "15", ""),
        ("15", "25", ""),
        ("25", "5", ""),
    ]
    assert "the room has 1 of 3 pairs" in drawn and "W = 0.75" in drawn and "So it is." in drawn and "Golle" in drawn


def test_where_one_order_is_missing_there_are_no_lines():
    free = Ranking(n=5, things=BOTH.things, means=BOTH.means, agreement=0.1)
    few = Ranking(n=4, things=BOTH.things, places=BOTH.places)
    assert "<svg" not in Order().picture(ASKED, free) and "hardly agree" in Order().picture(ASKED, free)
    assert "average place" not in Order().picture(ASKED, few) and "Fewer than 5" in Order().picture(ASKED, few)


def test_a_true_order_that_is_held_back_or_not_ready_is_nowhere():
    for held, told in ((True, "at the end"), (False, "worked out")):
        drawn = Order().picture(ASKED, Ranking(n=5, things=BOTH.things, means=BOTH.means, agreement=0.5, held=held))
        assert told in drawn and "Golle" not in drawn and "So it is" not in drawn


def test_one_is_told_how_many_places_are_right():
    assert "1 of 3" in Order().own(ASKED, BOTH, answers([2, 3, 1])[0])
    assert Order().own(ASKED, BOTH, None) == ""


def test_every_thing_has_a_choice_of_its_place():
    form = Order().form(ASKED, answers([2, 3, 1])[0], None, 0)
    assert re.findall(r'<option value="(\d)" selected>', form) == ["2", "3", "1"]
    assert re.findall(r'name="(place\.\d)" required', form) == ["place.0", "place.1", "place.2"]
    assert "selected" not in Order().form(ASKED, None, None, 0)
