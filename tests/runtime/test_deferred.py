import pickle

import pytest

from equipoise.runtime.deferred import Deferred
from equipoise.runtime.memo import size_of


class Lengths:
    """Makes the length of a name, and writes down what was asked."""

    def __init__(self):
        self.asked = []

    def of(self, name):
        self.asked.append(name)
        return len(name)


@pytest.fixture
def lengths():
    return Lengths()


def test_a_value_is_made_when_it_is_asked_for_and_only_once(lengths):
    found = Deferred(("sex", "age_band"), lengths.of)
    assert (list(found), len(found), "sex" in found) == (["sex", "age_band"], 2, True)
    assert found["age_band"] == found["age_band"] == 8
    assert lengths.asked == ["age_band"]


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
