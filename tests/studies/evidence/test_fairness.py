from itertools import combinations

import pytest

from equipoise.chain.pipeline import Chain
from equipoise.chain.settings import Settings
from equipoise.numerics.rate import Rate
from equipoise.studies.evidence import fairness


@pytest.mark.parametrize(
    ("gap", "beyond"),
    [(Rate(0.3, 0.1, 0.5, 9), 0.1), (Rate(-0.3, -0.5, -0.1, 9), 0.1), (Rate(0.1, -0.2, 0.4, 9), -0.2)],
)
def test_a_gap_counts_as_far_as_its_interval_is_off_zero(gap, beyond):
    assert fairness._off_zero(gap) == pytest.approx(beyond)


def test_a_biased_past_opens_a_gap_that_is_clearer():
    here = Settings().replace(**{"population.size": 4_000})
    biased = here.replace(**{"history.label_bias": 0.9, "history.biased_group": "women"})
    groups = [Chain(settings).measure.value.fairness["sex"].groups for settings in (here, biased)]
    plain, clearer = (max(map(fairness._off_zero, fairness._gaps(*pair))) for pair in groups)
    assert clearer > max(0.0, plain)


def test_the_groups_are_those_whose_base_rates_differ_most():
    here = Settings().replace(**{"population.size": 4_000})
    reports = Chain(here).measure.value.fairness
    widest = [
        (abs(one.base_rate.value - other.base_rate.value), max(map(fairness._off_zero, fairness._gaps(one, other))))
        for attribute in ("sex", "age_band", "heritage")
        for one, other in combinations(reports[attribute].groups, 2)
    ]
    assert fairness.largest_gap(here) == max(widest)[1]
