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


@pytest.mark.parametrize(("value", "written"), [(math.nan, None), (math.inf, "infinite"), (-math.inf, "-infinite")])
def test_unknown_and_infinite_are_two_things(value, written):
    told = outcome()
    told = dataclasses.replace(told, targeting=dataclasses.replace(told.targeting, auc=Rate(value, value, value, 0)))
    auc = json.loads(json.dumps(told.to_dict(), allow_nan=False))["targeting"]["auc"]
    assert (auc["value"], auc["low"], auc["high"], auc["n"]) == (written, written, written, 0)
