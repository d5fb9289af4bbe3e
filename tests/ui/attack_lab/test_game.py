import numpy as np
import pytest

from equipoise.chain.settings import Settings
from equipoise.ui.attack_lab.game import Game, accuse, aimed, clear, judge, look_again, pick, want

from .rounds import hunt, table

NOW = Settings()
OTHER = NOW.replace(**{"protect.k": 25})


@pytest.mark.parametrize(
    ("kind", "rows", "own", "verdict"),
    [
        ("row", (0,), 0, "row_right"),
        ("row", (1,), 0, "row_wrong"),
        ("row", (1,), -1, "nobody"),
        ("some", (0, 2), 2, "some_right"),
        ("some", (0, 2), 1, "some_wrong"),
        ("some", (0, 2), -1, "nobody"),
        ("absent", (), -1, "absent_right"),
        ("absent", (), 1, "absent_wrong"),
    ],
)
def test_the_verdict(kind, rows, own, verdict):
    assert judge(kind, rows, hunt(own)) == verdict


def test_of_cohorts_the_group_is_all_that_can_be_found():
    cohorts = hunt(2, release=table(rows="cohorts", people=np.array([5, 5, 6])))
    assert judge("row", (2,), cohorts) == "cohort_right"
    assert judge("row", (1,), cohorts) == "cohort_wrong"
    assert judge("some", (1, 2), cohorts) == "some_right"


def test_among_invented_people_nobody_can_be_found():
    invented = hunt(-1, "invented", table(rows="synthetic"))
    assert judge("row", (1,), invented) == "invented_wrong"
    assert judge("absent", (), invented) == "invented_right"


def test_wishes_join_replace_and_leave_the_filter():
    game = want(want(Game(), {"sex": 1.0}), {"sex": 0.0, "purchases_garden": 2.0})
    assert dict(game.wanted) == {"sex": 0.0, "purchases_garden": 2.0}
    assert dict(want(game, {"sex": None}).wanted) == {"purchases_garden": 2.0}
    assert clear(game).wanted == ()


def test_another_filter_drops_the_chosen_row():
    assert want(pick(Game(), 2), {"sex": 0.0}).pick is None


def test_an_accusation_is_remembered_with_what_fitted():
    game = accuse(pick(want(Game(), {"sex": 0.0}), 2), hunt(0), NOW, "row")
    (made,) = game.tries
    assert (made.rows, made.fitted, made.verdict, made.found) == ((2,), 2, "row_wrong", False)
    game = accuse(game, hunt(0), NOW, "some")
    assert (game.tries[-1].rows, game.tries[-1].found) == ((0, 2), True)


def test_the_reveal_goes_with_the_table_the_person_and_on_demand():
    game = accuse(pick(Game(), 0), hunt(0), NOW, "row")
    assert game.shown(NOW, 1) == game.tries[-1]
    assert game.shown(OTHER, 1) is None and game.shown(NOW, 2) is None
    assert look_again(game).shown(NOW, 1) is None


def test_the_filter_stays_for_another_table_and_goes_with_the_person():
    game = want(Game(), {"sex": 0.0})
    assert aimed(game, 1) == game
    assert aimed(game, 2) == Game(target=2)


def test_only_the_last_tries_are_kept_and_the_first_is_of_the_same_attacker():
    game = Game()
    for settings in [NOW.replace(**{"attack.profile": "neighbour"}), *[NOW] * 3, OTHER]:
        game = accuse(game, hunt(0), settings, "absent")
    assert game.first == game.tries[1]
    for _ in range(20):
        game = accuse(game, hunt(0), NOW, "absent")
    assert len(game.tries) == 8
