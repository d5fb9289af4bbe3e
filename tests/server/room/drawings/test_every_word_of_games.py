"""Every word of a game's drawing comes from ``data/``: with all texts marked, none is left but names."""

import dataclasses

import pytest

import marked
from equipoise.rooms.activities.attacker.chase import Clue
from equipoise.rooms.activities.registry import STEPS
from equipoise.server.room.drawings import heads
from equipoise.server.room.drawings.registry import DRAWINGS
from rooms.activities import test_audit_game
from rooms.activities.games import ATTACKER, AUDIT_GAME, GUESS_WHO, POLICY, answer, item, person
from rooms.activities.test_attacker import small
from rooms.activities.test_guess_who import tiny
from rooms.activities.test_policy import GRID

ME = person(1, "1")
PEOPLE = [person(place, str(place)) for place in range(1, 41)]
OPTIONS = [{"text": "7", "cost": cost, "levers": {}} for cost in range(3)]
MOVES = [
    {"game": 0, "side": 0, "turn": turn, "deed": "ask", "what": ask}
    for turn, ask in enumerate(("sex", "decade", "district", "household", "education", "occupation"))
]


AUDITS = list(test_audit_game.GAMES.items())


@pytest.fixture(scope="module", autouse=True)
def marks(tmp_path_factory):
    """Let every text be marked while this module runs."""
    with pytest.MonkeyPatch.context() as patch:
        marked.read_from(marked.folder(tmp_path_factory.mktemp("marked")), patch)
        yield
    marked.forget()


def nameless(thing):
    """The same with people whose names are numbers."""
    return dataclasses.replace(thing, people=tuple(dataclasses.replace(one, name="7") for one in thing.people))


def chase():
    clues = tuple(Clue(field=field, words=words) for field, words in (("sex", "man"), ("purchases_food", "2")))
    return nameless(dataclasses.replace(small(), clues=(*clues, Clue(field="birth_date", words="1990-01-02"))))


def board():
    told = {"sex": ("man",) * 4, "education": ("university",) * 4, "occupation": ("retired",) * 4}
    told |= {"household": ("5 or more",) * 4, "decade": ("1990",) * 4, "district": ("7",) * 4}
    return nameless(dataclasses.replace(tiny(), told={**tiny().told, **told}))


def rooms():
    """Of every kind: its steps, answers and what is computed, for several rounds."""
    policy = POLICY | {"text": "7", "decisions": [{"title": str(place), "options": OPTIONS} for place in range(2)]}
    chosen = [answer(one.team, {"choice": [0, place % 3]}) for place, one in enumerate(PEOPLE)]
    yield item("policy", policy), chosen, [*GRID, GRID[0]], 1
    guesses = [answer(str(place), {"person": place % 4}, 0) for place in range(1, 7)]
    yield item("attacker", ATTACKER), guesses, dataclasses.asdict(chase()), 3
    theirs = [move | {"side": 1} for move in MOVES]
    moves = [answer("1", {"moves": MOVES}), answer("2", {"moves": theirs[:5]})]
    moves += [answer("3", {"moves": [MOVES[0] | {"game": 1, "turn": -1, "deed": "hide", "what": "less"}]}, 1)]
    audits = [answer(by, value) for by, value in [("1", test_audit_game.done("keys", "keys")), *AUDITS]]
    yield item("audit_game", AUDIT_GAME), audits, test_audit_game.kept(), 1
    yield item("guess_who", GUESS_WHO), moves, dataclasses.asdict(board()), 2


def drawn():
    """Everything that is drawn of the games' steps."""
    for one, given, known, rounds in rooms():
        kind, drawing = STEPS[one.kind], DRAWINGS[one.kind]
        for step in kind.steps(one):
            for found, round in ((found, round) for found in (known, None) for round in range(rounds)):
                yield drawing.asked(step, found, round)
                for answers, people in ((given, PEOPLE), (given[:1], PEOPLE[:1]), (given, [person(7)])):
                    result = kind.result(step, answers, people, found, round)
                    yield from (drawing.picture(step, result, large=large) for large in (True, False))
                    yield from (drawing.own(step, result, mine) for mine in (*answers, None))
                    if one.kind == "policy":
                        yield drawing.form(step, answers[0], ME, round)
                    else:
                        told = [(step, result, who, None, round) for who in PEOPLE[:4]]
                        yield from (f"{drawing.board(*each)}{drawing.play(*each)}" for each in told)


def words():
    return {word for piece in drawn() for word in marked.words(f"<p>{piece}</p>")}


def test_no_word_of_a_game_is_written_into_the_code():
    assert words() == set()


def test_a_word_that_is_written_into_the_code_is_found(monkeypatch):
    monkeypatch.setattr(heads, "value_in_words", lambda text: "Forgotten")
    assert words() == {"Forgotten"}
