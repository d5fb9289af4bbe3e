import dataclasses

import numpy as np
import pytest

from equipoise.chain.advertising import Advertising
from equipoise.core.vocabulary import TO_OTHERS
from equipoise.personal import questions
from equipoise.personal.hearing import heard
from equipoise.personal.wishes import wishes_at_first


@pytest.fixture(scope="module")
def reader(chain):
    """A customer about whom something may be sent, and who is shown advertisements."""
    ads = Advertising(chain)
    shown = np.bincount(ads.shown.value[0].reader, minlength=len(ads.readers.value))
    customers = ads.readers.value.customer
    return int(np.flatnonzero(customers & ads.may.value & (shown > 1))[0])


def test_it_counts_what_the_branch_counts(chain, reader):
    ads, found = Advertising(chain), heard(chain, reader)
    own = ads.seen.value.campaign.reader == reader
    assert found.views == own.sum() > 0 and found.told == found.views
    assert found.ads == (ads.shown.value[0].reader == reader).sum() > 1
    assert found.joined and found.honoured and found.last is not None and found.last.held == found.views


def test_a_no_of_ones_own_silences_the_pages_and_nobody_elses(settings, reader):
    first = wishes_at_first(settings, reader)
    no = dataclasses.replace(first, agrees=tuple(each for each in first.agrees if each not in TO_OTHERS))
    before, after = (questions.heard((settings, reader, wishes)) for wishes in (first, no))
    assert before.told == before.views == after.views
    assert after.told == 0 and not after.joined and after.last.page != "item"


def test_a_signal_is_a_no_too(settings, reader):
    first = wishes_at_first(settings, reader)
    assert questions.heard((settings, reader, dataclasses.replace(first, signal=True))).told == 0


def test_a_shop_that_does_not_care_tells_all_the_same(settings, refuser):
    loud = settings.replace(**{"ads.honour_opt_out": False})
    found = questions.heard((loud, refuser, None))
    assert not found.honoured and found.told == found.views
