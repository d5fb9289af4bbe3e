import numpy as np

from equipoise.chain.pipeline import Chain
from equipoise.chain.settings import Settings
from equipoise.studies.redrawn import with_deal, with_past

SMALL = Settings().replace(**{"population.size": 1_000})


def test_another_past_changes_what_was_shown_and_who_came_and_nothing_before():
    own, other = Chain(SMALL), with_past(SMALL, 3)
    assert other.protect.fingerprint == own.protect.fingerprint
    log, past = own.history.value, other.history.value
    assert (log.arm != past.arm).any() and (log.visit != past.visit).any() and (log.till_rate != past.till_rate).any()
    assert (log.logged == past.logged).all()
    assert not np.allclose(own.train.value.fitted.weights, other.train.value.fitted.weights)
    assert (with_past(SMALL, 3).history.value.arm == past.arm).all()
    assert (with_past(SMALL, 4).history.value.arm != past.arm).any()


def test_past_number_0_is_the_run_s_own():
    assert (with_past(SMALL, 0).history.value.visit == Chain(SMALL).history.value.visit).all()
    assert with_past(SMALL, 0).measure.value.targeting == Chain(SMALL).measure.value.targeting


def test_another_deal_changes_who_is_measured_and_nothing_about_people():
    own, other = Chain(SMALL), with_deal(SMALL, 2)
    assert (own.folds.value.evaluation != other.folds.value.evaluation).any()
    assert (own.folds.value.control != other.folds.value.control).any()
    people, same = own.population.value.people, other.population.value.people
    assert (people.birth_day == same.birth_day).all() and (people.postcode == same.postcode).all()
    assert (own.consent.value.said == other.consent.value.said).all()
    assert (own.history.value.visit == other.history.value.visit).all()
    assert with_deal(SMALL, 0).folds.fingerprint == own.folds.fingerprint


def test_a_deal_leaves_the_run_itself_as_it_was():
    before = Chain(SMALL).report.value.headlines
    with_deal(SMALL, 5).report  # noqa: B018
    assert Chain(SMALL).report.value.headlines == before
