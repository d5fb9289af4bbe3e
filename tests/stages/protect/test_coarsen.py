import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equipoise import Settings
from equipoise.chain.pipeline import Chain
from equipoise.core.errors import DataError
from equipoise.shared.column import Column
from equipoise.shared.schema import Schema
from equipoise.stages.protect.catalogue import BANDS
from equipoise.stages.protect.coarsen import coarsen
from equipoise.stages.protect.settings import ProtectSettings

SCHEMA = Schema(
    (
        Column(name="age", role="quasi", kind="number"),
        Column(name="books", role="behaviour", kind="number", bounds=(0, 200)),
        Column(name="claim", role="behaviour", kind="number", bounds=(0, 1)),
        Column(name="favourite", role="behaviour", kind="nominal", levels=("tea", "coffee")),
    )
)


def table(books):
    return pd.DataFrame({"age": 40, "books": books, "claim": 1.0, "favourite": "tea"})


@pytest.mark.parametrize(
    ("coding", "coded"),
    [
        # totals                  0  1  2  3  4  7  8  15  16  99
        ("exact", [0, 1, 2, 3, 4, 7, 8, 15, 16, 99]),
        ("banded", [0, 1, 2, 2, 4, 4, 8, 8, 16, 16]),
        ("top_coded", [0, 1, 2, 3, 4, 4, 4, 4, 4, 4]),
        ("binary", [0, 1, 1, 1, 1, 1, 1, 1, 1, 1]),
    ],
)
def test_codings_by_hand(coding, coded):
    coarse, schema = coarsen(table([0, 1, 2, 3, 4, 7, 8, 15, 16, 99]), SCHEMA, coding)
    assert coarse["books"].tolist() == coded
    assert schema["books"].bands == BANDS[coding]
    assert (coarse["claim"] == 1).all() and schema["claim"].bands in ((), (0, 1))  # bounds leave room for two bands
    assert (coarse["favourite"] == "tea").all() and list(coarse) == list(SCHEMA.names())


def test_missing_values_stay_missing_and_returns_count_as_nothing():
    coarse, _ = coarsen(table([np.nan, -2.0, 3.0]), SCHEMA, "banded")
    assert np.isnan(coarse["books"][0]) and coarse["books"].tolist()[1:] == [0, 2]


def test_an_unknown_coding_is_refused():
    with pytest.raises(DataError, match="banded"):
        coarsen(table([1]), SCHEMA, "rough")


@given(st.lists(st.integers(0, 300), min_size=1), st.sampled_from([name for name in BANDS if name != "exact"]))
def test_a_total_lies_in_the_band_that_it_becomes(totals, coding):
    coarse, schema = coarsen(table(totals), SCHEMA, coding)
    column, exact = schema["books"], np.array(totals, dtype=float)
    begin = coarse["books"].to_numpy()
    end = np.append(column.bands, np.inf)[column.band_of(begin) + 1]
    assert ((begin <= exact) & (exact < end)).all()
    assert (column.band_of(begin) == column.band_of(exact)).all()  # coarsening again changes nothing


def test_every_coding_is_a_choice_of_the_lever():
    assert ProtectSettings.__dataclass_fields__["behaviour"].metadata["lever"].choices == tuple(BANDS)


@pytest.mark.parametrize("technique", ["none", "k_anonymity"])
def test_release_panel_and_truth_are_coded_alike(technique):
    levers = {"population.size": 600, "protect.behaviour": "top_coded", "protect.technique": technique}
    chain = Chain(Settings().replace(**levers))
    release, _ = chain.protect.value
    known, truth = chain.exposure.knowledge.value
    names = list(release.schema.names("behaviour"))
    for frame in (release.exact, known.panel.records, truth.exact, truth.control_exact):
        assert set(np.unique(frame[names])) == {0, 1, 2, 3, 4}
    assert all(release.schema[name].bands == BANDS["top_coded"] for name in names)
    assert known.panel_purchases.max() > 4  # the attacker knows how much a top code stands for
