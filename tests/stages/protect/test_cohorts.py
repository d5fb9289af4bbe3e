import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from equipoise.shared.column import Column
from equipoise.shared.schema import Schema
from equipoise.shared.tables import release_of
from equipoise.stages.protect.cohorts import aggregate, interests
from equipoise.stages.protect.k_anonymity import generalise

AGE = Column(name="age", role="quasi", kind="number", bounds=(0, 100))
BOUGHT = Column(name="bought", role="behaviour", kind="number", source="purchases")
ILL = Column(name="ill", role="sensitive", kind="binary", levels=("no", "yes"))
CODE = Column(name="code", role="direct", kind="identifier")
SCHEMA = Schema((CODE, AGE, BOUGHT, ILL))


def people(ages, bought, ill, schema=SCHEMA, **more):
    values = {"code": np.arange(len(ages)), "age": ages, "bought": bought, "ill": ill}
    return release_of(pd.DataFrame(values | more), schema)


def test_six_people_by_hand():
    # two cohorts of three: ages 20 21 25 bought 1 2 6 (mean 9/3 = 3), one of three ill;
    # ages 40 50 60 bought 0 0 1 (mean 1/3), all three ill
    raw = people([20, 50, 21, 40, 25, 60], [1, 0, 2, 0, 6, 1], ["no", "yes", "yes", "yes", "no", "yes"])
    release, row = aggregate(raw, k=3)
    young, old = row[0], row[1]
    assert row.tolist() == [young, old, young, old, young, old]
    assert release.rows == "cohorts" and len(release) == 2 and release.people.tolist() == [3, 3]
    assert release.low[[young, old], 0].tolist() == [20, 40] and release.high[[young, old], 0].tolist() == [25, 60]
    assert release.exact["bought"].iloc[[young, old]].tolist() == pytest.approx([3, 1 / 3])
    assert release.exact["ill"].iloc[[young, old]].tolist() == pytest.approx([1 / 3, 1])
    assert release.schema.names() == ("age", "bought", "ill")  # no code: a cohort has none
    assert release.information_loss == generalise(raw, k=3)[0].information_loss
    shown = release.frame.iloc[young]
    assert (shown["people"], shown["age"], shown["bought"]) == (3, "20 to 25", 3)


def readers(ages):
    """Two people who buy for babies only, and two who buy books only."""
    topics = [
        Column(name=f"purchases_{name}", role="behaviour", kind="number", source="purchases")
        for name in ("baby", "books")
    ]
    return people(ages, [0] * 4, ["no"] * 4, Schema((AGE, *topics)),
                  purchases_baby=[4.0, 9.0, 0.0, 0.0], purchases_books=[0.0, 0.0, 4.0, 9.0])  # fmt: skip


def test_cohorts_by_interests_by_hand():
    raw = readers([20, 60, 21, 61])  # their ages say otherwise
    release, row = aggregate(raw, k=2, by="interests")
    assert row[0] == row[1] != row[2] == row[3] and release.people.tolist() == [2, 2]
    assert release.exact["purchases_baby"].iloc[row[[0, 2]]].tolist() == [6.5, 0]
    assert (release.low[row[0], 0], release.high[row[0], 0]) == (20, 60)  # the box is as wide as its people
    assert (release.low[row[2], 0], release.high[row[2], 0]) == (21, 61)
    by_details = aggregate(raw, k=2)[1]
    assert by_details[0] == by_details[2] != by_details[1]


def test_cohorts_alike_in_their_boxes_stay_apart():
    raw = readers([20, 20, 20, 20])
    release, _ = aggregate(raw, k=2, by="interests")
    assert (release.low == 20).all() and release.classes.tolist() == [0, 1]


