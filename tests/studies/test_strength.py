import pytest

from equipoise import Settings, simulate
from equipoise.chain.settings import LEVERS
from equipoise.studies.strength import (
    FAMILIES,
    STRENGTHS,
    along,
    key_of,
    lever_along,
    odds,
    point,
    positions,
    stronger,
)

CHOICES = [(family, choice) for family in FAMILIES for choice in LEVERS[family].choices]
MEASURES = {"protect.k", "protect.l", "protect.t", "protect.epsilon", "train.epsilon"}


def test_every_strength_belongs_to_a_protection_and_to_steps():
    assert set(STRENGTHS) <= {key_of(family, choice) for family, choice in CHOICES}
    assert {strength.lever for strength in STRENGTHS.values()} == MEASURES
    assert {lever for lever in LEVERS if stronger(lever)} == MEASURES


def test_a_protection_has_a_strength_exactly_where_a_lever_of_it_has_an_effect():
    for family, choice in CHOICES:
        settings = Settings().replace(**{"protect.technique": "none", family: choice})
        active = MEASURES - set(settings.inactive())
        strength = STRENGTHS.get(key_of(family, choice))
        lever = strength.lever if strength else None
        assert lever in active if lever else not active, choice
        assert lever_along(settings, family) == (lever or family), choice


def test_the_steps_are_permitted_and_in_order():
    for lever in MEASURES:
        steps = positions(lever)
        assert 6 <= len(steps) <= 8 and list(steps) == sorted(steps), lever
        assert [LEVERS[lever].check(lever, step) for step in steps] == list(steps)


def test_along_a_lever_the_present_value_has_its_place():
    runs = along(Settings().replace(**{"protect.k": 7}), "protect.k")
    assert list(runs) == [2, 3, 5, 7, 10, 20, 50, 100]
    assert runs[50] == Settings().replace(**{"protect.k": 50})
    assert tuple(along(Settings(), "protect.identifiers")) == LEVERS["protect.identifiers"].choices


def test_a_point_holds_accuracy_and_all_risks():
    outcome = simulate(Settings().replace(**{"population.size": 1_000, "protect.technique": "cohorts"}))
    found = point(outcome)
    assert found.right_offer == outcome.targeting.right_offer
    assert found.risks.keys() | found.reasons.keys() == outcome.attacks.keys()
    assert found.reasons["linkage"] == "no_person_rows" and found.risks["disclosed"].known


@pytest.mark.parametrize(
    ("epsilon", "words"),
    # e^0.1 = 1.105, e^1 = 2.718, e^3 = 20.09, e^5 = 148.4, e^10 = 22026
    [(0.1, "1.1"), (1.0, "2.7"), (3.0, "20"), (5.0, "150"), (10.0, "22,000"), (56.0, "over a billion")],
)
def test_epsilon_as_odds(epsilon, words):
    assert odds(epsilon) == words
