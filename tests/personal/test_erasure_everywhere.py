"""Who withdrew and was erased is nowhere, and the membership attack finds no more about them than about strangers."""

import dataclasses

import numpy as np
import pytest

from equipoise import Settings, simulate
from equipoise.chain.knowledge import pool
from equipoise.chain.pipeline import Chain
from equipoise.core.vocabulary import PURPOSES

TECHNIQUES = ("none", "k_anonymity", "cohorts", "synthetic")


def chain(size=1_000, **levers):
    return Chain(Settings().replace(**{"population.size": size, "consent.withdrawal": 0.3} | levers))


@pytest.mark.parametrize("technique", TECHNIQUES)
def test_the_erased_are_nowhere(technique):
    run = chain(**{"protect.technique": technique, "minimise.sources": ["purchases", "cross_site"]})
    erased, folds = run.consent.value.withdrew, run.folds.value
    assert erased.any() and not (folds.in_reach | folds.control)[erased].any()
    for _, vault in (run.protect.value, run.inside.value, run.exposure.table.value):
        assert (vault.row[erased] == -1).all() and not vault.holds[erased].any()
    third = run.minimise.value.exact.filter(like="cross_site").to_numpy()[: erased.size]
    assert np.isnan(third[erased]).all()
    assert not run.target.value.reachable[erased].any()
    learns, others = (part & (run.inside.value[1].row >= 0) for part in (folds.history, folds.evaluation))
    members = pool(learns, others, run.seed)
    assert not erased[members].any()
    if run.protect.value[0].impressions is None:
        assert run.train.value.trained_on == learns.sum()


def test_erasing_is_the_same_as_never_having_been_asked():
    run = chain()
    untouched, log = run.train.value, run.history.value
    erased = run.consent.value.withdrew
    changed = chain()
    visit = log.visit.copy()
    visit[erased] = ~visit[erased]
    changed.history = type(run.history)(
        "history", dataclasses.replace(log, visit=visit), 0.0, "other answers of the erased"
    )
    assert (changed.train.value.fitted.weights == untouched.fitted.weights).all()


@pytest.mark.parametrize("technique", ["none", "k_anonymity"])
def test_the_attack_on_the_erased_does_no_better_than_on_strangers(technique):
    levers = {"population.size": 12_000, "protect.technique": technique, "consent.withdrawal": 0.3}
    erased, kept = (
        simulate(Settings().replace(**levers, **{"consent.erasure": erasure})).attacks["membership"].details
        for erasure in (True, False)
    )
    assert erased["withdrawn_advantage"].low <= 0 <= erased["withdrawn_advantage"].high
    assert kept["withdrawn_advantage"].low > 0
    assert kept["withdrawn_advantage"].value > erased["withdrawn_advantage"].value


def anew(size=1_000, **levers):
    """A run in which people choose anew, purpose by purpose, so that many take back only some of their yeses."""
    return chain(size, **{"consent.banner": "per_purpose", "consent.revision": 0.5, "consent.withdrawal": 0.0} | levers)


@pytest.mark.parametrize("technique", TECHNIQUES)
def test_whoever_takes_back_only_the_yes_to_learning_is_attacked_too(technique):
    """They are counted person by person from what they answered, beside the run."""
    run = anew(**{"protect.technique": technique})
    said, analytics, offers = run.consent.value, PURPOSES.index("analytics"), PURPOSES.index("offers")
    met = run.folds.value.history & run.history.value.logged
    left = [
        one for one in np.flatnonzero(met) if said.answered[one, analytics] and not said.chosen[one, analytics]
    ]  # fmt: skip
    assert said.chosen[left, offers].any() and not said.withdrew.any()  # some of them still want offers
    details = run.exposure.membership().value.result.details
    rows = run.exposure._before.inside.value[1].row
    assert (run.inside.value[1].row[left] == -1).all() and details["withdrawn_found"].n == (rows[left] >= 0).sum() > 0
    if technique == "none":
        assert (rows[left] >= 0).all()


def test_a_yes_given_anew_and_taken_back_was_learned_from_in_between():
    run = anew(**{"protect.technique": "none"}).varied(**{"consent.withdrawal": 0.5})
    said, analytics = run.consent.value, PURPOSES.index("analytics")
    met = run.folds.value.history & run.history.value.logged
    late = met & ~said.answered[:, analytics] & said.chosen[:, analytics] & said.withdrew
    found = run.exposure.membership().value.result.details["withdrawn_found"]
    assert late.any() and found.n == (met & said.took_back("analytics")).sum()


def test_those_whose_choice_is_not_respected_stay_in_the_model_and_are_found_there():
    levers = {"consent.withdrawal": 0.8, "protect.technique": "none"}
    kept, gone = (
        anew(12_000, **levers, **{"consent.honour": honour}).exposure.membership().value for honour in (False, True)
    )
    before, after = (one.result.details["withdrawn_advantage"] for one in (kept, gone))
    assert before.low > 0 and after.low <= 0 <= after.high


def test_without_erasure_table_and_model_stay_as_they_were():
    before = Chain(Settings().replace(**{"population.size": 1_000}))
    after = chain(**{"consent.erasure": False})
    assert (after.protect.value[1].row == before.protect.value[1].row).all()
    assert (after.train.value.fitted.weights == before.train.value.fitted.weights).all()
    withdrew = after.consent.value.withdrew
    assert not after.target.value.reachable[withdrew].any() and before.target.value.reachable[withdrew].any()


def test_nothing_is_told_about_withdrawals_where_there_are_none():
    details = simulate(Settings().replace(**{"population.size": 1_000})).attacks["membership"].details
    assert not [name for name in details if "withdrawn" in name]
