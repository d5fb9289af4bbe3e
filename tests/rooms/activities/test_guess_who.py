import dataclasses
import itertools
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from equipoise.core.errors import DataError
from equipoise.rooms.activities.guess_who.board import ASKS, PROTECTIONS, TABLES, Board
from equipoise.rooms.activities.guess_who.game import games, paired, side_of
from equipoise.rooms.activities.guess_who.kind import GuessWho
from equipoise.rooms.activities.kind import Moment
from equipoise.rooms.activities.line_up import Person
from rooms.activities.games import GUESS_WHO, answer, item, person

KIND = GuessWho()
(STEP,) = KIND.steps(item("guess_who", GUESS_WHO))
EVERYBODY = 0b1111


def bits(*people):
    return sum(1 << one for one in people)


def tiny():
    """Four people. Sex tells 0 and 1 from 2 and 3; purchases tell everybody apart, but not in the table "less"."""
    people = tuple(Person(person=place, name=f"P{place}", sex="woman", age=30) for place in range(4))
    same = (EVERYBODY,) * 4
    exact = dict.fromkeys(ASKS, same) | {
        "sex": (bits(0, 1), bits(0, 1), bits(2, 3), bits(2, 3)),
        "purchases": (bits(0), bits(1), bits(2), bits(3)),
    }
    told = dict.fromkeys(ASKS, ("x",) * 4) | {
        "sex": ("woman", "woman", "man", "man"),
        "purchases": ("food 1", "food 2", "garden 1", "garden 2"),
    }
    fits = {table: exact | ({"purchases": same} if table == "less" else {}) for table in TABLES}
    return Board(people=people, told=told, fits=fits)


COMPUTED = json.loads(json.dumps(dataclasses.asdict(tiny())))


class Room:
    """A room that stores what `check` returns, as the real one does: one answer a unit and round."""

    def __init__(self, *people):
        self.people, self.stored, self.round = people, {}, 0

    @property
    def answers(self):
        return tuple(answer(by, value, at) for (by, at), value in self.stored.items())

    def send(self, me, move, turn=None):
        game = self.game(me)
        made = len(game[0].moves[game[1]]) if game else 0
        unit = me.team or me.id
        mine = tuple(one for one in self.answers if one.by == unit)
        moment = Moment(
            me=me, people=self.people, mine=mine, everybody=self.answers, computed=COMPUTED, round=self.round
        )
        sent = {"move": move, "turn": str(made if turn is None else turn)}
        self.stored[unit, self.round] = json.loads(json.dumps(KIND.check(STEP, sent, moment)))

    def result(self):
        return KIND.result(STEP, self.answers, self.people, COMPUTED, self.round)

    def game(self, me):
        return self.result().mine(me, self.round)


ANNA, BEN, CLEO, DAN = map(person, range(1, 5))


@pytest.fixture(scope="module")
def board():
    (question,) = KIND.questions(STEP)
    kept = json.loads(json.dumps(KIND.computed(STEP, [question.function(*question.arguments)])))
    return Board.from_dict(kept)


def test_every_person_fits_their_own_answers_in_every_table(board):
    assert len(board.people) == len({one.person for one in board.people}) == 24
    for table, ask, one in itertools.product(TABLES, ASKS, range(24)):
        assert one in board.standing(table, (ask,), one)


def test_protected_tables_never_leave_fewer_than_the_bare_one(board):
    for table, ask, one in itertools.product(PROTECTIONS, ASKS, range(24)):
        assert board.standing("bare", (ask,), one) <= board.standing(table, (ask,), one)
    assert board.alike("bare") < 1.5 < board.alike("groups")


def test_whoever_gives_the_same_answer_fits_it_in_the_bare_table(board):
    for ask in ("sex", "decade", "district", "household", "education", "occupation"):
        for one in range(24):
            same = {other for other in range(24) if board.told[ask][other] == board.told[ask][one]}
            assert board.standing("bare", (ask,), one) == same


@pytest.mark.parametrize(
    ("units", "pairs"),
    [
        (1, ()),
        (2, ((("p1",), ("p2",)),)),
        (3, ((("p1",), ("p2", "p3")),)),
        (5, ((("p1",), ("p2",)), (("p3",), ("p4", "p5")))),
    ],
)
def test_they_are_paired_by_order_of_joining_and_an_odd_one_plays_with_the_second_side(units, pairs):
    assert paired([person(place) for place in range(units, 0, -1)]) == pairs


def test_a_team_plays_as_one():
    people = [person(1, "B"), person(2, "A"), person(3, "B")]
    assert paired(people) == ((("B",), ("A",)),)
    assert side_of(paired(people), "A") == (0, 1) and side_of(paired(people), "C") is None


def test_one_question_a_turn_and_each_waits_for_the_other():
    room = Room(ANNA, BEN)
    with pytest.raises(DataError, match="turn"):
        room.send(BEN, "ask:sex")
    room.send(ANNA, "ask:sex")
    with pytest.raises(DataError, match="turn"):
        room.send(ANNA, "ask:decade")
    room.send(BEN, "ask:district")
    with pytest.raises(DataError, match="before"):
        room.send(ANNA, "ask:sex")
    room.send(ANNA, "ask:purchases")
    game, side = room.game(ANNA)
    assert (game.winner, side, game.turn) == (0, 0, None)
    with pytest.raises(DataError, match="over"):
        room.send(BEN, "ask:sex")


