import dataclasses
import re

from equipoise.rooms.activities.guess_who.kind import Duels
from equipoise.server.room.drawings.drawing import Asking, Playing
from equipoise.server.room.drawings.guess_who import GuessWho as Drawn
from rooms.activities.games import person
from rooms.activities.test_guess_who import ANNA, BEN, COMPUTED, STEP, Room

DRAWN = Drawn()


def phone(room, me, result=None):
    """What somebody's phone shows: how the game stands, and the form."""
    result = result or room.result()
    return DRAWN.board(STEP, result, me, None, room.round), DRAWN.play(STEP, result, me, None, room.round)


def with_guards(result, first, second):
    """The same games, with other people guarded."""
    rounds = tuple(tuple(dataclasses.replace(game, guards=(first, second)) for game in each) for each in result.rounds)
    return dataclasses.replace(result, rounds=rounds)


def test_it_is_drawn_as_a_game():
    assert isinstance(DRAWN, Asking) and isinstance(DRAWN, Playing)


def test_a_phone_never_depends_on_whom_the_other_side_guards_before_it_is_told():
    room = Room(ANNA, BEN)
    assert len({phone(room, ANNA, with_guards(room.result(), 0, other)) for other in (1, 2, 3)}) == 1
    room.send(ANNA, "ask:sex")
    # 2 and 3 give the same answer
    assert len({phone(room, ANNA, with_guards(room.result(), 0, other)) for other in (2, 3)}) == 1


def test_whose_turn_it_is_has_a_form_and_the_other_waits():
    room = Room(ANNA, BEN)
    (mine, form), (theirs, nothing) = phone(room, ANNA), phone(room, BEN)
    assert "Your turn" in mine and 'value="ask:sex"' in form and 'name="turn" value="0"' in form
    assert "other side" in theirs and nothing == ""


def test_the_form_offers_what_is_not_asked_yet_and_whom_the_answers_fit_but_oneself():
    room = Room(ANNA, BEN)
    room.send(ANNA, "ask:sex")
    room.send(BEN, "ask:sex")
    _, form = phone(room, ANNA, with_guards(room.result(), 3, 2))
    assert 'value="ask:sex"' not in form and 'value="ask:decade"' in form
    assert re.findall(r'value="name:(\d)"', form) == ["3"]  # 3 and 4 stand, and 4 is one's own


def test_in_the_second_round_one_chooses_what_is_hidden_and_is_told_what_the_other_table_hides():
    room = Room(ANNA, BEN)
    room.round = 1
    _, form = phone(room, ANNA)
    assert re.findall(r'value="hide:(\w+)"', form) == ["groups", "coarse", "less"]
    room.send(ANNA, "hide:groups")
    assert "Wait" in phone(room, ANNA)[0] and phone(room, ANNA)[1] == ""
    room.send(BEN, "hide:less")
    assert "groups of 10" in phone(room, BEN)[0] and "Your turn" in phone(room, BEN)[0]


def test_the_mark_changes_with_every_move_of_the_game_and_with_no_other():
    people = [person(place) for place in range(1, 5)]
    room, marks = Room(*people), []

    def note():
        marks.append(DRAWN.mark(STEP, room.result(), people[0], room.round))

    note()
    for who, move in ((0, "ask:sex"), (1, "ask:sex"), (0, "ask:decade")):
        room.send(people[who], move)
        note()
    assert len(set(marks)) == 4
    room.send(people[2], "ask:sex")
    assert DRAWN.mark(STEP, room.result(), people[0], 0) == marks[-1]
    room.round, marks = 1, []
    note()
    for who in (1, 0):
        room.send(people[who], "hide:less")
        note()
    assert len(set(marks)) == 3


def test_alone_one_waits_and_a_third_one_plays_with_the_second():
    alone = Room(ANNA)
    assert "nobody to play against" in phone(alone, ANNA)[0] and phone(alone, ANNA)[1] == ""
    cleo = person(3)
    three = Room(ANNA, BEN, cleo)
    assert phone(three, BEN) == phone(three, cleo)


def test_the_end_is_said_to_both_and_on_the_phone_afterwards():
    room = Room(ANNA, BEN)
    room.send(ANNA, "ask:purchases")
    assert "You have found them" in phone(room, ANNA)[0] and "faster" in phone(room, BEN)[0]
    assert phone(room, BEN)[1] == ""
    assert "turn 1" in DRAWN.own(STEP, room.result(), room.answers[0])
    assert DRAWN.own(STEP, room.result(), None) == ""


def test_of_a_few_phones_only_what_the_engine_says_is_shown():
    room = Room(ANNA, BEN)
    room.send(ANNA, "ask:purchases")
    html = DRAWN.picture(STEP, room.result())
    assert "Fewer than 5" in html and "1 of 1" not in html
    assert html.count("<b>1.0</b>") == 3 and "<b>2.0</b>" in html  # without purchases sex leaves two alike


def test_teams_are_named():
    red, blue = person(1, "<Red>"), person(2, "Blue")
    room = Room(red, blue)
    room.send(red, "ask:purchases")
    html = DRAWN.picture(STEP, room.result())
    assert "&lt;Red&gt; found the person of Blue" in html and "1 of 1" in html


def test_until_the_line_up_is_there_it_says_so():
    waiting = Duels(ready=False)
    assert DRAWN.play(STEP, waiting, ANNA, None, 0) == "" and "worked out" in DRAWN.board(STEP, waiting, ANNA, None, 0)
    assert "worked out" in DRAWN.asked(STEP, None, 0) and "worked out" in DRAWN.picture(STEP, waiting)


def test_the_projector_shows_the_line_up_and_no_game():
    for round, word in enumerate(("one thing a turn", "what its table hides")):
        html = DRAWN.asked(STEP, COMPUTED, round)
        assert word in html and re.findall(r"<b>(\d)</b>", html) == ["1", "2", "3", "4"]
