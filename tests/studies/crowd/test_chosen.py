import itertools

import numpy as np
import pytest

from equipoise import Settings
from equipoise.chain.pipeline import Chain
from equipoise.chain.scenarios import scenarios
from equipoise.studies.crowd.chosen import SIZE, chosen
from equipoise.studies.crowd.facts import crowd
from equipoise.ui.shared.bundles import TOGGLES

SMALL = Settings().replace(**{"population.size": 2_000})
ONE_MOVED = [Settings().replace(**levers) for toggle in TOGGLES.values() for levers in toggle.values()]
SCENARIOS = [scenario.settings for scenario in scenarios().values()]


def apart(settings):
    """By how much the people who are lit differ from what the headline says of 100."""
    seen = crowd(settings)
    return {fact: int(seen.lit[fact].sum()) - of_all for fact, of_all in seen.of_all.items()}


def test_a_world_has_one_crowd_whatever_the_settings():
    people = chosen(Chain(SMALL)).value
    moved = SMALL.replace(**{"consent.model": "notice", "protect.technique": "none", "attack.profile": "data_buyer"})
    assert chosen(Chain(moved)).value.tolist() == people.tolist()
    assert len(set(people.tolist())) == SIZE
    assert chosen(Chain(SMALL.replace(**{"population.seed": 8}))).value.tolist() != people.tolist()


@pytest.mark.parametrize("levers", [{}, {"consent.model": "notice"}, {"consent.banner": "per_purpose"}])
def test_they_are_evaluation_customers_under_every_setting(levers):
    run = Chain(SMALL.replace(**levers))
    assert run.folds.value.evaluation[chosen(run).value].all()


def test_the_smallest_world_has_a_hundred_to_choose_from():
    settings = Settings().replace(**{"population.size": 500})
    assert len(crowd(settings)) == SIZE


def test_the_lit_are_within_two_of_the_headlines_by_default():
    assert all(abs(distance) <= 2 for distance in apart(Settings()).values())


@pytest.mark.parametrize("settings", [*SCENARIOS, *dict.fromkeys(ONE_MOVED)])
def test_the_lit_are_within_four_in_every_scenario_and_position_of_a_toggle(settings):
    assert all(abs(distance) <= 4 for distance in apart(settings).values())


@pytest.mark.validity
def test_the_lit_are_within_four_with_all_three_toggles_moved():
    far = []
    for bundles in itertools.product(*(toggle.values() for toggle in TOGGLES.values())):
        settings = Settings()
        for levers in bundles:
            settings = settings.replace(**levers)
        far += [distance for distance in apart(settings).values() if abs(distance) > 4]
    assert far == []


def test_everybody_in_the_default_crowd_is_attacked_if_the_table_holds_them():
    run = Chain(Settings())
    people, evidence = chosen(run).value, run.report.value.evidence
    strongest = run.report.value.headlines.strongest_attack
    assert not np.isnan(evidence.identified[strongest][people]).any()
    assert np.isnan(evidence.identified[strongest]).any()  # the others are not all attacked
