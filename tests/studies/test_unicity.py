import numpy as np
import pytest

from equipoise import Settings
from equipoise.chain.pipeline import Chain
from equipoise.core.errors import Cancelled
from equipoise.studies.unicity import LEVELS, MOST, by_points

BARE = {"population.size": 600, "consent.model": "notice", "protect.technique": "none", "protect.identifiers": "keyed"}


def settings(**levers):
    return Settings().replace(**BARE, **levers)


@pytest.fixture(scope="module")
def curves():
    return {level: by_points(settings(**{"minimise.detail": "receipts"}), level) for level in LEVELS}


def test_more_points_and_finer_points_single_out_more(curves):
    for curve in curves.values():
        assert [one.points for one in curve.known] == list(range(1, MOST + 1))
    two = [curves[level].known[1].unicity.value for level in ("topic_month", "item", "item_month", "item_month_price")]
    assert two == sorted(two) and two[0] < 0.5 < two[1]
    assert curves["item"].known[0].unicity.high < curves["item"].known[3].unicity.low


def test_the_attack_finds_those_who_are_unique_and_some_more(curves):
    for curve in curves.values():
        for one in curve.known:
            assert one.linkage.attack.value >= one.unicity.value
            assert one.linkage.control.value < 0.2


def test_counted_are_those_with_enough_purchases(curves):
    bought = Chain(settings()).population.value.events["purchases"].counts.sum(axis=1)[:600]
    for one in curves["item"].known:
        held = one.unicity.n
        assert held == one.linkage.attack.n
        assert held == pytest.approx(0.9 * (bought >= one.points).sum(), rel=0.05)  # a tenth are controls


def test_unicity_is_what_counting_gives():
    # brute force, on items: for each person with three purchases or more, how many rows hold the three that are known
    lean = settings(**{"minimise.detail": "items"})
    chain = Chain(lean)
    three = by_points(lean, "item").known[2]
    release = chain.exposure.table.value[0]
    held = np.zeros((len(release), 1800), dtype=int)
    bought = release.events.source == 0
    held[release.events.row[bought], release.events.item[bought]] = release.events.count[bought]
    from equipoise.chain.sightings import points_seen, purchases_seen

    topics = purchases_seen(MOST, 24, chain.population.value, chain.seed, only_kept=True)
    points = points_seen(topics, ("item",), 24, chain.receipts.value, chain.seed)
    alone = []
    for person in np.flatnonzero(chain.exposure.table.value[1].holds):
        items = points.item[person, :3]
        if (items >= 0).all():
            wanted = np.bincount(items, minlength=1800)
            alone.append((held >= wanted).all(axis=1).sum() == 1)
    assert (three.unicity.n, three.unicity.value) == (len(alone), pytest.approx(np.mean(alone)))


def test_topic_totals_single_out_hardly_anybody():
    curve = by_points(settings(), "item_month")
    assert curve.compared == ("topic",)
    assert curve.known[3].unicity.value < 0.1
    assert by_points(settings(**{"minimise.detail": "items"}), "item_month").compared == ("item",)


def test_fewer_months_are_fewer_purchases():
    kept = by_points(settings(**{"minimise.detail": "receipts", "minimise.retention_months": 6}), "item_month")
    everything = by_points(settings(**{"minimise.detail": "receipts"}), "item_month")
    assert kept.known[3].unicity.n < everything.known[3].unicity.n
    assert kept.known[3].unicity.value > 0.9


@pytest.mark.parametrize(
    ("levers", "reason"),
    [
        ({"protect.technique": "cohorts"}, "no_person_rows"),
        ({"minimise.sources": ("browsing",)}, "no_known_purchases"),
    ],
)
def test_where_there_is_nothing_to_find_it_says_why(levers, reason):
    assert by_points(Settings().replace(**(BARE | levers))).reason == reason


def test_it_tells_its_progress_and_can_be_stopped():
    told = []
    by_points(settings(), report=lambda share, message="": told.append(share))
    assert told == [place / MOST for place in range(MOST)]

    def stop(share, message=""):
        raise Cancelled("enough")

    with pytest.raises(Cancelled):
        by_points(settings(), report=stop)
