import math

from equipoise.texts.numerals import NOTHING, plain, signed, with_minus


def test_a_number_has_as_many_decimals_as_tell_it_apart():
    assert [plain(value) for value in (1234.5, 12.34, 1.234, -1.234)] == ["1,234", "12.3", "1.23", "−1.23"]


def test_a_change_has_a_sign_unless_it_rounds_to_nothing():
    assert [signed(value) for value in (3.2, -12.0, 0.2, -0.2)] == ["+3", "−12", "0", "0"]
    assert signed(-1234.56, digits=1) == "−1,234.6"


def test_a_zero_has_no_minus():
    assert [with_minus(text) for text in ("-0.00", "-0.01", "0.01")] == ["0.00", "−0.01", "0.01"]


def test_what_has_no_value_is_a_dash():
    assert [plain(math.nan), signed(math.nan), signed(-math.nan, digits=1)] == [NOTHING] * 3
