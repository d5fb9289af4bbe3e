import numpy as np
import pytest

from equipoise.core.vocabulary import MARGIN, SALES_PER_VISIT, TOPICS
from equipoise.shared.advertising import DAYS, PROSPECT, Requests, Shown
from equipoise.stages.ads.bids import NOTICED
from equipoise.stages.ads.measures import ANNOUNCED_A_DAY, NEW_CUSTOMERS_A_VISIT, added_visits, measure_ads
from equipoise.texts.published import published
from small_ads import pages, readers

ALL = np.ones(4, dtype=bool)


def shown(reader, topic=None, price=0.0, bought=None, beyond=None, stopped=False):
    reader = np.array(reader, dtype=np.int64)
    zeros = np.zeros(reader.size, dtype=np.int64)
    return Shown(
        page=zeros.copy(), reader=reader, topic=zeros.copy() if topic is None else np.array(topic), week=zeros.copy(),
        price=np.full(reader.size, price), bought=zeros > 0 if bought is None else np.array(bought),
        beyond=zeros.copy() if beyond is None else np.array(beyond), stopped=stopped,
    )  # fmt: skip


def requests(size, **fields):
    nothing = np.full(size, -1)
    given = dict.fromkeys(("address", "interest", "place", "topic", "item"), nothing)
    return Requests(**{name: value.copy() for name, value in given.items()} | {"week": np.zeros(size, int)} | fields)


def measured(who, ads, shows=ALL, seen=None, sent=None, recipients=10, cap=0):
    seen = seen or pages((0, 1, 1, 0, -1))
    return measure_ads(who, seen, sent or requests(len(seen)), ads, shows[: len(who)], recipients=recipients, cap=cap,
                       seed=1)  # fmt: skip


def test_repeats_add_less_and_less_by_hand():
    # .1 visit without, .5 with: the first adds .03 x .4, the second .03 x .97 x .4.
    added = added_visits(readers(2), shown([0, 0]))
    assert added == pytest.approx([0.03 * 0.4 + 0.03 * 0.97 * 0.4, 0.0])


def test_added_visits_are_those_of_brute_force():
    """Whoever notices none visits as before; else the first noticed one counts: every pattern of noticing is tried."""
    draws = np.random.default_rng(2)
    who = readers(3, visit_without=0.1, visit=draws.uniform(0.1, 0.6, (3, len(TOPICS))).astype(np.float32))
    ads = shown([0, 1, 0, 0, 1], topic=[3, 4, 5, 3, 11])
    expected = np.zeros(3)
    for reader in range(3):
        topics = ads.topic[ads.reader == reader]
        visits = 0.0
        for pattern in np.ndindex(*(2,) * topics.size):
            chance = np.prod([NOTICED if noticed else 1 - NOTICED for noticed in pattern])
            first = next((topic for topic, noticed in zip(topics, pattern, strict=True) if noticed), None)
            visits += chance * (who.visit_without[reader] if first is None else who.visit[reader, first])
        expected[reader] = visits - who.visit_without[reader]
    assert added_visits(who, ads) == pytest.approx(expected, abs=1e-7)


def test_money_by_hand():
    who = readers(2, kind=PROSPECT, weight=19.0)
    found = measured(who, shown([0, 0, 1], price=0.002))
    more = np.array([0.03 * 0.4 * 1.97, 0.03 * 0.4])
    new = more * NEW_CUSTOMERS_A_VISIT
    assert found.spend.value == pytest.approx(1000 * 0.003)
    assert found.new_customers.value == pytest.approx(1e5 * new.mean())
    assert found.cost_of_one.value == pytest.approx(0.006 / new.sum())
    assert found.returned.value == pytest.approx(new.sum() * MARGIN / 0.006)
    assert found.exposures.value == pytest.approx(1.5) and found.reached.value == 1.0
    assert not found.extra_visits.known


def test_customers_return_more_visits_and_no_new_customers():
    found = measured(readers(2), shown([0, 1], price=0.002))
    assert found.extra_visits.value == pytest.approx(1000 * 0.012)
    assert found.returned.value == pytest.approx(0.012 * SALES_PER_VISIT * MARGIN / 0.002)
    assert not found.new_customers.known and not found.cost_of_one.known


def test_shares_of_advertisements():
    ads = shown([0, 0, 0, 1], bought=[True, False, False, False], beyond=[0, 1, 5, 0])
    found = measured(readers(2), ads)
    assert found.already_bought.value == 0.25 and found.beyond_cap.value == 0.25
    assert measured(readers(2), ads, cap=1).beyond_cap.value == 0.5


def test_broadcasts_are_requests_times_companies():
    seen = pages((0, 1, 1, 0, -1), (0, 2, 1, 0, -1), (1, 2, 1, 0, -1))
    found = measured(readers(2), shown([0]), seen=seen, sent=requests(3, topic=np.zeros(3, int)), recipients=100)
    assert found.broadcasts.value == pytest.approx(1.5 * 100 / DAYS)
    assert found.broadcasts_web.value == ANNOUNCED_A_DAY * 100 and found.broadcasts_web.tag == "published input"
    assert found.personal.value == 0.0
    silent = measured(readers(2), shown([0]), seen=seen)
    assert silent.broadcasts.value == 0.0 == silent.broadcasts_web.value


def test_who_is_reached():
    who = readers(4, sex=np.array([0, 0, 1, 1], dtype=np.int8))
    found = measured(who, shown([0, 1, 2]))
    assert found.reached_by_group["sex: women"].value == 1.0 and found.reached_by_group["sex: men"].value == 0.5
    assert found.reached_alike["sex"].value == pytest.approx(0.5)


def test_nothing_shown_is_no_error():
    found = measured(readers(2), shown([]))
    assert found.extra_visits.value == 0.0 and not found.returned.known and not found.already_bought.known


def test_the_published_inputs_are_those_of_the_file():
    assert float(published()["H01"]["value"]) == ANNOUNCED_A_DAY
    assert float(published()["D20"]["value"]) == 4.7 and "0.292%" in published()["D20"]["claim"]


@pytest.mark.parametrize("seed", [3])
def test_the_experiment_covers_the_truth(seed):
    """With visits drawn, the interval against the holdout holds the brute-force truth at its nominal rate."""
    size, worlds = 4_000, 200
    who, shows = readers(size), np.arange(size) >= 400
    ads = shown(np.repeat(np.arange(400, size), 10))
    covered = 0
    for world in range(worlds):
        found = measure_ads(who, pages((0, 1, 1, 0, -1)), requests(1), ads, shows, recipients=1, cap=0,
                            seed=1000 * seed + world)  # fmt: skip
        truth = found.extra_visits.value
        covered += found.extra_visits_seen.low <= truth <= found.extra_visits_seen.high
    assert covered >= 181  # at 95%, fewer happen in 1 run of 200
