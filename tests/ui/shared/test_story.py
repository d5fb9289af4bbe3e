import pytest

from equipoise.chain.scenarios import scenarios
from equipoise.chain.settings import Settings
from equipoise.ui.shared import compute, story
from equipoise.ui.shared.bundles import TOGGLES
from equipoise.ui.shared.moves import Play, answer, move, pin, turn
from equipoise.ui.shared.share import unmarked
from equipoise.ui.shared.words import say
from ui_fakes import outcome

LONGEST = 12
NONE = Settings().replace(**TOGGLES["anonymisation"]["none"])


@pytest.fixture(autouse=True)
def found(monkeypatch):
    """Of 100, 24 could be identified at the start and 67 with names in the table; 20 elsewhere."""
    known = {Settings(): outcome(identified=0.24), NONE: outcome(identified=0.67)}
    monkeypatch.setattr(compute, "outcome", lambda settings: known.get(settings) or outcome(identified=0.2))
    monkeypatch.setattr(compute, "explanation", lambda before, after: "Because.")


def guessed(number):
    return story.said(answer(turn(Play(), "anonymisation", "none"), number))


def test_the_sentence_names_the_word_that_was_pressed_and_one_consequence():
    moved = turn(Play(asking=False), "anonymisation", "none")
    assert story.said(moved) == "**None:** 67 in 100 could be identified; at the start 24."
    assert story.said(turn(moved, "anonymisation", "groups_5")) == say("said.start")


def test_there_is_one_point_to_compare_with_which_can_be_moved():
    there = pin(turn(Play(asking=False), "anonymisation", "none"))
    assert story.said(there) == say("said.here")
    assert story.said(turn(there, "anonymisation", "groups_5")) == (
        "**5 alike:** 24 in 100 could be identified; before 67."
    )


def test_a_guess_is_told_by_how_far_it_was_off():
    assert guessed(24).endswith(say("said.far", guess=24, off=43))
    assert guessed(64).endswith(say("said.close", guess=64))
    assert guessed(63).endswith(say("said.far", guess=63, off=4))


def test_what_did_not_change_is_said_to_be_still_so():
    assert story.said(turn(Play(asking=False), "bias", "biased_past")).startswith(
        "**Biased past:** treated alike, still"
    )


@pytest.mark.parametrize(
    ("before", "now", "word"),
    [
        (Settings(), Settings().replace(**{"protect.k": 10}), "size of the groups: 10 people"),
        (Settings(), scenarios()["careful"].settings, scenarios()["careful"].title),
        (NONE, NONE.replace(**TOGGLES["bias"]["biased_past"]), "Biased past"),
        (NONE, Settings().replace(**TOGGLES["bias"]["biased_past"]), say("bar.scenario_custom")),
    ],
)
def test_what_was_pressed_has_the_word_that_stands_on_it(before, now, word):
    assert story.pressed(before, now)[0].lower().endswith(word.lower())


def test_no_sentence_is_longer_than_twelve_words():
    long = []
    for toggle, positions in TOGGLES.items():
        for position in positions:
            play = move(Play(), Settings().replace(**TOGGLES["bias"]["corrected"]))
            told = story.said(turn(play, toggle, position)), story.said(turn(Play(asking=False), toggle, position))
            long += [said for said in map(unmarked, told) if len(said.split()) > LONGEST]
    assert long == []


def test_before_the_first_move_the_page_says_what_to_do():
    assert story.told(Play()) == say("said.start")


def test_a_printed_page_has_the_reasons_too():
    assert story.told(Play(settings=NONE)).endswith("Because.")


def test_markdown_becomes_plain_text():
    assert unmarked(":blue-badge[:material/check: Good guess] **A** *b*  \nc") == "Good guess A b c"
