import dataclasses
import pickle

import numpy as np
import pytest

from equipoise import Settings, simulate
from equipoise.chain.assemble import notes, share_in_table
from equipoise.core.vocabulary import ATTRIBUTES
from equipoise.runtime.memo import Memo
from equipoise.runtime.remembered import apart
from equipoise.shared.consent import Consent
from equipoise.shared.folds import Folds
from equipoise.stages.measure import fairness
from equipoise.stages.targeting.train import Model

SMALL = Settings().replace(**{"population.size": 1_000})


def test_controls_count_as_held_by_the_table():
    # ten customers, six in reach, one of them withheld as a control; four of the five others have a row
    control, reach = np.arange(10) == 0, np.arange(10) < 6
    folds = Folds(control=control, history=~control, evaluation=np.zeros(10, dtype=bool), in_reach=reach)
    in_table = (np.arange(10) > 0) & (np.arange(10) < 5)
    assert share_in_table(in_table, folds) == pytest.approx(0.6 * 4 / 5)
    nobody = dataclasses.replace(folds, in_reach=np.zeros(10, dtype=bool))
    assert share_in_table(in_table & False, nobody) == 0


@pytest.mark.parametrize(
    ("levers", "note"),
    [
        ({"consent.honour": False}, "refusals_ignored"),
        ({"train.mitigation": "reweigh", "train.protected": "heritage"}, "mitigation_without_attribute"),
        ({"target.mitigation": "group_thresholds", "measure.protected": "heritage"}, "mitigation_without_attribute"),
        ({"minimise.collect_heritage": True, "train.mitigation": "reweigh", "train.protected": "heritage"}, None),
        ({}, None),
    ],
)
def test_what_has_to_be_said_plainly(levers, note):
    assert simulate(SMALL.replace(**levers)).notes == (() if note is None else (note,))


def test_a_model_that_nobody_taught_is_mentioned_where_one_was_wanted():
    said = np.ones((3, 4), dtype=bool)
    nobody = ~said[:, 0]
    consent = Consent(
        answered=said, chosen=said, said=said, permits=said, ignored=nobody, withdrew=nobody, signals=nobody
    )
    untaught = Model(fitted=None, design=None, generic=0, trained_on=0)
    assert notes(Settings(), untaught, consent, False) == ("nobody_to_learn_from",)
    assert notes(Settings().replace(**{"target.strategy": "generic"}), untaught, consent, False) == ()


def test_ignored_refusals_are_counted_and_said():
    ignored = simulate(SMALL.replace(**{"consent.honour": False}))
    assert ignored.consent.overridden.value == pytest.approx(1 - 0.677, abs=0.05)
    assert ignored.consent.yes["sharing"].value == 1


def test_evidence_adds_up_to_the_numbers(typical):
    evidence, counted = typical.evidence, typical.evidence.evaluation
    assert evidence.right_offer[counted].mean() == pytest.approx(typical.headlines.right_offer.value)
    assert 1000 * evidence.margin[counted].mean() == pytest.approx(typical.targeting.margin_per_1000.value)
    assert evidence.reachable[counted].mean() == pytest.approx(typical.targeting.reach.value)
    assert evidence.identified
    for attack, hits in evidence.identified.items():
        assert typical.attacks[attack].kind == "identity"
        assert not np.nan_to_num(hits[~evidence.in_table]).any()  # nobody outside the table is found in it
    assert set(evidence.groups) == set(typical.fairness)


def test_an_outcome_sent_to_another_process_is_the_same(typical):
    sent = pickle.loads(pickle.dumps(typical))
    assert sent.to_dict() == typical.to_dict()


def test_only_the_attribute_that_is_asked_for_is_compared(monkeypatch):
    compared = []
    report = fairness.measure_fairness
    monkeypatch.setattr(
        fairness, "measure_fairness", lambda name, *a, **b: compared.append(name) or report(name, *a, **b)
    )
    with apart(Memo(2**28)):
        outcome = simulate(SMALL.replace(**{"measure.protected": "age_band"}))
    assert compared == ["age_band"]
    assert set(outcome.to_dict()["fairness"]) == set(ATTRIBUTES) == set(compared)
