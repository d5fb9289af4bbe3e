import numpy as np
import pandas as pd
import pytest

from equipoise import Settings
from equipoise.chain.pipeline import Chain
from equipoise.chain.settings import LEVERS
from equipoise.shared.column import Column
from equipoise.shared.release import Release
from equipoise.shared.schema import Schema
from equipoise.shared.tables import release_of
from equipoise.stages.protect import cohorts
from equipoise.studies.side_by_side import IDENTIFIERS, NOTHING, beside, side_by_side

NUMBER = Column(name="customer_number", role="direct", kind="identifier")
AGE = Column(name="age", role="quasi", kind="number", bounds=(0.0, 100.0))
ILL = Column(name="ill", role="sensitive", kind="binary", levels=("no", "yes"))
BOUGHT = Column(name="bought", role="behaviour", kind="number", source="purchases", bounds=(0.0, 20.0))
BANDED = Column(
    name="bought", role="behaviour", kind="number", source="purchases", bounds=(0.0, 20.0), bands=(0.0, 1.0, 2.0, 4.0)
)
SMALL = Settings().replace(**{"population.size": 1_000})


def raw():
    """Three people: 20, well, bought 1; 24, ill, bought 3; 60, well, purchases missing by design."""
    frame = pd.DataFrame(
        {"customer_number": [7, 8, 9], "age": [20.0, 24.0, 60.0], "ill": [0.0, 1.0, 0.0], "bought": [1.0, 3.0, np.nan]}
    )
    return release_of(frame, Schema((NUMBER, AGE, ILL, BOUGHT)))


def protected():
    """Rows of the second and the first person, in one class, with purchases in bands and no identifier."""
    exact = pd.DataFrame({"ill": [1.0, 0.0], "bought": [2.0, 1.0]})
    low, high = np.array([[20.0], [20.0]]), np.array([[24.0], [24.0]])
    return Release(exact=exact, low=low, high=high, schema=Schema((AGE, ILL, BANDED)), suppressed=1)


def test_people_are_matched_and_changed_cells_are_known():
    found = beside(raw(), protected(), np.array([1, 0, -1]))
    assert found.raw.loc[0].tolist() == ["7", "20", "no", "1"]
    assert found.protected.loc[0].tolist() == [NOTHING, "20 to 24", "no", "1"]
    assert found.protected.loc[1].tolist() == [NOTHING, "20 to 24", "yes", "2 to 3"]
    # the first person's purchases read the same (1 is a band of its own), the second one's do not (3 is in 2 to 3)
    assert found.changed.to_numpy().tolist() == [[True, True, False, False], [True, True, False, True], [False] * 4]


def test_who_is_withheld_has_no_cells_and_counts_as_no_change():
    found = beside(raw(), protected(), np.array([1, 0, -1]))
    assert found.withheld.tolist() == [False, False, True]
    assert found.protected.loc[2].tolist() == [NOTHING] * 4
    assert found.raw.loc[2, "bought"] == NOTHING  # missing by design
    assert found.sharing.tolist() == [1, 1, 0]


def test_the_last_band_is_open():
    release = protected()
    exact = release.exact.assign(bought=[4.0, 0.0])
    found = beside(
        raw(), Release(exact=exact, low=release.low, high=release.high, schema=release.schema), np.array([0, 1, -1])
    )
    assert found.protected["bought"].tolist()[:2] == ["4 or more", "0"]


def test_of_a_cohort_the_shared_row_shows_with_averages():
    # one cohort of three: 1 of 3 is ill; purchases of two people are fewer than three, so their average is left out
    release, place = cohorts.aggregate(raw(), k=3)
    found = beside(raw(), release, place)
    assert found.rows == "cohorts" and found.sharing.tolist() == [3, 3, 3]
    assert found.protected.loc[0].tolist() == [NOTHING, "20 to 60", "33 in 100", NOTHING]


def test_synthetic_rows_are_nobodys_and_no_cell_is_compared():
    release = Release(
        exact=pd.DataFrame({"ill": [0.0], "bought": [5.0]}),
        low=np.array([[33.0]]),
        high=np.array([[33.0]]),
        schema=Schema((AGE, ILL, BOUGHT)),
        rows="synthetic",
    )
    found = beside(raw(), release, np.full(3, -1))
    assert found.protected.values.tolist() == [[NOTHING, "33", "no", "5"]]
    assert not found.changed.to_numpy().any() and not found.withheld.any() and not found.sharing.any()


@pytest.mark.parametrize("technique", LEVERS["protect.technique"].choices)
def test_the_people_are_the_same_under_every_technique(technique):
    found = side_by_side(SMALL.replace(**{"protect.technique": technique}))
    bare = side_by_side(SMALL.replace(**{"protect.technique": "none", "protect.identifiers": "keep"}))
    assert len(found.raw) == 10 and found.raw.equals(bare.raw)
    assert not bare.changed.to_numpy().any() and not bare.withheld.any()


def test_the_rows_are_the_peoples_own():
    settings = SMALL.replace(**{"protect.identifiers": "keep"})
    found, (release, _) = side_by_side(settings), Chain(settings).protect.value
    assert (found.raw[IDENTIFIERS] == found.protected[IDENTIFIERS]).all()
    assert found.changed["birth_date"].any() and not found.changed["purchases_baby"].any()
    assert set(found.kind.values()) == {"direct", "quasi", "sensitive", "purchases", "browsing", "email", "store"}
    assert len(release) > 10


def test_nobody_is_shown_where_nobody_may_be():
    found = beside(raw().take(np.array([], dtype=int)), protected(), np.array([], dtype=int))
    assert found.raw.empty and found.protected.empty
