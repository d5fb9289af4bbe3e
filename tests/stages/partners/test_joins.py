"""Codes and joins, by hand."""

import hashlib

import numpy as np
import pytest

from equipoise.numerics.stats import wilson
from equipoise.shared.identity import e_mail
from equipoise.shared.partnership import Matching, join
from equipoise.stages.partners.joins import codes, joined, match_rates

NAME, MAILBOX = np.array([5, 40, 5]), np.array([1, 3, 2])


def test_a_join_finds_equal_codes_wherever_they_stand():
    assert join(np.array([30, 10, 20]), np.array([10, 99, 30, 5])).tolist() == [1, -1, 0, -1]
    assert join(np.array([], dtype=int), np.array([1, 2])).tolist() == [-1, -1]


@pytest.mark.parametrize("how", ["raw", "hashed", "keyed"])
def test_equal_addresses_have_equal_codes_and_others_do_not(how):
    code = codes(NAME, MAILBOX, how, seed=7)
    assert len(set(code.tolist())) == 3
    assert joined(code, codes(NAME[::-1], MAILBOX[::-1], how, seed=7)).tolist() == [2, 1, 0]
    assert joined(code, codes(NAME, MAILBOX + 1, how, seed=7)).tolist() == [2, -1, -1]  # 5's second box is the third's


def test_a_plain_hash_is_a_lookup():
    hashed = codes(NAME, MAILBOX, "hashed", seed=7)
    guessed = [hashlib.sha256(e_mail(5, 1).encode()).digest()[:8]]
    assert np.frombuffer(guessed[0], dtype=np.int64).tolist() == [hashed[0]]
    assert np.array_equal(hashed, codes(NAME, MAILBOX, "hashed", seed=8))  # no key: everybody's are the same


def test_codes_with_a_key_join_nobody_without_it():
    ours, others = (codes(NAME, MAILBOX, "keyed", seed) for seed in (7, 8))
    assert joined(ours, others).tolist() == [-1, -1, -1]
    assert joined(ours, codes(NAME, MAILBOX, "hashed", 7)).tolist() == [-1, -1, -1]


def test_a_copy_without_codes_joins_nobody():
    assert joined(None, np.array([1, 2])).tolist() == [-1, -1]


def test_match_rates_by_hand():
    # Five rows; the people of rows 0, 1 and 4 are in the list, at places 2, 0 and 1. Place 0 finds its row 1, place 2
    # finds row 3, which is a stranger's; places 1 and 3 find none.
    found = match_rates(row=np.array([1, -1, 3, -1]), place=np.array([2, 0, -1, -1, 1]))
    assert found == Matching(
        overlap=wilson(3, 5), matched_rows=wilson(2, 5), matched_list=wilson(2, 4), joins_right=wilson(1, 2)
    )
