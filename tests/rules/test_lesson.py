"""What the lesson "One design in five countries" says of rules is what they find."""

import pytest

from equipoise.learn.lesson import lessons
from equipoise.rules.findings import findings
from equipoise.rules.practices import card

LESSON = lessons()["five_countries"]
FIVE = ("EU", "KR", "JP", "US-CA", "BR")


def spoken(settings, outcome, region):
    return {found.rule.id for found in findings(settings, outcome, card("typical"), [region])}


@pytest.mark.parametrize("region", FIVE)
def test_waiting_for_a_no_is_objected_to_in_three_of_five(region, outcome):
    waits, asks = (spoken(side.settings, outcome, region) for side in (LESSON.before, LESSON.after))
    assert bool(waits - asks) == (region in ("EU", "KR", "JP"))


@pytest.mark.parametrize("region", FIVE)
def test_asking_first_raises_no_conflict_about_asking(region, outcome):
    found = findings(LESSON.after.settings, outcome, card("typical"), [region])
    assert [one.rule.id for one in found if (one.rule.topic, one.rule.level) == ("asking", "conflict")] == []
