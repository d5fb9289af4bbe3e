import dataclasses
import json
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from equipoise.core.errors import DataError, ReasonError, SettingsError
from equipoise.numerics.rate import Rate
from equipoise.rooms.activities.kind import Moment
from equipoise.rooms.activities.policy.grid import Reached, change, frontier, packed, unpacked
from equipoise.rooms.activities.policy.kind import Policy
from equipoise.rooms.activities.policy.plan import MOST_SETTINGS, Plan
from rooms.activities.games import POLICY, answer, item, person

PEOPLE = 80


def reached(right, identified, flags=None):
    """A place whose first ``right`` people of 80 got the right offer, and 70 of them count."""
    hits = np.arange(PEOPLE) < right if flags is None else flags
    share = float(hits[:70].mean())
    return Reached(
        right_offer=Rate(share, share - 0.1, share + 0.1, 70),
        identified=Rate(identified, identified - 0.05, identified + 0.05, 70),
        treated_alike=Rate(0.9, 0.85, 0.95, 70),
        margin_per_1000=Rate(100.0, 90.0, 110.0, 70),
        four_fifths="above",
        counted=packed(np.arange(PEOPLE) < 70),
        right=packed(hits),
    )


def prepared(*places):
    return json.loads(json.dumps([place.to_dict() for place in places]))


def step(**changes):
    return Policy().steps(item("policy", POLICY | changes))[0]


GRID = prepared(reached(42, 0.5), reached(35, 0.3), reached(14, 0.0), reached(35, 0.4), reached(34, 0.3))
"""What the five choices (0, 0), (0, 1), (0, 2), (1, 0), (1, 1) come to."""


def test_the_choices_are_those_within_the_budget_and_each_moves_its_levers():
    plan = Plan.read(POLICY)
    assert plan.choices() == ((0, 0), (0, 1), (0, 2), (1, 0), (1, 1))
    assert [plan.cost(choice) for choice in plan.choices()] == [0, 1, 2, 2, 3]
    settings = plan.settings((1, 1))
    assert (settings.protect.k, settings.minimise.sources, settings.population.size) == (20, ("purchases",), 500)


def lots(decisions, options):
    choices = [{"text": str(one), "levers": {}} for one in range(options)]
    return [{"title": str(number), "options": choices} for number in range(decisions)]


def test_two_hundred_settings_are_the_most():
    assert len(Plan.read(POLICY | {"decisions": lots(2, 14)}).choices()) == 196 <= MOST_SETTINGS
    with pytest.raises(ReasonError, match="200"):
        Plan.read(POLICY | {"decisions": lots(30, 9)})  # 9**30: counted only until there are too many


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"budget": -1}, ReasonError),
        ({"customers": 100_000}, ReasonError),
        ({"scenario": "none such"}, SettingsError),
        ({"decisions": [POLICY["decisions"][0]] * 2}, ReasonError),
        ({"decisions": lots(1, 1)}, ReasonError),
        ({"decisions": [{"title": "x", "options": [{"text": "a", "cost": -1}, {"text": "b"}]}]}, ReasonError),
        ({"decisions": [{"title": "x", "options": [{"text": "a", "levers": {"no.lever": 1}}, {"text": "b"}]}]},
         SettingsError),
    ],
)  # fmt: skip
def test_a_spec_that_cannot_be_used_is_refused(changes, error):
    with pytest.raises(error):
        step(**changes)


def test_the_engine_is_asked_in_batches_for_every_choice_and_its_answers_are_kept_as_json():
    one = step(customers=500)
    (question,) = Policy().questions(one)
    assert (question.kind, question.customers, len(question.arguments[0])) == ("job", 500, 5)
    answers = question.function(question.arguments[0][:1])
    kept = json.loads(json.dumps(Policy().computed(one, [answers])))
    assert tuple(map(Reached.from_dict, kept)) == answers
    assert unpacked(answers[0].right).sum() <= 500


def test_two_hundred_choices_are_twenty_questions():
    assert len(Policy().questions(step(decisions=lots(2, 14)))) == 20


def test_an_answer_is_one_option_a_decision_within_the_budget():
    kind, one, moment = Policy(), step(), Moment(me=person(1, "A"))
    assert kind.check(one, {"decision.0": "1", "decision.1": "1"}, moment) == {"choice": [1, 1]}
    for refused in ({}, {"decision.0": "1"}, {"decision.0": "1", "decision.1": "3"}, {"decision.0": "x"}):
        with pytest.raises(DataError, match="nothing is chosen"):
            kind.check(one, refused, moment)
    with pytest.raises(DataError, match="3 points"):
        kind.check(one, {"decision.0": "1", "decision.1": "2"}, moment)


