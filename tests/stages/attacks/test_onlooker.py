"""Four screens, by hand; and screens that say nothing."""

import numpy as np
import pytest

from equipoise.shared.content import Messages
from equipoise.stages.attacks.base import Auxiliary, Truth
from equipoise.stages.attacks.onlooker import SHOWN, counted, guess_interest, screens
from equipoise.stages.attacks.panel import Panel
from equipoise.stages.attacks.registry import run


def messages(topics, outside=None):
    topic = np.array(topics, dtype=np.int8)
    nothing = np.zeros_like(topic)
    shown = None if outside is None else np.array(outside, dtype=np.int8)
    return Messages(
        topic=topic, keyword=nothing.astype(np.uint8), format=nothing, channel=nothing.copy(), outside=shown
    )


def fields(people):
    return np.column_stack([np.arange(people) % 7 * 1_000.0, np.arange(people) % 2])


def knowledge(telling, people=400):
    """Acquaintances of whom every second has the trait; of those, ``telling`` is the chance of a message on topic 1."""
    has = np.arange(people) // 2 % 2 == 0
    draws = np.random.default_rng(3)
    seen = np.where(draws.random((people, 4)) < np.where(has, telling, 0.1)[:, None], 1, 5)
    known = dict(zip(("birth_date", "sex"), fields(people).T, strict=True))
    return Panel(counted(messages(seen)).assign(**known), has)


def auxiliary(targets, controls, panel):
    return Auxiliary(
        fields=("birth_date", "sex"), targets=fields(targets), controls=fields(controls),
        control_for=np.arange(controls) % max(targets, 1), trait="chronic", prevalence=0.5, panel=panel,
    )  # fmt: skip


def truth(has, control):
    nothing = screens(messages(np.empty((0, 4)))).exact
    return Truth(
        row=np.arange(len(has)), trait=np.array(has), control_trait=np.array(control), exact=nothing,
        control_exact=nothing,
    )  # fmt: skip


def test_messages_are_counted_as_they_are_shown():
    seen = counted(messages([[1, 1, 5, 1], [0, 0, 0, 0]], outside=[[1, 1, 5, 2], [3, 3, 3, 3]]))
    assert seen.loc[0, ["shown_health", "shown_beauty", "shown_garden"]].tolist() == [2, 1, 1]
    assert seen.loc[1, "shown_baby"] == 0 and seen.loc[1, "shown_fashion"] == 4
    assert tuple(seen.columns) == SHOWN


def test_telling_screens_give_away_those_who_have_the_trait():
    told = screens(messages([[1, 1, 1, 1], [5, 5, 5, 5], [1, 1, 1, 5], [5, 5, 5, 1]]))
    found = run(
        "onlooker", told, auxiliary(4, 40, knowledge(0.9)), truth([True, False, True, False], [True, False] * 20)
    )
    assert found.attack.value == 1.0 and found.attack.n == 2 and found.details["false_accusations"].value == 0.0
    assert found.control.n == 20


def test_the_topic_that_is_shown_most_is_taken_for_the_favourite():
    found = guess_interest(
        messages([[1, 1, 2], [3, 4, 3], [5, 6, 6]]), np.array([1, 3, 5]), messages([[7, 8, 7]]), np.array([7, 1]), 5
    )
    assert found.attack.value == 2 / 3 and found.control.value == 0.5 and found.baseline.value == 1 / 3
    assert found.risk.value == pytest.approx((2 / 3 - 1 / 2) / (1 / 2))


def test_screens_that_say_nothing_give_nothing_away():
    draws, covered = np.random.default_rng(5), 0
    for seed in range(40):
        has, control = draws.random(600) < 0.5, draws.random(300) < 0.5
        told = screens(messages(draws.integers(0, 12, (600, 4))))
        found = run("onlooker", told, auxiliary(600, 300, knowledge(0.1)), truth(has, control), seed=seed)
        covered += found.risk.low <= 0 <= found.risk.high
    assert covered >= 35  # 38 are expected; fewer than 35 would happen in 1 of 100 tries


@pytest.mark.parametrize(("targets", "reason"), [(0, "nothing_shown"), (3, "no_model")])
def test_without_a_screen_or_acquaintances_there_is_no_attack(targets, reason):
    panel = Panel(knowledge(0.9).records, np.zeros(400, dtype=bool)) if targets else knowledge(0.9)
    told = screens(messages(np.zeros((targets, 4))))
    found = run("onlooker", told, auxiliary(targets, 0, panel), truth([False] * targets, [True] * 0))
    assert not found.mounted and found.reason == reason
