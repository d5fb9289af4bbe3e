import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from equipoise.shared.spelling import alike, all_in_digits, ambiguous, day_of, in_digits, number_of, whole_of


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.floats(allow_nan=False, allow_infinity=False))
def test_digits_give_the_number_back(value):
    assert number_of(in_digits(value)) == value


@pytest.mark.parametrize(("value", "digits"), [
    (33.0, "33"), (-5.0, "-5"), (-0.0, "0"), (0.1, "0.1"), (1234567.0, "1234567"), (1234567.25, "1234567.25"),
    (1e-7, "1e-07"), (np.float32(0.1), "0.1"), (2.0**60, "1.152921504606847e+18"),
])  # fmt: skip
def test_no_more_digits_than_needed(value, digits):
    assert in_digits(value) == digits
    assert all_in_digits(np.array([value, value])).tolist() == [digits, digits]


@pytest.mark.parametrize("text", ["", " ", "nan", "inf", "1_0", "0x1", "1e999", "1 2", "--1", "1e", ".", "9" * 500])
def test_what_is_no_number(text):
    assert math.isnan(number_of(text)) and whole_of(text) is None


def test_days_are_counted_from_1970():
    assert [day_of(text) for text in ("1970-01-01", "1969-12-31", "1900-01-01")] == [0, -1, -25567]
    assert all(math.isnan(day_of(text)) for text in ("1981-02-29", "1970-1-1", "0000-01-01", "١٩٧٠-01-01", "1970"))


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("ZÜRICH", "'Zürich' differs in upper and lower case"),
        ("Zürich ", "'Zürich' has other blanks at its ends"),
        ("Zu\u0308rich", "'Zürich' has U+00FC at place 2, where this has U+0075 U+0308"),
        ("Zürich\u200b", "'Zürich' has - at place 7, where this has U+200B"),
        ("São\u00a0Paulo", "'São Paulo' has U+0020 at place 4, where this has U+00A0"),
    ],
)
def test_how_two_words_differ_that_look_alike(text, how):
    assert str(alike(text, ["Bern", "Zürich", "São Paulo"])) == how
    assert alike("Basel", ["Bern", "Zürich"]) is None and alike("Bern", ["Bern"]) is None


def test_levels_that_cannot_be_told_from_intervals():
    assert ambiguous(("a", "b", "a to b")) == "a to b"
    assert ambiguous(("a", "a to b", "b to c", "c")) == "a to b"
    assert ambiguous(("Back", "Back to school", "Other", "3 to 5")) is None
