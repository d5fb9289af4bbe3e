import numpy as np
import pytest

from equipoise.core.vocabulary import TOPICS
from equipoise.shared.receipts import ITEMS
from equipoise.stages.world.build import build
from equipoise.stages.world.prospects import SAMPLE, draw_prospects
from equipoise.stages.world.receipts import allot_views
from equipoise.stages.world.settings import PopulationSettings


@pytest.fixture(scope="module")
def prospects(full_world):
    return draw_prospects(full_world)


def test_prospects_are_other_people_of_the_market(full_world, prospects):
    assert len(prospects) == SAMPLE == len(np.unique(prospects.chosen))
    assert not np.isin(prospects.chosen, full_world.chosen).any()
    assert prospects.weight * SAMPLE == pytest.approx(len(full_world.notional) - full_world.size)
    assert (prospects.people.birth_day == full_world.notional.birth_day[prospects.chosen]).all()


def test_asking_for_prospects_leaves_the_customers_as_they_are(full_world, prospects):
    again = build(PopulationSettings(seed=full_world.seed))
    assert (again.interest == full_world.interest).all() and (again.people.heritage == full_world.people.heritage).all()
    assert np.corrcoef(prospects.activity, full_world.activity[:SAMPLE])[0, 1] == pytest.approx(0, abs=0.03)


def test_prospects_look_at_as_many_pages_as_customers(full_world, prospects):
    # the mean of each topic differs by chance only: 12 topics, each within 4.5 standard errors
    ours, theirs = full_world.events["browsing"].counts[: full_world.size].astype(float), prospects.views.totals()
    error = np.sqrt(ours.var(axis=0) / len(ours) + theirs.var(axis=0) / len(theirs))
    assert theirs.shape == (SAMPLE, len(TOPICS))
    assert (np.abs(ours.mean(axis=0) - theirs.mean(axis=0)) < 4.5 * error).all()
    whole = [block.sum(axis=1) for block in (ours, theirs)]
    error = np.sqrt(sum(part.var() / part.size for part in whole))
    assert abs(whole[0].mean() - whole[1].mean()) < 4 * error


@pytest.mark.parametrize("sex", [0, 1])
def test_women_and_men_among_them_browse_like_customers(full_world, prospects, sex):
    ours = full_world.events["browsing"].counts[: full_world.size][full_world.customers.sex == sex].astype(float)
    theirs = prospects.views.totals()[prospects.people.sex == sex]
    error = np.sqrt(ours.var(axis=0) / len(ours) + theirs.var(axis=0) / len(theirs))
    assert (np.abs(ours.mean(axis=0) - theirs.mean(axis=0)) < 4.5 * error).all()


def test_they_like_the_same_items_as_customers(full_world, prospects):
    seen = [views.item[views.item >= 0] for views in (allot_views(full_world), prospects.views)]
    shares = [np.bincount(item, minlength=ITEMS) / item.size for item in seen]
    assert np.corrcoef(*shares)[0, 1] > 0.98


def test_heritage_goes_with_the_postcode_as_among_customers(full_world, prospects):
    places = len(full_world.geography.sizes)
    shares = []
    for people in (full_world.customers, prospects.people):
        counts = np.bincount(people.postcode, minlength=places)
        shares.append(np.bincount(people.postcode, people.heritage, places) / np.maximum(counts, 1))
    large = full_world.geography.sizes > 5_000
    assert np.corrcoef(shares[0][large], shares[1][large])[0, 1] > 0.95


def test_a_small_world_has_as_many_prospects():
    world = build(PopulationSettings(seed=4, size=500))
    found = draw_prospects(world)
    assert len(found) == SAMPLE and found.views.people == SAMPLE
