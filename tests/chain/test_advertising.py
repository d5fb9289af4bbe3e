"""The branch of advertisements: what follows from the world, what from levers, and what must not move."""

import json

import numpy as np
import pytest

from equipoise.chain.advertising import Advertising, advertise
from equipoise.chain.pipeline import Chain
from equipoise.chain.settings import Settings
from equipoise.shared.advertising import CUSTOMER, PANEL, PROSPECT
from equipoise.stages.ads.measures import NEW_CUSTOMERS_A_VISIT, PROSPECTS_VISIT, added_visits

SMALL = Settings().replace(**{"population.size": 2_000})


def ads(**levers):
    return Advertising(Chain(SMALL.replace(**{name.replace("__", "."): value for name, value in levers.items()})))


@pytest.fixture(scope="module")
def usual():
    return ads()


def test_readers_are_customers_panel_and_a_sample_of_everybody_else(usual):
    who, world = usual.readers.value, usual.chain.population.value
    assert np.bincount(who.kind).tolist() == [2_000, len(world.people) - 2_000, len(usual.chain.prospects.value)]
    assert [CUSTOMER, PANEL, PROSPECT] == [0, 1, 2]
    # Customers, prospects with their weight and nobody else are the market.
    assert who.weight.sum() == pytest.approx(len(world.notional))


def test_prospects_visit_as_often_as_published(usual):
    who = usual.readers.value
    assert who.visit_without[who.prospect].mean() == pytest.approx(PROSPECTS_VISIT, abs=0.002)


def test_nothing_is_shown_to_the_panel_or_the_holdout(usual):
    shown, shows = usual.shown.value
    assert not shows[usual.readers.value.kind == PANEL].any()
    assert shows[shown.reader].all() and len(shown)


def test_incrementality_is_that_of_the_same_people_with_and_without():
    with_ads, without = ads(), ads(ads__budget=0.0)
    who = with_ads.readers.value
    assert who is without.readers.value
    visits = [who.visit_without + added_visits(who, each.shown.value[0]) for each in (with_ads, without)]
    counted = who.customer & with_ads.shown.value[1]
    truth = 1000 * float((visits[0] - visits[1])[counted].mean())
    assert with_ads.measured.value.extra_visits.value == pytest.approx(truth) and truth > 0
    prospects = who.prospect & with_ads.shown.value[1]
    new = 1e5 * NEW_CUSTOMERS_A_VISIT * float((visits[0] - visits[1])[prospects].mean())
    assert with_ads.measured.value.new_customers.value == pytest.approx(new)


def test_a_cap_changes_nobody_below_it():
    free, capped = (ads(ads__cap=cap, ads__budget=200.0).shown.value[0] for cap in (0, 2))
    assert not free.stopped
    most = np.bincount(free.reader[free.beyond >= 2], minlength=len(ads().readers.value))
    known = ads().profile.value.address >= 0
    below = (most == 0) | ~known
    assert 0 < below.sum() < below.size
    assert (free.page[below[free.reader]] == capped.page[below[capped.reader]]).all()
    assert len(capped) < len(free)


def test_a_no_is_honoured_in_every_request():
    for addressing in ("topics", "cohort", "email", "cookie"):
        honoured = ads(ads__addressing=addressing)
        may, page = honoured.may.value, honoured.seen.value.campaign
        refused = ~may[page.reader]
        assert refused.any() and not honoured.requests.value.personal[refused].any()
        assert not honoured._recognised[refused].any()


def test_without_honouring_it_everybody_is_followed():
    ignored = ads(ads__honour_opt_out=False)
    assert ignored.may.value.all() and ignored.requests.value.personal.all()


def test_a_browser_speaks_for_its_reader():
    silent, loud = ads(), ads(consent__signal_share=0.5, consent__honour_signal=False)
    signals = loud.chain.consent.value.signals
    assert not loud.may.value[: signals.size][signals].any()
    assert silent.may.value[: signals.size][signals].any()


def test_an_email_address_finds_only_customers_who_allow_it():
    mail = ads(ads__addressing="email", ads__honour_opt_out=False)
    page = mail.seen.value.campaign
    found = np.unique(page.reader[mail._recognised])
    said = mail.chain.consent.value.permit("other_sites")
    assert found.size and (found < 2_000).all() and said[found].all()


def test_what_is_not_known_changes_no_bid():
    blind = ads(ads__addressing="none", ads__page_address="full")
    offers = blind.bids.value
    assert np.unique(offers.bid).size == 1 and np.unique(offers.topic).size == 1


def test_knowing_more_finds_more_new_customers():
    blind, page, cookie = (ads(ads__addressing=one).measured.value for one in ("none", "context", "cookie"))
    assert blind.new_customers.high < page.new_customers.low
    assert page.new_customers.value < cookie.new_customers.value


def test_stopping_after_a_purchase_shows_nobody_what_they_bought():
    assert ads().measured.value.already_bought.value > 0
    assert ads(ads__stop_after_purchase=True).measured.value.already_bought.value == 0


def test_dearer_women_are_reached_less():
    fair, gap = ads(), ads(deliver__price_gap=1.0)
    assert gap.measured.value.reached_by_group["sex: women"].value < fair.measured.value.reached_by_group[
        "sex: women"].value  # fmt: skip
    men = "sex: men"
    assert gap.measured.value.reached_by_group[men] == fair.measured.value.reached_by_group[men]


def test_the_outcome_is_plain_and_the_same_again():
    first, again = (advertise(SMALL.replace(**{"population.size": 1_000})) for _ in range(2))
    assert first == again
    assert json.loads(json.dumps(first.to_dict(), allow_nan=False))["ads"]["broadcasts_web"]["tag"] == (
        "published input"
    )
