"""The type of a column means nothing: a table gives the same release and the same risks however pandas holds it."""

import numpy as np
import pandas as pd
import pytest

from equipoise import attack_table, measure, protect_table
from equipoise.core.errors import DataError
from equipoise.shared.column import Column
from equipoise.shared.schema import Schema
from equipoise.stages.protect.catalogue import TECHNIQUES

SCHEMA = Schema(
    (
        Column(name="age", role="quasi", kind="number", bounds=(0, 99)),
        Column(name="grade", role="quasi", kind="ordered", levels=("3", "1", "2")),
        Column(name="born", role="quasi", kind="date", bounds=(0, 20_000)),
        Column(name="ill", role="sensitive", kind="nominal", levels=("no", "yes", "0")),
        Column(name="smoker", role="sensitive", kind="binary"),
        Column(name="visits", role="behaviour", kind="number", bounds=(0, 9)),
    )
)
_RNG = np.random.default_rng(0)
_ROWS = 60
PLAIN = pd.DataFrame(
    {
        "age": _RNG.integers(0, 99, _ROWS),
        "grade": _RNG.choice(["3", "1", "2"], _ROWS),
        "born": pd.to_datetime(_RNG.integers(0, 20_000, _ROWS), unit="D").strftime("%Y-%m-%d"),
        "ill": _RNG.choice(["no", "yes", "0"], _ROWS),
        "smoker": _RNG.integers(0, 2, _ROWS),
        "visits": _RNG.integers(0, 9, _ROWS),
    }
)
WHOLE = {"age": int, "grade": int, "smoker": int, "visits": int}
HELD = {
    "text": lambda: PLAIN.astype(str),
    "objects": lambda: PLAIN.astype(object),
    "categories": lambda: PLAIN.apply(
        lambda column: column.astype("category").cat.reorder_categories(column.unique()[::-1])
    ),
    "nullable": lambda: PLAIN.convert_dtypes(),
    "Arrow": lambda: PLAIN.convert_dtypes(dtype_backend="pyarrow"),
    "numbers for levels": lambda: PLAIN.astype(WHOLE),
    "floats": lambda: PLAIN.astype({"age": float, "smoker": float, "visits": float}),
    "dates": lambda: PLAIN.assign(born=pd.to_datetime(PLAIN["born"]).dt.tz_localize("Europe/Berlin")),
    "another index": lambda: PLAIN.set_index(pd.Index(range(900, 900 - _ROWS, -1))),
    "columns in another order": lambda: PLAIN[PLAIN.columns[::-1]],
}


@pytest.mark.parametrize("held", HELD)
def test_every_technique_releases_the_same(held):
    for technique in TECHNIQUES:
        plain, other = (
            protect_table(frame, SCHEMA, technique=technique, k=3, seed=1) for frame in (PLAIN, HELD[held]())
        )
        pd.testing.assert_frame_equal(plain.frame, other.frame, check_dtype=False)


@pytest.mark.parametrize("held", HELD)
def test_attacks_and_measures_find_the_same(held):
    frame = HELD[held]()
    assert attack_table(PLAIN, SCHEMA, trait="ill=yes", seed=1) == attack_table(frame, SCHEMA, trait="ill=yes", seed=1)
    assert measure.disclosure(PLAIN, SCHEMA) == measure.disclosure(frame, SCHEMA)


@pytest.mark.parametrize("technique", ["synthetic", "synthetic_dp", "randomised_response"])
def test_a_missing_sensitive_number_is_refused_where_every_row_has_to_answer(technique):
    schema = Schema((*SCHEMA.columns[:2], Column(name="pay", role="sensitive", kind="number", bounds=(0, 9))))
    frame = PLAIN.assign(pay=[1, None, *range(8), *[5] * 50])
    with pytest.raises(DataError, match=r"missing .row 2 of column pay"):
        protect_table(frame, schema, technique=technique, seed=1)
    kept = protect_table(frame, schema, technique="k_anonymity", k=3).frame["pay"]
    assert kept.isna().sum() == 1 and kept.max() == 7
    with pytest.raises(DataError, match=r"missing .row 2 of column pay"):
        attack_table(frame, schema, trait="pay")


@pytest.mark.parametrize("mounted", [protect_table, attack_table])
def test_nobody_is_given_the_lowest_answer_for_missing_behaviour(mounted):
    schema = Schema((*SCHEMA.columns[:2], Column(name="seen", role="behaviour", kind="number", bounds=(0, 9))))
    frame = PLAIN.assign(seen=[1, None, *range(8), *[5] * 50])
    with pytest.raises(DataError, match=r"missing .row 2 of column seen"):
        mounted(frame, schema, technique="randomised_response", seed=1)
    assert protect_table(frame, schema, technique="synthetic").frame["seen"].isna().sum() < 20


@pytest.mark.parametrize("bounds", [None, (-9, 9)])
def test_a_missing_number_is_not_taken_for_another_one(bounds):
    """Everybody has -1 but for one person, of whom nothing is known; the missing value isolates that one."""
    seen = Column(name="seen", role="behaviour", kind="number", bounds=bounds)
    schema, frame = Schema((*SCHEMA.columns[1:2], seen)), PLAIN.assign(seen=[None, *[-1] * 59])
    found = attack_table(frame.assign(**{schema.names()[0]: PLAIN[schema.names()[0]].iloc[0]}), schema, seed=3)
    claimed = found["singling_out"].details["claimed"]
    assert round(claimed.value * claimed.n) == 1 and round(found["singling_out"].attack.value * claimed.n) == 1
