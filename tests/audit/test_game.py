import pytest

from equipoise.audit.checks.registry import CHECKS
from equipoise.audit.game import CASES, CHECKS_TO_SPEND, solved, spend
from equipoise.audit.incidents.registry import INCIDENTS
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
