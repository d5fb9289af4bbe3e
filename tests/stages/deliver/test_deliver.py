import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equipoise.shared.decisions import Decisions, Redrawn
from equipoise.stages.deliver.deliver import deliver, deliver_anew, won
from equipoise.stages.deliver.settings import DeliverSettings

PEOPLE = 4_000
WOMAN = np.arange(PEOPLE) % 2 == 0


def decided(selected):
    return Decisions(
        offer=np.where(selected, 3, 1), selected=selected.copy(), reachable=np.ones(selected.size, dtype=bool),
        score=np.where(selected, 0.3, 0.1), fallback=np.full(selected.size, 0.1),
    )  # fmt: skip


def met(gap, selected=None, seed=1):
    decisions = decided(np.arange(PEOPLE) % 4 < 2 if selected is None else selected)
    return deliver(DeliverSettings(price_gap=gap), decisions, WOMAN, generic=1, seed=seed)


def test_without_a_gap_people_meet_what_was_decided():
    decisions = decided(np.array([True, False]))
    assert deliver(DeliverSettings(), decisions, np.array([True, False]), generic=1, seed=1) is decisions


def test_one_bid_wins_the_cheapest_by_hand():
    # 1 + 2 + 3 = 6 is within 7, 1 + 2 + 3 + 5 = 11 is not: the bid is 3
    assert won(np.array([5.0, 1.0, 3.0, 2.0]), 7.0).tolist() == [False, True, True, True]
    assert won(np.array([5.0, 1.0]), 6.0).all()  # exactly enough is enough
    assert not won(np.array([5.0]), 4.0).any() and won(np.array([]), 0.0).size == 0


@given(st.lists(st.floats(0.1, 10), max_size=30), st.floats(0, 100))
def test_the_money_lasts_and_nobody_dearer_is_reached_before_somebody_cheaper(prices, money):
    price = np.array(prices)
    chosen = won(price, money)
    assert price[chosen].sum() <= money * (1 + 1e-6)
    assert not chosen.any() or chosen.all() or price[chosen].max() <= price[~chosen].min()


def test_a_tiny_gap_outbids_hardly_anybody_and_a_wider_one_more_women():
    decisions = met(0.0)
    reached = [met(gap).selected[WOMAN & decisions.selected].mean() for gap in (0.001, 0.3, 1.0)]
    assert reached[0] > 0.99 and reached[0] > reached[1] > reached[2]
    everybody = met(1.0).selected
    assert everybody[~WOMAN & decisions.selected].mean() > reached[2] + 0.2  # nobody decided that
    assert not (everybody & ~decisions.selected).any()


def test_a_gap_that_makes_nobody_dearer_reaches_everybody():
    men = ~WOMAN
    assert (met(2.0, selected=men).selected == men).all()


def test_the_outbid_meet_the_generic_offer_with_its_own_prediction():
    before, after = met(0.0), met(1.0)
    outbid = before.selected & ~after.selected
    assert outbid.any()
    assert (after.offer[outbid] == 1).all() and after.score[outbid] == pytest.approx(0.1)
    assert (after.offer[~outbid] == before.offer[~outbid]).all() and (
        after.score[~outbid] == before.score[~outbid]
    ).all()
    assert (after.reachable == before.reachable).all()


def test_everybody_keeps_the_same_price():
    few, many = met(0.3).selected, met(1.0).selected
    assert not (many & ~few)[WOMAN].any()  # who is outbid at a gap is outbid at a wider one


def test_redrawn_decisions_meet_the_same_prices():
    decisions = decided(np.arange(PEOPLE) % 4 < 2)
    redrawn = Redrawn(
        people=np.arange(PEOPLE),
        generic=np.array([1, 2]),
        offer=np.tile(decisions.offer, (2, 1)).astype(np.int8),
        selected=np.tile(decisions.selected, (2, 1)),
    )
    levers = DeliverSettings(price_gap=0.5)
    anew, once = deliver_anew(levers, redrawn, WOMAN, seed=1), met(0.5)
    assert (anew.selected == once.selected).all() and (anew.offer[0] == once.offer).all()
    outbid = decisions.selected & ~once.selected
    assert outbid.any() and (anew.offer[1, outbid] == 2).all()  # each past has its own generic offer
    assert deliver_anew(DeliverSettings(), redrawn, WOMAN, seed=1) is redrawn
