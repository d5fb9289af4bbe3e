import dataclasses
import functools
import itertools

from equipoise.chain.settings import Settings
from equipoise.texts.phrases import Phrase
from equipoise.ui.shared import moves
from equipoise.ui.shared.bundles import TOGGLES
from equipoise.ui.shared.moves import Play

K10, K20 = (Settings().replace(**{"protect.k": k}) for k in (10, 20))


def test_undo_and_redo_lead_back_and_forth():
    play = moves.move(moves.move(Play(), K10), K20)
    assert play.trail == (Settings(), K10, K20)
    back = moves.undo(moves.undo(play))
    assert back.settings == Settings()
    assert back.previous == K10
    again = moves.redo(moves.redo(back))
    assert again.settings == K20
    assert again.past == play.past
    assert moves.undo(Play()) == Play()
    assert moves.redo(Play()) == Play()


def test_a_new_move_forgets_what_was_undone():
    play = moves.move(moves.undo(moves.move(Play(), K10)), K20)
    assert play.future == ()


def test_the_first_turn_of_a_toggle_asks_and_the_second_does_not():
    asked = moves.turn(Play(), "anonymisation", "none")
    assert asked.open_guess
    assert asked.settings == Settings()
    assert asked.shown["protect.technique"] == "none"
    answered = moves.answer(asked, 60)
    assert answered.settings["protect.technique"] == "none"
    assert answered.guess.answer == 60
    again = moves.turn(answered, "anonymisation", "groups_25")
    assert again.open_guess is None
    assert again.guess is None
    assert again.settings["protect.k"] == 25


def test_a_question_can_be_skipped_and_the_questions_switched_off():
    skipped = moves.skip(moves.turn(Play(), "consent", "fair"))
    assert skipped.settings["consent.banner"] == "equal"
    assert moves.turn(skipped, "bias", "biased_past").open_guess
    off = moves.ask(skipped, False)
    assert moves.turn(off, "bias", "biased_past").open_guess is None
    assert moves.turn(moves.ask(off, True), "bias", "biased_past").open_guess


def test_undo_takes_an_open_question_back():
    assert moves.undo(moves.turn(Play(), "consent", "fair")) == moves.show(Play(), "right_offer")


def test_a_toggle_shows_the_headline_that_it_asks_about():
    assert moves.turn(Play(asking=False), "bias", "biased_past").figure == "treated_alike"
    assert moves.turn(Play(), "anonymisation", "none").figure == "identified"


def test_another_toggle_joins_the_open_question():
    both = moves.turn(moves.turn(Play(), "consent", "fair"), "anonymisation", "none")
    assert both.open_guess.toggle == "consent"
    assert moves.answer(both, 50).settings["protect.technique"] == "none"


def test_a_question_ends_when_its_toggle_is_turned_back():
    asked = moves.turn(Play(), "anonymisation", "none")
    back = moves.turn(asked, "anonymisation", "groups_5")
    assert back == moves.show(Play(), "identified")
    assert moves.turn(back, "anonymisation", "none").open_guess


def test_a_question_passes_to_the_toggle_that_is_still_to_move():
    both = moves.turn(moves.turn(Play(), "consent", "fair"), "anonymisation", "none")
    left = moves.turn(both, "consent", "nudged")
    assert left.open_guess.toggle == "anonymisation"
    assert moves.turn(left, "anonymisation", "groups_5").guess is None


def test_what_was_guessed_before_moves_without_a_question_when_the_open_one_ends():
    guessed = moves.skip(moves.turn(Play(), "consent", "fair"))
    both = moves.turn(moves.turn(guessed, "anonymisation", "none"), "consent", "no_choice")
    moved = moves.turn(both, "anonymisation", "groups_5")
    assert moved.guess is None
    assert moved.settings["consent.model"] == "notice"


def test_every_answered_question_has_a_move_to_look_back_at():
    """Whatever is turned while a question is open, its answer is about a change: there is something before it."""
    turns = [(toggle, choice) for toggle, choices in TOGGLES.items() for choice in choices]
    for steps in itertools.product(turns, repeat=3):
        play = functools.reduce(lambda now, step: moves.turn(now, *step), steps, Play())
        answered = moves.answer(play, 50)
        assert not play.open_guess or answered.previous == play.settings != answered.settings, steps


def test_the_pin_stays_and_reset_returns_to_the_start():
    play = moves.move(moves.pin(moves.move(Play(), K10)), K20)
    assert play.pin == K10
    fresh = moves.reset(play)
    assert (fresh.settings, fresh.pin) == (Settings(), Settings())
    assert moves.undo(fresh).settings == K20


def test_a_place_stands_once_on_the_trail():
    there_and_back = moves.move(moves.move(Play(), K10), Settings())
    assert there_and_back.trail == (K10, Settings())


def test_only_an_untouched_page_suggests_a_first_move():
    assert moves.untouched(Play())
    assert not moves.untouched(moves.move(Play(), K10))
    assert not moves.untouched(moves.turn(Play(), "consent", "fair"))


def test_a_move_clears_the_problem_of_a_link():
    told = dataclasses.replace(Play(), problem="bad link", renewed=(Phrase("renewed.taste", {}),))
    moved = moves.move(told, K10)
    assert (moved.problem, moved.renewed, moves.move(told, told.settings).renewed) == ("", (), ())