def test_the_same_move_sent_twice_is_made_once_and_an_old_page_moves_nothing():
    room = Room(ANNA, BEN)
    room.send(ANNA, "ask:sex")
    room.send(ANNA, "ask:sex", turn=0)
    assert len(room.game(ANNA)[0].moves[0]) == 1
    room.send(BEN, "ask:sex")
    with pytest.raises(DataError, match="turn"):
        room.send(ANNA, "ask:decade", turn=0)


@pytest.mark.parametrize("sent", ["", "ask:", "ask:name", "name:0", "name:5", "name:x", "hide:bare", "dance:1", "ask"])
def test_what_is_no_move_is_refused(sent):
    with pytest.raises(DataError, match="moves"):
        Room(ANNA, BEN).send(ANNA, sent)


def test_alone_there_is_nobody_to_play_with():
    with pytest.raises(DataError, match="play against"):
        Room(ANNA).send(ANNA, "ask:sex")


def test_a_wrong_name_costs_the_turn_and_the_right_one_wins():
    room = Room(ANNA, BEN)
    target = room.game(ANNA)[0].guards[1]
    wrong = next(one for one in range(4) if one != target)
    room.send(ANNA, f"name:{wrong + 1}")
    game, _ = room.game(ANNA)
    assert game.winner is None and game.standing(0) == set(range(4)) - {wrong}
    room.send(BEN, "ask:sex")
    room.send(ANNA, f"name:{target + 1}")
    assert room.game(BEN)[0].winner == 0


def test_in_the_second_round_both_choose_what_is_hidden_before_the_other_side_begins():
    room = Room(ANNA, BEN)
    room.send(ANNA, "ask:purchases")
    room.round = 1
    with pytest.raises(DataError, match="both sides"):
        room.send(BEN, "ask:sex")
    room.send(ANNA, "hide:less")
    with pytest.raises(DataError, match="already"):
        room.send(ANNA, "hide:coarse")
    assert room.game(ANNA)[0].turn is None
    room.send(BEN, "hide:coarse")
    game, _ = room.game(BEN)
    assert (game.tables, game.turn) == (("less", "coarse"), 1)
    room.send(BEN, "ask:purchases")
    assert room.game(BEN)[0].standing(1) == {0, 1, 2, 3}  # Anna's table has no purchases
    room.send(ANNA, "ask:purchases")
    assert room.game(BEN)[0].winner == 0
    assert room.result().rounds[0][0].winner == 0  # the first round stands as it was left


def test_the_two_persons_differ_and_change_with_the_round():
    room = Room(ANNA, BEN)
    first = games(tiny(), room.people, (), 0)[0].guards
    assert first[0] != first[1] and set(first) <= set(range(4))
    assert first == games(tiny(), room.people, (), 0)[0].guards


def test_moves_keep_their_place_when_somebody_joins_late():
    room = Room(ANNA, BEN, CLEO)
    room.send(ANNA, "ask:sex")
    room.send(CLEO, "ask:sex")  # Cleo plays with Ben
    assert len(room.game(BEN)[0].moves[1]) == 1
    room.people = (ANNA, BEN, CLEO, DAN)
    assert len(room.game(BEN)[0].moves[1]) == 1
    assert room.game(CLEO)[0].moves == ((), ())
    room.send(CLEO, "ask:sex")
    assert (len(room.game(DAN)[0].moves[0]), len(room.game(BEN)[0].moves[1])) == (1, 1)


def test_any_member_moves_for_the_team():
    one, two, other = person(1, "A"), person(2, "A"), person(3, "B")
    room = Room(one, two, other)
    room.send(one, "ask:sex")
    room.send(other, "ask:sex")
    room.send(two, "ask:decade")
    assert [move.what for move in room.game(one)[0].moves[0]] == ["sex", "decade"]


@given(choices=st.lists(st.integers(0, 10**6), min_size=40, max_size=40), round=st.integers(0, 1))
@settings(max_examples=25, deadline=None)
def test_every_game_ends_whatever_is_played_and_the_target_always_stands(choices, round):
    room, draw = Room(ANNA, BEN), iter(choices)
    room.round = round
    if round:
        for one in (ANNA, BEN):
            room.send(one, f"hide:{PROTECTIONS[next(draw) % 3]}")
    while (game := room.game(ANNA)[0]).winner is None:
        side = game.turn
        assert game.guards[1 - side] in game.standing(side)
        made = {(move.deed, move.what) for move in game.moves[side]}
        moves = [f"ask:{ask}" for ask in ASKS if ("ask", ask) not in made]
        moves += [f"name:{one + 1}" for one in sorted(game.standing(side))]
        room.send((ANNA, BEN)[side], moves[next(draw) % len(moves)])
    assert game.turn is None and len(game.moves[0]) + len(game.moves[1]) <= 2 * (len(ASKS) + 4)


@pytest.mark.parametrize(("phones", "shown"), [(4, False), (5, True)])
def test_how_single_phones_played_is_shown_only_of_five_or_more(phones, shown):
    people = [person(place) for place in range(1, phones + 1)]
    answers = [answer(one.id, {"moves": []}) for one in people]
    assert KIND.result(STEP, answers, people, COMPUTED, 0).shown is shown
    teams = [person(1, "A"), person(2, "B")]
    assert KIND.result(STEP, answers[:2], teams, COMPUTED, 0).shown
