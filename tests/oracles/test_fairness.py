"""Fairness numbers against AIF360's (golden, see ``make_fairness_golden.py``) and Fairlearn's (live)."""

import json
from pathlib import Path

import numpy as np
import pytest
from fairlearn.metrics import (
    demographic_parity_ratio,
    equal_opportunity_difference,
    equalized_odds_difference,
    selection_rate,
)

from equipoise.chain.pipeline import Chain
from equipoise.chain.settings import Settings
from equipoise.core.vocabulary import ATTRIBUTES
from equipoise.stages.measure.fairness import measure_fairness
from equipoise.stages.targeting.mitigation.reweigh import reweighing
from oracles.fairness_cases import PEOPLE, SEEDS, case

SIX_DECIMALS = 5e-7
GOLDEN = json.loads((Path(__file__).parent / "golden" / "fairness_aif360.json").read_text(encoding="utf-8"))


def reported(attribute, group, selected, deserving):
    nothing = np.zeros(group.size)
    return measure_fairness(attribute, group, selected, deserving, nothing, nothing, nothing > 0)


@pytest.mark.parametrize("seed", SEEDS)
def test_aif360_agrees(seed):
    expected, (group, deserving, selected) = GOLDEN["cases"][str(seed)], case(seed)
    report = reported("sex", group, selected, deserving)
    for name in ("selection_rate", "true_positive_rate", "false_positive_rate"):
        ours = [getattr(row, name).value for row in report.groups]
        assert ours == pytest.approx(expected[name], abs=SIX_DECIMALS)
    ratio = expected["disparate_impact"]  # unprivileged over privileged, so it may lie above one
    assert report.selection_rate_ratio.value == pytest.approx(min(ratio, 1 / ratio), abs=SIX_DECIMALS)
    for ours, theirs in (
        (report.selection_rate_difference, "statistical_parity_difference"),
        (report.true_positive_rate_difference, "equal_opportunity_difference"),
        (report.equalised_odds_difference, "equalized_odds_difference"),
    ):
        assert ours.value == pytest.approx(abs(expected[theirs]), abs=SIX_DECIMALS)


@pytest.mark.parametrize("seed", SEEDS)
def test_people_are_weighed_as_by_aif360(seed):
    group, deserving, _ = case(seed)
    weights = reweighing(group, deserving, 2)
    expected = np.array(GOLDEN["cases"][str(seed)]["reweighing"])[group, deserving.astype(int)]
    assert weights == pytest.approx(expected, abs=SIX_DECIMALS)


def test_the_golden_values_are_of_these_people_and_say_what_made_them():
    assert GOLDEN["people"] == PEOPLE and set(GOLDEN["cases"]) == {str(seed) for seed in SEEDS}
    assert GOLDEN["versions"]["aif360"]


@pytest.mark.parametrize("attribute", ATTRIBUTES)
def test_fairlearn_agrees_on_what_the_chain_decided(attribute):
    settings = Settings().replace(**{"population.size": 5_000, "history.label_bias": 0.5})
    chain = Chain(settings)
    world, counted = chain.population.value, chain.folds.value.evaluation
    group, selected = world.customers.group(attribute)[counted], chain.deliver.value.selected[counted]
    best = world.response.best[: world.size][counted]
    deserving = best < 6  # any fact about everybody will do
    report = reported(attribute, group, selected, deserving)
    large = np.isin(group, [place for place, row in enumerate(report.groups) if row.sufficient])
    sides = {"y_true": deserving[large], "y_pred": selected[large], "sensitive_features": group[large]}
    for ours, theirs in (
        (report.selection_rate_ratio, demographic_parity_ratio(**sides)),
        (report.true_positive_rate_difference, equal_opportunity_difference(**sides)),
        (report.equalised_odds_difference, equalized_odds_difference(**sides)),
    ):
        assert ours.value == pytest.approx(theirs, abs=SIX_DECIMALS)
    for place, row in enumerate(report.groups):
        own = group == place
        assert row.selection_rate.value == pytest.approx(
            selection_rate(deserving[own], selected[own]), abs=SIX_DECIMALS
        )
