import numpy as np
import pytest

from equipoise.core.vocabulary import TOPICS
from equipoise.shared.advertising import topics_in
from equipoise.stages.ads.requests import (
    PRIOR,
    Profile,
    cohorts,
    leaning,
    profiles,
    requests_of,
    weekly_topics,
)
from equipoise.stages.ads.settings import AdsSettings
from small_ads import pages, readers

SIZE = len(TOPICS)
SEEN = pages((0, 2, 9, 3, 460), (1, 2, 10, 5, -1))
HISTORY = np.eye(2, SIZE, dtype=np.float32)
EVERYBODY, FIRST = np.array([True, True]), np.array([True, False])


def sent(may=EVERYBODY, **levers):
    settings = AdsSettings(**levers)
    who = readers(2, postcode=np.array([7, 8]), district=np.array([1, 1]))
    profile = profiles(settings, who, SEEN, HISTORY, SEEN.where(np.zeros(2, dtype=bool)), may, seed=1)
    return requests_of(settings, who, SEEN, profile, may), profile


def test_nothing_is_sent_where_nothing_may_be():
    requests, profile = sent(addressing="none", page_address="none", place="none")
    assert not requests.telling.any() and not profile.known(SEEN).any()


def test_the_page_is_sent_in_full_or_as_a_category():
    full, _ = sent(addressing="none", page_address="full")
    assert full.topic.tolist() == [3, 5] and full.item.tolist() == [460, -1]
    category, _ = sent(addressing="none", page_address="category")
    assert category.topic.tolist() == [3, 5] and (category.item == -1).all()


@pytest.mark.parametrize(("place", "expected"), [("postcode", [7, 8]), ("district", [1, 1]), ("none", [-1, -1])])
def test_the_place_is_sent_as_asked(place, expected):
    assert sent(place=place)[0].place.tolist() == expected


def test_of_whoever_opts_out_only_the_kind_of_page_is_sent():
    for addressing in ("topics", "cohort", "email", "cookie"):
        requests, profile = sent(may=~EVERYBODY, addressing=addressing, cohort_size=10)
        assert not requests.personal.any() and not profile.known(SEEN).any()
        assert (requests.item == -1).all() and requests.topic.tolist() == [3, 5]


def test_a_cookie_stands_for_one_reader_and_tells_what_was_read_before():
    requests, profile = sent(may=FIRST, addressing="cookie")
    assert requests.address[0] >= 0 and requests.address[1] == -1
    assert (profile.known(SEEN)[0] == HISTORY[0]).all() and not profile.known(SEEN)[1].any()


def test_weekly_topics_are_the_most_viewed_of_the_three_weeks_before():
    # In the last week (0), weeks 1 to 3 count: topic 4 twice, topics 6 and 2 once; week 4 does not.
    seen = pages((0, 8, 1, 4, -1), (0, 9, 1, 4, -1), (0, 15, 1, 6, -1), (0, 22, 1, 2, -1), (0, 29, 1, 9, -1),
                 (0, 1, 1, 11, -1))  # fmt: skip
    for seed in range(5):  # 5% of the answers are random: not in most worlds
        topics = topics_in(weekly_topics(seen, seen.where(np.zeros(6, dtype=bool)), 1, seed)[0])
        if np.flatnonzero(topics[0]).tolist() == [2, 4, 6]:
            break
    else:
        pytest.fail("the topics of three weeks were never sent")
    assert not topics[5:].any()  # nothing was read before


def test_at_most_three_topics_are_sent():
    seen = pages(*((0, 10, hour, hour, -1) for hour in range(8)))
    sets = weekly_topics(seen, seen.where(np.zeros(8, dtype=bool)), 1, 3)[0]
    assert topics_in(sets).sum(axis=1).max() == 3


def test_some_topics_are_random():
    readers = 4_000
    seen = pages(*((reader, 10, 1, 2, -1) for reader in range(readers)))
    sets = weekly_topics(seen, seen.where(np.zeros(readers, dtype=bool)), readers, 5)[:, 0]
    # 5% are replaced by one of twelve topics, which is the right one once in twelve.
    assert (sets != 4).mean() == pytest.approx(0.05 * 11 / 12, abs=0.01)


@pytest.mark.parametrize("size", [10, 33, 100])
def test_cohorts_have_at_least_their_size(size):
    history = np.random.default_rng(1).poisson(1.0, (257, SIZE)).astype(np.float32)
    assert np.bincount(cohorts(history, size, seed=1)).min() >= size


def test_a_market_smaller_than_a_cohort_is_one_cohort():
    assert cohorts(HISTORY, 10, seed=1).tolist() == [0, 0]


def test_people_of_one_interest_share_cohorts():
    kinds = np.repeat([0, 5], 100)
    history = (8 * np.eye(SIZE, dtype=np.float32))[kinds]
    cohort = cohorts(history, 50, seed=2)
    assert not set(cohort[:100]) & set(cohort[100:])


def test_leaning_by_hand():
    # Three views, two of them of topic 0, which usually has half of all: log((1.6 + 2) / (1.6 + 1.5)).
    lean = leaning(np.array([[2.0, 1.0]], dtype=np.float32), np.array([0.5, 0.5]))
    assert lean[0] == pytest.approx([np.log((PRIOR + 2) / (PRIOR + 1.5)), np.log((PRIOR + 1) / (PRIOR + 1.5))])


def test_who_is_not_known_leans_nowhere():
    assert not leaning(np.zeros((1, 3), dtype=np.float32), np.array([0.2, 0.3, 0.5])).any()


def test_a_profile_may_differ_by_week():
    sets = np.zeros((1, 8), dtype=np.int64)
    sets[0, 1] = 8
    nothing = np.array([-1])
    profile = Profile(address=nothing, interest=nothing.copy(), views=np.zeros((1, SIZE), dtype=np.float32), sets=sets)
    known = profile.known(pages((0, 8, 0, 0, -1), (0, 1, 0, 0, -1)))
    assert known[0].tolist() == [0, 0, 0, 1] + [0] * 8 and not known[1].any()
