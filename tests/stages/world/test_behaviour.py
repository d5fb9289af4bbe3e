import itertools

import numpy as np
import pytest

from equipoise.core.vocabulary import MONTHS
from equipoise.shared.world import EVENT_SOURCES, Events
from equipoise.stages.world.behaviour import BROKER_ERROR, draw_broker


@pytest.fixture
def two_people():
    """Person 0: two events in topic 0, none in topic 1; person 1: one and three."""
    counts = np.array([[2, 0], [1, 3]], dtype=np.uint16)
    return Events(counts, np.array([0, 5, 23, 2, 6, 12], dtype=np.uint8))


def test_totals_count_the_events_of_the_last_months(two_people):
    # younger than six months: ages 0 and 5 of the first cell, 2 of the last
    assert two_people.totals(6).tolist() == [[2, 0], [0, 1]]
    assert two_people.totals(1).tolist() == [[1, 0], [0, 0]]
    assert two_people.totals(MONTHS).tolist() == [[2, 0], [1, 3]]


def test_events_of_some_people_stay_theirs(two_people):
    second = two_people.of(slice(1, 2))
    assert second.counts.tolist() == [[1, 3]]
    assert second.age_months.tolist() == [23, 2, 6, 12]
    assert two_people.of(slice(None, 1)).age_months.tolist() == [0, 5]


@pytest.mark.parametrize("source", EVENT_SOURCES)
def test_fewer_months_keep_a_subset_of_the_same_events(world, source):
    events = world.events[source]
    totals = [events.totals(months) for months in range(1, MONTHS + 1)]
    assert all((later >= earlier).all() for earlier, later in itertools.pairwise(totals))
    assert (totals[-1] == events.counts).all()
    cell = np.repeat(np.arange(events.counts.size), events.counts.ravel())
    recent = np.bincount(cell[events.age_months < 6], minlength=events.counts.size)
    assert (totals[5].ravel() == recent).all()


@pytest.mark.parametrize(
    ("source", "volume"), [("purchases", 14), ("browsing", 32), ("email", 9), ("store", 7), ("cross_site", 26)]
)
def test_volumes_are_near_the_declared_ones(full_world, source, volume):
    # demographic interests lift the declared mean by some 10% (the mean of an exponential)
    assert full_world.events[source].counts.sum(axis=1).mean() == pytest.approx(1.1 * volume, rel=0.1)


def test_behaviour_drifts_from_the_old_interest_to_the_new(full_world):
    clicks = full_world.events["browsing"]
    recent, old = clicks.totals(6), clicks.counts - clicks.totals(18)
    share = [block / np.maximum(block.sum(axis=1, keepdims=True), 1) for block in (recent, old)]
    follows = [np.corrcoef(part.ravel(), full_world.interest.ravel())[0, 1] for part in share]
    assert follows[0] > follows[1] + 0.02


def test_forty_percent_of_a_brokers_claims_have_nothing_to_do_with_the_truth(full_world):
    interest = full_world.interest
    truth = interest > 0.6745 * max(1.0, float(interest.std()))
    claims = full_world.broker == 1
    # a claim follows the truth, or is drawn without it, so P(claim | true) - P(claim | false) = 1 - unrelated (B06)
    unrelated = 1 - (claims[truth].mean() - claims[~truth].mean())
    assert unrelated == pytest.approx(0.40, abs=0.01)
    assert pytest.approx(0.40) == BROKER_ERROR


def test_claims_are_the_same_for_the_same_seed(world):
    assert (draw_broker(world.interest, 1) == world.broker).all()
    assert (draw_broker(world.interest, 2) != world.broker).any()
