import pytest

from equipoise import Settings
from equipoise.studies.guess_who import guess_who
from equipoise.ui.attack_lab.guess_who import TABLES, clue_in_words, said, scene, secrets
from equipoise.ui.shared.crowd.payload import payload, reason, summary

SMALL = Settings().replace(**{"population.size": 1_000})


@pytest.fixture(scope="module", params=TABLES)
def game(request):
    return guess_who(SMALL, 1, request.param)


def test_everybody_who_stands_or_lies_has_a_reason_in_words(game):
    fields = [clue.field for clue in game.clues]
    for used in ([], fields[:1], fields[3:4], fields):
        shown = scene(game, used)
        told = {reason(shown, place) for place in range(len(game.lineup))}
        assert told and all(told)
        stand = sum(not why for why in game.turned_away(used))
        assert shown.crowd.lit[shown.fact].sum() == stand
        assert str(stand) in summary(shown) or game.found(used)


def test_only_who_is_found_wears_a_mark(game):
    fields = [clue.field for clue in game.clues]
    drawn = payload([scene(game, fields)], marked=None, split=None, columns="wide", follow=True)["scenes"][0]
    assert drawn["folds"] == (2 if game.found(fields) else 1)
    assert drawn["tone"] == ("bad" if game.found(fields) else "plain")


def test_the_sentence_says_what_is_left_and_the_row_tells_its_secrets_only_when_found(game):
    fields = [clue.field for clue in game.clues]
    if game.found(fields):
        assert secrets(game) in said(game, fields)
        assert secrets(game).count(":") == len(game.hunt.release.schema.names("sensitive")) == 3
    else:
        assert f"1 in {game.left(fields)}" in said(game, fields)
        assert "Name" in said(game, fields)  # the table holds none
    assert game.hunt.name.split()[0] in said(game, [])


def test_clues_are_short(game):
    told = [clue_in_words(clue) for clue in game.clues]
    assert len(set(told)) == len(told) and all(len(text) <= 32 for text in told)
