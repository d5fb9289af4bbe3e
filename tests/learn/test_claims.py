"""Every claim of every lesson, on five worlds: what the simulation does not bear out is changed in the lesson."""

import dataclasses
from typing import get_args

import pytest

from equipoise import simulate
from equipoise.learn.claim import Claim, Comparison, measured
from equipoise.learn.frozen import published, stands
from equipoise.learn.lesson import lessons, versions
from equipoise.learn.taking import MOST_WORLDS, seeds
from equipoise.runtime.memo import Memo
from equipoise.runtime.remembered import apart

MEMORY = Memo(byte_limit=400 * 1024**2)
"""Lessons share worlds and baselines; other tests' results are left alone."""
EVERY = [(key, world) for world in range(MOST_WORLDS) for key in versions()]


@pytest.fixture(autouse=True)
def in_a_memory_of_their_own():
    with apart(MEMORY):
        yield


def outcomes(lesson, world):
    return tuple(map(lesson.run, lesson.on(seeds(lesson, MOST_WORLDS)[world])))


@pytest.mark.parametrize(("key", "world"), EVERY)
def test_the_simulation_bears_out_what_the_lesson_claims(key, world):
    pair = outcomes(versions()[key], world)
    for claim in versions()[key].claims:
        read = claim.read(*pair)
        assert claim.holds(*pair), f"{claim.measure} {claim.comparison}: {read.before.value} -> {read.after.value}"
    if world == 0:
        _as_published(key, pair)


def _as_published(key, pair):
    """A course keeps its numbers: those of the lesson's own world are those that were published."""
    for claim, kept in zip(versions()[key].claims, published()[key].numbers, strict=True):
        shown = (measured(one, claim.measure) for one in pair)
        for now, then in zip(shown, kept, strict=True):
            assert stands(now, then), f"{claim.measure} was {then} and is {now.value}: publish a new version of {key}"


REVERSED = {"falls": "rises", "rises": "falls", "above": "below", "below": "above"}


@pytest.mark.parametrize("lesson", lessons().values(), ids=lambda lesson: lesson.key)
def test_the_reversed_claims_fail(lesson):
    pair = outcomes(lesson, 0)
    for claim in lesson.claims:
        if claim.comparison in REVERSED:
            assert not dataclasses.replace(claim, comparison=REVERSED[claim.comparison]).holds(*pair)
        else:  # what stays with this lever does not stay with one that matters
            before, after = lesson.before.settings, lesson.after.settings.replace(**{"target.strategy": "generic"})
            assert not claim.holds(simulate(before), simulate(after))


def test_a_claim_about_the_other_lever_fails():
    """Claims are about their own experiment: with both settings the same, nothing falls."""
    lesson = lessons()["codes"]
    hashed = simulate(lesson.before.settings)
    assert not lesson.claims[0].holds(hashed, hashed)


IN_PASSING = [
    (
        "balance",
        "before",
        {"protect.k": 25, "protect.technique": "k_anonymity"},
        "headlines.right_offer",
        "stays",
        0.02,
    ),
    ("balance", "before", {"protect.k": 25, "protect.technique": "k_anonymity"}, "headlines.identified", "falls", 0.3),
    ("proxies", "after", {"train.mitigation": "correlation_remover"}, "headlines.treated_alike", "rises", 0.15),
    ("proxies", "after", {"target.mitigation": "group_thresholds"}, "headlines.treated_alike", "rises", 0.15),
]
"""What explanations say in passing of a third setting: lesson, side, the levers that differ from it, and the claim."""


@pytest.mark.parametrize("world", range(MOST_WORLDS))
@pytest.mark.parametrize(("name", "side", "levers", "measure", "comparison", "by"), IN_PASSING)
def test_what_explanations_say_in_passing(name, side, levers, measure, comparison, by, world):
    settings = getattr(lessons()[name], side).settings.replace(**{"population.seed": seeds(lessons()[name], 5)[world]})
    claim = Claim(title=name, per="of 100", measure=measure, comparison=comparison, by=by)
    pair = simulate(settings), simulate(settings.replace(**levers))
    assert claim.holds(*pair), claim.read(*pair)


def test_every_kind_of_comparison_is_taught():
    used = {claim.comparison for lesson in lessons().values() for claim in lesson.claims}
    assert used == set(get_args(Comparison))
