"""What the games of a room come to, on results that are made by hand."""

import dataclasses
import math

from equipoise.audit.checks.registry import CHECKS
from equipoise.numerics.rate import Rate
from equipoise.rooms.activities.attacker.chase import Chase, Clue, Table
from equipoise.rooms.activities.attacker.kind import Chased, Round
from equipoise.rooms.activities.policy.grid import Reached
from equipoise.rooms.activities.policy.kind import Policies, Team
from equipoise.rooms.debrief.debrief import Asked
from equipoise.rooms.debrief.telling import told
from equipoise.rooms.step import Step
from room_steps import result as came_to
from rooms.activities.test_audit_game import GAMES
from rooms.activities.test_audit_game import STEP as AUDIT
from rooms.activities.test_audit_game import result as audited
from rooms.activities.test_safeguard import ASKED, MOST, NOTHING, SOME, kept, saved

DECISIONS = [
    {"title": "Who looks alike?", "options": [{"text": "5", "cost": 0}, {"text": "25", "cost": 2}]},
    {"title": "The banner?", "options": [{"text": "Equal", "cost": 1}, {"text": "Loud", "cost": 0}]},
]
POLICY = Step(
    key="p.policy", kind="policy", title="Decide", text="What?", by="team", spec={"decisions": DECISIONS, "budget": 3}
)


def reached(right):
    rate = Rate(right, right - 0.01, right + 0.01, 1_000)
    return Reached(
        right_offer=rate,
        identified=Rate(0.2, 0.15, 0.25, 1_000),
        treated_alike=Rate(math.nan, math.nan, math.nan, 0),
        margin_per_1000=Rate(1234.5, 1000, 1400, 1_000),
        four_fifths="above",
        counted="",
        right="",
    )


GRID = (reached(0.4), reached(0.5))


def team(name, place, rank, **values):
    return Team(name=name, choice=(place, 0), cost=1, place=place, rank=rank, **values)


def asked(result, step=POLICY):
    return told(Asked(step=step, n=2, result=result))


def test_a_team_s_decision_stands_beside_what_came_of_it():
    teams = (team("Red", 1, 1, told=True), team("Blue", 0, 2))
    section = asked(Policies(ready=True, decided=2, grid=GRID, teams=teams))
    assert section.rows[0] == (
        "Red", "Who looks alike? 25; The banner? Equal", "50 (49 to 51)", "20 (15 to 25)", "–", "1,234",
    )  # fmt: skip
    assert len(section.rows) == 2 and "differ by more than chance" in section.lines[-1]
    unclear = asked(Policies(ready=True, decided=2, grid=GRID, teams=(team("Red", 1, 1), team("Blue", 0, 2))))
    assert unclear.lines[-1].startswith("No two shops")


def test_what_single_people_decided_is_not_shown_whatever_their_number():
    alone = tuple(team("", 0, 1) for _ in range(7))
    section = asked(Policies(ready=True, decided=7, grid=GRID, teams=alone))
    assert section.rows == () and any("7 people decided for themselves" in line for line in section.lines)


def test_what_was_not_computed_is_said():
    assert any("not computed" in line for line in asked(Policies(ready=False, decided=2)).lines)


def test_the_room_as_attacker_stands_beside_luck_and_few_are_not_shown():
    chase = Chase(
        people=(),
        target=0,
        clues=(Clue(field="a", words="A"), Clue(field="b", words="B")),
        bare=Table(left=(3_000, 40, 1), lasts=(), found=True),
        shop=Table(left=(3_000, 400, 90), lasts=(), found=False),
    )
    step = Step(key="a.attacker", kind="attacker", title="Attack", text="Who?")
    rounds = (Round(guessed=8, found=1, luck=0.25), Round(guessed=9, found=7, luck=4.0))
    whole = Chased(chase=chase, protected=False, rounds=rounds, guessed=9, round=1)
    assert asked(whole, step).rows == (("clue 1", "40", "1 of 8", "0.2"), ("clue 2", "1", "7 of 9", "4.0"))
    few = asked(dataclasses.replace(whole, rounds=(), guessed=4), step)
    assert few.rows == () and "Fewer than 5" in few.lines[0]


def test_an_audit_is_told_with_what_broke_and_how_often_each_check_was_spent():
    found = asked(audited(GAMES), AUDIT)
    assert found.lines[0].startswith("What broke: In one district") and found.lines[1:] == (
        "3 of 5 named it.",
        "Half of them needed at most 2 checks.",
    )
    assert found.rows[0][0] == "Offers after a No" and found.rows[0][1:3] == ("3", "3")
    assert len(found.rows) == len(CHECKS)
    few = asked(audited({"p1": GAMES["p1"]}), AUDIT)
    assert few.rows == () and "Fewer than 5" in few.lines[0]
    assert "not computed" in asked(audited(GAMES, computed=False), AUDIT).lines[0]
    teams = asked(
        audited({"Red": GAMES["p1"], "Blue": GAMES["p4"], "Grey": GAMES["p5"]}, teams=("Red", "Blue", "Grey")), AUDIT
    )
    assert teams.lines[-3:] == (
        "Blue named “Proof of a Yes”. Checks: 2.",
        "Grey named nothing. Checks: 1.",
        "Red named it. Checks: 2.",
    )


def test_a_safeguard_stands_with_its_votes_beside_what_it_saves_and_costs():
    known = kept(saved(NOTHING), saved(SOME, Rate(0.002, -0.004, 0.008, 900)), saved(MOST))
    found = asked(came_to(ASKED, 0, 1, 1, 1, 2, computed=known), ASKED)
    assert [row[1:] for row in found.rows] == [
        ("1 of 5", "0", "0"),
        ("3 of 5", "20 (15 to 25)", "0 (−1 to 0)"),
        ("1 of 5", "30 (26 to 34)", "0"),
    ]
    few = asked(came_to(ASKED, 0, 1, 1, 1, computed=known), ASKED)
    assert "Fewer than 5" in few.lines[0] and [row[1] for row in few.rows] == ["", "", ""]
    waits = asked(came_to(ASKED, 0, 1, 1, 1, 2), ASKED)
    assert "not computed" in waits.lines[0] and waits.rows[1][1:] == ("3 of 5", "", "")
