import json
import math

import pytest

from equipoise.by_design.breach import SAFEGUARDS, Saved
from equipoise.core.errors import DataError
from equipoise.numerics.rate import UNKNOWN, Rate
from equipoise.rooms.activities.registry import STEPS
from equipoise.rooms.activities.safeguard import fall
from room_steps import check, result, step

SPEC = {"text": "Which one?", "customers": 1_000, "safeguards": ["keys", "retention", "protection"]}
KIND = STEPS["safeguard"]


def rate(value, low, high):
    return Rate(value, low, high, 1_000)


NOTHING, SOME, MOST = rate(0.0, 0.0, 0.0), rate(-0.2, -0.25, -0.15), rate(-0.3, -0.34, -0.26)


def saved(change, cost=NOTHING, **values):
    before = rate(0.4, 0.35, 0.45)
    return Saved(before=before, after=before, change=change, right_offer=cost, **{"in_force": False} | values)


def kept(*each):
    return json.loads(json.dumps(KIND.computed(ASKED, each), allow_nan=False))


ASKED = step("safeguard", **SPEC)


def test_what_is_kept_is_read_again_unknown_numbers_too():
    each = saved(NOTHING), saved(SOME, in_force=True), saved(UNKNOWN)
    found = result(ASKED, computed=kept(*each)).saved
    assert found[:2] == each[:2]
    assert not found[2].change.known and math.isnan(found[2].change.low)


def test_the_engine_says_what_each_saves_on_the_same_people():
    questions = KIND.questions(ASKED)
    found = result(ASKED, computed=kept(*(one.function(*one.arguments) for one in questions))).saved
    assert len(found) == len(questions) == 3 and len({one.before for one in found}) == 1
    assert all(one.change.value == pytest.approx(one.after.value - one.before.value, abs=1e-9) for one in found)
    assert all(one.change.n > 0 and one.change.tag == "computed" for one in found)


def test_votes_are_counted_from_five_on():
    assert result(ASKED, 0, 2, 2, 1, 2).counts == (1, 1, 3)
    assert result(ASKED, 0, 2, 2, 1).counts is None


def test_the_best_is_the_one_that_surely_saves_most():
    assert result(ASKED, computed=kept(saved(SOME), saved(MOST), saved(NOTHING))).best == 1
    unsure = rate(-0.5, -1.0, 0.01)
    assert result(ASKED, computed=kept(saved(unsure), saved(UNKNOWN), saved(SOME))).best == 2
    assert result(ASKED, computed=kept(saved(unsure), saved(UNKNOWN), saved(NOTHING))).best is None
    assert result(ASKED).best is None and result(ASKED).saved == ()


def test_a_choice_is_one_of_those_that_can_be_bought():
    assert check(ASKED, option="2") == 2
    with pytest.raises(DataError, match="no such option"):
        check(ASKED, option="3")


def test_without_a_list_all_can_be_bought_each_in_words_of_its_own():
    one = step("safeguard", text="Which one?")
    assert one.spec["safeguards"] == list(SAFEGUARDS)
    assert len({option["text"] for option in one.spec["options"]}) == len(SAFEGUARDS)


def test_a_fall_is_turned_and_its_ends_stay_within_everybody():
    assert fall(rate(-0.25, -0.5, 0.125)) == rate(0.25, -0.125, 0.5)
    assert fall(rate(-1.0, -1.02, -0.98)) == rate(1.0, 0.98, 1.0)
