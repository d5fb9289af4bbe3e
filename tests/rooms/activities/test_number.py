import pytest

from equipoise.chain.content import communicate
from equipoise.chain.settings import Settings
from equipoise.core.errors import DataError
from equipoise.learn.lesson import lessons
from equipoise.rooms.activities.number import Number
from fakes import outcome
from room_steps import check, result, step

GIVEN = {"text": "How many?", "per": "of 100 people", "truth": 63, "source": "A04"}


@pytest.fixture
def asked():
    return step("number", **GIVEN)


def test_guesses_are_spread_over_ten_bars_and_compared_with_the_truth(asked):
    # distances from 63: 63, 3, 0, 7, 37, so the median is 7, and three are within 10; 100 stands in the last bar
    found = result(asked, 0, 60, 63, 70, 100)
    assert found.counts == (1, 0, 0, 0, 0, 0, 2, 1, 0, 1)
    assert (found.n, found.middle, found.off, found.near) == (5, 63.0, 7.0, 3)
    assert found.distances == (0, 3, 7, 37, 63)
    assert (found.truth.value, found.truth.source) == (63.0, "A04")


def test_of_fewer_than_five_guesses_only_their_number_and_the_truth_are_known(asked):
    few = result(asked, 0, 60, 63, 70)
    assert (few.n, few.truth.shown) == (4, 63)
    assert (few.counts, few.middle, few.off, few.near, few.distances) == (None, None, None, None, ())


def test_the_truth_is_held_back_until_the_question_returns():
    held = result(step("number", held=True, **GIVEN), 0, 60, 63, 70, 100)
    assert held.held and held.counts and (held.truth, held.off, held.near, held.distances) == (None, None, None, ())


@pytest.mark.parametrize("typed", ["0", " 63 ", "100"])
def test_whole_numbers_of_100_are_taken(asked, typed):
    assert check(asked, number=typed) == int(typed)


@pytest.mark.parametrize("typed", ["", "-1", "101", "6.3", "1e1", "٣", "9" * 5000, "<b>1</b>"])
def test_anything_else_is_refused(asked, typed):
    with pytest.raises(DataError, match="from 0 to 100"):
        check(asked, number=typed)
    with pytest.raises(DataError):
        check(asked)


def test_a_measured_truth_is_asked_of_the_engine_under_the_settings_of_the_part():
    spec = {"text": "?", "per": "of 100 customers", "measure": "headlines.identified", "levers": {"protect.k": 7}}
    asked = step("number", **spec)
    (question,) = Number().questions(asked)
    assert question.arguments == (Settings().replace(**{"protect.k": 7, "population.size": 3_000}),)
    kept = Number().computed(asked, [outcome()])
    assert [kept[name] for name in ("value", "low", "high")] == pytest.approx([23.0, 22.0, 24.0])
    assert result(asked, 20, 20, 20, 20, 33, computed=kept).distances == (3, 3, 3, 3, 10)
    assert result(asked, 20, 20, 20, 20, 33).truth is None  # not ready


@pytest.mark.parametrize(
    "broken",
    [
        {"truth": 101},
        {"source": None},
        {"per": None},
        {"text": None},
        {"truth": None},
        {"truth": None, "measure": "headlines.identified", "levers": {"protect.k": 0}},
        {"lesson": "balance"},  # its guess is no number
        {"lesson": "no_such"},
    ],
)
def test_a_part_that_does_not_say_what_is_true_is_refused(broken):
    spec = {name: value for name, value in {**GIVEN, **broken}.items() if value is not None}
    with pytest.raises((ValueError, KeyError)):
        step("number", **spec)


def test_a_lesson_lends_its_question():
    asked = step("number", lesson="look_alikes")
    assert asked.text == lessons()["look_alikes"].prediction.text
    assert asked.truth and asked.spec["per"] == lessons()["look_alikes"].claims[0].per
    assert step("number", lesson="look_alikes", text="Own words?").text == "Own words?"


def test_a_number_of_a_branch_is_asked_of_that_branch():
    spec = {"text": "?", "per": "of 100 people", "measure": "onlooker.attack", "branch": "content", "customers": 1000}
    asked = step("number", **spec)
    (question,) = Number().questions(asked)
    small = Settings().replace(**{"population.size": 1_000})
    assert (question.function, question.arguments) == (communicate, (small,))
    known = communicate(small)
    kept = Number().computed(asked, [known])
    assert kept["value"] == pytest.approx(100 * known.onlooker.attack.value)
    with pytest.raises(DataError, match="no such branch"):
        step("number", **spec | {"branch": "pigeons"})
