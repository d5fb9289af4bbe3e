import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from equipoise.shared.column import Column
from equipoise.shared.schema import Schema
from equipoise.shared.tables import release_of
from equipoise.stages.measure.disclosure import release_disclosure
from equipoise.stages.protect.k_anonymity import generalise
from equipoise.stages.protect.l_diversity import diversify

AGE = Column(name="age", role="quasi", kind="number", bounds=(0, 100))
TOWN = Column(name="town", role="quasi", kind="nominal", levels=("X", "Y"))
ILL = Column(name="ill", role="sensitive", kind="binary", levels=("no", "yes"))
POOR = Column(name="poor", role="sensitive", kind="binary", levels=("no", "yes"))


def raw(ill, **more):
    age = np.arange(len(ill)) * 10
    frame = pd.DataFrame({"age": age, "ill": np.array(ill), **more})
    return release_of(frame, Schema((AGE, ILL, *([POOR] if more else []))))


def ages(release):
    return release.frame["age"].tolist()


def test_eight_rows_by_hand():
    # two of eight are ill. k = 2 alone makes four pairs; a pair needs one of each for l = 2.
    table = raw([1, 0, 0, 0, 0, 0, 0, 1])
    assert len(set(generalise(table, k=2)[0].classes)) == 4
    # l = 1.7: one ill in four has entropy .5623, exp 1.755, enough; the whole table too, so the middle may be cut
    release, new_row = diversify(table, k=2, least=1.7)
    assert ages(release) == ["0 to 30"] * 4 + ["40 to 70"] * 4 and new_row.tolist() == list(range(8))
    # both ill on one side: either half falls short, so everybody is one class
    assert ages(diversify(raw([1, 1, 0, 0, 0, 0, 0, 0]), k=2, least=1.7)[0]) == ["0 to 70"] * 8


def test_where_the_whole_table_falls_short_only_a_part_of_it_is_released():
    # one ill in eight: exp(.3768) = 1.458 < 1.7. The half with the ill person reaches 1.755; the other half is cut on
    # in vain and withheld.
    release, new_row = diversify(raw([0, 1, 0, 0, 0, 0, 0, 0]), k=2, least=1.7)
    assert new_row.tolist() == [0, 1, 2, 3, -1, -1, -1, -1] and release.suppressed == 4
    assert ages(release) == ["0 to 30"] * 4
    assert release.information_loss == pytest.approx(0.3)  # 30 of 100 years; rows that are withheld are counted apart
    assert release_disclosure(release).entropy_l["ill"] == pytest.approx(1.7548, abs=1e-4)


def test_every_sensitive_column_has_to_satisfy_it():
    ill, poor = [1, 0, 0, 1, 1, 0, 0, 1], [1, 1, 0, 0, 0, 0, 0, 0]
    assert len(set(diversify(raw(ill), k=2, least=2)[0].classes)) == 4
    assert len(set(diversify(raw(ill, poor=poor), k=2, least=1.5)[0].classes)) == 1


def test_without_a_sensitive_column_it_is_k_anonymity():
    table = release_of(pd.DataFrame({"age": range(10)}), Schema((AGE,)))
    release, new_row = diversify(table, k=2, least=2)
    assert (release.classes == generalise(table, k=2)[0].classes).all() and (new_row == np.arange(10)).all()


WARD = Column(name="ward", role="sensitive", kind="nominal", levels=("a", "b", "c", "d"))


def in_wards(wards):
    frame = pd.DataFrame({"age": np.arange(len(wards)) * 10, "ward": list(wards)})
    return release_of(frame, Schema((AGE, WARD)))


@pytest.mark.parametrize(
    ("kind", "least", "c", "classes"),
    [
        ("distinct", 2, 3.0, 2),  # aaab and ccdd have two values each
        ("distinct", 3, 3.0, 1),  # the whole table has four
        ("entropy", 1.75, 3.0, 2),  # aaab: 1.7548
        ("entropy", 2, 3.0, 1),
        ("recursive", 2, 3.1, 2),  # aaab: 3 < 3.1 * 1
        ("recursive", 2, 3.0, 1),  # 3 < 3 * 1 is not so; whole table: 3 < 3 * 5
        ("recursive", 3, 1.1, 1),  # whole table, 3 2 2 1: 3 < 1.1 * 3
        ("recursive", 3, 1.0, 0),  # 3 < 3 is not so, and no half has a third value: all are withheld
    ],
)
def test_each_definition_by_hand(kind, least, c, classes):
    release = diversify(in_wards("aaabccdd"), k=2, least=least, kind=kind, c=c)[0]
    assert np.unique(release.classes).size == classes and release.suppressed == (0 if classes else 8)


def test_l_reaches_the_number_of_levels():
    four = in_wards("abcdabcd")
    for kind in ("distinct", "entropy"):
        assert np.unique(diversify(four, k=2, least=4, kind=kind)[0].classes).size == 2


def test_l_of_one_asks_for_nothing():
    table = raw([1] * 10)
    assert (diversify(table, k=3, least=1.0)[0].low == generalise(table, k=3)[0].low).all()


def test_a_table_smaller_than_k_is_withheld_whole():
    assert diversify(raw([1, 0]), k=3, least=1.0)[0].suppressed == 2


@settings(max_examples=80, deadline=None, derandomize=True)
@given(
    rows=st.lists(st.tuples(st.integers(0, 9), st.booleans(), st.booleans(), st.booleans()), min_size=1, max_size=60),
    k=st.integers(1, 6),
    least=st.floats(1.0, 2.0),
)
def test_whatever_is_released_is_diverse(rows, k, least):
    frame = pd.DataFrame(rows, columns=["age", "town", "ill", "poor"]).astype({"ill": int, "poor": int})
    frame["town"] = np.where(frame["town"], "X", "Y")
    table = release_of(frame, Schema((AGE, TOWN, ILL, POOR)))
    release, new_row = diversify(table, k=k, least=least)
    kept = new_row >= 0
    assert len(release) == kept.sum() == len(frame) - release.suppressed
    assert (release.low <= table.low[kept]).all() and (table.low[kept] <= release.high).all()
    if len(release):
        found = release_disclosure(release)
        assert found.k >= k and min(found.entropy_l.values()) >= least - 1e-6
    elif len(frame) >= k:  # nothing of it would do, so the whole table does not do either
        assert len(diversify(table, k=len(frame), least=least)[0]) == 0
