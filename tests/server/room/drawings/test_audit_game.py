import dataclasses
import re

from equipoise.audit.checks.registry import CHECKS
from equipoise.server.room.drawings.audit_game import AuditGame
from equipoise.server.room.drawings.drawing import Asking, Playing
from rooms.activities.games import answer, person
from rooms.activities.test_audit_game import FIVE, GAMES, STEP, done, kept, result

DRAWN, ME = AuditGame(), person(1)


def board(found, me=ME):
    return DRAWN.board(STEP, found, me, None, 0)


def play(found, me=ME):
    return DRAWN.play(STEP, found, me, None, 0)


def test_it_is_drawn_as_a_game_with_its_rules_and_all_checks():
    assert isinstance(DRAWN, Asking) and isinstance(DRAWN, Playing) and DRAWN.form(STEP, None, ME, 0) == ""
    asked = DRAWN.asked(STEP, kept(), 0)
    assert asked.count("<li>") == len(CHECKS) and "5 checks" in asked
    assert "20 offers" not in asked and "nothing found" not in asked


def test_a_phone_says_what_its_own_checks_say_and_nothing_of_the_others():
    found = result({"p1": done("signals opt_outs"), "p2": done("people")})
    drawn = board(found)
    assert drawn.index("20 offers went") < drawn.index("No browser sends a No.") and "3 checks left" in drawn
    assert "■</i> found" in drawn and "?</i> could not be checked" in drawn and "districts" not in drawn
    assert "5 checks left" in board(found, person(7)) and "<ol" not in board(found, person(7))


def test_a_check_can_be_spent_once_and_something_be_named_after_the_first():
    first, found = play(result({})), result({"p1": done("signals opt_outs")})
    assert first.count('name="check"') == len(CHECKS) and "<select" not in first
    form = play(found)
    assert re.findall(r'name="check" value="(\w+)"', form) == [n for n in CHECKS if n not in ("signals", "opt_outs")]
    named = re.findall(r'option value="(\w+)"', form)
    assert named[0] == "opt_outs" and named[-1] == "signals" and sorted(named) == sorted(CHECKS)
    assert "required" not in form


def test_at_the_end_something_has_to_be_named_and_then_one_waits():
    last = play(result({"p1": {"spent": FIVE, "named": ""}}))
    assert 'name="check"' not in last and "required" in last
    over = result({"p1": done("keys", "proof")})
    assert play(over) == "" and "You named “Proof of a Yes”" in board(over)
    assert "1 check left" in board(result({"p1": {"spent": FIVE[:4], "named": ""}}))


def test_a_team_plays_as_one_and_what_others_do_changes_no_phone():
    found = result({"Red": done("keys")}, teams=("Red", "Blue"))
    assert "4 checks left" in board(found, person(2, "Red")) and "5 checks left" in board(found, person(3, "Blue"))
    marks = [DRAWN.mark(STEP, result({"p2": done(spent)}), ME, 0) for spent in ("keys", "keys proof")]
    assert marks[0] == marks[1]
    own = {DRAWN.mark(STEP, result({"p1": game}), ME, 0) for game in (done("keys"), done("keys proof"), GAMES["p1"])}
    assert len(own) == 3 and DRAWN.mark(STEP, result({}, computed=False), ME, 0) not in own | set(marks)


def test_while_one_plays_nothing_depends_on_which_check_is_the_right_one():
    found = result({"p1": done("keys")})
    other = dataclasses.replace(found, case="silence")
    assert (board(other), play(other)) == (board(found), play(found))


def test_the_projector_shows_what_broke_who_named_it_and_what_all_checks_say():
    html = DRAWN.picture(STEP, result(GAMES))
    assert "What broke: In one district" in html and "3 of 5 named it. Half of them needed at most 2 checks" in html
    assert re.search(r'class="right">.*?Offers after a No.*?20 of 100 · spent 3, named 3', html)
    assert html.count('class="right"') == 1 and "chance 40 · spent 1, named 0" in html
    assert html.count("○</i>") == len(CHECKS) - 2 and html.count("■</i>") == 1 and html.count("?</i>") == 1
    phone = DRAWN.picture(STEP, result(GAMES), large=False)
    assert "No browser sends a No. · spent 1, named 0" in phone and phone.count("nothing found") == len(CHECKS) - 2


def test_of_few_only_what_the_engine_says_is_shown():
    html = DRAWN.picture(STEP, result({"p1": GAMES["p1"]}))
    assert "Fewer than 5" in html and "20 of 100" in html and "spent" not in html and "named" not in html
    assert "Nobody of 5" in DRAWN.picture(STEP, result({f"p{place}": done("keys", "keys") for place in range(5)}))


def test_teams_are_listed():
    teams = {"Red": done("keys proof", "opt_outs"), "Blue": done("keys", "keys"), "Grey": done("proof")}
    html = DRAWN.picture(STEP, result(teams, teams=tuple(teams)))
    assert re.findall(r"<li>([^<]+)</li>", html) == ["✗ Blue: 1", "– Grey: 1", "✓ Red: 2"]


def test_one_is_told_whether_one_named_it_and_if_not_why():
    found = result(GAMES)
    assert "You named it" in DRAWN.own(STEP, found, answer("p1", GAMES["p1"]))
    wrong = DRAWN.own(STEP, found, answer("p4", GAMES["p4"]))
    assert "You named “Proof of a Yes”. It looks in the log" in wrong and "Each Yes is in the log." in wrong
    assert "was “Offers after a No”" in wrong and "20 offers went" in wrong
    for mine in (answer("p5", GAMES["p5"]), None):
        assert "You named nothing" in DRAWN.own(STEP, found, mine)


def test_until_the_checks_are_there_it_says_so():
    early = result(GAMES, computed=False)
    told = board(early), DRAWN.picture(STEP, early), DRAWN.own(STEP, early, None), DRAWN.asked(STEP, None, 0)
    assert all("worked out" in each for each in told) and play(early) == ""
