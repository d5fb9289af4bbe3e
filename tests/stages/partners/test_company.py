"""The partner's own customers are drawn once, and are the same under every setting."""

import numpy as np
import pytest

from equipoise.shared.identity import mailboxes, name_codes
from equipoise.stages.partners.company import SAME_ADDRESS, SHARE, partner_of
from equipoise.stages.world.build import build
from equipoise.stages.world.settings import PopulationSettings


@pytest.fixture(scope="module")
def world():
    return build(PopulationSettings(size=1_000, seed=3))


def test_shares_are_the_assumed_ones(world):
    partner = partner_of(world)
    assert len(partner) / len(world.notional) == pytest.approx(SHARE, abs=0.02)
    same = partner.mailbox == mailboxes(world.notional.sex)[partner.person]
    assert same.mean() == pytest.approx(SAME_ADDRESS, abs=0.02)


def test_those_with_one_address_have_the_one_that_everybody_has_and_the_others_have_nobodys(world):
    partner = partner_of(world)
    boxes, names = mailboxes(world.notional.sex), name_codes(partner.person, world.notional.sex[partner.person])
    assert np.array_equal(partner.name, names)
    other = partner.mailbox != boxes[partner.person]
    assert other.any() and partner.mailbox[other].min() > boxes.max()


def test_the_same_world_has_the_same_partner_and_places_are_found(world):
    first, second = partner_of(world), partner_of(world)
    assert np.array_equal(first.person, second.person)
    outside = int(np.setdiff1d(np.arange(len(world.notional)), first.person)[0])
    assert first.places(np.array([first.person[4], outside])).tolist() == [4, -1]
