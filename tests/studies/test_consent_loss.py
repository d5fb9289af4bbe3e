import dataclasses

import numpy as np
import pytest

from equipoise import Settings
from equipoise.chain.pipeline import Chain
from equipoise.core.errors import Cancelled
from equipoise.studies.consent_loss import _decompose, _learners, _sample, consent_loss

SMALL = Settings().replace(**{"population.size": 1_000})
PARTS = ("lost_reach", "lost_data", "lost_skew", "interaction")


@pytest.mark.parametrize("technique", ["k_anonymity", "synthetic", "cohorts"])
def test_the_parts_and_the_rest_are_the_whole(technique):
    loss = consent_loss(SMALL.replace(**{"protect.technique": technique, "consent.banner": "per_purpose"}))
    assert sum(getattr(loss, part).value for part in PARTS) == pytest.approx(loss.lost.value)
    assert loss.full_consent.value - loss.with_choice.value == pytest.approx(loss.lost.value)
    assert loss.with_choice.n == loss.lost_skew.n > 0


def test_where_nobody_can_refuse_nothing_is_lost():
    loss = consent_loss(SMALL.replace(**{"consent.model": "notice"}))
    assert all(getattr(loss, part).value == pytest.approx(0) for part in (*PARTS, "lost"))


def test_where_nobody_is_heeded_all_are_reached():
    loss = consent_loss(SMALL.replace(**{"consent.honour": False}))
    assert loss.lost_reach.value == loss.lost_data.value == 0


def test_offers_by_the_page_lose_nothing():
    loss = consent_loss(SMALL.replace(**{"target.strategy": "contextual"}))
    assert all(getattr(loss, part).value == 0 for part in (*PARTS, "lost"))


def test_reach_is_what_a_pushing_banner_buys():
    few, many = (consent_loss(SMALL.replace(**{"consent.banner": banner, "target.budget": 1.0}))
                 for banner in ("per_purpose", "reject_second_page"))  # fmt: skip
    assert few.full_consent == many.full_consent
    assert few.lost_reach.value > many.lost_reach.value > 0


def test_samples_are_of_the_right_size_and_from_the_right_people():
    people = np.arange(50) % 2 == 0
    sample = _sample(people, 10, seed=1, draw=0)
    assert sample.sum() == 10 and not sample[~people].any()
    assert (sample == _sample(people, 10, seed=1, draw=0)).all()
    assert (sample != _sample(people, 10, seed=1, draw=1)).any()


def test_the_learners_are_those_whom_training_counts():
    chain = Chain(SMALL)
    assert _learners(chain).sum() == chain.train.value.trained_on


def test_it_tells_its_progress_and_can_be_stopped():
    told = []
    actual = Chain(SMALL.replace(**{"consent.banner": "equal"}))
    full = actual.varied(**{"consent.model": "notice"})

    def stop(fraction, message=""):
        told.append(fraction)
        if fraction > 0.5:
            raise Cancelled("enough")

    with pytest.raises(Cancelled):
        _decompose(actual, full, stop)
    assert told == sorted(told) and told[0] > 0 and told[-1] < 1


def test_how_refusers_fare_teaches_and_decides_nothing():
    """Other answers and other data of those who refuse change neither table, bin edges, model nor offers."""
    plain, other = Chain(SMALL), Chain(SMALL)
    refuse = ~plain.consent.value.permit("analytics")
    log, kept = plain.history.value, plain.minimise.value
    visit = np.where(refuse[:, None], ~log.visit, log.visit)
    other.history = dataclasses.replace(
        plain.history, value=dataclasses.replace(log, visit=visit), fingerprint="refusers answer otherwise"
    )
    rows, exact = np.flatnonzero(refuse), kept.exact.copy()
    exact.iloc[rows] = exact.iloc[rows[::-1]].to_numpy() + 3
    table = dataclasses.replace(kept, exact=exact, low=_swapped(kept.low, rows), high=_swapped(kept.high, rows))
    other.minimise = dataclasses.replace(plain.minimise, value=table, fingerprint="refusers are otherwise")
    (release, vault), (again, whose) = plain.protect.value, other.protect.value
    assert (vault.row == whose.row).all() and (release.low == again.low).all() and (release.high == again.high).all()
    assert (plain.train.value.fitted.weights == other.train.value.fitted.weights).all()
    assert (plain.target.value.offer == other.target.value.offer).all()
    assert refuse.any() and (other.history.value.visit != log.visit).any()


def _swapped(values, rows):
    swapped = values.copy()
    swapped[rows] = values[rows[::-1]]
    return swapped
