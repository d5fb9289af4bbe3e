import re

import pytest

from equipoise.learn.lesson import lessons
from equipoise.rooms.activities.number import Guesses
from equipoise.rooms.activities.truth import Truth
from equipoise.server.room.drawings.histogram import histogram, in_words
from equipoise.server.room.drawings.number import Number
from room_steps import answers, result, step, steps

GIVEN = {"text": "How many?", "per": "of 100 <b>people</b>", "truth": 63, "source": "A04", "explained": "*Few* share."}
ROOM = (0, 60, 63, 70, 100)
ASKED = step("number", **GIVEN)


def test_bars_and_lines_stand_where_the_numbers_are():
    # 216 wide: 8 at each edge and 20 a bar; 95 high: letters take 16 below and 26 above, so that 53 are left for the
    # tallest bar, of two guesses
    guesses = Guesses(n=3, counts=(0, 1, 0, 0, 0, 0, 2, 0, 0, 0), middle=60.0, truth=Truth(value=10, low=10, high=10))
    drawn = histogram(guesses, wide=216, high=95, mine=19)
    bars = re.findall(
        r'<rect rx="1.5"( class="mine")? x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)">', drawn
    )
    assert bars == [(' class="mine"', "29.0", "52.5", "18.0", "26.5"), ("", "129.0", "26.0", "18.0", "53.0")]
    assert re.findall(r'<g class="mark (\w+)"><path d="M([\d.]+) 13V79">', drawn) == [
        ("true", "28.0"),
        ("middle", "128.0"),
    ]


def test_labels_that_would_meet_stand_in_two_rows_and_none_stands_outside():
    close = Guesses(n=1, counts=(1,) + (0,) * 9, middle=0.0, truth=Truth(value=1, low=1, high=1))
    drawn = histogram(close, wide=216, high=95)
    assert 'class="mark true"><path d="M10.0 13V' in drawn and 'class="mark middle"><path d="M8.0 26V' in drawn
    assert drawn.count('class="start"') == 2


def test_the_picture_says_the_same_in_words():
    counts = (1, 0, 0, 0, 0, 0, 0, 0, 0, 4)
    assert in_words(Guesses(n=5, counts=counts, middle=95.0)).endswith("0 to 9: 1; 90 to 100: 4.")


def test_the_projector_shows_the_truth_with_its_source_and_how_far_off_the_room_was():
    drawn = Number().picture(ASKED, result(ASKED, *ROOM))
    assert ">63<" in drawn and "Golle 2006" in drawn and "Few share." in drawn
    assert "Half of you were at most 7 off. 3 of 5 came within 10." in drawn
    assert "of 100 &lt;b&gt;people&lt;/b&gt;" in drawn and "<b>people" not in drawn


def test_of_few_guesses_there_is_no_picture():
    few = result(ASKED, *ROOM[:4])
    for drawn in (Number().picture(ASKED, few), Number().own(ASKED, few, answers(60)[0])):
        assert "<svg" not in drawn and "63" in drawn
    assert "nearer" not in Number().own(ASKED, few, answers(60)[0])


@pytest.mark.parametrize(
    ("guess", "told"),
    [
        (63, "You said 63, and that is it, of 100 people. Nobody of 5 was nearer."),
        (60, "You said 60. It is 63 of 100 people: you were 3 off. 1 of 5 were nearer."),
        (0, "You said 0. It is 63 of 100 people: you were 63 off. 4 of 5 were nearer."),
    ],
)
def test_one_is_told_ones_own_place(guess, told):
    plain = step("number", **GIVEN | {"per": "of 100 people"})
    assert told in Number().own(plain, result(plain, *ROOM), answers(guess)[0])


def test_who_has_not_guessed_is_told_the_truth_alone():
    assert "It is 63" in Number().own(ASKED, result(ASKED, *ROOM), None)


def test_what_is_held_back_is_nowhere():
    held = step("number", **GIVEN | {"truth": 71, "held": True})
    found = result(held, 1, 1, 1, 1, 1)
    shown = Number().picture(held, found) + Number().own(held, found, answers(1)[0]) + Number().own(held, found, None)
    assert "71" not in shown and "Golle" not in shown and "at the end" in shown


def test_the_form_is_empty_until_somebody_has_answered():
    assert 'name="number" inputmode="numeric" value=""' in Number().form(ASKED, None, None, 0)
    assert 'name="number" inputmode="numeric" value="60"' in Number().form(ASKED, answers(60)[0], None, 0)


def test_a_lesson_is_revealed_with_both_settings_its_finding_and_one_explanation():
    one = lessons()["codes"]
    kept = {"numbers": [[_of(97.0), _of(2.04)], [None, _of(5)]], "crowds": []}
    asked = steps("lesson", lesson="codes")[1]
    drawn = Number().picture(asked, result(asked, 1, 2, 3, 97, 99, computed=kept))
    assert one.finding in drawn and "Without the key" in drawn
    assert f"{one.before.title}: 97; {one.after.title}: 2.0." in drawn  # in words
    assert drawn.count("<img") == 2 and "True: 97" in drawn
    waiting = Number().picture(asked, result(asked, 1, 2, 3, 97, 99))
    assert "worked out" in waiting and one.finding not in waiting


def _of(value):
    return {"value": value, "low": value, "high": value, "source": ""}