def test_efficient_is_what_nothing_else_beats_in_both_numbers():
    places = [reached(42, 0.5), reached(35, 0.3), reached(14, 0.0), reached(35, 0.4), reached(34, 0.3)]
    assert frontier(places) == {0, 1, 2}
    assert frontier([reached(35, 0.3)] * 2) == {0, 1}
    unknown = Reached(**{**vars(reached(1, 0.1)), "right_offer": Rate(float("nan"), 0, 0, 0)})
    assert frontier([unknown, reached(35, 0.3)]) == {1}


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=30))
@settings(max_examples=50, deadline=None)
def test_what_is_not_efficient_is_beaten_by_something_that_is(points):
    base = reached(1, 0.1)
    rates = [(Rate(right / 10, 0, 1, 70), Rate(found / 10, 0, 1, 70)) for right, found in points]
    places = [dataclasses.replace(base, right_offer=right, identified=found) for right, found in rates]
    best = frontier(places)
    assert best
    for number, (right, found) in enumerate(points):
        better = [
            one for one in best if points[one][0] >= right and points[one][1] <= found and points[one] != (right, found)
        ]
        assert bool(better) == (number not in best)


def test_a_difference_is_paired_on_the_people_who_count_in_both():
    before, after = reached(35, 0.3), reached(42, 0.3)
    rate = change(before, after)
    # of 70 people, 7 more got it and none less: mean .1, standard deviation sqrt(70 / 69 * .1 * .9)
    half = 1.96 * np.sqrt(70 / 69 * 0.1 * 0.9 / 70)
    assert (rate.value, rate.n) == (pytest.approx(0.1), 70)
    assert (rate.low, rate.high) == (pytest.approx(0.1 - half, abs=1e-4), pytest.approx(0.1 + half, abs=1e-4))


def test_teams_are_ranked_and_told_apart_from_chance_or_not():
    people = [person(place, team) for place, team in enumerate("ABCD", 1)]
    choices = {"A": [1, 1], "B": [0, 0], "C": [1, 0], "D": [0, 1]}
    answers = [answer(team, {"choice": choice}) for team, choice in choices.items()]
    result = Policy().result(step(), answers, people, GRID, 0)
    # B 42 of 70; C and D 35, D with fewer who could be identified; A 34
    assert [(team.name, team.rank, team.cost, team.place) for team in result.teams] == [
        ("B", 1, 0, 0), ("D", 2, 1, 1), ("C", 3, 2, 3), ("A", 4, 3, 4),
    ]  # fmt: skip
    # B and D: 7 people differ; D and C: nobody; C and A: one person, which chance may do
    assert [team.told for team in result.teams] == [True, False, False, False]
    assert result.teams[-1].ahead is None and result.teams[1].ahead.value == 0
    assert result.best == {0, 1, 2}


def test_teams_with_the_same_choice_share_a_rank():
    people = [person(place, team) for place, team in enumerate("ABC", 1)]
    answers = [answer("A", {"choice": [0, 1]}), answer("B", {"choice": [0, 0]}), answer("C", {"choice": [0, 0]})]
    assert [(team.name, team.rank) for team in Policy().result(step(), answers, people, GRID, 0).teams] == [
        ("B", 1), ("C", 1), ("A", 3),
    ]  # fmt: skip


def test_until_all_is_computed_it_says_only_how_many_have_decided():
    result = Policy().result(step(), [answer("A", {"choice": [0, 0]})], [person(1, "A")], None, 0)
    assert (result.ready, result.decided, result.teams) == (False, 1, ())


@pytest.mark.parametrize(("people", "shown"), [(4, 0), (5, 5)])
def test_what_single_people_chose_is_shown_without_names_and_only_of_five_or_more(people, shown):
    there = [person(place) for place in range(1, people + 1)]
    answers = [answer(one.id, {"choice": [0, 0]}) for one in there]
    result = Policy().result(step(), answers, there, GRID, 0)
    assert (result.few, [team.name for team in result.teams]) == (not shown, [""] * shown)


def test_forty_teams_on_a_whole_grid_take_less_than_two_seconds():
    one = step(decisions=lots(2, 14))
    draws = np.random.default_rng(1)
    grid = prepared(*(reached(0, draws.random(), draws.random(PEOPLE) < draws.random()) for _ in range(196)))
    people = [person(place, f"Team {place}") for place in range(1, 41)]
    answers = [answer(each.team, {"choice": draws.integers(14, size=2).tolist()}) for each in people]
    begun = time.perf_counter()
    result = Policy().result(one, answers, people, grid, 0)
    assert time.perf_counter() - begun < 2
    assert [team.rank for team in result.teams] == sorted(team.rank for team in result.teams)
    assert len(result.teams) == 40
