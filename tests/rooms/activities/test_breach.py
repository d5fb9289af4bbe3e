import json

import pytest

from equipoise.core.errors import DataError, ReasonError, SettingsError
from equipoise.rooms.activities.registry import STEPS
from room_steps import answers, steps

SMALL = {"customers": 1_000}


def by_name(**spec):
    return {step.key: step for step in steps("breach", 15, **SMALL | spec)}


def test_the_day_is_told_guessed_chosen_and_sorted_in_the_minutes_of_its_item():
    found = list(by_name().values())
    assert [(step.key, step.kind, step.asks) for step in found] == [
        ("part.night", "say", False),
        ("part.guess", "number", True),
        ("part.safeguard", "safeguard", True),
        ("part.hours", "order", True),
    ]
    assert [step.minutes for step in found] == [2, 3, 6, 4]
    assert all(step.text and step.title for step in found)
    json.dumps([dict(step.spec) for step in found])


def test_all_of_it_is_about_the_same_shop():
    found = by_name(scenario="growth", levers={"protect.k": 7}, safeguards=["keys", "retention"])
    (guess,) = STEPS["number"].questions(found["part.guess"])
    first, second = STEPS["safeguard"].questions(found["part.safeguard"])
    settings = guess.arguments[0]
    assert settings.population.size == 1_000 and settings.protect.k == 7
    assert first.arguments == (settings, "keys") and second.arguments == (settings, "retention")


def test_the_guess_is_judged_by_what_the_leaked_table_gives_away():
    step = by_name()["part.guess"]
    kind = STEPS["number"]
    (question,) = kind.questions(step)
    outcome = question.function(*question.arguments)
    told = kind.result(step, answers(*[50] * 5), (), json.loads(json.dumps(kind.computed(step, [outcome]))), 0)
    identified = outcome.headlines.identified
    assert told.truth.value == pytest.approx(100 * identified.value)
    assert (told.truth.low, told.truth.high) == pytest.approx((100 * identified.low, 100 * identified.high))


def test_noticing_comes_first_and_the_people_are_told_in_the_end():
    step = by_name()["part.hours"]
    right = [place for _, place in sorted(zip(step.spec["places"], range(5), strict=True))]
    deeds = [step.spec["things"][place]["text"] for place in right]
    assert "noticed" in deeds[0] and "authority" in deeds[3] and "people" in deeds[4] and "33" in step.spec["source"]
    ranking = STEPS["order"].result(step, answers(*[step.spec["places"]] * 5), (), None, 0)
    assert ranking.pairs == (10, 10)


@pytest.mark.parametrize(
    "spec, error, rule",
    [
        ({"safeguards": ["keys", "luck"]}, DataError, "no such safeguard"),
        ({"safeguards": ["keys"]}, ReasonError, "2 to 6 options"),
        ({"scenario": "nowhere"}, DataError, "nowhere"),
        ({"customers": 6_000}, ReasonError, "at most 5000"),
        ({"levers": {"protect.k": 0}}, SettingsError, "protect"),
    ],
)
def test_a_shop_or_a_safeguard_that_does_not_exist_is_refused(spec, error, rule):
    with pytest.raises((error, ValueError), match=rule):
        by_name(**spec)
