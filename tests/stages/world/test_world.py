import numpy as np
import pytest

from equipoise.core.vocabulary import SOURCES, TOPICS
from equipoise.shared.world import EVENT_SOURCES
from equipoise.stages.world.build import PANEL, build
from equipoise.stages.world.settings import PopulationSettings


def facts(world):
    """Every array of a world."""
    yield from (world.chosen, world.activity, world.interest, world.broker, world.context, world.number)
    yield from (world.people.birth_day, world.people.privacy_concern, world.people.heritage)
    yield from (world.response.visit, world.response.gain, world.response.best)
    for source in EVENT_SOURCES:
        yield from (world.events[source].counts, world.events[source].age_months)


def test_the_same_seed_gives_the_same_world(world):
    again = build(PopulationSettings(seed=1, size=2_000))
    assert all((first == second).all() for first, second in zip(facts(world), facts(again), strict=True))


def test_another_seed_gives_another_world(world):
    other = build(PopulationSettings(seed=2, size=2_000))
    pairs = zip(facts(world), facts(other), strict=True)
    assert all(first.shape != second.shape or (first != second).any() for first, second in pairs)


def test_taste_leaves_the_people_as_they_are(world):
    bland = build(PopulationSettings(seed=1, size=2_000, taste=0.0))
    assert (bland.people.birth_day == world.people.birth_day).all()
    assert (bland.activity == world.activity).all() and (bland.interest == world.interest).all()
    assert (bland.events["purchases"].counts == world.events["purchases"].counts).all()
    assert (bland.response.visit_without == world.response.visit_without).all()
    assert bland.response.visit.std() < world.response.visit.std()


def test_customers_come_first_and_the_panel_follows(world):
    assert world.size == 2_000 == len(world.customers)
    assert len(world.people) == world.size + PANEL == len(np.unique(world.chosen)) == len(np.unique(world.number))
    for source in SOURCES:
        assert world.behaviour(source, 3).shape == (world.size + PANEL, len(TOPICS))


def test_people_read_what_they_like_more_often(world):
    of_topic = world.interest[np.arange(len(world.people)), world.context]
    assert of_topic.mean() > world.interest.mean() + 0.5


def test_the_true_best_offer_has_the_highest_gain(world):
    best = world.response.gain[np.arange(len(world.people)), world.response.best]
    assert (best == world.response.gain.max(axis=1)).all()


def test_every_array_is_read_only(world):
    for array in facts(world):
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0
