import numpy as np
import pandas as pd
import pytest

from equipoise import measure, protect_table
from equipoise.any_table.levers import TableSettings, parse_lever
from equipoise.any_table.withheld import WithheldWarning
from equipoise.core.errors import SettingsError
from equipoise.shared.column import Column
from equipoise.shared.schema import Schema

SCHEMA = Schema(
    (
        Column(name="age", role="quasi", kind="number", bounds=(0, 100)),
        Column(name="born", role="quasi", kind="date"),
        Column(name="ward", role="sensitive", kind="nominal", levels=("a", "b", "c", "d")),
    )
)


def patients(rows=400):
    rng = np.random.default_rng(3)
    born = pd.date_range("1950-01-01", periods=rows, freq="37D").strftime("%Y-%m-%d")
    ward = rng.choice(list("abcd"), rows, p=[0.85, 0.05, 0.05, 0.05])
    return pd.DataFrame({"age": rng.integers(20, 90, rows), "born": born, "ward": ward})


def test_k_is_up_to_the_number_of_rows():
    release = protect_table(patients(), SCHEMA, technique="k_anonymity", k=400)
    assert len(release) == 400 and len(set(release.classes)) == 1
    with pytest.warns(WithheldWarning, match=r"400 of 400 rows are WITHHELD. Use k of 400 or less"):
        assert len(protect_table(patients(), SCHEMA, technique="k_anonymity", k=401)) == 0


@pytest.mark.parametrize("diversity", ["distinct", "entropy", "recursive"])
def test_l_is_up_to_the_number_of_levels(diversity):
    even = patients().assign(ward=list("abcd") * 100)
    release = protect_table(even, SCHEMA, technique="l_diversity", l=4, k=4, diversity=diversity, c=1e6)
    assert len(release) == 400 and measure.release_disclosure(release).l["ward"] == 4
    with pytest.raises(SettingsError, match=r"5.*above the number of values that column ward can have, 4"):
        protect_table(even, SCHEMA, technique="l_diversity", l=5, diversity=diversity)


def test_a_warning_says_which_l_withholds_nobody():
    """Counts about 340, 20, 20, 20: the whole table's entropy l is that of its shares."""
    table = patients()
    shares = table["ward"].value_counts(normalize=True)
    own = float(np.exp(-(shares * np.log(shares)).sum()))
    with pytest.warns(WithheldWarning) as told:
        protect_table(table, SCHEMA, technique="l_diversity", l=3)
    named = float(str(told[0].message).split("l of ")[1].split(" ")[0])
    assert own - 0.001 <= named <= own
    assert protect_table(table, SCHEMA, technique="l_diversity", l=named).suppressed == 0


def test_a_warning_says_which_c_withholds_nobody(recwarn):
    strict = {"technique": "l_diversity", "l": 2, "diversity": "recursive"}
    protect_table(patients(), SCHEMA, **strict, c=1)
    named = float(str(recwarn[0].message).split("c of ")[1].split(" ")[0])
    assert protect_table(patients(), SCHEMA, **strict, c=named).suppressed == 0


def test_suppression_on_exact_dates_says_that_dates_come_first():
    with pytest.warns(
        WithheldWarning, match=r"Generalise first what has too many values for groups of 2: born \(dates to"
    ):
        protect_table(patients(), SCHEMA, technique="suppression", k=2)
    with pytest.warns(WithheldWarning, match="Use k_anonymity, which generalises and withholds nobody, or k below 50"):
        ages = SCHEMA.only(["age", "ward"])
        protect_table(patients().assign(age=[20, 30, 40, 50, 60] * 79 + [70] * 5), ages, technique="suppression", k=79)
        protect_table(patients().assign(age=[20] * 350 + [30] * 45 + [40] * 5), ages, technique="suppression", k=50)


def test_a_tenth_of_the_rows_may_go_without_a_warning(recwarn):
    ages = patients().assign(age=[20] * 360 + [30] * 40)
    release = protect_table(ages, SCHEMA.only(["age", "ward"]), technique="suppression", k=50)
    assert release.suppressed == 40 and not recwarn


def test_texts_are_read_by_the_bounds_of_tables():
    assert parse_lever("protect.k", "5000") == 5000 and parse_lever("protect.diversity", "distinct") == "distinct"
    for name, text in (("protect.k", "1"), ("protect.l", "0.5"), ("protect.diversity", "most"), ("protect.m", "2")):
        with pytest.raises(SettingsError):
            parse_lever(name, text)
    assert TableSettings(k=5000, c=2).c == 2.0
