import math

import pytest

from equipoise.rooms.activities.registry import steps
from equipoise.rooms.agenda import Agenda
from equipoise.rooms.learned import learned
from equipoise.rooms.step import Answer

NUMBER = {
    "id": "first", "kind": "number", "title": "Guess", "minutes": 2, "text": "How many?", "per": "of 100", "truth": 50,
    "source": "A04",
}  # fmt: skip
VOTE = {
    "id": "first", "kind": "vote", "title": "Vote", "minutes": 2, "text": "Which?",
    "options": ["one", {"text": "two", "right": True}],
}  # fmt: skip


def twice(first):
    again = {"id": "second", "kind": first["kind"], "title": "Again", "minutes": 2, "again": "first"}
    return steps(Agenda.read("try", {"order": 1, "title": "Try", "lead": "Twice.", "items": [first, again]}))


def given(step, values):
    return [Answer(id=place, step=step, by=by, round=0, value=value, at=0.0)
            for place, (by, value) in enumerate(values.items())]  # fmt: skip


def of(first, before, after):
    both = twice(first)
    answers = {step.key: given(step.key, values) for step, values in zip(both, (before, after), strict=True)}
    (one,) = learned(both, answers, {})
    return one


def test_how_far_off_is_compared_person_by_person():
    before = {"a": 0, "b": 20, "c": 80, "d": 100, "e": 50, "left": 1}
    after = {"a": 30, "b": 40, "c": 60, "d": 70, "e": 50, "late": 99}
    one = of(NUMBER, before, after)
    # off by 50 30 30 50 0, then 20 10 10 20 0: changes -30 -20 -20 -30 0, mean -20, deviation sqrt(150) = 12.247;
    # Student's t for 4 degrees of freedom is 2.776, so that half the interval is 2.776 * 12.247 / sqrt(5) = 15.207
    assert (one.pairs, one.feared, one.better) == (5, True, True)
    assert one.before.value == pytest.approx(0.32) and one.after.value == pytest.approx(0.12)
    assert (one.change.value, one.change.low, one.change.high) == pytest.approx((-0.2, -0.35207, -0.04793), abs=1e-5)


def test_more_right_votes_are_better_and_chance_is_said():
    before = dict.fromkeys("abcdef", 0)
    one = of(VOTE, before, before | {"a": 1, "b": 1})
    # changes 1 1 0 0 0 0: mean 1/3, deviation sqrt(4/15) = .5164; t(5) = 2.5706: half is .5419
    assert (one.pairs, one.feared, one.better) == (6, False, None)
    assert (one.change.value, one.change.low, one.change.high) == pytest.approx((1 / 3, -0.2086, 0.8752), abs=1e-4)
    assert (one.before.value, one.after.value) == pytest.approx((0.0, 1 / 3))
    sure = of(VOTE, before, before | dict.fromkeys("abcde", 1))
    assert (
        sure.better is True
        and of(VOTE, dict.fromkeys("abcdef", 1), dict.fromkeys("bcdef", 0) | {"a": 1}).better is False
    )


def test_of_fewer_than_five_pairs_nothing_is_said():
    few = of(NUMBER, dict.fromkeys("abcd", 0) | {"left": 1}, dict.fromkeys("abcd", 50))
    assert few.pairs == 4 and not (few.before.known or few.after.known or few.change.known) and few.better is None


def test_where_everybody_changed_alike_chance_cannot_be_seen():
    alike = of(NUMBER, dict.fromkeys("abcde", 0), dict.fromkeys("abcde", 50))
    assert alike.change.value == -0.5 and math.isnan(alike.change.low) and alike.better is None


def test_what_is_not_ready_or_was_left_out_is_not_compared():
    measured = {name: value for name, value in NUMBER.items() if name not in ("truth", "source")}
    first, second = twice(measured | {"measure": "headlines.identified"})
    answers = {step.key: given(step.key, dict.fromkeys("abcde", 23)) for step in (first, second)}
    (one,) = learned((first, second), answers, {})
    assert one.pairs == 5 and not one.change.known
    ready = {"value": 33.0, "low": 30.0, "high": 35.0, "source": ""}
    (one,) = learned((first, second), answers, {second.key: ready})
    assert one.before.value == pytest.approx(0.1)
    assert learned((second,), answers, {}) == () == learned((second, first), answers, {})


def test_the_first_time_the_truth_is_held_back_and_the_second_time_it_is_the_same_question():
    first, second = twice(NUMBER)
    assert first.spec["held"] and "held" not in second.spec
    assert (first.text, first.spec["truth"]) == (second.text, second.spec["truth"])
