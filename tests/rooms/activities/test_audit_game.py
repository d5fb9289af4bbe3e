import json

import pytest

from equipoise.audit.checks.registry import CHECKS
from equipoise.audit.game import CASES, right
from equipoise.audit.run import Checked
from equipoise.audit.seen import Seen
from equipoise.core.errors import DataError, ReasonError, SettingsError
from equipoise.rooms.activities.audit_game import AuditGame, Played
from equipoise.rooms.activities.kind import Moment
from equipoise.texts.catalogue import texts
from rooms.activities.games import AUDIT_GAME, answer, item, person

KIND = AuditGame()
(STEP,) = KIND.steps(item("audit_game", AUDIT_GAME))


def small():
    """All checks find nothing but the one of the case; one of them could not be carried out, one is statistical."""
    seen = {name: Seen(of=100) for name in CHECKS}
    seen |= {"opt_outs": Seen(wrong=20, of=100), "signals": Seen(reason="audit.reason.no_signals")}
    verdicts = {"opt_outs": "found", "signals": "unchecked"}
    return tuple(
        Checked(
            name=name,
            verdict=verdicts.get(name, "nothing"),
            sure=check.kind,
            seen=Seen(of=100, effect=0.01, reach=0.1) if check.kind == "statistical" else seen[name],
            p=0.4 if check.kind == "statistical" else None,
        )
        for name, check in CHECKS.items()
    )


def kept():
    return json.loads(json.dumps(KIND.computed(STEP, [small()]), allow_nan=False))


def moment(spent=(), named="", computed=True):
    mine = [answer("p1", {"spent": list(spent), "named": named})] if spent or named else []
    return Moment(me=person(1), mine=mine, computed=kept() if computed else None)


def done(spent, named=""):
    return {"spent": list(spent.split()), "named": named}


def result(answers, teams=(), computed=True):
    people = [person(place, teams[place % len(teams)] if teams else "") for place in range(8)]
    given = [answer(by, value) for by, value in answers.items()]
    return KIND.result(STEP, given, people, kept() if computed else None, 0)


@pytest.mark.parametrize("case", CASES)
def test_every_case_is_a_story_that_a_check_of_the_engine_solves(case):
    (step,) = KIND.steps(item("audit_game", {"case": case}))
    (question,) = KIND.questions(step)
    found = KIND.computed(step, [question.function(*question.arguments)])
    read = KIND.result(step, [], [], json.loads(json.dumps(found, allow_nan=False)), 0)
    assert step.text == texts()[f"audit.case.{case}"] and step.by == "team" and question.customers == 5_000
    assert read[right(case)].verdict == "found" and [check.name for check in read.checks] == list(CHECKS)
    assert read.checks == question.function(*question.arguments)


@pytest.mark.parametrize(
    "spec, error",
    [({"case": "flood"}, DataError), ({"customers": 6_000}, ReasonError), ({"levers": {"a.b": 1}}, SettingsError)],
)
def test_a_case_or_a_shop_that_does_not_exist_is_refused(spec, error):
    with pytest.raises(error):
        KIND.steps(item("audit_game", AUDIT_GAME | spec))


def test_checks_are_spent_one_by_one_and_then_one_is_named():
    assert KIND.check(STEP, {"check": "keys", "named": ""}, moment()) == done("keys")
    assert KIND.check(STEP, {"check": "proof"}, moment(["keys"])) == done("keys proof")
    assert KIND.check(STEP, {"check": "proof", "named": "opt_outs"}, moment(["keys"])) == done("keys", "opt_outs")


def test_who_presses_twice_spends_once_and_names_once():
    assert KIND.check(STEP, {"check": "keys"}, moment(["keys"], "proof")) == done("keys", "proof")
    assert KIND.check(STEP, {"named": "proof"}, moment(["keys"], "proof")) == done("keys", "proof")


FIVE = ["keys", "proof", "signals", "erasure", "feeds"]


@pytest.mark.parametrize(
    "sent, before, rule",
    [
        ({"check": "people"}, moment(FIVE), "all 5 checks"),
        ({"check": "luck"}, moment(), "no check is chosen"),
        ({}, moment(FIVE), "no check is chosen"),
        ({"named": "luck"}, moment(FIVE), "no check is chosen"),
        ({"named": "keys"}, moment(), "before a check is spent"),
        ({"named": "keys"}, moment(FIVE, "proof"), "over"),
        ({"check": "people"}, moment(["keys"], "keys"), "over"),
        ({"check": "keys"}, moment(computed=False), "still being computed"),
    ],
)
def test_what_is_against_the_rules_is_refused(sent, before, rule):
    with pytest.raises(DataError, match=rule):
        KIND.check(STEP, sent, before)


GAMES = {
    "p1": done("keys opt_outs", "opt_outs"),
    "p2": done("opt_outs", "opt_outs"),
    "p3": done("keys signals feeds proof opt_outs", "opt_outs"),
    "p4": done("keys proof", "proof"),
    "p5": done("keys"),
}


def test_it_is_counted_what_was_spent_and_named_and_how_many_checks_it_took():
    found = result(GAMES)
    assert (found.played, found.solved, found.took, found.few, found.teams) == (5, 3, 2.0, False, {})
    assert {name: count for name, count in found.chosen.items() if count} == {
        "keys": 4, "opt_outs": 3, "proof": 2, "signals": 1, "feeds": 1,
    }  # fmt: skip
    assert {name: count for name, count in found.named.items() if count} == {"opt_outs": 3, "proof": 1}
    assert found.of("p4") == Played(spent=("keys", "proof"), named="proof") and found.of("p9").left == 5


def test_of_fewer_than_five_people_nothing_is_counted_but_each_sees_their_own():
    four = result({by: game for by, game in GAMES.items() if by != "p5"})
    assert four.few and (four.chosen, four.named, four.solved, four.took) == ({}, {}, 0, None)
    assert four.of("p1").named == "opt_outs" and len(four.checks) == len(CHECKS)


def test_what_a_team_does_is_the_teams_however_few_they_are():
    found = result({"Red": done("keys", "keys"), "Blue": done("opt_outs", "opt_outs")}, teams=("Red", "Blue"))
    assert not found.few and list(found.teams) == ["Blue", "Red"] and (found.solved, found.took) == (1, 1.0)
    mixed = result({"Red": done("keys", "keys"), "p9": done("opt_outs", "opt_outs")}, teams=("Red", "Blue"))
    assert mixed.few and mixed.teams == {}


def test_nobody_has_solved_it_where_nobody_has_and_nothing_is_there_before_the_engine():
    found = result({f"p{place}": done("keys", "keys") for place in range(5)})
    assert (found.solved, found.took) == (0, None)
    early = result(GAMES, computed=False)
    assert early.checks == () and early.solved == 3
    empty = result({})
    assert not empty.few and empty.played == 0
