import numpy as np
import pytest

from equipoise import Settings
from equipoise.stages.attacks.filtering import fits
from equipoise.studies import guess_who as module
from equipoise.studies.guess_who import guess_who

SMALL = Settings().replace(**{"population.size": 1_000})


def fields(game):
    return [clue.field for clue in game.clues]


@pytest.fixture(scope="module")
def both():
    return tuple(guess_who(SMALL, 1, table) for table in ("bare", "shop"))


def test_it_is_the_same_person_line_up_and_clues_in_both_tables(both):
    bare, shop = both
    assert bare.lineup.people.tolist() == shop.lineup.people.tolist()
    assert bare.hunt.secret.customer == shop.hunt.secret.customer in bare.lineup.people
    assert [(one.field, one.value) for one in bare.clues] == [(one.field, one.value) for one in shop.clues]
    assert len(set(bare.lineup.people.tolist())) == 100


def test_everybody_in_the_line_up_has_a_row_in_the_bare_table(both):
    assert (both[0].rows >= 0).all()


def test_the_bare_table_leaves_one_and_the_protected_one_at_least_k(both):
    bare, shop = both
    assert bare.left(()) == len(bare.hunt.release)
    assert bare.left(fields(bare)) == 1 and bare.found(fields(bare))
    assert shop.left(["sex", "postcode", "birth_date"]) >= SMALL.protect.k
    assert not shop.found(fields(shop))


def test_who_is_turned_away_has_a_row_that_the_clue_does_not_fit_and_who_stands_has_not(both):
    for game in both:
        used = fields(game)[:3]
        for row, why in zip(game.rows, game.turned_away(used), strict=True):
            wanted = {clue.field: clue.value for clue in game.clues if clue.field in used and clue.usable}
            fit = {
                field: row >= 0 and bool(fits(game.hunt.release, field, value)[row]) for field, value in wanted.items()
            }
            assert why == ("absent" if row < 0 else next((field for field in wanted if not fit[field]), ""))


def test_all_who_look_alike_under_protection_stand_there_at_the_end(both):
    shop = both[1]
    assert sum(not why for why in shop.turned_away(fields(shop))) == shop.alike <= 60


def test_a_name_that_the_table_has_no_more_turns_nobody_away(both):
    shop = both[1]
    assert shop.left(["name"]) == shop.left(())


def test_rows_of_invented_people_turn_nobody_away():
    outside = SMALL.replace(**{"protect.technique": "synthetic", "attack.profile": "data_buyer"})
    game = guess_who(outside, 1, "shop")
    assert set(game.turned_away(fields(game))) == {""} and not game.found(fields(game))


def test_a_cohort_counts_its_people():
    game = guess_who(SMALL.replace(**{"protect.technique": "cohorts"}), 1, "shop")
    assert game.left(()) == game.hunt.release.people.sum()
    assert not game.found(fields(game))


def test_after_the_last_person_comes_the_first_and_nobody_known_is_no_round(monkeypatch, both):
    who = both[0].hunt.secret.customer
    monkeypatch.setattr(module, "targets_of", lambda chain: np.array([who]))
    assert guess_who(SMALL, 7, "bare").hunt.secret.customer == who
    monkeypatch.setattr(module, "targets_of", lambda chain: np.array([], dtype=int))
    assert guess_who(SMALL, 1, "bare") is None
