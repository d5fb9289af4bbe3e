"""Moving back and forth on the Playground, what one compares with, and guessing before the effect shows."""

import pytest

from controls import control
from drawn_cards import on_page
from equipoise import simulate
from equipoise.chain.settings import Settings
from equipoise.texts.numerals import MINUS
from equipoise.ui.shared.bundles import TOGGLES
from equipoise.ui.shared.words import say, term

from .playground import board, do, guess, guess_off, numbers, offered, open_page, press, small, turn, words

pytestmark = pytest.mark.usefixtures("no_landmarks")

IDENTIFIED = term("identified", expert=True)


def buttons(app):
    return {button.key for button in app.button}


def stands(app, toggle):
    return control(app.segmented_control, f"toggle.{toggle}").value


def play(app):
    return app.session_state["play"]


def address(app):
    return {name: value if isinstance(value, str) else value[0] for name, value in app.query_params.items()}


def asked(app):
    """The headline that a guess is wanted of, or none."""
    return next((number["name"] for number in board(app)["numbers"] if number["guessing"]), None)


def test_undo_and_redo_lead_back_and_forth_and_take_numbers_toggle_and_address_along():
    app = guess_off(open_page())
    start, first = numbers(app), address(app)
    assert {"undo", "redo"}.isdisjoint(offered(app))
    turn(app, "anonymisation", "none")
    moved, second = numbers(app), address(app)
    assert moved[IDENTIFIED] != start[IDENTIFIED] and second["protect.technique"] == "none"
    do(app, "undo")
    assert (numbers(app), address(app), stands(app, "anonymisation")) == (start, first, "groups_5")
    assert "undo" not in offered(app) and "redo" in offered(app)
    do(app, "redo")
    assert (numbers(app), address(app), stands(app, "anonymisation")) == (moved, second, "none")
    assert "undo" in offered(app) and "redo" not in offered(app)


def test_a_new_move_after_undo_leaves_nothing_to_redo():
    app = guess_off(open_page())
    do(turn(app, "anonymisation", "none"), "undo")
    turn(app, "anonymisation", "groups_25")
    assert "redo" not in offered(app)


def test_reset_puts_levers_and_pin_back_and_undo_brings_the_levers_again():
    app = open_page(**{"protect.k": "25"})
    before = numbers(app)
    do(app, "reset")
    assert (play(app).settings, play(app).pin) == (Settings(), Settings())
    assert address(app) == {} and stands(app, "anonymisation") == "groups_5"
    assert say("said.start") in words(app)
    assert "reset" not in offered(app)
    do(app, "undo")
    assert play(app).settings == small(**{"protect.k": 25})
    assert numbers(app) == before


def test_whoever_compares_with_this_makes_the_present_numbers_the_start():
    app = open_page(**{"protect.k": "25"})
    assert "" not in [card.change for card in on_page(app)]
    do(app, "pin")
    assert [card.change for card in on_page(app)] == [""] * 4
    assert "protect.k=25" in address(app)["pin"]
    assert "pin" not in offered(app) and "unpin" in offered(app)
    assert say("said.here") in words(app)


def test_differences_that_are_shown_are_differences_of_shown_numbers():
    app = open_page()
    start = [card.value.partition(" ")[0] for card in on_page(app)[:3]]
    now = on_page(turn(guess_off(app), "anonymisation", "none"))[:3]
    for card, before in zip(now, start, strict=True):
        after = card.value.partition(" ")[0]
        moved = 0.0 if card.change == say("headline.card.same") else float(card.change.replace(MINUS, "-"))
        assert moved == pytest.approx(float(after) - float(before)), card


def test_comparing_with_the_start_is_comparing_with_the_typical_retailer_whose_people_are_others():
    app = do(open_page(), "unpin")
    assert play(app).pin == Settings() and "pin" not in address(app)
    assert say("headline.incomparable") in words(app)


def test_undo_leaves_the_pin_where_it_is():
    app = guess_off(open_page())
    do(turn(app, "anonymisation", "none"), "pin")
    do(app, "undo")
    assert play(app).pin["protect.technique"] == "none" and play(app).settings == small()


def test_the_question_comes_before_the_effect_and_the_answer_shows_guess_beside_result():
    app = open_page()
    before, link = numbers(app), address(app)
    turn(app, "anonymisation", "none")
    word = say("toggle.anonymisation.none.name")
    assert asked(app) == "identified" and say("said.question.identified", word=word) in words(app)
    assert stands(app, "anonymisation") == "none" and (numbers(app), address(app)) == (before, link)
    guess(app, 1)
    now, then = (shown[IDENTIFIED].partition(" ")[0] for shown in (numbers(app), before))
    told = say("said.identified.moved", word=word, now=now, then=then, reference=say("said.at_pin"))
    assert f"{told} {say('said.far', guess=1, off=int(now) - 1)}" in words(app) and now != then
    assert asked(app) is None
    assert [number["guessed"] for number in board(app)["numbers"]] == [None, 1, None, None]


def test_a_right_guess_is_praised_and_the_second_turn_of_a_toggle_asks_no_more():
    app = turn(open_page(), "anonymisation", "none")
    truth = round(100 * simulate(small(**TOGGLES["anonymisation"]["none"])).headlines.identified.value)
    assert say("said.close", guess=truth + 2) in words(guess(app, truth + 2))
    turn(app, "anonymisation", "groups_25")
    assert asked(app) is None and "You guessed" not in words(app)
    assert play(app).settings["protect.k"] == 25


def test_a_toggle_turned_back_ends_its_question_and_turned_again_asks_it_anew():
    app = open_page()
    before = numbers(app)
    turn(turn(app, "anonymisation", "none"), "anonymisation", "groups_5")
    assert asked(app) is None and numbers(app) == before
    guess(turn(app, "anonymisation", "none"), 50)
    assert "You guessed" in words(app) and numbers(app) != before


def test_a_skipped_question_shows_the_effect_without_a_verdict_and_other_toggles_still_ask():
    app = open_page()
    before = numbers(app)
    guess(turn(app, "anonymisation", "none"), -1)
    assert numbers(app)[IDENTIFIED] != before[IDENTIFIED]
    assert "You guessed" not in words(app)
    assert asked(turn(app, "bias", "biased_past")) == "treated_alike"


def test_undo_takes_an_open_question_back_with_its_toggle():
    app = do(turn(open_page(), "anonymisation", "none"), "undo")
    assert stands(app, "anonymisation") == "groups_5"
    assert asked(app) is None and play(app).settings == small()


def test_the_switch_turns_questions_off_and_on_again():
    app = turn(guess_off(open_page()), "anonymisation", "none")
    assert play(app).settings["protect.technique"] == "none" and asked(app) is None
    control(app.toggle, "guess.ask").set_value(True).run()
    assert asked(turn(app.run(), "anonymisation", "groups_5")) == "identified"


def test_newcomers_get_a_first_move_suggested_which_asks_for_a_guess():
    app = open_typical()
    assert say("said.start") in words(app)
    press(app, "suggest.go")
    assert stands(app, "anonymisation") == "none" and asked(app) == "identified"
    assert "suggest.go" not in buttons(app)


def test_nobody_who_has_moved_something_gets_a_suggestion():
    assert "suggest.go" not in buttons(open_page())


def open_typical():
    """The page as it greets somebody without a link."""
    return open_page(**{"population.size": "20000", "pin": "v=2"})
