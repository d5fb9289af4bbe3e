import numpy as np
import pytest

from equipoise.chain.advertising import Advertising
from equipoise.chain.pipeline import Chain
from equipoise.chain.settings import Settings
from equipoise.studies.auctions import ADDRESSINGS, KEPT, READERS, addressed, kept, opened

SMALL = Settings().replace(**{"population.size": 2_000})


def views(**levers):
    return opened(SMALL.replace(**{f"ads.{name}": value for name, value in levers.items()}))


@pytest.fixture(scope="module")
def usual():
    return views()


def test_some_of_those_shown_said_no_and_nothing_is_sent_about_them(usual):
    assert len(usual) == READERS and {view.may for view in usual} == {True, False}
    for view in usual:
        if not view.may:
            assert not (view.address or view.place or view.topics or view.held or view.named) and view.page != "item"
        else:
            assert view.address and view.place and view.held > 0


def test_a_place_is_won_by_the_higher_bid(usual):
    for view in usual:
        assert view.won == tuple(view.bid >= other for other in view.others) and len(view.others) == 3


def test_everything_in_it_is_the_engines(usual):
    ads = Advertising(Chain(SMALL))
    page = ads.seen.value.campaign
    for view in usual:
        here = np.flatnonzero((page.topic == view.topic) & (page.item == view.item) & (page.keyword == view.keyword))
        times = -1 - page.time[here]
        assert (24 * view.days + 23 - view.hour in times.tolist()) and view.days < 56


def test_what_is_sent_follows_the_addressing():
    assert not any(view.address or view.topics or view.cohort >= 0 for view in views(addressing="context"))
    assert all(view.cohort >= 0 for view in views(addressing="cohort", honour_opt_out=False))
    assert any(view.topics for view in views(addressing="topics", honour_opt_out=False))
    assert all(len(view.topics) <= 3 for view in views(addressing="topics"))
    assert {view.page for view in views(page_address="none")} == {"none"}


def test_a_district_is_named_by_what_its_postcodes_share():
    postcodes, districts = (views(place=place, honour_opt_out=False) for place in ("postcode", "district"))
    for one, other in zip(postcodes, districts, strict=True):
        assert one.place.startswith(other.place) and "-" not in other.place


def test_every_way_to_address_readers_is_compared():
    ways = addressed(SMALL)
    assert tuple(way.addressing for way in ways) == ADDRESSINGS
    by = {way.addressing: way for way in ways}
    assert by["none"].linked.value == 0 < by["cookie"].linked.value
    assert by["none"].new_customers.value < by["cookie"].new_customers.value


def test_keeping_for_longer_links_more():
    found = kept(SMALL)
    assert tuple(each.weeks for each in found) == KEPT
    linked = [each.linked.value for each in found]
    assert linked == sorted(linked) and linked[0] < linked[-1]
