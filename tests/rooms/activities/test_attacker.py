import json

import pytest

from equipoise.core.errors import DataError, ReasonError
from equipoise.rooms.activities.attacker.chase import SIZE, Chase, Clue, Table
from equipoise.rooms.activities.attacker.kind import Attacker
from equipoise.rooms.activities.kind import Moment
from equipoise.rooms.activities.line_up import Person
from rooms.activities.games import ATTACKER, answer, item, person

KIND = Attacker()


def steps(**changes):
    return KIND.steps(item("attacker", ATTACKER | changes))


@pytest.fixture(scope="module")
def computed():
    (question,) = KIND.questions(steps()[0])
    return json.loads(json.dumps(KIND.computed(steps()[0], [question.function(*question.arguments)])))


def small():
    """Four people; the third is looked for. The first clue leaves 2, 3 and 4, the second 3 and 4, the third 3."""
    people = tuple(Person(person=place, name=f"P{place}", sex="woman", age=30) for place in range(4))
    bare = Table(left=(40, 30, 12, 1), lasts=(0, 1, 3, 2), found=True)
    shop = Table(left=(40, 30, 30, 20), lasts=(-1, 3, 3, 3), found=False)
    clues = tuple(Clue(field=field, words="x") for field in ("sex", "postcode", "birth_date"))
    return Chase(people=people, target=2, clues=clues, bare=bare, shop=shop)


def test_a_clue_is_a_round_and_the_protected_table_a_step_that_asks_nothing():
    guess, after = steps()
    assert (guess.rounds, guess.asks, after.rounds, after.asks) == (4, True, 1, False)
    assert KIND.questions(guess) == KIND.questions(after)


@pytest.mark.parametrize("clues", [2, 7])
def test_too_few_or_too_many_clues_are_refused(clues):
    with pytest.raises(ReasonError, match=str(clues)):
        steps(clues=clues)


def test_the_count_falls_to_the_target_in_the_bare_table_and_not_in_the_protected_one(computed):
    found = Chase.from_dict(computed)
    assert list(found.bare.left) == sorted(found.bare.left, reverse=True) and found.bare.left[-1] == 1
    assert found.bare.standing(4) == (found.target,) and found.bare.found and not found.shop.found
    assert found.shop.left[-1] >= 5 and found.target in found.shop.standing(4)
    assert len(found.people) == len({one.person for one in found.people}) == SIZE
    assert "name" not in [clue.field for clue in found.clues]


def test_who_stands_after_a_clue_has_stood_before():
    table = small().bare
    assert [table.standing(clues) for clues in range(4)] == [(0, 1, 2, 3), (1, 2, 3), (2, 3), (2,)]
    assert small().shop.standing(0) == (1, 2, 3)


def test_a_guess_is_a_number_on_the_line_up(computed):
    moment = Moment(me=person(1), computed=computed)
    assert KIND.check(steps()[0], {"person": "60"}, moment) == {"person": 59}
    for sent in ("0", "61", "x", ""):
        with pytest.raises(DataError, match="nobody"):
            KIND.check(steps()[0], {"person": sent}, moment)
    with pytest.raises(DataError, match="computed"):
        KIND.check(steps()[0], {"person": "1"}, Moment(me=person(1)))


def result(guesses, round):
    """Guesses by person and round."""
    answers = [answer(by, {"person": guess}, at) for by, told in guesses.items() for at, guess in told.items()]
    kept = json.loads(json.dumps(KIND.computed(steps()[0], [small()])))
    return KIND.result(steps()[0], answers, [person(one) for one in range(1, 7)], kept, round)


FIVE = {"p1": {0: 2}, "p2": {0: 1, 1: 2}, "p3": {1: 3, 2: 2}, "p4": {2: 2}, "p5": {0: 3}}


def test_the_latest_guess_counts_and_luck_stands_beside_it():
    found = result(FIVE, 2)
    assert [(one.guessed, one.found) for one in found.rounds] == [(3, 1), (4, 2), (5, 4)]
    # after the first clue three stand: 3 guesses / 3; then p1 and p5 keep 1/3, p2 and p3 guess one of two; then ...
    assert [one.luck for one in found.rounds] == pytest.approx([1, 2 / 3 + 1, 2 / 3 + 1 / 2 + 2])
    assert (found.first, found.by) == (0, {"p1": 0, "p2": 1, "p3": 2, "p4": 2})


def test_of_fewer_than_five_nothing_is_shown():
    four = {by: told for by, told in FIVE.items() if by != "p5"}
    assert (result(four, 2).rounds, result(four, 2).first, result(four, 2).guessed) == ((), None, 4)


def test_without_the_engine_there_is_nothing_to_see():
    assert KIND.result(steps()[0], [], [], None, 0).chase is None
