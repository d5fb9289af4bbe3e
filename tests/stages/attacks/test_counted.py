import dataclasses

import numpy as np
import pandas as pd
import pytest

from equipoise.core.seeds import stream
from equipoise.shared.column import Column
from equipoise.shared.schema import Schema
from equipoise.shared.tables import release_of
from equipoise.stages.attacks import registry as attacks
from equipoise.stages.attacks.base import MembershipTruth
from equipoise.stages.attacks.counted import Counted, Records
from equipoise.stages.protect import synthetic

TOWNS = Schema((Column(name="town", role="quasi", kind="nominal", levels=("a", "b", "c")),))


def towns(text, **more):
    """A table of people in the towns of the text, one letter a person."""
    return dataclasses.replace(release_of(pd.DataFrame({"town": list(text)}), TOWNS), **more)


def truth(members, controls):
    return MembershipTruth(
        member=np.arange(members + controls) < members, control=np.arange(members + controls) >= members
    )


def test_by_hand():
    # table aaab: shares 3/4, 1/4, 0. Outsiders aabb: 1/2, 1/2, 0. Of both: 5/8, 3/8, 0.
    # excess (p - q) / r: town a (3/4 - 1/2) / (5/8) = .4, town b (1/4 - 1/2) / (3/8) = -2/3, town c nobody: 0
    knowledge = Records(pool=towns("abc"), panel=towns("aabb"))
    guesses = Counted().guess(towns("aaab", rows="synthetic"), knowledge, stream(0, "x"))
    assert guesses.score == pytest.approx([0.4, -2 / 3, 0.0])
    # an outsider in a without themselves: q = 1/3, r = 4/7: (3/4 - 1/3) / (4/7) = 35/48; in b: q = 1/3, r = 2/7:
    # (1/4 - 1/3) / (2/7) = -7/24. Half of the outsiders lie above the middle of the two, 7/32
    assert guesses.middle == pytest.approx((35 / 48 - 7 / 24) / 2)
    # members a, b; control c: only a lies above the middle. Attack 1/2, control 0/1
    scored = Counted().score(guesses, truth(2, 1))
    assert (scored.result.attack.value, scored.result.control.value) == (0.5, 0.0)
    assert scored.result.baseline.value == 0.5
    assert scored.hits[:2].tolist() == [1, 0] and np.isnan(scored.hits[2])


@pytest.mark.parametrize(
    ("release", "knowledge", "reason"),
    [
        (towns("ab"), Records(pool=towns("a"), panel=towns("ab")), "no_synthetic_table"),
        (towns("ab", rows="synthetic"), None, "no_synthetic_table"),
        (towns("ab", rows="synthetic").take(np.empty(0, dtype=np.int64)), Records(pool=towns("a"), panel=towns("ab")),
         "empty_table"),
    ],
)  # fmt: skip
def test_what_cannot_be_mounted_says_why(release, knowledge, reason):
    assert attacks.run("counted", release, knowledge, truth(1, 0)).reason == reason


def crowd(seed, people):
    """People with twelve independent yes-or-no columns, each given the first one."""
    columns = tuple(Column(name=f"c{place}", role="quasi", kind="binary") for place in range(12))
    drawn = stream(seed, "crowd").integers(0, 2, (people, 12)).astype(float)
    return release_of(pd.DataFrame(drawn, columns=[column.name for column in columns]), Schema(columns))


def risk(seed, counted, *, epsilon=None, independent=False):
    """The risk to the first ``counted`` of some people; their table is of others if ``independent``."""
    everybody, others = crowd(seed, counted + 400), crowd(seed + 1000, counted)
    table = others if independent else everybody.take(np.arange(counted))
    release, _ = synthetic.synthesise(table, lambda name: stream(seed, name), epsilon=epsilon)
    knowledge = Records(pool=everybody, panel=crowd(seed + 2000, 2000))
    return attacks.run("counted", release, knowledge, truth(counted, 400)).risk


def test_exact_counts_of_few_people_tell_who_was_counted():
    few, many = ([risk(seed, people).value for seed in range(8)] for people in (25, 2000))
    assert np.mean(few) > 0.12  # an advantage; the fewer, the more each counts
    assert abs(np.mean(many)) < 0.1


def test_noise_hides_who_was_counted():
    # each of 8 intervals of 95% covers zero but by chance: more than two misses have a probability of .006
    misses = [not found.low <= 0 <= found.high for found in (risk(seed, 25, epsilon=0.5) for seed in range(8))]
    assert sum(misses) <= 2


@pytest.mark.parametrize("seed", range(4))
def test_a_table_of_others_betrays_nobody(seed):
    found = risk(seed, 400, independent=True)
    assert found.low <= 0 <= found.high
