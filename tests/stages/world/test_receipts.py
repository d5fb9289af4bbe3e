import numpy as np
import pytest

from equipoise.core.vocabulary import MONTHS, TOPICS
from equipoise.shared.receipts import ITEMS, SEARCH
from equipoise.stages.world.build import build
from equipoise.stages.world.items import catalogue, price_paid
from equipoise.stages.world.receipts import FAVOURITES, OF_FAVOURITES, allot, allot_views
from equipoise.stages.world.settings import PopulationSettings


@pytest.fixture(params=["purchases", "browsing"])
def events_of(request, receipts, views):
    """Name of a source, and its single events."""
    return request.param, {"purchases": receipts, "browsing": views}[request.param]


def columns(events):
    return events._columns().values()


@pytest.mark.parametrize("months", [1, 2, 6, 23, MONTHS])
def test_single_events_add_up_to_the_totals_of_any_number_of_months(world, events_of, months):
    source, events = events_of
    assert (events.totals(months) == world.events[source].totals(months)).all()


def test_they_are_in_the_order_and_in_the_months_of_the_worlds_events(world, events_of):
    source, events = events_of
    cell = events.person.astype(int) * len(TOPICS) + events.topic
    assert (np.diff(cell) >= 0).all()
    assert (events.month == world.events[source].age_months).all()
    assert events.people == len(world.people)


@pytest.mark.parametrize("taste", [0.0, 2.0])
def test_receipts_add_up_in_other_worlds(taste):
    world = build(PopulationSettings(seed=5, size=500, taste=taste))
    assert (allot(world).totals() == world.events["purchases"].counts).all()
    assert (allot_views(world).totals() == world.events["browsing"].counts).all()


def test_the_same_world_gives_the_same_receipts_and_another_one_others(world, receipts):
    again, other = allot(world), allot(build(PopulationSettings(seed=2, size=2_000)))
    assert all((first == second).all() for first, second in zip(columns(receipts), columns(again), strict=True))
    size = min(len(receipts), len(other))
    assert (receipts.item[:size] != other.item[:size]).any()


def test_asking_for_receipts_leaves_the_world_as_it_is(world):
    again = build(PopulationSettings(seed=1, size=2_000))
    allot(again), allot_views(again)
    assert (again.events["purchases"].age_months == world.events["purchases"].age_months).all()
    assert (again.response.gain == world.response.gain).all()


def test_days_hours_and_prices_are_possible(receipts, views):
    for events in (receipts, views):
        assert events.day.max() <= 729 and events.hour.max() == 23
        assert np.ptp(np.bincount(events.day, minlength=730)[:720].reshape(-1, 30).sum(axis=1)) > 0
    assert (receipts.price == price_paid(receipts.item, receipts.day)).all()
    assert receipts.item.min() >= 0 and receipts.item.max() < ITEMS
    evening = np.isin(views.hour, (18, 19, 20)).mean()
    assert evening > np.isin(views.hour, (2, 3, 4)).mean() + 0.1


def test_days_are_spread_evenly_over_each_month(receipts):
    within = receipts.day[(receipts.month == 1)] - 30
    assert within.min() == 0 and within.max() == 30
    assert within.mean() == pytest.approx(15, abs=4 * 8.95 / np.sqrt(within.size))


def test_most_purchases_are_of_a_few_favourites(receipts):
    # among cells of at least 6 purchases, the share of the four most frequent items cannot be below what favourites
    # make: 85% of the purchases are of at most four items
    cell = receipts.person.astype(int) * len(TOPICS) + receipts.topic
    top, total = 0, 0
    for each in np.flatnonzero(np.bincount(cell) >= 8):
        counts = np.sort(np.bincount(receipts.item[cell == each]))[::-1]
        top, total = top + counts[:FAVOURITES].sum(), total + counts.sum()
    assert total > 500
    assert OF_FAVOURITES["purchases"] - 0.03 < top / total < 0.98


def test_people_look_at_the_favourites_that_they_buy(world, receipts, views):
    # of purchases and page views of one person in one topic, P(same item) is far above that of two people
    def share_met(views_of):
        seen = set(zip(views_of.tolist(), views.item.tolist(), strict=True))
        pairs = list(zip(receipts.person.tolist(), receipts.item.tolist(), strict=True))
        return np.mean([pair in seen for pair in pairs])

    own = share_met(views.person)
    other = share_met((views.person + 1) % len(world.people))
    assert own > 5 * other


def test_women_and_men_choose_by_the_leans(full_world):
    receipts = allot(full_world)
    items, woman = catalogue(), (full_world.people.sex == 0)[receipts.person]
    bought = [np.bincount(receipts.item[side], minlength=ITEMS) for side in (woman, ~woman)]
    ratio = np.log((bought[0] + 0.5) / (bought[1] + 0.5))
    enough = (bought[0] + bought[1]) >= 200
    assert enough.sum() > 300
    slope = np.polyfit(2 * items.lean_sex[enough], ratio[enough], 1)[0]
    assert slope == pytest.approx(1.0, abs=0.1)


def test_old_and_young_choose_by_the_leans(full_world):
    receipts = allot(full_world)
    age = full_world.people.age[receipts.person]
    bought = [np.bincount(receipts.item[side], minlength=ITEMS) for side in ((age >= 60) & (age < 70), age < 30)]
    enough = (bought[0] + bought[1]) >= 100
    ratio = np.log((bought[0] + 0.5) / (bought[1] + 0.5))[enough]
    slope = np.polyfit(2 * catalogue().lean_age[enough], ratio, 1)[0]
    assert slope == pytest.approx(1.0, abs=0.15)


def test_some_pages_list_all_items_of_a_keyword(views):
    searched = views.item == SEARCH
    assert searched.mean() == pytest.approx(0.3, abs=0.01)
    of_items = ~searched
    assert (catalogue().keyword[views.item[of_items]] == views.keyword[of_items]).all()
