import dataclasses

import numpy as np
import pytest

from equipoise.chain.pipeline import Chain
from equipoise.chain.settings import Settings
from equipoise.core.vocabulary import MARGIN_WITH_OFFER, OFFERS
from equipoise.numerics.logistic import Optimum
from equipoise.shared.history import PASSERS_BY
from equipoise.stages.targeting import redecide as module
from equipoise.stages.targeting.redecide import DRAWS, expect, redecide
from equipoise.stages.targeting.train import known_group

SMALL = Settings().replace(**{"population.size": 2_000})


def anew(settings=SMALL, **instead):
    chain = Chain(settings)
    s, (release, vault) = chain.settings.target, chain.inside.value
    facts = {
        "model": chain.train.value, "history": chain.history.value, "vault": vault,
        "may_contact": chain.consent.value.permit("offers"), "evaluation": chain.folds.value.evaluation,
        "groups": None, "seed": chain.seed, "classes": release.classes if s.strategy == "cohort" else None,
    }  # fmt: skip
    facts |= instead
    groups = facts.pop("groups")
    expected = expect(s.strategy, **facts)
    return expected and redecide(s, expected, groups, facts["seed"])


def certain(model):
    """The same model, if no other past could have taught anything else."""
    names = ("weights", "penalty", "curvature", "information")
    found = {name: getattr(model.fitted.optimum, name) for name in names}
    optimum = Optimum(**found | {"information": np.zeros_like(found["information"])})
    return dataclasses.replace(model, fitted=dataclasses.replace(model.fitted, optimum=optimum))


@pytest.mark.parametrize("strategy", ["personalised", "cohort"])
@pytest.mark.parametrize("mitigation", ["none", "group_thresholds"])
def test_a_past_that_teaches_the_same_leads_to_the_same_decisions(strategy, mitigation):
    settings = SMALL.replace(**{"target.strategy": strategy, "target.mitigation": mitigation})
    chain = Chain(settings)
    release = chain.inside.value[0]
    groups = None if mitigation == "none" else known_group(release, "sex")
    found = anew(settings, model=certain(chain.train.value), groups=groups)
    decided, same = chain.target.value, found.generic == chain.train.value.generic
    assert same.any()
    assert (found.selected[same] == decided.selected[found.people]).all()
    assert (found.offer[same] == decided.offer[found.people]).all()


def test_every_past_exhausts_the_budget_on_those_who_may_be_contacted():
    found = anew()
    chain = Chain(SMALL)
    assert found.selected.shape == (DRAWS, found.people.size) == found.offer.shape
    budget = round(chain.settings.target.budget * found.people.size)
    assert (found.selected.sum(axis=1) == budget).all()
    assert not found.selected[:, ~chain.target.value.reachable[found.people]].any()
    others = np.where(found.selected, found.generic[:, None], found.offer)
    assert (others == found.generic[:, None]).all()  # everybody else sees that past's generic offer
    assert 0 < found.selected.std(axis=0).mean() < 0.5  # some are chosen in some pasts only


def test_of_many_customers_a_sample_is_decided_about(monkeypatch):
    monkeypatch.setattr(module, "MOST", 300)
    found = anew()
    assert found.people.size == 300 and (np.diff(found.people) > 0).all()
    assert Chain(SMALL).folds.value.evaluation[found.people].all()


def test_the_generic_offer_varies_as_counts_at_the_tills_do():
    # two offers whose expected margins are the same to the last digit: each is the best in about half of all pasts
    rate = np.full(OFFERS, 0.01)
    rate[[3, 4]] = 0.2, 0.2 * MARGIN_WITH_OFFER[3] / MARGIN_WITH_OFFER[4]
    log = dataclasses.replace(Chain(SMALL).history.value, till_rate=rate)
    generic = anew(history=log).generic
    assert set(generic.tolist()) == {3, 4} and PASSERS_BY == 100_000


@pytest.mark.parametrize(
    "levers",
    [
        {"target.strategy": "generic"},
        {"target.strategy": "contextual"},
        {"train.learner": "boosting"},
        {"train.privacy": "dp"},
        {"train.mitigation": "exponentiated_gradient"},
    ],
    ids=lambda levers: next(iter(levers.values())),
)
def test_without_known_variation_there_is_nothing_to_redraw(levers):
    assert anew(SMALL.replace(**levers)) is None


def test_synthetic_people_are_another_past_altogether():
    chain = Chain(SMALL.replace(**{"protect.technique": "synthetic"}))
    assert chain.redrawn.value is None
    assert {report.four_fifths for report in chain.measure.value.fairness.values()} == {"unchecked"}
