import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equipoise import Settings
from equipoise.chain.pipeline import Chain
from equipoise.core.vocabulary import PURPOSES, SETTINGS_PAGE, SIGNAL, TO_OTHERS
from equipoise.personal.wishes import OBJECTION, chain_of, others_moved, receipts_with, standing, wishes_at_first


@pytest.fixture(scope="module")
def her(learned):
    return int(learned[0])


@pytest.fixture
def first(settings, her):
    return wishes_at_first(settings, her)


def stands(settings, her, wishes):
    return standing(chain_of(settings, her, wishes), her)


def test_nothing_chosen_is_the_very_same_run(settings, chain, her, first):
    assert first.agrees == PURPOSES
    assert chain_of(settings, her, first).deliver.fingerprint == chain.deliver.fingerprint


@given(agrees=st.sets(st.sampled_from(PURPOSES)), signal=st.booleans(), objects=st.booleans(), erased=st.booleans())
def test_nobody_else_s_consent_changes(agrees, signal, objects, erased):
    settings = Settings().replace(**{"population.size": 500, "consent.signal_share": 0.2})
    chain, her = Chain(settings), 7
    wishes = dataclasses.replace(
        wishes_at_first(settings, her), agrees=tuple(sorted(agrees)), signal=signal, objects=objects, erased=erased
    )
    before, after = chain.consent.value, chain_of(settings, her, wishes).consent.value
    others = np.arange(500) != her
    for name in ("answered", "said", "permits", "withdrew", "signals"):
        assert (getattr(before, name)[others] == getattr(after, name)[others]).all()
    wanted = {p for p in agrees if not (erased or (signal and p in TO_OTHERS) or (objects and p == "offers"))}
    assert {p for place, p in enumerate(PURPOSES) if after.permits[her, place]} == wanted
    assert not after.overridden[her]


def test_each_choice_does_what_it_says(settings, her, first):
    def without(purpose):
        return dataclasses.replace(first, agrees=tuple(name for name in PURPOSES if name != purpose))

    before = stands(settings, her, first)
    assert before.stored and before.shared and before.learned and before.contacted
    no_list = stands(settings, her, without("analytics"))
    assert not (no_list.stored or no_list.learned or no_list.contacted) and no_list.rows == before.rows - 1
    no_offers = stands(settings, her, without("offers"))
    assert no_offers.stored and no_offers.learned and not no_offers.contacted
    assert no_offers.reach == before.reach - 1
    no_copy = stands(settings, her, without("sharing"))
    assert no_copy.stored and not no_copy.shared and no_copy.copies == before.copies - 1
    signal = stands(settings, her, dataclasses.replace(first, signal=True))
    assert signal.stored and not signal.shared
    objects = stands(settings, her, dataclasses.replace(first, objects=True))
    assert objects.stored and objects.shared and not (objects.learned or objects.contacted)
    assert objects.learners == before.learners - 1
    erased = stands(settings, her, dataclasses.replace(first, erased=True))
    assert not (erased.stored or erased.shared or erased.learned or erased.contacted)


def test_other_sites_are_followed_only_with_a_yes(settings, her, first):
    buying = settings.replace(**{"minimise.sources": ["purchases", "cross_site"]})
    agrees = tuple(name for name in PURPOSES if name != "other_sites")
    for wishes, seen in ((first, True), (dataclasses.replace(first, agrees=agrees), False)):
        exact = chain_of(buying, her, wishes).minimise.value.exact
        assert exact.filter(like="cross_site").iloc[her].notna().all() == seen


def test_a_shop_that_honours_no_choice_honours_hers_neither(settings, her):
    deaf = settings.replace(**{"consent.model": "notice", "consent.honour": False})
    first = wishes_at_first(deaf, her)
    told = stands(deaf, her, dataclasses.replace(first, agrees=(), objects=True, erased=True))
    assert told.stored and told.shared and told.learned and told.contacted and not told.honoured
    polite = deaf.replace(**{"consent.honour": True})
    assert not stands(polite, her, dataclasses.replace(first, erased=True)).stored


def test_who_is_erased_has_left_nothing_in_the_model(settings, her, first):
    """Her past answers turned round change nothing after the erasure, and something before."""
    weights = {}
    for erased in (False, True):
        for flipped in (False, True):
            run = chain_of(settings, her, dataclasses.replace(first, erased=erased))
            log = run.history.value
            visit = log.visit.copy()
            visit[her] ^= flipped
            run.history = run.history.instead(dataclasses.replace(log, visit=visit), f"flipped {flipped}")
            weights[erased, flipped] = run.train.value.fitted.weights
    assert (weights[True, False] == weights[True, True]).all()
    assert (weights[False, False] != weights[False, True]).any()


def test_others_whose_offer_changes_are_counted_without_her(settings, chain, her, first):
    after = chain_of(settings, her, dataclasses.replace(first, agrees=()))
    naive = sum(
        before != now
        for place, (before, now) in enumerate(
            zip(chain.target.value.offer.tolist(), after.target.value.offer.tolist(), strict=True)
        )
        if place != her
    )
    assert others_moved(chain, after, her) == naive
    assert others_moved(chain, chain, her) == 0


def test_every_change_leaves_a_receipt(settings, her, first):
    old = receipts_with(settings, her, first)
    assert {one.answer for one in old} == {"yes"}
    changed = dataclasses.replace(first, agrees=("analytics", "offers"), signal=True, objects=True)
    new = receipts_with(settings, her, changed)[len(old) :]
    assert {(one.purpose, one.answer, one.version) for one in new} == {
        ("sharing", "withdrawn", SETTINGS_PAGE), ("other_sites", "withdrawn", SETTINGS_PAGE),
        ("sharing", "signal", SIGNAL), ("other_sites", "signal", SIGNAL), ("offers", "withdrawn", OBJECTION),
    }  # fmt: skip
    gone = receipts_with(settings, her, dataclasses.replace(first, erased=True))[len(old) :]
    assert [one.purpose for one in gone if one.answer == "withdrawn"] == list(PURPOSES)
