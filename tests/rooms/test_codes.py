import math

import pytest

from equipoise.rooms.codes import ALPHABET, LENGTH, new_code, tidy


def test_a_code_has_thirty_bits():
    assert len(set(ALPHABET)) == len(ALPHABET) == 32
    assert math.log2(len(ALPHABET) ** LENGTH) == 30


def test_every_sign_is_drawn_at_every_place():
    codes = [new_code() for _ in range(2_000)]  # a sign is missing at some place once in 10^25 runs
    assert all({code[place] for code in codes} == set(ALPHABET) for place in range(LENGTH))


def test_codes_are_their_own_tidy_form():
    assert all(tidy(code) == code for code in (new_code() for _ in range(50)))


@pytest.mark.parametrize("typed", ["2R0F1K", " 2r0f1k ", "2RO-FIK", "2r o f l k", "2Rof\tlk"])
def test_what_was_meant_is_understood(typed):
    assert tidy(typed) == "2R0F1K"


@pytest.mark.parametrize(
    "typed", ["", "2R0F1", "2R0F1KK", "2R0F1U", "2R0F1é", "' OR 1=1", " " * 50 + "2R0F1K", "²R0F1K"]
)
def test_what_cannot_be_a_code_is_none(typed):
    assert tidy(typed) == ""
