import dataclasses

import numpy as np
import pandas as pd
import pytest

from equipoise.shared.column import Column
from equipoise.shared.identity import Identifiers
from equipoise.shared.schema import Schema
from equipoise.shared.tables import release_of
from equipoise.stages.measure.linkability import linkable
from equipoise.stages.protect.identifiers import as_frame, drop, hashed, keyed

AGE = Column(name="age", role="quasi", kind="number")
CODE = Column(name="code", role="direct", kind="identifier")
WHO = Identifiers(number=np.arange(100, 200), place=np.arange(100), sexes=np.zeros(1_000, dtype=np.int8))


def table(codes):
    return release_of(pd.DataFrame({"age": np.zeros(len(codes)), "code": codes}), Schema((AGE, CODE)))


def test_by_hand():
    # a and b are once in the second table, c twice (so it leads to no one row), d not at all: 2 of 4
    found = linkable(table(list("abcd")), table(list("baccx")))
    assert (found.value, found.n) == (0.5, 4)
    assert found.low < 0.5 < found.high


def test_tables_without_a_common_identifier_cannot_be_joined():
    other = dataclasses.replace(table(list("ab")), schema=Schema((AGE,)))
    assert linkable(table(list("ab")), other).value == 0.0
    assert not linkable(table(list("ab")).take(np.empty(0, dtype=int)), table(list("ab"))).known


@pytest.mark.parametrize(
    ("treat", "keys", "share"),
    [(keyed, (1, 1), 1.0), (keyed, (1, 2), 0.0), (hashed, (1, 2), 1.0), (drop, (1, 1), 0.0)],
)
def test_pseudonyms_join_two_releases_under_one_key(treat, keys, share):
    releases = []
    for key, rows in zip(keys, (np.arange(100), np.arange(99, -1, -1)), strict=True):
        treated = treat(WHO, key)
        frame = as_frame(treated).reindex(range(100)).iloc[rows].assign(age=0.0)
        releases.append(release_of(frame, Schema((AGE, *treated))))
    assert linkable(*releases).value == share
