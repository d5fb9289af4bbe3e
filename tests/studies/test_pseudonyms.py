import math

import pytest

from equipoise import Settings
from equipoise.studies.pseudonyms import join, reverse_codes

SMALL = Settings().replace(**{"population.size": 1_000})


def under(treatment, **levers):
    return SMALL.replace(**{"protect.identifiers": treatment, **levers})


def test_a_plain_hash_is_turned_back_and_a_keyed_one_is_not():
    plain, keyed = reverse_codes(under("hash")), reverse_codes(under("keyed"))
    assert plain.named.value == 1.0 and all(name for _, name in plain.examples)
    assert keyed.named.value == 0.0 and not any(name for _, name in keyed.examples)
    assert len(plain.examples) == len(keyed.examples) == 5


@pytest.mark.parametrize("levers", [{}, {"protect.technique": "cohorts"}, {"protect.technique": "suppression"}])
def test_without_codes_there_is_nothing_to_turn_back(levers):
    found = reverse_codes(under("drop", **levers))
    assert not found.named.known and found.examples == ()


def test_one_key_ties_two_tables_together_and_two_keys_do_not():
    found = join(under("keyed"))
    assert found.now.value == 1.0 and found.own_keys.value == 0.0


def test_two_keys_do_not_help_where_there_is_no_key():
    assert join(under("hash")).own_keys.value == 1.0


def test_tables_without_identifiers_cannot_be_tied():
    found = join(under("drop"))
    assert found.now.value == 0.0 and not found.own_keys.known


def test_an_empty_table_has_no_rows_to_tie():
    found = join(under("keyed", **{"protect.technique": "suppression", "protect.k": 100}))
    assert math.isnan(found.now.value)
