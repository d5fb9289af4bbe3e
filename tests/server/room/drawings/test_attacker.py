import dataclasses
import re

from equipoise.rooms.activities.attacker.kind import Attacker, Chased, Round
from equipoise.server.room.drawings.attacker import Attacker as Drawn
from equipoise.server.room.drawings.drawing import Asking, Playing
from rooms.activities.games import ATTACKER, answer, item, person
from rooms.activities.test_attacker import small

GUESS, AFTER = Attacker().steps(item("attacker", ATTACKER))
DRAWN, ME = Drawn(), person(1)


def shown(chase, round, mine=None):
    """Everything that anybody sees while the step is open."""
    result = Chased(chase=chase, protected=False, by={"p1": 0}, round=round)
    parts = DRAWN.board(GUESS, result, ME, mine, round), DRAWN.play(GUESS, result, ME, mine, round)
    return (*parts, DRAWN.asked(GUESS, dataclasses.asdict(chase), round))


def test_it_is_drawn_as_a_game_with_clues():
    assert isinstance(DRAWN, Asking) and isinstance(DRAWN, Playing)
    assert DRAWN.form(GUESS, None, ME, 0) == ""


def test_while_one_guesses_nothing_depends_on_who_it_is():
    chase = small()
    for round in range(2):
        for other in chase.bare.standing(round + 1):
            assert shown(dataclasses.replace(chase, target=other), round) == shown(chase, round)


def test_what_others_guess_changes_nothing_on_a_phone():
    one, other = (Chased(chase=small(), protected=False, by=by, guessed=len(by)) for by in ({}, {"p2": 0}))
    assert DRAWN.mark(GUESS, one, ME, 0) == DRAWN.mark(GUESS, other, ME, 0)
    assert DRAWN.board(GUESS, one, ME, None, 0) == DRAWN.board(GUESS, other, ME, None, 0)
    assert DRAWN.mark(GUESS, Chased(chase=None, protected=False), ME, 0) != DRAWN.mark(GUESS, one, ME, 0)


def test_a_phone_offers_those_whom_all_clues_fit():
    _, play, asked = shown(small(), 1, answer("p1", {"person": 3}))
    assert re.findall(r'value="(\d)"', play) == ["3", "4"] and 'value="4" required checked' in play
    assert "12</b> of 40 people" in asked and "2 of 4 people still stand: 3, 4" in asked


def test_the_solution_stands_beside_how_many_found_them_and_luck():
    rounds = Round(guessed=5, found=1, luck=1.66), Round(guessed=6, found=4, luck=2.0)
    result = Chased(chase=small(), protected=False, rounds=rounds, first=0, by={"p1": 1}, guessed=6, round=1)
    html = DRAWN.picture(GUESS, result)
    assert "number 3, P2" in html and "1 of 5" in html and "1.7" in html and "4 of 6" in html
    assert "after clue 2" in DRAWN.own(GUESS, result, answer("p1", {"person": 2}, 1))
    assert "did not" in DRAWN.own(GUESS, result, answer("p2", {"person": 0}, 1))


def test_of_few_guesses_only_the_solution_is_shown():
    html = DRAWN.picture(GUESS, Chased(chase=small(), protected=False, by={"p1": 0}, guessed=4))
    assert "number 3" in html and "Fewer than 5" in html and "found after" not in html


def test_the_second_step_sets_the_protected_table_beside_the_bare_one():
    html = DRAWN.asked(AFTER, dataclasses.asdict(small()), 0)
    rows = re.findall(r"<td>(\d+)</td><td>(\d+)</td>", html)
    assert rows == [("40", "40"), ("30", "30"), ("12", "30"), ("1", "20")]
    assert "protection 20 people are left" in html


def test_until_the_line_up_is_there_it_says_so():
    waiting = Chased(chase=None, protected=False)
    assert DRAWN.play(GUESS, waiting, ME, None, 0) == "" and "worked out" in DRAWN.board(GUESS, waiting, ME, None, 0)
    assert "worked out" in DRAWN.asked(GUESS, None, 0) and "worked out" in DRAWN.picture(GUESS, waiting)
