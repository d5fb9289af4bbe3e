"""What holds under every valid setting."""

import dataclasses
import math
from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given, settings

from equipoise import Rate, simulate
from equipoise.pipeline import Chain
from equipoise.vocabulary import MODELLED
from strategies import settings_strategy

every_setting = given(levers=settings_strategy(size=500))
examples = settings(max_examples=25, deadline=None, derandomize=True)


def rates_in(value, path=""):
    """Every rate in an outcome, with the path to it."""
    if isinstance(value, Rate):
        yield path, value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from rates_in(item, f"{path}[{key}]")
    elif isinstance(value, tuple):
        for place, item in enumerate(value):
            yield from rates_in(item, f"{path}[{place}]")
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from rates_in(getattr(value, field.name), f"{path}.{field.name}")


def check_numbers(outcome):
    for path, rate in rates_in(outcome):
        assert (not rate.known and math.isnan(rate.low)) or rate.low <= rate.value <= rate.high, path
        assert rate.n >= 0, path
    heads = outcome.headlines
    for rate in (heads.right_offer, heads.identified, heads.treated_alike):
        assert not rate.known or 0 <= rate.value <= 1
    for attack in outcome.attacks.values():
        for rate in (attack.attack, attack.baseline, attack.control):
            assert not rate.known or 0 <= rate.value <= 1
        assert attack.mounted != bool(attack.reason)
        assert attack.mounted == attack.risk.known or attack.risk.n == 0


def check_people(chain):
    folds, consent = chain.folds.value, chain.consent.value
    release, vault = chain.protect.value
    assert (folds.control.astype(int) + folds.history + folds.evaluation <= 1).all()
    assert (folds.history | folds.evaluation | folds.control)[consent.permit("analytics") & consent.said[:, 0]].all()
    assert not (vault.row >= 0)[~consent.permit("analytics")].any()  # a refuser has no row
    assert not (vault.row >= 0)[folds.control].any()
    protection = chain.settings.protect
    if release.rows == "people":
        assert (vault.row[vault.person] == np.arange(len(release))).all()
    if release.people is not None:
        assert (np.bincount(vault.row[vault.row >= 0], minlength=len(release)) == release.people).all()
        assert (release.people >= protection.k).all() and vault.holds.sum() == release.people.sum()
    if "protect.k" not in chain.settings.inactive() and release.people is None and len(release):
        assert np.bincount(release.classes).min() >= protection.k


def check_decisions(chain):
    decisions, targeting = chain.target.value, chain.settings.target
    if targeting.strategy in MODELLED:
        evaluation = chain.folds.value.evaluation
        assert decisions.selected.sum() <= round(targeting.budget * evaluation.sum())
        assert not decisions.selected[~chain.consent.value.permit("offers")].any()
        assert not decisions.selected[chain.inside.value[1].row < 0].any()
        assert (decisions.offer[~decisions.selected] == chain.train.value.generic).all()
    release, vault = chain.protect.value
    if targeting.strategy == "cohort" or release.rows == "cohorts":
        chosen = np.flatnonzero(decisions.selected & (vault.row >= 0))
        pairs = np.unique(np.stack([release.classes[vault.row[chosen]], decisions.offer[chosen]]), axis=1)
        assert targeting.strategy not in MODELLED or np.unique(pairs[0]).size == pairs.shape[1]  # one offer a class


@pytest.mark.filterwarnings("error::RuntimeWarning")
@examples
@every_setting
def test_the_invariants_hold_under_every_setting(levers):
    check_numbers(simulate(levers))
    chain = Chain(levers)
    check_people(chain)
    check_decisions(chain)