@given(st.lists(st.tuples(st.integers(18, 90), st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=60),
       st.integers(2, 8))  # fmt: skip
def test_cohorts_by_interests_have_at_least_k_people(rows, k):
    ages, baby, books = map(list, zip(*rows, strict=True))
    columns = [Column(name=f"store_{name}", role="behaviour", kind="number", source="store") for name in ("a", "b")]
    raw = people(ages, [0] * len(ages), ["no"] * len(ages), Schema((AGE, *columns)), store_a=baby, store_b=books)
    release, row = aggregate(raw, k=k, by="interests")
    if len(rows) < k:
        assert len(release) == 0 and (row == -1).all()
    else:
        assert release.people.min() >= k and release.people.sum() == len(rows)
        assert (np.bincount(row) == release.people).all()
        assert (release.low[row, 0] <= ages).all() and (ages <= release.high[row, 0]).all()


def test_an_average_about_fewer_than_k_people_is_left_out():
    # of the first three only one has a value, which would be the average itself; of the other three all have one
    raw = people([20, 21, 25, 40, 50, 60], [np.nan, 2, np.nan, 0, 1, 5], ["no"] * 6)
    release, row = aggregate(raw, k=3)
    assert np.isnan(release.exact["bought"].iloc[row[0]])
    assert release.exact["bought"].iloc[row[3]] == 2


def test_levels_become_shares_and_what_has_no_average_is_left_out():
    town = Column(name="town", role="sensitive", kind="nominal", levels=("X", "Y"))
    seen = Column(name="seen", role="behaviour", kind="date")
    note = Column(name="note", role="behaviour", kind="nominal")
    mark = Column(name="mark", role="sensitive", kind="identifier")
    release, _ = aggregate(
        people(
            [1, 2, 3, 4], [0] * 4, ["no"] * 4, Schema((AGE, town, seen, note, mark)), town=["X", "Y", "X", "X"],
            seen=["1970-01-02", "1970-01-02", "1970-01-03", "1970-01-04"], note=list("abcd"), mark=list("wxyz"),
        ), k=4,
    )  # fmt: skip
    # three of four live in X; days 1, 1, 2 and 3 have the mean 7/4
    assert release.exact.to_dict("list") == {"town: X": [0.75], "town: Y": [0.25], "seen": [1.75]}


def test_a_table_smaller_than_k_is_withheld_whole():
    release, row = aggregate(people([20, 21], [1, 2], ["no", "yes"]), k=3)
    assert len(release) == 0 and release.suppressed == 2 and row.tolist() == [-1, -1]
    assert release.people.size == 0 and release.frame.empty


def test_a_table_without_quasi_identifiers_is_one_cohort():
    frame = pd.DataFrame({"bought": [1, 2, 6]})
    release, row = aggregate(release_of(frame, Schema((BOUGHT,))), k=2)
    assert (release.people.tolist(), release.exact["bought"].tolist(), row.tolist()) == ([3], [3], [0, 0, 0])


@settings(max_examples=80, deadline=None, derandomize=True)
@given(
    rows=st.lists(
        st.tuples(st.integers(0, 12), st.one_of(st.integers(0, 9), st.just(np.nan)), st.booleans()), min_size=1
    ),
    k=st.integers(1, 9),
)
def test_cohorts_are_large_enough_and_hold_their_members_means(rows, k):
    ages, bought, ill = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    release, row = aggregate(people(ages, bought, ill), k=k)
    assert release.people.sum() + release.suppressed == len(rows) and (release.people >= k).all()
    for cohort, size in enumerate(release.people):
        members = row == cohort
        known = bought[members][~np.isnan(bought[members])]
        assert members.sum() == size
        assert (release.low[cohort, 0], release.high[cohort, 0]) == (ages[members].min(), ages[members].max())
        assert release.exact["ill"].iloc[cohort] == pytest.approx(ill[members].mean())
        mean = release.exact["bought"].iloc[cohort]
        assert mean == pytest.approx(known.mean()) if known.size >= k else np.isnan(mean)


def test_cohorts_are_the_classes_of_k_anonymity(released, table):
    (release, vault), (classes, rows) = released(technique="cohorts"), released(technique="k_anonymity")
    assert len(release) == classes.classes.max() + 1 and (vault.row >= 0).all() and vault.holds.all()
    first = np.unique(vault.row, return_index=True)[1]
    assert (release.low == classes.low[rows.row[first]]).all()
    bought = table.exact["purchases_baby"].to_numpy()[: vault.row.size].astype(float)
    assert release.exact["purchases_baby"].to_numpy() * release.people == pytest.approx(np.bincount(vault.row, bought))


def test_some_of_the_rows_are_some_of_the_cohorts():
    release, _ = aggregate(people([1, 2, 3, 9, 9], [0] * 5, ["no"] * 5), k=2)
    assert release.take(np.array([1])).people.tolist() == [release.people[1]]
    with pytest.raises(ValueError, match="read-only"):
        release.people[0] = 1


def test_where_nothing_is_known_of_a_topic_a_row_leans_neither_way():
    topics = [Column(name=name, role="behaviour", kind="number") for name in ("baby", "books")]
    raw = people([1] * 3, [0] * 3, ["no"] * 3, Schema((AGE, *topics)),
                 baby=[4.0, np.nan, 0.0], books=[4.0, 4.0, 4.0])  # fmt: skip
    # all that is known of the second is books: as many as its equal share; the third leans to books, log(4.5 / 2.5)
    assert interests(raw)[:2].tolist() == [[0, 0], [0, 0]]
    assert interests(raw)[2].tolist() == pytest.approx([np.log(0.5 / 2.5), np.log(4.5 / 2.5)])
