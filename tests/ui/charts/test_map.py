import itertools

from equipoise.report import UNKNOWN, Rate
from equipoise.ui.charts.map import Spot, place_labels, trade_off_map


def spot(name, x, y):
    return Spot(name, Rate(x, x - 0.01, x + 0.01, 100), Rate(y, y - 0.01, y + 0.01, 100))


NOW, PIN = spot("Now", 0.41, 0.71), spot("Pinned", 0.38, 0.23)


def draw(trail=(), landmarks=(), now=NOW, pin=PIN):
    return trade_off_map(now, pin, trail, landmarks, x="right", y="identified")


def test_every_place_is_drawn_with_its_own_shape():
    figure = draw(landmarks=(spot("Careful", 0.3, 0.1),))
    places = figure.data[-1]
    assert list(places.marker.symbol) == ["circle", "diamond-open", "square"]
    assert list(places.x) == [41, 38, 30]
    assert list(places.error_y.array)[1:] == [0, 0]
    assert round(places.error_y.array[0], 6) == 1


def test_the_trail_ends_at_the_present_place():
    trail = draw(trail=(PIN, spot("step", 0.4, 0.5))).data[0]
    assert trail.name == "trail"
    assert (trail.x[-1], trail.y[-1]) == NOW.point


def test_the_first_state_has_neither_trail_nor_pin():
    figure = draw(pin=None)
    assert [trace.name for trace in figure.data] == ["places"]
    assert len(figure.data[0].x) == 1


def test_unknown_places_are_left_out():
    figure = draw(landmarks=(Spot("Empty", UNKNOWN, UNKNOWN),))
    assert list(figure.data[-1].customdata) == ["Now", "Pinned"]


def test_everything_lies_within_the_axes():
    figure = draw(landmarks=(spot("Growth", 0.45, 1.0),))
    assert figure.layout.yaxis.range[1] > 100
    assert figure.layout.xaxis.range[0] < 0


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
