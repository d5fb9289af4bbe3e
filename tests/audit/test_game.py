import pytest

from equipoise.audit.checks.registry import CHECKS
from equipoise.audit.game import CASES, CHECKS_TO_SPEND, right, solved, spend, told
from equipoise.audit.incidents.registry import INCIDENTS
from equipoise.audit.telling import missed
from equipoise.core.errors import SettingsError
from equipoise.texts.catalogue import texts


def test_there_are_eight_cases_each_with_a_story_and_an_incident_of_its_own():
    assert len(CASES) == 8 == len({case.incident for case in CASES.values()})
    assert all(texts()[f"audit.case.{name}"] for name in CASES)


@pytest.mark.parametrize("name", ["complaint", "promise", "quiet_night", "old_key", "partner", "silence"])
def test_the_right_check_solves_a_case_and_another_does_not(name, chain):
    right = INCIDENTS[CASES[name].incident].check
    other = next(check for check in CHECKS if check != right)
    found = {check.name: check.verdict for check in spend(name, [right, other], chain.settings)}
    assert found == {right: "found", other: found[other]} and found[other] != "found"
    assert solved(name, right) and not solved(name, other)


@pytest.mark.parametrize(
    "case, names, rule",
    [("flood", [], "no case"), ("partner", ["luck"], "no check"), ("partner", list(CHECKS)[:6], "only 5 checks")],
)
def test_what_cannot_be_played_is_refused(case, names, rule):
    assert CHECKS_TO_SPEND == 5
    with pytest.raises(SettingsError, match=rule):
        spend(case, names)


@pytest.mark.parametrize("case", CASES)
def test_the_whole_of_a_case_says_what_each_check_says_alone(case, chain):
    whole = told(case, chain.settings)
    assert [check.name for check in whole] == list(CHECKS)
    assert spend(case, [right(case), "people"], chain.settings) == tuple(
        check for check in whole if check.name in (right(case), "people")
    )
    assert solved(case, right(case))


@pytest.mark.parametrize("case", ["good_week", "strange_curve"])
def test_what_was_missed_says_what_both_checks_look_at_and_what_they_saw(case):
    seen = {check.name: check for check in told(case)}
    named, finds = missed(seen["opt_outs"], seen[right(case)])
    assert seen["opt_outs"].verdict == "nothing" and seen[right(case)].verdict == "found"
    assert texts()["audit.check.opt_outs.looks"] in named and texts()["audit.check.opt_outs.clean"] in named
    assert texts()[f"audit.check.{right(case)}.looks"] in finds and texts()[f"audit.check.{right(case)}.what"] in finds


def test_there_is_no_other_case():
    with pytest.raises(SettingsError, match="no case"):
        told("flood")
