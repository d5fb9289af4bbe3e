import dataclasses
import json
import math

import pytest

from equipoise.numerics.rate import UNKNOWN, Rate
from fakes import outcome


def test_a_rate_is_known_when_it_has_a_value():
    assert Rate(0.0, 0.0, 0.0, 3).known
    assert not UNKNOWN.known


def test_an_outcome_is_plain_values_and_leaves_out_people():
    plain = outcome().to_dict()
    assert "evidence" not in plain
    assert plain["settings"]["population"]["size"] == 20_000
    assert plain["headlines"]["right_offer"]["value"] == pytest.approx(0.41)
    assert plain["fairness"]["sex"]["groups"] == []


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_is_not_a_number_becomes_none(value):
    told = outcome()
    told = dataclasses.replace(told, targeting=dataclasses.replace(told.targeting, auc=Rate(value, value, value, 0)))
    auc = json.loads(json.dumps(told.to_dict(), allow_nan=False))["targeting"]["auc"]
    assert (auc["value"], auc["low"], auc["high"], auc["n"]) == (None, None, None, 0)
