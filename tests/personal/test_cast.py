import logging

import numpy as np
import pytest

from equipoise import Settings
from equipoise.chain.pipeline import Chain
from equipoise.core.errors import DataError
from equipoise.core.vocabulary import FIRST_PARTY, HOUSEHOLDS, OCCUPATIONS, SEXES, TOPICS
from equipoise.personal.cast import Answers, characters, holds, stories, twin
from equipoise.runtime.remembered import MEMORY
from equipoise.shared.folds import held_back

DEFAULT = Settings()


@pytest.fixture(scope="module")
def world():
    return Chain(DEFAULT).population.value


@pytest.fixture(scope="module")
def cast():
    return {one.key: one for one in characters(DEFAULT)}


def test_all_six_live_in_the_default_world_and_can_be_learned_from(world, cast):
    assert list(cast) == [story.key for story in stories()] and len(cast) == 6
    places = [one.customer for one in cast.values()]
    assert len(set(places)) == 6
    folds = Chain(DEFAULT).folds.value
    assert folds.history[places].all() and not held_back(world.size, world.seed)[places].any()


@pytest.mark.parametrize("key", [story.key for story in stories()])
def test_what_a_story_says_is_in_the_data(world, cast, key):
    """Said again by hand, beside the file: what the words claim, read from the world."""
    one, people = cast[key], world.people
    place, bought = (
        one.customer,
        dict(zip(TOPICS, world.events["purchases"].counts[one.customer].tolist(), strict=True)),
    )
    age, told = int(people.age[place]), str(one.told)
    assert told.startswith(f"{one.name.split()[0]} is {age} ")
    said = Chain(DEFAULT).consent.value
    yes, ignored = bool(said.answered[place].all()), bool(said.ignored[place])
    match key:
        case "baby":
            assert people.expecting[place] and SEXES[people.sex[place]] == "woman" and yes
            assert f"bought {bought['baby']} baby things" in told and bought["baby"] >= 3
        case "student":
            assert OCCUPATIONS[people.occupation[place]] == "student" and people.money[place] and age <= 23 and yes
            assert f"{bought['bargains']} times" in told and bought["bargains"] == max(bought.values())
        case "grandma":
            assert HOUSEHOLDS[people.household[place]] == "1" and people.chronic[place] and yes
            assert f"{bought['health']} things" in told and bought["health"] == max(bought.values())
        case "reader":
            assert SEXES[people.sex[place]] == "man" and not yes and not ignored
            assert f"bought {bought['books']} of them" in told and bought["books"] == max(bought.values())
        case "busy":
            assert HOUSEHOLDS[people.household[place]] == "5 or more" and ignored and not said.said[place].any()
        case "gardener":
            home = people.postcode[place]
            neighbours = int((world.notional.postcode == home).sum())
            assert f"{neighbours:,} people share the postcode {world.geography.names[home]}" in told
            assert neighbours <= 2_500 and f"bought {bought['garden']} things" in told and yes


@pytest.mark.parametrize("size", [500, 2_000])
def test_other_worlds_tell_only_what_holds_there(size):
    settings = Settings().replace(**{"population.size": size, "population.seed": 11})
    world = Chain(settings).population.value
    facts = {story.key: dict(story.facts) for story in stories()}
    for one in characters(settings):
        assert holds(world, facts[one.key])[one.customer]


def test_people_are_the_same_whatever_the_shop_does():
    careless = Settings().replace(**{"consent.model": "notice", "protect.technique": "none"})
    people = characters(DEFAULT)
    assert characters(careless) == people and len(people) == len(stories())


def test_an_unknown_fact_is_refused(world):
    with pytest.raises(DataError, match="no such fact"):
        holds(world, {"shoe_size": 44})


def test_the_twin_of_a_customer_s_own_answers_agrees_in_all_five(settings, chain, learned):
    world, said = chain.population.value, chain.consent.value
    signs = sum(world.events[source].counts.astype(int) for source in FIRST_PARTY)
    for place in learned[:5].tolist():
        people = world.people
        own = Answers(
            age=int(people.age[place]),
            sex=SEXES[people.sex[place]],
            household=int(people.household[place]),
            topic=TOPICS[signs[place].argmax()],
            agrees=bool(said.answered[place].any()),
        )
        found, same = twin(settings, own)
        assert same == 5 and abs(people.age[found] - own.age - 0.5) <= 1.5


def test_the_twin_is_the_nearest_by_gower(settings, chain):
    """Against a plain loop over everybody: age over 77 years, household over 4 steps, else 0 or 1; mean of five."""
    world, answers = chain.population.value, Answers(age=70, sex="man", household=4, topic="travel", agrees=False)
    said, people = chain.consent.value, world.people
    signs = sum(world.events[source].counts.astype(int) for source in FIRST_PARTY)

    def apart(place):
        return (
            abs(float(people.age[place]) - 70.5) / 77
            + (people.sex[place] != 1)
            + abs(int(people.household[place]) - 4) / 4
            + (signs[place].argmax() != TOPICS.index("travel"))
            + said.answered[place].any()
        ) / 5

    pool = np.flatnonzero(chain.folds.value.history)
    assert apart(twin(settings, answers)[0]) == pytest.approx(min(map(apart, pool.tolist())))


def test_answers_are_remembered_nowhere(settings, caplog):
    Chain(settings).population  # noqa: B018 - the world itself may be remembered
    with caplog.at_level(logging.DEBUG):
        before = MEMORY.stats
        found, same = twin(settings, Answers(age=77, sex="woman", household=3, topic="sport", agrees=True))
        after = MEMORY.stats
    assert 0 <= found < settings["population.size"] and same > 0
    assert (after.entries, after.bytes, after.misses) == (before.entries, before.bytes, before.misses)
    assert caplog.records == []
