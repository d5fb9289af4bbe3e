import re

from equipoise.server.room.drawings.vote import Vote
from room_steps import answers, result, step

QUIZ = {
    "text": "Which?",
    "options": [
        {"text": "<i>one</i>", "comment": "No & no."},
        {"text": "two", "comment": "Yes.", "right": True},
        "three",
    ],
}
ASKED = step("vote", **QUIZ)


def test_bars_are_in_proportion_and_the_right_one_is_named():
    drawn = Vote().picture(ASKED, result(ASKED, 0, 1, 1, 1, 1))
    assert re.findall(r"width:([\d.]+)%", drawn) == ["25.0", "100.0"]
    assert re.findall(r"</span><b>(\d)</b></span></li>", drawn) == ["1", "4", "0"]
    assert '<li class="right"><span><b>B </b>two<em> ✓ right</em><small>Yes.</small>' in drawn
    assert "&lt;i&gt;one&lt;/i&gt;" in drawn and "No &amp; no." in drawn and "<i>one" not in drawn


def test_of_few_votes_no_count_is_shown():
    drawn = Vote().picture(ASKED, result(ASKED, 0, 1, 1, 1))
    assert "width:" not in drawn and not re.search(r">\d<", drawn) and "✓ right" in drawn
    assert "Nobody has answered" in Vote().picture(ASKED, result(ASKED))


def test_one_is_told_whether_it_was_right_and_why():
    found, (wrong, right) = result(ASKED, 0, 1, 1, 1, 1), answers(0, 1)
    assert Vote().own(ASKED, found, right) == "<p>You chose B (two). That is right.</p><p>Yes.</p>"
    assert "B (two) is right.</p><p>No &amp; no." in Vote().own(ASKED, found, wrong)
    assert Vote().own(ASKED, found, None) == "<p>B (two) is right.</p>"


def test_what_is_held_back_is_nowhere():
    held = step("vote", held=True, **QUIZ)
    found = result(held, 0, 1, 1, 1, 1)
    shown = Vote().picture(held, found) + Vote().own(held, found, answers(1)[0]) + Vote().own(held, found, None)
    assert "right" not in shown and "Yes." not in shown and "at the end" in shown


def test_ones_own_vote_is_marked_in_the_form():
    form = Vote().form(ASKED, answers(1)[0], None, 0)
    assert re.findall(r'value="(\d)" required( checked)?', form) == [("0", ""), ("1", " checked"), ("2", "")]
    assert "checked" not in Vote().form(ASKED, None, None, 0)


def test_where_nothing_is_right_nothing_is_said_to_be():
    asked = step("vote", text="Which first?", options=["one", "two"], explained="Both matter.")
    found = result(asked, 0, 0, 1, 1, 1)
    assert "✓" not in Vote().picture(asked, found) and "Both matter." in Vote().picture(asked, found)
    assert Vote().own(asked, found, None) == ""
