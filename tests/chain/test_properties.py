"""What holds under every valid setting."""

import dataclasses
import math
from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given, settings

from equipoise import Rate, Settings, simulate
from equipoise.chain.pipeline import Chain
from equipoise.chain.scenarios import scenarios
from equipoise.chain.settings import LEVERS
from equipoise.core.vocabulary import MODELLED
from equipoise.stages.measure.measure import release_disclosure
from strategies import choices, covering, settings_strategy, shown

SIZE = 500
every_setting = given(levers=settings_strategy(size=SIZE))
examples = settings(max_examples=8, deadline=None, derandomize=True)
COVERING = covering(SIZE)
COARSE = {"consent.model": "notice", "minimise.birth_precision": "decade", "minimise.postcode_precision": "region"}
NEAR = 1e-9


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
    if release.rows == "people":
        assert (vault.row[vault.person] == np.arange(len(release))).all()
    if release.people is not None:
        assert (np.bincount(vault.row[vault.row >= 0], minlength=len(release)) == release.people).all()
        assert vault.holds.sum() == release.people.sum()


def check_tables(chain):
    """Check every table that the run makes: what is stored, what the company works with, what the attacker holds."""
    asked = chain.settings.protect
    if "protect.k" in chain.settings.inactive():
        return
    for release, _ in (chain.protect.value, chain.inside.value, chain.exposure.table.value):
        if not len(release):
            continue
        assert smallest_class(release) >= asked.k
        found = release_disclosure(release)
        assert found.k >= asked.k
        if asked.technique == "l_diversity":
            assert all(least >= asked.l - NEAR for least in found.entropy_l.values())
        if asked.technique == "t_closeness":
            assert all(most <= asked.t + NEAR for most in found.t.values())


def smallest_class(release):
    """How many people share the intervals of a row at least, counted without the engine's classes."""
    if release.people is not None:
        return release.people.min()
    return np.unique(np.hstack([release.low, release.high]), axis=0, return_counts=True)[1].min()


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


def check(levers):
    check_numbers(simulate(levers))
    chain = Chain(levers)
    check_people(chain)
    check_tables(chain)
    check_decisions(chain)
    return chain


pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")


@pytest.mark.parametrize("technique", LEVERS["protect.technique"].choices)
@examples
@every_setting
def test_the_invariants_hold_under_every_setting(technique, levers):
    check(levers.replace(**{"protect.technique": technique}))


@pytest.mark.parametrize("technique", LEVERS["protect.technique"].choices)
def test_the_invariants_hold_where_many_are_alike(technique):
    # fine records of few people leave nobody in a table of rows that others share, and then nothing can be wrong
    chain = check(Settings().replace(**COARSE, **{"population.size": SIZE, "protect.technique": technique}))
    assert len(chain.protect.value[0]) > 10


@pytest.mark.parametrize("name", scenarios())
def test_the_invariants_hold_in_every_scenario(name):
    chain = check(scenarios()[name].settings.replace(**{"population.size": SIZE}))
    assert len(chain.protect.value[0]) > 10


def test_the_first_scenario_is_the_default():
    assert next(iter(scenarios().values())).settings == Settings()


@pytest.mark.parametrize("levers", COVERING, ids=range(len(COVERING)))
def test_the_invariants_hold_under_every_choice(levers):
    check(levers)


def test_every_choice_is_among_them_where_it_has_an_effect():
    assert set().union(*map(shown, COVERING)) == choices()
