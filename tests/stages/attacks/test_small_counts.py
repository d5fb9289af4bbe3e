import dataclasses

import numpy as np
import pandas as pd
import pytest

from equipoise.shared.column import Column
from equipoise.shared.schema import Schema
from equipoise.shared.tables import release_of
from equipoise.stages.attacks import registry as attacks
from equipoise.stages.protect.cohorts import aggregate
from samples import boxes, knowing, truth_of

NOBODY = knowing(np.zeros((0, 1)), fields="x")
TOPICS = tuple("abcdef")
SCHEMA = Schema(
    (
        Column(name="x", role="quasi", kind="number"),
        *(Column(name=topic, role="behaviour", kind="number") for topic in TOPICS),
    )
)


def singled_out(release, exact, released, others=None):
    truth = truth_of(released, exact=exact, control_exact=exact[:0] if others is None else others)
    truth = dataclasses.replace(truth, own_rows=False, released=np.array(released))
    return attacks.run_with_hits("singling_out", release, NOBODY, truth)


@pytest.fixture
def six():
    """Cohorts of three: in x 1..3 the totals of a and b are one, in x 7..9 they are three and zero."""
    exact = pd.DataFrame({"x": [1.0, 2, 3, 7, 8, 9], "a": [0, 1, 0, 1, 1, 1], "b": [0, 1, 0, 0, 0, 0]})
    means = {"a": ("behaviour", [1 / 3, 1.0]), "b": ("behaviour", [1 / 3, 0.0])}
    release = boxes([[1], [7]], [[3], [9]], **means)
    return dataclasses.replace(release, rows="cohorts", people=np.array([3, 3])), exact, [0, 0, 0, 1, 1, 1]


def test_a_total_of_one_describes_one_person_by_hand(six):
    # both totals of one are the second person's, who counts once: 1 of 6 people; two claims among six people
    scored = singled_out(*six)
    assert scored.result.attack.value == pytest.approx(1 / 6)
    assert scored.result.details["claimed"].value == pytest.approx(2 / 6)
    assert np.isnan(scored.hits).all()  # nobody keeps track of which target is which


def test_strangers_in_the_cohorts_place_are_the_control_by_hand(six):
    # the control people have no a and no b, or live elsewhere: nobody is left in the box whom a claim describes
    release, exact, released = six
    nothing, elsewhere = (pd.DataFrame({"x": [x] * 9, "a": [a] * 9, "b": [a] * 9}) for x, a in ((2.0, 0), (99.0, 1)))
    for others in (nothing, elsewhere):
        assert singled_out(release, exact, released, others).result.control.value == 0
    # were the table about others (so that nobody of the box is taken out), luck would do as well: risk zero
    result = singled_out(release, exact, [1, 1, 1, 0, 0, 0], nothing).result
    assert result.attack.value == result.control.value == pytest.approx(1 / 6) and result.risk.value == 0


def test_a_total_of_one_that_no_one_person_has_is_a_false_claim(six):
    release, exact, released = six
    halves = exact.assign(a=[0.5, 0.5, 0, 1, 1, 1], b=[1, 1, 0, 0, 0, 0])  # nobody has one of a, two have one of b
    assert singled_out(release, halves, released).result.attack.value == 0


def test_cohorts_without_behaviour_single_nobody_out(six):
    release = dataclasses.replace(six[0], schema=six[0].schema.only("x"))
    assert singled_out(release, *six[1:]).result.reason == "no_behaviour"


def shoppers(rng, n=600):
    return pd.DataFrame({"x": rng.uniform(0, 1, n)} | {topic: rng.poisson(0.15, n) * 1.0 for topic in TOPICS})


@pytest.mark.parametrize("seed", range(4))
def test_people_are_singled_out_by_their_own_cohorts_only(seed):
    rng = np.random.default_rng(seed)
    exact, others, strangers = shoppers(rng), shoppers(rng, 60), shoppers(rng)
    own, row = aggregate(release_of(exact, SCHEMA), k=5)
    independent, elsewhere = aggregate(release_of(strangers, SCHEMA), k=5)
    risk = singled_out(own, exact, row, others).result.risk
    chance = singled_out(independent, exact, elsewhere, others).result.risk
    assert risk.low > 0.2
    assert chance.low <= 0 <= chance.high


def test_larger_cohorts_single_fewer_out():
    exact = shoppers(np.random.default_rng(9))
    risks = []
    for k in (3, 10, 100):
        release, row = aggregate(release_of(exact, SCHEMA), k=k)
        risks.append(singled_out(release, exact, row).result.attack.value)
    assert risks[0] > risks[1] > risks[2] == 0
