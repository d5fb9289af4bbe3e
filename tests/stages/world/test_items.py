import numpy as np
import pytest

from equipoise.core.keywords import KEYWORDS_PER_TOPIC
from equipoise.core.vocabulary import TOPICS
from equipoise.shared.receipts import ITEMS, ITEMS_PER_TOPIC
from equipoise.stages.world.items import STRATA, catalogue, choose, price_paid, shares, stratum_of
from equipoise.texts.items import item_name


def test_every_topic_has_its_items_and_every_keyword_some():
    items = catalogue()
    assert len(items) == ITEMS == len(TOPICS) * ITEMS_PER_TOPIC
    assert np.bincount(items.topic).tolist() == [ITEMS_PER_TOPIC] * len(TOPICS)
    assert (items.keyword // KEYWORDS_PER_TOPIC == items.topic).all()
    assert (np.bincount(items.keyword) > 0).all() and items.keyword.max() == len(TOPICS) * KEYWORDS_PER_TOPIC - 1


def test_popularity_falls_with_the_rank():
    popularity = catalogue().popularity.reshape(len(TOPICS), ITEMS_PER_TOPIC)
    assert popularity.sum(axis=1) == pytest.approx(1.0)
    assert popularity[:, 0] / popularity[:, 31] == pytest.approx(8.0)  # 32 to the power of .6


def test_prices_are_whole_cents_and_end_as_in_shops():
    cents = np.round(catalogue().price * 100)
    assert catalogue().price == pytest.approx(cents / 100)
    assert set((cents % 50).astype(int)) == {49} and cents.min() >= 99


def test_names_of_items_are_words():
    names = {item_name(int(keyword), item) for item, keyword in enumerate(catalogue().keyword)}
    assert len(names) == ITEMS


def test_an_item_costs_the_same_for_everybody_on_one_day():
    item, day = np.repeat(np.arange(ITEMS, dtype=np.int16), 8), np.tile(np.arange(0, 56, 7, dtype=np.uint16), ITEMS)
    paid = price_paid(item, day)
    full = catalogue().price[item]
    assert (paid == price_paid(item, day + np.uint16(6))).all()  # the last day of the same week
    reduced = paid < full
    assert reduced.mean() == pytest.approx(1 / 8, abs=0.02)
    assert paid[reduced] == pytest.approx(0.8 * full[reduced], abs=0.0051)


def test_shares_follow_popularity_and_leans():
    items, share = catalogue(), shares()
    assert share.shape == (STRATA, len(TOPICS), ITEMS_PER_TOPIC)
    assert share.sum(axis=2) == pytest.approx(1.0)
    # two items of topic 0, women against men of one age: the odds ratio is e to twice the difference of their leans
    woman, man = share[3, 0], share[3 + STRATA // 2, 0]
    odds = (woman[0] / woman[1]) / (man[0] / man[1])
    assert odds == pytest.approx(np.exp(2 * (items.lean_sex[0] - items.lean_sex[1])), rel=1e-5)
    # the same for women of 65 and of 25 years: once for those, and once as much less often for these
    old, young = share[4, 0], share[0, 0]
    odds = (old[0] / old[1]) / (young[0] / young[1])
    assert odds == pytest.approx(np.exp(2 * (items.lean_age[0] - items.lean_age[1])), rel=1e-5)


def test_the_guide_table_finds_what_bisection_finds():
    rng = np.random.default_rng(2)
    stratum, topic = rng.integers(0, STRATA, 50_000), rng.integers(0, 12, 50_000)
    uniform = np.where(rng.random(50_000) < 0.1, rng.integers(0, 512, 50_000) / 512, rng.random(50_000)).astype("f4")
    limits = np.cumsum(shares()[stratum[:500], topic[:500]], axis=1)
    found = choose(stratum, topic, uniform)
    expected = [np.searchsorted(row / row[-1], draw, side="right") for row, draw in zip(limits, uniform, strict=False)]
    assert (found[:500] == topic[:500] * 150 + expected).all()
    assert ((found // 150) == topic).all()


def test_uniform_draws_choose_in_proportion_to_the_shares():
    uniform = (np.arange(200_000, dtype=np.float64) + 0.5).astype(np.float32) / np.float32(200_000)
    for stratum, topic in ((0, 0), (5, 11), (STRATA - 1, 4)):
        place = choose(np.full(uniform.size, stratum), np.full(uniform.size, topic), uniform)
        assert place.min() >= topic * ITEMS_PER_TOPIC and place.max() < (topic + 1) * ITEMS_PER_TOPIC
        seen = np.bincount(place - topic * ITEMS_PER_TOPIC, minlength=ITEMS_PER_TOPIC) / uniform.size
        assert seen == pytest.approx(shares()[stratum, topic], abs=2e-5)


def test_the_largest_and_the_smallest_draw_stay_in_the_topic():
    ends = np.array([0.0, np.nextafter(np.float32(1), np.float32(0))], dtype=np.float32)
    assert choose(np.array([0, 13]), np.array([0, 11]), ends).tolist() == [0, ITEMS - 1]


def test_strata_are_sex_and_decade(world):
    stratum, people = stratum_of(world.people), world.people
    assert stratum.min() == 0 and stratum.max() < STRATA
    one = (people.sex == 1) & (people.age >= 40) & (people.age < 50)
    assert set(stratum[one]) == {7 + 2}
    assert set(stratum[(people.sex == 0) & (people.age < 30)]) == {0}
