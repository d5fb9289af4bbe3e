import csv
import dataclasses
import io
import json

import pytest

from equipoise.numerics.rate import UNKNOWN
from equipoise.ui.shared.export import to_csv, to_json
from ui_fakes import outcome


def rows(made):
    return {row["name"]: row for row in csv.DictReader(io.StringIO(to_csv(made)))}


def test_csv_has_every_number_with_its_interval_and_every_lever():
    found = rows(outcome(right=0.41))
    assert found["headlines.right_offer"]["value"] == "0.41"
    assert float(found["headlines.right_offer"]["low"]) == pytest.approx(0.4)
    assert found["headlines.right_offer"]["tag"] == "computed"
    assert found["fairness.sex.groups.women.selection_rate"]["n"] == "8000"
    assert found["settings.protect.k"]["value"] == "5"
    assert found["settings.minimise.sources"]["value"] == "purchases browsing email store"


def test_unknown_numbers_are_empty_in_csv_and_null_in_json():
    made = outcome()
    made = dataclasses.replace(made, headlines=dataclasses.replace(made.headlines, identified=UNKNOWN))
    assert rows(made)["headlines.identified"]["value"] == ""
    assert json.loads(to_json(made))["headlines"]["identified"]["value"] is None


def test_a_text_cannot_become_a_formula():
    made = dataclasses.replace(outcome(), notes=("=HYPERLINK(1)",))
    made = dataclasses.replace(made, headlines=dataclasses.replace(made.headlines, best_group="=1+1"))
    assert rows(made)["headlines.best_group"]["value"] == "'=1+1"
