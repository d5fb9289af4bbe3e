import dataclasses

import numpy as np
import pytest

from equipoise.core.vocabulary import EDUCATIONS, GROUPS, HOUSEHOLDS, INTERSECTIONS, OCCUPATIONS, TODAY
from equipoise.stages.world.people import (
    _EXPECTING,
    INTEREST_MEAN,
    INTEREST_VARIANCE,
    _steady_interest,
    draw_interests,
)


def test_expecting_occurs_only_among_women_from_18_to_44(full_world):
    people = full_world.people
    expecting = people.expecting
    assert (people.sex[expecting] == 0).all()
    assert people.age[expecting].min() >= 18 and people.age[expecting].max() < 45
    able = (people.sex == 0) & (people.age < 45)
    assert expecting[able].mean() == pytest.approx(0.125, abs=0.015)


def test_levels_are_places_in_the_vocabulary(full_world):
    people = full_world.people
    for name, levels in (("household", HOUSEHOLDS), ("education", EDUCATIONS), ("occupation", OCCUPATIONS)):
        assert set(np.unique(getattr(people, name))) == set(range(len(levels)))


def test_traits_follow_age_and_schooling(full_world):
    people = full_world.people
    assert people.chronic[people.age >= 65].mean() > 1.5 * people.chronic[people.age < 35].mean()
    assert people.money[people.education == 0].mean() > 1.5 * people.money[people.education == 3].mean()


def test_postcode_is_a_proxy_for_heritage(full_world):
    people = full_world.people
    assert people.heritage.mean() == pytest.approx(0.25, abs=0.05)
    sizes = np.bincount(people.postcode)
    shares = np.bincount(people.postcode, weights=people.heritage)[sizes > 200] / sizes[sizes > 200]
    chance = np.sqrt(0.25 * 0.75 / 200)
    assert shares.std() > 3 * chance


def test_concern_is_about_standard_normal_and_higher_in_heritage_b(full_world):
    people = full_world.people
    assert people.privacy_concern.mean() == pytest.approx(0, abs=0.06)
    assert people.privacy_concern.std() == pytest.approx(1, abs=0.06)
    of = [people.privacy_concern[people.heritage == group].mean() for group in (0, 1)]
    assert of[1] - of[0] == pytest.approx(0.35, abs=0.08)


@pytest.mark.parametrize("attribute", INTERSECTIONS)
def test_an_intersection_is_named_by_both_of_its_groups(world, attribute):
    """In every one of them: whoever is in "women, heritage B" is among the women and in heritage B."""
    parts = INTERSECTIONS[attribute]
    named = [np.array(GROUPS[part])[world.people.group(part)] for part in parts]
    both = np.array(GROUPS[attribute])[world.people.group(attribute)]
    assert (world.people.groups()[attribute] == world.people.group(attribute)).all()
    assert both.tolist() == [f"{one}, {other}" for one, other in zip(*named, strict=True)]


def test_groups_of_a_protected_attribute(world):
    people = world.people.first(4)
    born = TODAY - (np.array([20, 34.9, 35.1, 60]) * 365.25)
    people = dataclasses.replace(people, birth_day=born.astype(np.int32), sex=np.array([0, 1, 1, 1], dtype=np.int8))
    assert people.group("sex").tolist() == [0, 1, 1, 1]
    assert people.group("age_band").tolist() == [0, 0, 1, 2]
    assert people.group("sex_by_age").tolist() == [0, 3, 4, 5]  # sex * 3 bands + band
    assert (people.group("sex_by_heritage") == 2 * people.sex + people.heritage).all()
    assert (people.group("age_by_heritage") == 2 * np.array([0, 0, 1, 2]) + people.heritage).all()
    assert people.group("heritage").tolist() == people.heritage.tolist()
    with pytest.raises(KeyError):
        people.group("shoe size")


def test_taste_is_stronger_than_demographics_and_drifts(world):
    people = world.people
    weak = _steady_interest(people) + people.expecting[:, None] * _EXPECTING
    now, then = draw_interests(people, seed=1)
    taste_now = now - weak
    assert taste_now.var(axis=0).mean() == pytest.approx(1, abs=0.05)
    assert weak.var(axis=0).mean() < 0.5
    calm = ~people.expecting  # a child on the way is new, so it is no part of the old interest
    taste_then = (then - weak)[calm]
    # by construction r = .8; 5,000 people and 12 topics give a standard error of .36 / sqrt(60,000) = .0015
    assert np.corrcoef(taste_now[calm].ravel(), taste_then.ravel())[0, 1] == pytest.approx(0.8, abs=0.01)


def test_expecting_changes_present_interests_only(world):
    expecting = world.people.expecting
    calm = dataclasses.replace(world.people, expecting=np.zeros_like(expecting))
    (now, then), (calm_now, calm_then) = (draw_interests(people, seed=1) for people in (world.people, calm))
    assert (now - calm_now)[expecting, 0].min() > 1.5  # baby
    assert (now == calm_now)[~expecting].all() and (then == calm_then).all()


def test_the_interests_of_the_market_are_as_declared(full_world):
    interest = full_world.interest
    assert interest.mean(axis=0) == pytest.approx(INTEREST_MEAN, abs=0.05)
    assert interest.var(axis=0) == pytest.approx(INTEREST_VARIANCE, abs=0.06)


def test_people_are_read_only(world):
    with pytest.raises(ValueError, match="read-only"):
        world.people.sex[0] = 1
