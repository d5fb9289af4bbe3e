import numpy as np
import pytest

from equipoise import Settings
from equipoise.chain.pipeline import Chain
from equipoise.studies.evidence import spend as module
from equipoise.studies.evidence.spend import (
    _fields,
    smallest_fall,
    unique_by_fields,
    unique_by_spend,
    unique_by_spend_in_topics,
)

SMALL = Settings().replace(**{"population.size": 3_000})


def of(precision, measure=unique_by_spend):
    return measure(SMALL.replace(**{"minimise.spend": "total", "minimise.spend_precision": precision}))


def test_the_coarser_the_spend_the_fewer_stand_alone():
    shares = [of(precision) for precision in ("exact", "10", "100", "bands")]
    assert shares == sorted(shares, reverse=True) and shares[0] > 0.9
    assert unique_by_fields(SMALL) < shares[-1] < 0.5
    assert of("bands", unique_by_spend_in_topics) > shares[-1]


def test_the_fields_are_those_of_buyers_of_the_last_year():
    chain = Chain(SMALL)
    (last, fashion, _, place, new, channel), buyers = _fields(chain)
    receipts, size = chain.receipts.value, SMALL.population.size
    assert (buyers == (receipts.totals(12)[:size].sum(axis=1) > 0)).all()
    someone = int(np.flatnonzero(buyers)[0])
    own = receipts.person == someone
    assert last[someone] == receipts.month[own].min() < 12
    assert new[someone] == (receipts.month[own].max() < 12)
    assert fashion[someone] == bool((receipts.topic[own & (receipts.month < 12)] == 3).any())
    assert set(place) == {0, 1, 2} and set(channel) <= {0, 1, 2}


def test_the_smallest_fall_is_that_of_the_four_precisions(monkeypatch):
    shares = {"exact": 0.9, "10": 0.5, "100": 0.4, "bands": 0.1}
    monkeypatch.setattr(module, "unique_by_spend", lambda settings: shares[settings["minimise.spend_precision"]])
    assert smallest_fall(SMALL) == pytest.approx(0.1)
