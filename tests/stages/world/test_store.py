import numpy as np
import pytest

from equipoise.core.vocabulary import MARGIN, TOPICS
from equipoise.stages.world.behaviour import topic_weights, yearly_rate
from equipoise.stages.world.items import STRATA, catalogue, shares
from equipoise.stages.world.receipts import allot
from equipoise.stages.world.store import expected_year, margin_share, mean_prices


def test_a_purchase_of_nobody_in_particular_earns_the_margin_of_a_sale():
    items = catalogue()
    paid = np.bincount(items.topic, items.popularity * items.price) * (1 - 0.2 / 8)  # one week of eight, a fifth off
    assert margin_share() * (paid * topic_weights()).sum() == pytest.approx(MARGIN)
    assert 0.3 < margin_share() < 0.6


def test_mean_prices_by_hand():
    price = catalogue().price.reshape(len(TOPICS), -1)
    assert mean_prices().shape == (STRATA, len(TOPICS))
    assert mean_prices()[3, 5] == pytest.approx(0.975 * (shares()[3, 5] * price[5]).sum())


def test_a_year_at_present_rates_has_as_many_purchases_as_the_last_months_suggest(full_world):
    rate = yearly_rate("purchases", full_world.activity, full_world.interest)
    assert rate.sum() == pytest.approx(6 * full_world.events["purchases"].totals(2).sum(), rel=0.04)


def test_the_year_continues_the_receipts(full_world):
    # expected spend against twice that of the last six months, of the same customers: equal but for drift and chance
    year, receipts = expected_year(full_world), allot(full_world)
    recent = receipts.where((receipts.month < 6) & (receipts.person < full_world.size))
    spent = np.bincount(recent.person, recent.price, minlength=full_world.size) * 2
    assert year.spend.mean() == pytest.approx(spent.mean(), rel=0.05)
    busy = year.spend > np.median(year.spend)
    assert year.spend[busy].mean() == pytest.approx(spent[busy].mean(), rel=0.06)
    assert year.margin == pytest.approx(year.spend * margin_share())
    assert year.spend.size == full_world.size
