import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import friedmanchisquare

from equipoise.core.errors import DataError, ReasonError
from equipoise.rooms.activities.order import Order, concordance, in_order
from fakes import outcome
from room_steps import check, result, step

THINGS = ["birth date", "sex", "postcode"]
GIVEN = {"text": "What tells most?", "things": THINGS, "source": "A04"}


def test_agreement_by_hand():
    # two orders of three things, 1 2 3 and 1 3 2: sums 2, 5, 5, mean 4, S = 4 + 1 + 1 = 6; W = 12 * 6 / (4 * 24) = .75
    assert concordance(np.array([[1.0, 2, 3], [1, 3, 2]])) == pytest.approx(0.75)
    assert concordance(np.array([[1.0, 2, 3], [3, 2, 1]])) == 0.0
    assert concordance(np.array([[2.0, 1, 3]] * 4)) == 1.0


@given(st.lists(st.permutations([1, 2, 3, 4]), min_size=3, max_size=9))
def test_agreement_is_friedmans_statistic_over_its_largest_value(orders):
    # chi^2 = m (n - 1) W
    ranks = np.array(orders, dtype=float)
    assert concordance(ranks) == pytest.approx(friedmanchisquare(*ranks.T).statistic / (len(orders) * 3))


def test_the_average_order_stands_beside_the_given_one():
    asked = step("order", **GIVEN)
    shown = [thing["text"] for thing in asked.spec["things"]]
    true = [THINGS.index(text) + 1 for text in shown]
    other = [4 - place for place in true]
    found = result(asked, true, true, true, true, other)
    # the mean place of what is first is (4 * 1 + 3) / 5 = 1.4, of the middle 2, of the last 2.6
    assert found.means == pytest.approx([{1: 1.4, 2: 2.0, 3: 2.6}[place] for place in true])
    assert (found.places, found.pairs, found.source) == (tuple(true), (3, 3), "A04")
    assert found.agreement == pytest.approx(12 * (2 * 3.0**2) / (25 * 24))  # sums 7, 10, 13


def test_fewer_than_five_orders_are_not_shown():
    few = result(step("order", **GIVEN), *[[1, 2, 3]] * 4)
    assert few.n == 4 and few.means is few.agreement is few.pairs is None and few.places


def test_things_that_are_measured_are_ordered_by_their_numbers():
    measured = [{"text": f"k is {k}", "levers": {"protect.k": k}} for k in (2, 5, 50)]
    asked = step("order", text="Most first", things=measured, measure="headlines.identified")
    ks = [thing["levers"]["protect.k"] for thing in asked.spec["things"]]
    assert [question.arguments[0]["protect.k"] for question in Order().questions(asked)] == ks
    kept = Order().computed(asked, [outcome()] * 3)
    assert result(asked, [1, 2, 3], computed=kept).places == (2.0, 2.0, 2.0)  # alike
    apart = [kept[0] | {"value": value} for value in (10.0, 30.0, 20.0)]
    assert result(asked, [1, 2, 3], computed=apart).places == (3.0, 1.0, 2.0)
    least = step("order", text="Least first", things=measured, measure="headlines.identified", first="smallest")
    assert result(least, [1, 2, 3], computed=apart).places == (1.0, 3.0, 2.0)
    assert result(asked, [1, 2, 3]).places is None  # not ready
    assert result(asked, [1, 2, 3], computed=[None, *apart[1:]]).places is None


def test_pairs_without_a_true_order_do_not_count():
    assert in_order([1.0, 2.0, 3.0], [1.0, 2.5, 2.5]) == (2, 2)
    assert in_order([2.0, 2.0, 1.0], [1.0, 2.0, 3.0]) == (0, 3)


def test_every_place_is_needed_once():
    asked = step("order", **GIVEN)
    assert check(asked, place_0="3", place_1="1", place_2="2") == [3, 1, 2]
    for places in (
        {},
        {"place_0": "1", "place_1": "1", "place_2": "2"},
        {"place_0": "0", "place_1": "1", "place_2": "2"},
    ):
        with pytest.raises(DataError, match="from 1 to 3"):
            check(asked, **places)


@pytest.mark.parametrize("things", [["a", "b"], list("abcdefgh"), ["a", "a", "b"]])
def test_too_few_too_many_or_equal_things_are_refused(things):
    with pytest.raises(ReasonError):
        step("order", text="?", things=things)
