"""Moving back and forth on the Playground, the pin, the first suggestion, and guessing before the effect shows."""

import pytest

from controls import control
from drawn_cards import on_page
from equipoise.chain.settings import Settings
from equipoise.ui.shared.words import say, term

from .playground import do, guess_off, numbers, offered, open_page, press, small, turn, words

pytestmark = pytest.mark.usefixtures("no_landmarks")

IDENTIFIED = term("identified", expert=True)
GUESSES = ("guess.up", "guess.same", "guess.down", "guess.skip", "guess.never")


def buttons(app):
    return {button.key for button in app.button}


def stands(app, toggle):
    return control(app.segmented_control, f"toggle.{toggle}").value


def play(app):
    return app.session_state["play"]


def address(app):
    return {name: value if isinstance(value, str) else value[0] for name, value in app.query_params.items()}


def question(toggle, choice, number, now):
    return say(
        "guess.question",
        toggle=say(f"guess.{toggle}"),
        choice=say(f"toggle.{toggle}.{choice}.name"),
        number=term(number, expert=True),
        now=now,
    )


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
    assert say("story.start") in words(app)
    assert "reset" not in offered(app)
    do(app, "undo")
    assert play(app).settings == small(**{"protect.k": 25})
    assert numbers(app) == before


def test_a_pin_makes_the_present_numbers_the_baseline():
    app = open_page(**{"protect.k": "25"})
    assert "unpin" not in offered(app)
    assert say("headline.card.pinned") not in [card.change for card in on_page(app)]
    do(app, "pin")
    assert [card.change for card in on_page(app)] == [say("headline.card.pinned")] * 4
    assert "protect.k=25" in address(app)["pin"]
    assert "pin" not in offered(app) and "unpin" in offered(app)
    assert say("story.start_here") in words(app)


def test_unpin_compares_with_the_typical_retailer_again_whose_people_are_others():
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
    assert question("anonymisation", "none", "identified", before[IDENTIFIED]) in words(app)
    assert set(GUESSES) < buttons(app)
    assert stands(app, "anonymisation") == "none" and (numbers(app), address(app)) == (before, link)
    press(app, "guess.down")
    after = numbers(app)[IDENTIFIED]
    reveal = say(
        "guess.wrong",
        number=IDENTIFIED,
        guess=say("guess.down").lower(),
        verb=say("guess.verb.up"),
        before=before[IDENTIFIED],
        after=after,
    )
    assert reveal in words(app) and after != before[IDENTIFIED]
    assert set(GUESSES).isdisjoint(buttons(app))


def test_a_right_guess_is_praised_and_the_second_turn_of_a_toggle_asks_no_more():
    app = press(turn(open_page(), "anonymisation", "none"), "guess.up")
    assert say("guess.verb.up") in words(app) and "Good guess" in words(app)
    turn(app, "anonymisation", "groups_25")
    assert set(GUESSES).isdisjoint(buttons(app)) and "Good guess" not in words(app)
    assert play(app).settings["protect.k"] == 25


def test_a_toggle_turned_back_ends_its_question_and_turned_again_asks_it_anew():
    app = open_page()
    before = numbers(app)
    turn(turn(app, "anonymisation", "none"), "anonymisation", "groups_5")
    assert set(GUESSES).isdisjoint(buttons(app)) and numbers(app) == before
    press(turn(app, "anonymisation", "none"), "guess.up")
    assert "Good guess" in words(app) and numbers(app) != before


def test_a_skipped_question_shows_the_effect_without_a_verdict_and_other_toggles_still_ask():
    app = open_page()
    before = numbers(app)
    press(turn(app, "anonymisation", "none"), "guess.skip")
    assert numbers(app)[IDENTIFIED] != before[IDENTIFIED]
    assert "Good guess" not in words(app) and "You guessed" not in words(app)
    now = numbers(app)[term("treated_alike", expert=True)]
    assert question("bias", "biased_past", "treated_alike", now) in words(turn(app, "bias", "biased_past"))


def test_undo_takes_an_open_question_back_with_its_toggle():
    app = do(turn(open_page(), "anonymisation", "none"), "undo")
    assert stands(app, "anonymisation") == "groups_5"
    assert set(GUESSES).isdisjoint(buttons(app)) and play(app).settings == small()


def test_never_switches_the_questions_off_and_the_switch_turns_them_on_again():
    app = press(turn(open_page(), "anonymisation", "none"), "guess.never")
    assert control(app.toggle, "guess.ask").value is False
    assert play(app).settings["protect.technique"] == "none"
    turn(app, "bias", "biased_past")
    assert set(GUESSES).isdisjoint(buttons(app)) and play(app).settings["history.label_bias"] == 0.5
    control(app.toggle, "guess.ask").set_value(True).run()
    turn(app.run(), "anonymisation", "groups_5")
    assert set(GUESSES) < buttons(app), "a toggle whose question was skipped is asked about anew"


def test_newcomers_get_a_first_move_suggested_which_asks_for_a_guess():
    app = open_typical()
    assert say("story.suggest") in words(app)
    press(app, "suggest.go")
    assert stands(app, "anonymisation") == "none" and set(GUESSES) < buttons(app)
    assert say("story.suggest") not in words(app) and "suggest.go" not in buttons(app)


def test_a_closed_suggestion_stays_closed():
    app = press(open_typical(), "suggest.close")
    assert say("story.suggest") not in words(app)
    assert play(app).settings == Settings() and set(GUESSES).isdisjoint(buttons(app))


def test_nobody_who_has_moved_something_gets_a_suggestion():
    assert say("story.suggest") not in words(open_page())


def open_typical():
    """The page as it greets somebody without a link."""
    return open_page(**{"population.size": "20000", "pin": "v=2"})
