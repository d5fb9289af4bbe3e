"""Pitfall 5: with no bias at all, the verdicts must not warn."""

import numpy as np
import pytest

from equipoise.chain.pipeline import Chain
from equipoise.chain.settings import Settings
from equipoise.core.vocabulary import ATTRIBUTES
from equipoise.stages.measure.fairness import SUFFICIENT, measure_fairness

SHUFFLES = 200


def judged(size, attribute, shuffle):
    """The report on groups that have nothing to do with what was decided: the real ones, dealt out anew."""
    chain = Chain(Settings().replace(**{"population.size": size}))
    counted = np.flatnonzero(chain.folds.value.evaluation)
    group = chain.population.value.customers.group(attribute)[counted]
    dealt = np.random.default_rng(shuffle).permutation(group)
    nothing, selected = np.zeros(counted.size), chain.deliver.value.selected[counted]
    return measure_fairness(attribute, dealt, selected, selected, nothing, nothing, nothing > 0)


@pytest.mark.parametrize("attribute", ATTRIBUTES)
def test_groups_dealt_out_at_random_are_hardly_ever_below_the_line(attribute):
    reports = [judged(2_500, attribute, shuffle) for shuffle in range(SHUFFLES)]
    assert sum(report.four_fifths == "below" for report in reports) <= 0.05 * SHUFFLES


@pytest.mark.parametrize("shuffle", range(5))
def test_groups_too_small_for_a_verdict_get_intervals_only(shuffle):
    report = judged(1_000, "sex_by_age", shuffle)
    small = [row for row in report.groups if row.n < SUFFICIENT]
    assert small and not any(row.sufficient for row in small)
    assert all(row.selection_rate.high - row.selection_rate.low > 0.1 for row in small)
    assert report.worst_group not in {row.name for row in small} and report.four_fifths != "below"


@pytest.mark.parametrize("seed", range(1, 7))
def test_worlds_without_a_bias_raise_no_alarm_between_groups_of_like_tastes(seed):
    """Ages differ in what they truly want and in how busy they are, so that their ratio may well lie below the line."""
    settings = Settings().replace(**{"population.size": 2_000, "population.seed": seed})
    fairness = Chain(settings).measure.value.fairness
    assert "below" not in {fairness[name].four_fifths for name in ("sex", "heritage", "sex_by_heritage")}
