import dataclasses
import re
import time

import pytest

from equipoise.rooms.activities.policy.kind import Policies, Policy, Team
from equipoise.server.room.drawings.drawing import Asking, Drawing
from equipoise.server.room.drawings.policy import Policy as Drawn
from rooms.activities.games import POLICY, answer, item, person
from rooms.activities.test_policy import reached

(STEP,) = Policy().steps(item("policy", POLICY))
DRAWN = Drawn()
GRID = (reached(42, 0.5), dataclasses.replace(reached(35, 0.3), four_fifths="below"), reached(14, 0.0))


def team(name, place, rank, **more):
    return Team(name=name, choice=(0, 0), cost=0, place=place, rank=rank, **more)


def policies(*teams):
    return Policies(ready=True, decided=len(teams), grid=GRID, best=frozenset({0, 2}), teams=teams)


def words(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_it_is_a_drawing_that_shows_the_decisions_while_they_are_made():
    drawing: Drawing = DRAWN
    assert isinstance(drawing, Asking)
    told = words(DRAWN.asked(STEP, [], 0))
    assert "3 points to spend" in told and "Groups of 20" in told and "worked out" not in told
    assert "The 5 shops" in words(DRAWN.asked(STEP, None, 0))


def test_the_form_has_an_option_a_decision_and_what_was_chosen_before():
    html = DRAWN.form(STEP, answer("A", {"choice": [1, 0]}), person(1, "A"), 0)
    checked = re.findall(r'name="decision.(\d)" value="(\d)" required checked style="--cost:(\d)"', html)
    assert checked == [("0", "1", "2"), ("1", "0", "0")]
    assert "checked" not in DRAWN.form(STEP, None, person(1, "A"), 0)


def test_each_team_stands_in_the_list_with_its_numbers_and_a_word_on_fairness():
    html = DRAWN.picture(STEP, policies(team("A", 0, 1, told=True), team("<b>", 1, 2)))
    assert "1 A ★ 60 50 ● treated alike" in words(html)
    assert "2 &lt;b&gt; 50 30 ■ unequal" in words(html) and "<b></b>" not in html


def test_a_gap_that_may_be_chance_is_said_in_words_too():
    ahead = reached(1, 0).right_offer
    close = DRAWN.picture(STEP, policies(team("A", 0, 1, ahead=ahead), team("B", 1, 2)))
    clear = DRAWN.picture(STEP, policies(team("A", 0, 1, ahead=ahead, told=True), team("B", 1, 2)))
    assert "not told apart" in words(close) and "not told apart" not in words(clear)


@pytest.mark.parametrize(
    ("teams", "whose", "said"),
    [
        ((team("A", 0, 1, told=True), team("B", 1, 2)), "A", "ahead of the next team by more than chance"),
        ((team("A", 0, 1), team("B", 1, 2)), "A", "that may be chance"),
        ((team("A", 0, 1), team("B", 0, 1)), "A", "The next team chose the same"),
        ((team("A", 0, 1, told=True), team("B", 1, 2)), "B", "The team before you is ahead by more than chance"),
        ((team("A", 0, 1),), "A", "number 1 of 1"),
    ],
)
def test_a_phone_says_how_the_own_team_stands(teams, whose, said):
    assert said in words(DRAWN.own(STEP, policies(*teams), answer(whose, {"choice": [0, 0]})))


def test_who_has_not_decided_has_no_place_of_their_own():
    assert DRAWN.own(STEP, policies(team("A", 0, 1)), None) == ""


def test_without_teams_nobody_is_named_and_few_are_not_shown():
    people = policies(*(team("", 0, 1) for _ in range(5)))
    assert "5 have decided" in words(DRAWN.picture(STEP, people))
    assert "Fewer than 5" in DRAWN.picture(STEP, dataclasses.replace(people, few=True, teams=()))


def test_until_it_is_ready_it_says_so():
    assert "worked out" in DRAWN.picture(STEP, Policies(ready=False, decided=3))


def test_forty_teams_are_drawn_in_time_and_all_of_them():
    result = policies(*(team(f"Team {number}", number % 3, number) for number in range(1, 41)))
    begun = time.perf_counter()
    html = DRAWN.picture(STEP, result)
    assert time.perf_counter() - begun < 1
    assert [f"Team {number} " in words(html) for number in range(1, 41)] == [True] * 20 + [False] * 20
    assert "20 more" in html
    everybody = words(DRAWN.picture(STEP, result, large=False))
    assert all(f"Team {number} " in everybody for number in range(1, 41))


def test_the_best_place_of_the_map_is_at_the_top_right():
    # right offers 42 and 14, hidden 50 and 100 of 100: the first lies further right, the second higher
    html = DRAWN.picture(STEP, policies(team("A", 0, 1), team("B", 2, 2)))
    one, other = ((float(x), float(y)) for x, y in re.findall(r"cx='([\d.]+)' cy='([\d.]+)' r='5'", html))
    assert one[0] > other[0] and one[1] > other[1]
    assert "Stay hidden" in words(html) and "better ↗" in html
