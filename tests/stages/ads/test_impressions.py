import numpy as np
import pytest

from equipoise.shared.advertising import DAYS
from equipoise.shared.receipts import PageViews
from equipoise.stages.ads.impressions import pages_of, ranks, thinned
from small_ads import pages


def views(*rows, people=3):
    person, day, hour = (np.array(column) for column in zip(*rows, strict=True))
    return PageViews(
        people=people,
        person=person.astype(np.int32),
        item=np.arange(person.size, dtype=np.int16),
        keyword=np.zeros(person.size, dtype=np.uint8),
        day=day.astype(np.uint16),
        hour=hour.astype(np.uint8),
    )


def test_ranks_count_within_a_group():
    assert ranks(np.array([4, 4, 7, 7, 7, 9])).tolist() == [0, 1, 0, 1, 2, 0]
    assert ranks(np.array([], dtype=int)).size == 0


def test_pages_are_those_of_eight_weeks_with_the_oldest_first():
    mine = views((0, 0, 23), (1, DAYS - 1, 0), (2, DAYS, 5), (2, 3, 5))
    campaign, before, own = pages_of(mine, views((0, 1, 12), people=1), seed=1)
    assert campaign.reader.tolist() == [1, 2, 3, 0]  # the prospect is number 3
    assert campaign.time.tolist() == [-24 * DAYS, 5 - 96, 12 - 48, -1]
    assert campaign.week.tolist() == [7, 0, 0, 0]
    assert before.reader.tolist() == [2] and own.reader.tolist() == [2, 1, 2, 0]


@pytest.mark.parametrize("seed", [1, 2])
def test_many_views_of_one_reader_are_thinned_at_random_and_others_are_not(seed):
    reader = np.repeat([0, 1, 0], [30, 5, 30])
    kept = thinned(reader, 2, seed, most=10)
    assert kept[30:35].all() and kept[reader == 0].sum() == 10
    # Neither the first nor the last ones are preferred: all 10 in one half has a chance below 1 in 1,000.
    assert 0 < kept[:30].sum() < 10


def test_weeks_end_at_midnight():
    seen = pages((0, 6, 0, 1, 0), (0, 7, 23, 1, 0))
    assert seen.week.tolist() == [1, 0]
