import dataclasses
import json

import numpy as np
import pytest

from equipoise.chain.pipeline import simulate
from equipoise.core.errors import DataError
from equipoise.learn.lesson import lessons
from equipoise.rooms.activities import experiment
from equipoise.rooms.activities.lesson import shared_out, weights
from equipoise.rooms.activities.registry import STEPS
from equipoise.studies.crowd.facts import crowd
from room_steps import answers, result, steps

SMALL = {"population.size": 1_000}


@pytest.mark.parametrize("name", lessons())
def test_any_lesson_runs_in_a_room(name):
    one = lessons()[name]
    found = steps("lesson", one.facilitator.minutes, lesson=name)
    assert [step.key for step in found] == [
        "part.situation", "part.guess", *(f"part.quiz{place + 1}" for place in range(len(one.quiz))), "part.discussion",
    ]  # fmt: skip
    assert sum(step.minutes for step in found) == one.facilitator.minutes
    assert min(step.minutes for step in found) >= 1
    assert [step.asks for step in found] == [False, True, *[True] * len(one.quiz), False]
    assert found[0].text == one.situation and one.facilitator.opening in found[0].notes
    assert found[1].kind == ("number" if one.estimate else "vote") and found[1].text == one.prediction.text
    for question, step in zip(one.quiz, found[2:-1], strict=True):
        right = result(step, *[0] * 5).right
        told = step.spec["options"][right]
        assert (told["text"], told["comment"]) == (
            question.options[question.answer].text, question.options[question.answer].feedback,
        )  # fmt: skip
    assert all(question in found[-1].text for question in one.facilitator.discussion)
    assert {line for step in found for line in step.notes} >= {*one.facilitator.ask, *one.facilitator.mistakes}
    json.dumps([dict(step.spec) for step in found])


@pytest.mark.parametrize("name", ["look_alikes", "balance", "biased_past"])
def test_the_reveal_is_what_the_engine_finds(name, monkeypatch):
    whole = lessons()[name]
    sides = {
        side: dataclasses.replace(getattr(whole, side), settings=getattr(whole, side).settings.replace(**SMALL))
        for side in ("before", "after")
    }
    one = dataclasses.replace(whole, **sides)
    before, after = (simulate(side.settings) for side in (one.before, one.after))
    people = [crowd(side.settings) for side in (one.before, one.after)] if experiment.lit(one) else []
    assert [question.arguments for question in experiment.questions(one)] == [
        (side.settings,) for _ in range(2 if experiment.lit(one) else 1) for side in (one.before, one.after)
    ]
    kept = json.loads(json.dumps(experiment.kept(one, [before, after, *people])))
    ran = experiment.read(one, kept)
    reading = one.claims[0].read(before, after)
    assert ran.numbers[0][0].value == pytest.approx(100 * reading.before.value)
    assert ran.numbers[0][1].low == pytest.approx(100 * reading.after.low)
    if experiment.lit(one):
        fact = one.crowd.fact
        assert np.array_equal(ran.crowds[1].lit[fact], people[1].lit[fact])
        assert ran.crowds[1].why[fact] == people[1].why[fact] and ran.crowds[1].name == people[1].name
        assert len(json.dumps(kept)) < 40_000
    if one.estimate:
        asked = steps("lesson", lesson=name)[1]
        shown = STEPS["number"].result(asked, answers(40, 40, 40, 40, 40), (), kept, 0)
        assert shown.truth == ran.asked and shown.experiment.lesson.key == one.key
        assert shown.off == abs(40 - round(100 * reading.after.value))


def test_a_truth_that_the_engine_does_not_know_is_none(typical):
    one = lessons()["balance"]
    nothing = dataclasses.replace(
        one, claims=(dataclasses.replace(one.claims[0], measure="attacks.linkage.risk"),), crowd=None
    )
    unknown = dataclasses.replace(typical.attacks["linkage"], risk=dataclasses.replace(
        typical.attacks["linkage"].risk, value=float("nan")))  # fmt: skip
    odd = dataclasses.replace(typical, attacks=dict(typical.attacks) | {"linkage": unknown})
    kept = json.loads(json.dumps(experiment.kept(nothing, [odd, typical]), allow_nan=False))
    assert experiment.read(nothing, kept).numbers[0][0] is None


def test_minutes_follow_the_run_sheet():
    # codes: opening 2, situation and guess 3, reveal 5 and lab 5 for the reveal and two questions, discussion 5
    assert weights(lessons()["codes"]) == [3.5, 6.5, 2.5, 2.5, 5]
    assert shared_out(20, [3.5, 6.5, 2.5, 2.5, 5]) == [4, 7, 2, 2, 5]
    assert shared_out(10, [3.5, 6.5, 2.5, 2.5, 5]) == [2, 3, 1, 1, 3]  # 1.75 3.25 1.25 1.25 2.5


def test_a_lesson_that_does_not_exist_is_refused():
    with pytest.raises(DataError, match="no such lesson"):
        steps("lesson", lesson="juggling")
