"""The size that a check says it finds nine times in ten is the size that it does find."""

import dataclasses

import numpy as np
import pytest

from equipoise.audit.checks import answers, scores
from equipoise.audit.strongest import level, strongest

from .by_hand import FOUR

PEOPLE, TIMES = 4000, 200


def test_the_worst_comparison_says_what_is_reached_and_the_strongest_what_is_seen():
    seen = strongest({"men": (0.01, 0.2, 0.1), "women": (0.3, 0.05, 0.14)})
    assert (seen.p, seen.effect, seen.reach, dict(seen.where), seen.of) == (0.02, 0.2, 0.14, {"men": 0.2}, 2)


def shop(draws):
    """Two groups, one of a quarter of the people; everybody answers three of ten offers."""
    return dataclasses.replace(
        FOUR,
        size=PEOPLE,
        groups={"sex": (np.arange(PEOPLE) % 4 == 0).astype(int)},
        now=draws.random(PEOPLE) < 0.5,
        asked=np.full(PEOPLE, 10),
        answers=draws.binomial(10, 0.3, PEOPLE),
        score=draws.normal(size=PEOPLE),
    )


def test_answers_that_are_missing_in_the_smallest_group():
    hits = 0
    for seed in range(TIMES):
        draws = np.random.default_rng(seed)
        kept = shop(draws)
        small = kept.now & (kept.groups["sex"] == 1)
        lost = draws.binomial(kept.answers, np.where(small, answers.look(kept).reach, 0.0))
        # two groups are compared here, and five in a shop: p as it would be among five
        hits += answers.look(dataclasses.replace(kept, answers=kept.answers - lost)).p / 2 <= level(answers.GROUPS)
    assert 0.83 <= hits / TIMES <= 0.97


def test_scores_that_have_moved():
    hits = 0
    for seed in range(TIMES):
        kept = shop(np.random.default_rng(seed))
        # two normal distributions that are a shift d apart differ by 2 Phi(d / 2) - 1, about d times .399
        moved = np.where(kept.now, kept.score + scores.look(kept).reach / 0.399, kept.score)
        hits += scores.look(dataclasses.replace(kept, score=moved)).p <= level(1)
    assert hits / TIMES >= 0.87  # the place of the largest difference is not told, which only helps


@pytest.mark.parametrize("number", [1, 5])
def test_a_level_is_a_share_of_the_alarms_of_an_audit(number):
    assert level(number) * number * 4 == pytest.approx(0.05)
