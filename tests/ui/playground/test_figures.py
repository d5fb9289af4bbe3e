import pytest

from alone import shown
from drawn import count
from equipoise.chain.asking import question
from equipoise.chain.pipeline import simulate
from equipoise.chain.scenarios import scenarios
from equipoise.chain.settings import Settings
from equipoise.ui.playground import figures
from equipoise.ui.shared import compute
from equipoise.ui.shared.moves import Play, move, pin
from equipoise.ui.shared.words import say, term
from ui_fakes import outcome, rate

K10, K20 = (Settings().replace(**{"protect.k": k}) for k in (10, 20))
PLACES = {scenario.title: (rate(0.1 * place), rate(0.2)) for place, scenario in enumerate(scenarios().values())}
TYPICAL, CAREFUL = (scenarios()[name] for name in ("typical", "careful"))


@pytest.fixture
def landmarks(monkeypatch, slow_service):
    """What places the scenarios, by hand. At k = 10 the right offer goes to 38 of 100, elsewhere to 41."""
    found = {K10: outcome(K10, right=0.38, identified=0.12)}
    monkeypatch.setattr(compute, "outcome", lambda settings: found.get(settings) or outcome(settings))
    for scenario in scenarios().values():
        slow_service.ask(question(simulate, scenario.settings))
    return slow_service


@pytest.fixture
def placed(landmarks):
    """All scenarios have their places."""
    for asked, (right, identified) in zip(landmarks.asked, PLACES.values(), strict=True):
        landmarks.finish(asked, outcome(*asked.arguments, right=right.value, identified=identified.value))


def names(spots, kind):
    return [spot.name for spot in spots[kind]]


def test_landmarks_leave_out_whose_place_is_taken_by_the_present_state_or_the_pin(placed):
    play = Play(settings=CAREFUL.settings)  # pinned to the typical retailer
    assert names(figures.map_spots(play), "landmarks") == [
        title for title in PLACES if title not in (TYPICAL.title, CAREFUL.title)
    ]
    assert names(figures.map_spots(Play(settings=K10, pin=K20)), "landmarks") == list(PLACES)


def test_landmarks_stand_where_they_were_placed(placed):
    spots = figures.map_spots(Play(settings=K10))["landmarks"]
    assert {spot.name: (spot.accuracy, spot.risk) for spot in spots} == {
        title: place for title, place in PLACES.items() if title != TYPICAL.title
    }


def test_landmarks_wait_until_they_are_known_and_nothing_is_computed_for_them(landmarks):
    asked = list(landmarks.asked)
    assert figures.map_spots(Play(settings=K10))["landmarks"] == []
    landmarks.finish(asked[1], outcome(*asked[1].arguments))
    landmarks.fail(asked[2], ZeroDivisionError())
    assert names(figures.map_spots(Play(settings=K10)), "landmarks") == [list(PLACES)[1]]
    assert landmarks.asked == asked


def test_a_pin_in_the_present_place_has_no_mark_of_its_own(placed):
    play = move(Play(), K10)
    assert names(figures.map_spots(play), "pin") == [say("figure.pin")]
    assert names(figures.map_spots(pin(play)), "pin") == []


def test_the_trail_holds_earlier_positions_without_the_present_one(placed):
    play = move(move(Play(), K10), K20)
    spots = figures.map_spots(play)
    assert names(spots, "trail") == [say("column.step", place=step) for step in (1, 2)]
    assert [spot.accuracy.value for spot in spots["trail"]] == [0.41, 0.38]
    assert names(spots, "now") == [say("figure.now")]


def script():
    from equipoise.ui.playground import figures
    from equipoise.ui.shared import state

    figures.show(state.open_play())


def figures_of(app):
    (drawn,) = (each.proto.body for each in app.get("html"))
    return drawn


def icons(app):
    return figures_of(app).partition('aria-label="Map')[0]


def test_the_icons_count_before_and_after_out_of_a_hundred_each(placed):
    drawn = icons(shown(script, Play(settings=K10)))
    assert count(drawn, filled=True) == [23, 12]
    assert count(drawn, filled=False) == [77, 88]


def test_another_headline_can_be_shown_as_icons(placed):
    app = shown(script, Play(settings=K10))
    app.segmented_control(key="icons.number").set_value("right_offer").run()
    app.run()
    assert app.session_state["play"].figure == "right_offer"
    assert count(icons(app), filled=True) == [41, 38]
    assert f'aria-label="{term("right_offer", expert=True)}. Pinned: 41 in 100. Now: 38 in 100.' in icons(app)


def test_the_map_tells_both_places_in_words(placed):
    trade_off = figures_of(shown(script, Play(settings=K10)))
    now, pinned = (say("figure.place", x=x, y=y) for x, y in ((38, 12), (41, 23)))
    assert say("figure.map_alt", now=now, pin=pinned) in trade_off
