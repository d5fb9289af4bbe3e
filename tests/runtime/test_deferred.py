import pickle

import numpy as np  # loads the linear algebra library
import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from equipoise.runtime.deferred import Deferred
from equipoise.runtime.memo import size_of


class Lengths:
    """Makes the length of a name, and writes down what was asked."""

    def __init__(self):
        self.asked = []

    def of(self, name):
        self.asked.append(name)
        return len(name)


def blas():
    """Return what is known of the linear algebra libraries that are loaded."""
    assert np.ones((2, 2)) @ np.ones(2) == pytest.approx(2)
    return [each for each in threadpool_info() if each["user_api"] == "blas"]


@pytest.fixture
def lengths():
    return Lengths()


def test_a_value_is_made_when_it_is_asked_for_and_only_once(lengths):
    found = Deferred(("sex", "age_band"), lengths.of)
    assert (list(found), len(found), "sex" in found) == (["sex", "age_band"], 2, True)
    assert found["age_band"] == found["age_band"] == 8
    assert lengths.asked == ["age_band"]


def test_it_is_made_without_the_linear_algebra_librarys_own_threads():
    with threadpool_limits(2, user_api="blas"):
        threads = Deferred(("now",), lambda _: [each["num_threads"] for each in blas()])["now"]
        assert threads and set(threads) == {1}


def test_no_other_name_has_a_value(lengths):
    with pytest.raises(KeyError, match="shoe size"):
        Deferred(("sex",), lengths.of)["shoe size"]
    assert lengths.asked == []


def test_it_equals_a_dictionary_of_the_same_values(lengths):
    found = Deferred(("sex", "age_band"), lengths.of)
    assert found == {"sex": 3, "age_band": 8}
    assert found != {"sex": 3, "age_band": 9}
    assert found == Deferred(("sex", "age_band"), len)


def test_it_can_be_sent_elsewhere():
    sent = pickle.loads(pickle.dumps(Deferred(("sex",), len)))
    assert dict(sent) == {"sex": 3}


def test_weighing_it_makes_nothing(lengths):
    assert size_of(Deferred(("sex",), lengths.of)) > 0
    assert lengths.asked == []
