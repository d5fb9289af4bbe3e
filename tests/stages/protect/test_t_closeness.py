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
from equipoise.stages.protect.t_closeness import approach

AGE = Column(name="age", role="quasi", kind="number", bounds=(0, 100))
ILL = Column(name="ill", role="sensitive", kind="binary", levels=("no", "yes"))
PAY = Column(name="pay", role="sensitive", kind="ordered", levels=tuple(f"{thousand}k" for thousand in range(3, 12)))


def raw(values, column=ILL):
    return release_of(pd.DataFrame({"age": np.arange(len(values)) * 10, column.name: values}), Schema((AGE, column)))


def test_eight_rows_by_hand():
    # 3 of 8 are ill (.375): the halves have 2 of 4 and 1 of 4, both .125 away; their quarters 1, 0, 0 and .5
    table = raw([1, 1, 0, 0, 0, 0, 0, 1])
    assert approach(table, k=2, most=0.125)[0].frame["age"].tolist() == ["0 to 30"] * 4 + ["40 to 70"] * 4
    assert approach(table, k=2, most=0.124)[0].frame["age"].tolist() == ["0 to 70"] * 8
    # pairs 2 of 2 (.625 away) and 0 of 2 (.375), 0 of 2 and 1 of 2 (.125): at .4 only the second half is cut
    assert (
        approach(table, k=2, most=0.4)[0].frame["age"].tolist() == ["0 to 30"] * 4 + ["40 to 50"] * 2 + ["60 to 70"] * 2
    )


@pytest.mark.parametrize(("most", "classes"), [(0.37, 1), (0.38, 2)])
def test_ordered_values_use_the_declared_order(most, classes):
    # {3k 4k 5k} by themselves are .375 from the nine salaries; the six others half as far on the other side
    table = release_of(pd.DataFrame({"age": np.where(np.arange(9) < 3, 0, 100), "pay": PAY.levels}), Schema((AGE, PAY)))
    assert len(set(approach(table, k=3, most=most)[0].classes)) == classes


def test_nobody_is_withheld_even_at_zero():
    release, new_row = approach(raw([1, 0, 0, 0, 0, 0, 0]), k=2, most=0.0)
    assert (new_row == np.arange(7)).all() and release.suppressed == 0 and len(set(release.classes)) == 1


def test_without_a_sensitive_column_it_is_k_anonymity():
    table = release_of(pd.DataFrame({"age": range(10)}), Schema((AGE,)))
    assert (approach(table, k=2, most=0.0)[0].classes == generalise(table, k=2)[0].classes).all()


@settings(max_examples=80, deadline=None, derandomize=True)
@given(
    rows=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 8), st.booleans()), min_size=1, max_size=60),
    k=st.integers(1, 6),
    most=st.floats(0.0, 1.0),
)
def test_every_class_is_close_to_the_table(rows, k, most):
    frame = pd.DataFrame(rows, columns=["age", "pay", "ill"]).astype({"ill": int})
    frame["pay"] = [PAY.levels[place] for place in frame["pay"]]
    release, _ = approach(release_of(frame, Schema((AGE, PAY, ILL))), k=k, most=most)
    assert len(release) == (len(frame) if len(frame) >= k else 0)
    if len(release):
        found = release_disclosure(release)
        assert found.k >= k and max(found.t.values()) <= most + 1e-6
