"""Prosecutor risk against privattacks, by golden values (`make_golden_privattacks.py` made them)."""

import json
from pathlib import Path

import pytest

from equipoise.shared.column import Column
from equipoise.shared.schema import Schema
from equipoise.stages.measure.measure import reidentification
from oracles.tables import checksum, table

GOLDEN = json.loads((Path(__file__).parent / "golden" / "privattacks.json").read_text(encoding="utf-8"))["golden"]


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda each: f"{each['table']}: {', '.join(each['known'])}")
def test_prosecutor_risk_is_the_posterior_vulnerability(golden):
    frame = table(golden["table"])
    assert checksum(frame) == golden["checksum"]
    schema = Schema(tuple(Column(name=name, role="quasi", kind="number") for name in golden["known"]))
    found = reidentification(frame, schema, frame)
    assert found.prosecutor_mean == pytest.approx(golden["mean"]) and golden["mean"] > golden["prior"]
    assert found.prosecutor_highest == pytest.approx(golden["highest"])
    # whose register is the table itself names as many rows, row by row
    assert (found.journalist_highest, found.marketer) == pytest.approx((golden["highest"], golden["mean"]))


def test_knowing_less_is_never_worse():
    means = [each["mean"] for each in GOLDEN if each["table"] == "census of 10,000"]
    assert means == sorted(means, reverse=True) and means[0] > 0.99 and means[-1] < 0.01
