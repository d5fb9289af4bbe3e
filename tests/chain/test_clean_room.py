"""Questions to the clean room of a run."""

import dataclasses
import math

import numpy as np
import pytest

from equipoise import Settings
from equipoise.chain.clean_room import LISTS, NOISES, Query, ask_room, by_noise, conditions, some_known
from equipoise.chain.partnership import Partnership
from equipoise.chain.pipeline import Chain
from equipoise.core.vocabulary import TOPICS, TRAITS

ROOM = Settings().replace(
    **{"population.size": 3_000, "partners.join": "clean_room", "partners.fields": ["details", "totals", "survey"],
       "partners.minimum": 1}
)  # fmt: skip


def counts(*queries, **levers):
    return [answer.count for answer in ask_room(ROOM.replace(**levers), queries)]


def test_parts_of_the_list_add_up_to_the_whole():
    whole, women, men, young, middle, old = counts(*(Query(people) for people in LISTS))
    assert whole == women + men == young + middle + old > 100
    assert whole == (Partnership(Chain(ROOM)).rows.value >= 0).sum()


def test_conditions_are_read_in_the_rows():
    partnership = Partnership(Chain(ROOM))
    row, release = partnership.rows.value, partnership.copy.value.release
    ill = release.exact["chronic"].to_numpy()[row[row >= 0]].sum()
    assert counts(Query(has="chronic")) == [ill] and 0 < ill < (row >= 0).sum()
    assert sum(counts(*(Query(has=topic) for topic in TOPICS), **{"partners.minimum": 1})) <= (row >= 0).sum()


def test_leaving_out_one_person_gives_the_person_away():
    people = some_known(ROOM)
    assert sorted(one.inside for one in people) == [False, True, True]
    whole, *others = counts(Query(), *(Query(without=one.place) for one in people))
    assert [whole - other for other in others] == [float(one.inside) for one in people]


def test_with_noise_the_same_questions_get_the_same_answers_and_others_new_noise():
    noisy = {"partners.noise": 0.5}
    first, again = counts(Query(), Query(), **noisy), counts(Query(), Query(), **noisy)
    assert first == again and first[0] != first[1]


def test_the_budget_ends_the_questions_and_the_minimum_refuses():
    told = ask_room(ROOM.replace(**{"partners.queries": 1}), (Query(), Query()))
    assert [answer.refused for answer in told] == ["", "budget"] and math.isnan(told[1].count)
    assert ask_room(ROOM.replace(**{"partners.minimum": 1000}), (Query(),))[0].refused == "minimum"


def test_one_can_ask_for_what_is_shared_only():
    assert conditions(ROOM) == (*TRAITS, *TOPICS)
    assert conditions(ROOM.replace(**{"partners.fields": ["details"]})) == ()
    assert conditions(ROOM.replace(**{"minimise.survey": False})) == TOPICS


def test_more_noise_finds_fewer():
    found = by_noise(ROOM.replace(**{"partners.queries": 2}))
    assert len(found) == len(NOISES) and NOISES[0] == 0
    assert found[0].risk.value > found[2].risk.value > found[4].risk.low
    bounds = [one.details["room_bound"].value for one in found]
    assert math.isnan(bounds[0]) and bounds[1:] == sorted(bounds[1:], reverse=True)
    assert all(one.risk.low <= bound for one, bound in zip(found[1:], bounds[1:], strict=True))


@pytest.mark.parametrize("without", [0, 5])
def test_a_question_is_frozen_and_can_be_asked_again(without):
    assert Query(without=without) == dataclasses.replace(Query(), without=without)
    assert np.isfinite(counts(Query(without=without))[0])
