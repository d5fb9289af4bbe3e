import dataclasses
from types import SimpleNamespace

import pytest

from equipoise.chain.asking import question
from equipoise.chain.pipeline import simulate
from equipoise.chain.scenarios import scenarios
from equipoise.chain.settings import Settings
from equipoise.numerics.rate import Rate
from equipoise.texts.numerals import MINUS
from equipoise.ui.playground import picture
from equipoise.ui.shared import compute
from equipoise.ui.shared.moves import Play, move, pin, turn
from equipoise.ui.shared.words import say
from ui_fakes import outcome, rate

K10, K20 = (Settings().replace(**{"protect.k": k}) for k in (10, 20))
PLACES = {scenario.title: (rate(0.05 * place), rate(0.2)) for place, scenario in enumerate(scenarios().values())}
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
    return [name for name, _ in spots[kind]]


def test_landmarks_leave_out_whose_place_is_taken_by_the_present_state_or_the_start(placed):
    play = Play(settings=CAREFUL.settings)  # compared with the typical retailer
    assert names(picture.spots(play), "landmark") == [
        title for title in PLACES if title not in (TYPICAL.title, CAREFUL.title)
    ]
    assert names(picture.spots(Play(settings=K10, pin=K20)), "landmark") == list(PLACES)


def test_landmarks_stand_where_they_were_placed(placed):
    spots = picture.spots(Play(settings=K10))["landmark"]
    assert {name: (found.right_offer, found.identified) for name, found in spots} == {
        title: place for title, place in PLACES.items() if title != TYPICAL.title
    }


def test_landmarks_wait_until_they_are_known_and_nothing_is_computed_for_them(landmarks):
    asked = list(landmarks.asked)
    assert picture.spots(Play(settings=K10))["landmark"] == []
    landmarks.finish(asked[1], outcome(*asked[1].arguments))
    landmarks.fail(asked[2], ZeroDivisionError())
    assert names(picture.spots(Play(settings=K10)), "landmark") == [list(PLACES)[1]]
    assert landmarks.asked == asked


def test_a_start_in_the_present_place_has_no_mark_of_its_own(placed):
    play = move(Play(), K10)
    assert names(picture.spots(play), "start") == [say("figure.start")]
    assert names(picture.spots(move(pin(play), K20)), "start") == [say("figure.pin")]
    assert names(picture.spots(pin(play)), "start") == []


def test_the_trail_holds_earlier_positions_without_the_present_one(placed):
    spots = picture.spots(move(move(Play(), K10), K20))
    assert names(spots, "step") == [say("column.step", place=step) for step in (1, 2)]
    assert [found.right_offer.value for _, found in spots["step"]] == [0.41, 0.38]
    assert names(spots, "now") == [say("figure.now")]


@pytest.fixture
def changes(monkeypatch):
    """What moved at k = 10, on the same people: eleven of 100 fewer are identified; the rest may be chance."""
    moved = {
        "identified": (-0.11, -0.13, -0.09),
        "right_offer": (-0.03, -0.07, 0.01),
        "treated_alike": (0, -0.01, 0.01),
    }
    rates = {name: Rate(*ends, 6000) for name, ends in {**moved, "margin_per_1000": (9.6, 2.0, 20.0)}.items()}
    monkeypatch.setattr(compute, "changes", lambda *_: SimpleNamespace(**rates))


def numbers(play, asked=None):
    return {number.name: number for number in picture.beside(play, asked).numbers}


def test_a_number_says_how_it_stands_and_how_it_stood_at_the_start(placed, changes):
    shown = numbers(Play(settings=K10))
    found, right = shown["identified"], shown["right_offer"]
    assert (found.value, found.change, found.moved, found.tone) == ("12 in 100", f"{MINUS}11", "down", "good")
    assert (found.share, found.start) == (pytest.approx(12), pytest.approx(23))
    assert (right.value, right.change, right.tone) == ("38 in 100", f"{MINUS}3", ""), "it may be chance: no colour"
    assert shown["treated_alike"].change == say("headline.card.same")
    assert (shown["margin_per_1000"].change, shown["margin_per_1000"].tone) == ("+10", "good")


def test_at_the_start_nothing_has_changed(placed):
    assert {(number.change, number.start) for number in numbers(Play()).values()} == {("", None)}


def test_only_the_number_that_a_toggle_is_about_is_asked_for_and_told_of(placed, changes):
    asking = turn(Play(), "anonymisation", "none")
    assert [name for name, number in numbers(asking).items() if number.guessing] == ["identified"]
    guessed = numbers(dataclasses.replace(asking, settings=K10, guess=dataclasses.replace(asking.guess, answer=50)))
    assert [number.guessed for number in guessed.values()] == [None, 50, None, None]
    assert [name for name, number in numbers(Play(), "identified").items() if number.told] == ["identified"]


def test_a_moment_lasts_until_the_levers_or_the_question_change(placed, changes):
    moments = [Play(), move(Play(), K10), turn(Play(), "consent", "fair"), move(move(Play(), K10), K20)]
    assert len({picture.beside(play, None).moment for play in moments}) == len(moments)
    assert picture.beside(Play(), None).moment == picture.beside(Play(), "identified").moment


def test_the_map_is_best_at_the_top_right_and_stands_on_the_same_axes(placed, changes):
    drawn = picture.beside(Play(settings=K10), None).map
    now, start = drawn.places[:2]
    assert (now.kind, now.x, now.y) == ("now", pytest.approx(38), pytest.approx(88))
    assert (start.kind, start.x, start.y) == ("start", pytest.approx(41), pytest.approx(77))
    assert now.low[0] < now.x < now.high[0] and now.low[1] < now.y < now.high[1]
    assert drawn.ends == (60.0, 100.0)
    assert picture.beside(Play(), None).map.ticks[1] == (0, 50, 100)


def test_fairness_is_the_colour_of_a_place(placed):
    now = picture.beside(Play(), None).map.places[0]
    assert now.alike == pytest.approx(2 * (100 * compute.outcome(TYPICAL.settings).headlines.treated_alike.value - 50))


def test_the_map_tells_both_places_in_words(placed, changes):
    drawn = picture.beside(Play(settings=K10), None).map
    assert drawn.alt == say("figure.map_alt", now=drawn.places[0].tip[5:], start=drawn.places[1].tip[14:])
    assert "38 get the right offer, 88 stay hidden" in drawn.alt
