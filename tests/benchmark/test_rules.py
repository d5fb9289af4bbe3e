"""How long the rules take: on one outcome, in all regions at once, and by region and topic."""

import time

import pytest

from equipoise import Settings, simulate
from equipoise.rules.fact import all_regions
from equipoise.rules.findings import by_topic, findings
from equipoise.rules.practices import card

pytestmark = pytest.mark.bench


@pytest.fixture(scope="module")
def run():
    settings = Settings().replace(**{"population.size": 500})
    return settings, simulate(settings), card("worst")


def seconds(work):
    """The best of five, after one that reads the rule book."""
    work()
    taken = []
    for _ in range(5):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)


def test_rules_on_one_outcome_take_20_ms(run):
    assert seconds(lambda: findings(*run, all_regions())) < 0.020


def test_all_regimes_by_topics_take_200_ms(run):
    assert seconds(lambda: by_topic(*run)) < 0.200
    assert seconds(lambda: [findings(*run, [region]) for region in all_regions()]) < 0.200
