"""The hidden conduct decides what comes of sharing, not the paper."""

from equipoise import Settings
from equipoise.partner_check.consequence import shared_with

SMALL = Settings().replace(**{"population.size": 2_000, "consent.withdrawal": 0.3})


def test_good_paper_and_bad_conduct_is_worse_than_little_paper_and_good_conduct():
    tern, fennel = (shared_with(SMALL, name) for name in ("tern", "fennel"))
    assert tern.used.sold_on.value == 1 and tern.attacks["buyer"].mounted
    assert fennel.used.sold_on.value == 0 == fennel.used.kept_on.value and not fennel.attacks["buyer"].mounted


def test_in_a_clean_room_conduct_changes_nothing():
    room = SMALL.replace(**{"partners.join": "clean_room"})
    tern, fennel = (shared_with(room, name) for name in ("tern", "fennel"))
    assert tern.attacks == fennel.attacks and tern.used == fennel.used
