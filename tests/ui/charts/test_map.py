import itertools
import re
from urllib.parse import unquote

import pytest

from equipoise.numerics.rate import UNKNOWN, Rate
from equipoise.ui.charts.map import Spot, axes_to, lines, trade_off_map
from equipoise.ui.charts.plane import place_labels


def spot(name, x, y):
    return Spot(name, Rate(x, x - 0.01, x + 0.01, 100), Rate(y, y - 0.01, y + 0.01, 100))


NOW, PIN = spot("Now", 0.41, 0.71), spot("Pinned", 0.38, 0.23)
AXES = axes_to(50.0, 90.0)


def draw(trail=(), landmarks=(), now=NOW, pin=PIN):
    return trade_off_map(now, pin, trail, landmarks, x="right", y="identified", alt="The map")


def hovers(drawn):
    return re.findall('title="([^"]*)"', drawn)


def ticks(drawn):
    return [lines.split("\n") for lines in re.findall('white-space:pre-line">([^<]*)<', drawn)]


def test_every_place_is_drawn_with_its_own_shape_and_tells_its_numbers():
    drawn = draw(landmarks=(spot("Careful", 0.3, 0.1),))
    assert hovers(drawn) == ["Careful: 30.0 / 10.0", "Pinned: 38.0 / 23.0", "Now: 41.0 / 71.0"]
    marks = dict(re.findall('title="([A-Za-z]+):[^"]*" style="[^"]*translate:-50% -50%;([^"]*)"', drawn))
    assert len(set(marks.values())) == 3 and "rotate" in marks["Pinned"] and "border-radius" in marks["Now"]


def test_places_stand_where_the_axes_say():
    # axes begin 3% of their length below zero: 25 of 50 is at (25 + 1.5) / 51.5, zero at 1.5 / 51.5
    picture = lines([spot("a", 0.25, 0.0), spot("b", 0.5, 0.9)], None, AXES)
    (points,) = re.findall("points='([^']*)'", picture)
    found = [tuple(map(float, point.split(","))) for point in points.split()]
    assert found[0] == pytest.approx((51.456, 100 - 2.913), abs=0.01)
    assert found[1] == pytest.approx((100, 0), abs=0.01)


def test_the_present_place_shows_its_intervals():
    # accuracy .40 to .42 of 50: (40 + 1.5) / 51.5 = 80.58 to 84.47; risk .70 to .72 of 90: 78.43 to 80.58 from below
    picture = lines([NOW], NOW, AXES)
    assert re.search(r"M80\.58 [\d.]+H84\.47M[\d.]+ 21\.57V19\.4", picture)
    assert "polyline" not in picture


def test_the_trail_ends_at_the_present_place():
    picture = lines([PIN, spot("step", 0.4, 0.5), NOW], NOW, AXES)
    (points,) = re.findall("points='([^']*)'", picture)
    assert len(points.split()) == 3 and points.split()[-1].startswith("82.52,")  # (41 + 1.5) / 51.5
    (dots,) = re.findall("d='([^']*)'[^>]*stroke-linecap='round'", picture)
    assert dots.count("h0") == 2 and dots.startswith("M76.7 ")  # (38 + 1.5) / 51.5


def test_the_first_state_has_neither_trail_nor_pin():
    drawn = draw(pin=None)
    assert hovers(drawn) == ["Now: 41.0 / 71.0"]
    assert "polyline" not in unquote(drawn)


def test_unknown_places_are_left_out():
    assert len(hovers(draw(landmarks=(Spot("Empty", UNKNOWN, UNKNOWN),)))) == 2


def test_everything_lies_within_the_picture():
    drawn = draw(landmarks=(spot("Growth", 0.45, 1.0), spot("Nobody", 0.0, 0.0)))
    places = re.findall(r"left:([\d.]+)%;top:([\d.]+)%", drawn)
    assert len(places) >= 6
    assert all(0 <= float(value) <= 100 for place in places for value in place)


def test_names_are_escaped():
    drawn = draw(landmarks=(spot("<b>&", 0.2, 0.2),))
    assert "<b>&" not in drawn and "&lt;b&gt;&amp;" in drawn


def test_labels_that_would_collide_take_different_sides_or_none():
    sides = place_labels([(30, 50), (30.5, 51), (31, 52), (30, 49)], ["Careful retailer"] * 4, 60, 100)
    shown = [side for side in sides if side]
    assert len(shown) >= 2
    assert len(set(shown)) == len(shown)


def test_labels_keep_away_from_the_edges():
    corners = list(itertools.product((1, 59), (1, 99)))
    right = [place_labels([point], ["Growth at all costs"], 60, 100)[0] for point in corners if point[0] == 59]
    assert all("left" in side for side in right)


def test_neighbouring_scenarios_all_keep_their_names():
    points = [(38, 22.5), (43.7, 100), (30.1, 8.1), (20.5, 2.3), (31.6, 0)]
    names = ["Now", "Growth at all costs", "Careful retailer", "Privacy first", "Contextual only"]
    assert all(place_labels(points, names, 60, 105))


def test_a_goal_shades_the_corner_to_the_right_and_below():
    # Axes run from -1.5 to 50 and from -3 to 100: (25, 20) lies at 26.5 / 51.5 and at 23 / 103 of their lengths.
    picture = lines([NOW], NOW, axes_to(50.0, 100.0), (25.0, 20.0))
    assert "M51.46 100V77.67H100V100z" in picture and "fill-opacity" in picture
    assert "fill-opacity" not in lines([NOW], NOW, AXES)


def test_a_cloud_is_drawn_as_round_dots_each_place_once():
    picture = lines([NOW], NOW, axes_to(50.0, 100.0), cloud=[(25.0, 20.0), (25.0, 20.0), (0.0, 0.0)])
    assert picture.count("h0") == 2 and "M51.5 77.7h0" in picture and "stroke-linecap='round'" in picture


def test_axes_reach_as_far_as_goal_and_cloud():
    far = trade_off_map(NOW, None, goal=(70.0, 5.0), cloud=((10.0, 95.0),), x="x", y="y", alt="")
    assert ticks(far) == [["0", "20", "40", "60", "80"], ["100", "80", "60", "40", "20", "0"]]


def test_the_numbers_stand_at_their_lines():
    # axes to 50 and 90: 0 is at 1.5 / 51.5 = 2.91%, tens are 10 / 51.5 = 19.42% apart; so the room of 0 begins at
    # 2.91 - 9.71 = -6.80% and six numbers take 116.50%. Upwards 20 / 92.7 = 21.57% of 212 pixels are 45.74 pixels.
    drawn = draw()
    assert ticks(drawn) == [["0", "10", "20", "30", "40", "50"], ["80", "60", "40", "20", "0"]]
    assert "left:-6.80%;width:116.50%" in drawn and "columns:6" in drawn
    assert "bottom:-7.87%;line-height:3.049rem" in drawn  # 2.91 - 10.79
