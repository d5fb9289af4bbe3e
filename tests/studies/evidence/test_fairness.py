import pytest

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
    biased = here.replace(**{"history.label_bias": 0.9, "history.biased_group": "over_55"})  # ages differ most here
    assert fairness.largest_gap(biased) > max(0.0, fairness.largest_gap(here))
