import dataclasses

import numpy as np
import pandas as pd
import pytest

from equipoise.any_table.knowledge import PANEL, Attackable, Trait, chosen, deal
from equipoise.core.errors import DataError
from equipoise.shared.column import Column
from equipoise.shared.schema import Schema

SCHEMA = Schema(
    (
        Column(name="name", role="direct", kind="nominal"),
        Column(name="age", role="quasi", kind="number"),
        Column(name="town", role="quasi", kind="nominal", levels=("A", "B")),
        Column(name="illness", role="sensitive", kind="nominal", levels=("none", "asthma", "gout")),
        Column(name="visits", role="behaviour", kind="number"),
    )
)
ILLNESS = ["none", "asthma", "gout", "none"]
FRAME = pd.DataFrame(
    {
        "name": ["a", "b", "c", "d"] * 10,
        "age": range(40),
        "town": ["A", "B"] * 20,
        "illness": ILLNESS * 10,
        "visits": [1.0, np.nan, 3.0, 4.0] * 10,
    }
)


def everybody(release, place):
    return release, np.arange(len(release))


def test_rows_are_dealt_out_once_each():
    dealt = deal(100, 0.1, True, seed=1)
    parts = (dealt.released, dealt.controls, dealt.panel)
    assert [part.size for part in parts] == [70, 10, round(PANEL * 100)]
    assert sorted(np.concatenate(parts)) == list(range(100))
    assert deal(100, 0.1, False, seed=1).panel.size == 0
    assert (deal(100, 0.1, True, seed=1).released == dealt.released).all()
    assert (deal(100, 0.1, True, seed=2).released != dealt.released).any()


@pytest.mark.parametrize(
    ("rows", "withheld", "said"),
    [(19, 0.1, "'19'"), (100, 0.0, r"'0\.0'"), (100, 0.6, r"'0\.6'"), (100, float("nan"), "'nan'")],
)
def test_too_few_rows_and_shares_out_of_bounds_are_refused(rows, withheld, said):
    assert deal(20, 0.5, False, seed=0).controls.size == 10  # the ends are inside
    with pytest.raises(DataError, match=said):
        deal(rows, withheld, False, seed=0)


def test_truth_and_knowledge_are_about_the_dealt_rows():
    dealt = deal(40, 0.1, True, seed=0)
    release, known, truth = Attackable.of(FRAME, SCHEMA, ("age", "town"), Trait.parse("illness", SCHEMA)).mount(
        everybody, dealt
    )
    assert known.targets[:, 0].tolist() == dealt.released.tolist()  # ages are row numbers
    assert known.controls[:, 0].tolist() == dealt.controls.tolist()
    assert release.low[truth.row, 0].tolist() == dealt.released.tolist()
    assert truth.exact["age"].tolist() == dealt.released.tolist()
    assert truth.trait.tolist() == [ILLNESS[row % 4] != "none" for row in dealt.released]
    assert known.panel.records["age"].tolist() == dealt.panel.tolist() and "illness" not in known.panel.records
    assert known.panel.has.tolist() == [ILLNESS[row % 4] != "none" for row in dealt.panel]
    assert known.prevalence == 0.5  # two of four, over the whole table: it is public how many have it
    assert known.having == tuple(
        sum(ILLNESS[row % 4] != "none" for row in rows) for rows in (dealt.targets, dealt.controls)
    )


def test_rows_that_the_protection_withholds_are_nobodys():
    def every_other(release, place):
        new_row = np.where(np.arange(len(release)) % 2 == 0, np.arange(len(release)) // 2, -1)
        return release.take(np.arange(0, len(release), 2)), new_row

    dealt = deal(40, 0.1, False, seed=0)
    release, _, truth = Attackable.of(FRAME, SCHEMA, ("age",), None).mount(every_other, dealt)
    assert len(release) == 18 and (truth.row >= 0).sum() == 18
    assert truth.exact["age"].tolist() == release.low[:, 0].tolist() == dealt.released[::2].tolist()


def test_one_level_is_asked_for_as_a_question():
    dealt = deal(40, 0.1, False, seed=0)
    release, _, truth = Attackable.of(FRAME, SCHEMA, ("age",), Trait.parse("illness=gout", SCHEMA)).mount(
        everybody, dealt
    )
    asked = [ILLNESS[row % 4] == "gout" for row in dealt.released]
    assert truth.trait.tolist() == asked
    assert (release.exact["illness"] > 0).tolist() == asked


def test_an_attacker_knows_all_quasi_identifiers_unless_told():
    assert chosen((), SCHEMA) == ("age", "town")
    assert chosen(("town", "name", "town"), SCHEMA) == ("town", "name")
    with pytest.raises(DataError, match=r"'visits'.*Use any of: name, age, town"):
        chosen(("visits",), SCHEMA)


@pytest.mark.parametrize(
    ("text", "said"),
    [("age", "'age'"), ("illness=flu", "'flu'"), ("nothing", "'nothing'"), ("=gout", "'': the schema")],
)
def test_traits_that_the_schema_does_not_have_are_refused(text, said):
    with pytest.raises(DataError, match=said):
        Trait.parse(text, SCHEMA)


def test_a_trait_of_undeclared_text_is_refused_rather_than_guessed():
    trait = Trait(Column(name="illness", role="sensitive", kind="binary"))
    with pytest.raises(DataError, match="levels"):
        trait.of(pd.Series(["yes", "no"]))
    assert trait.of(pd.Series([True, False])).tolist() == [True, False]


@pytest.mark.parametrize(("trait", "share"), [("illness", 0.5), ("illness=gout", 0.25), ("illness=none", 0.5)])
def test_cohorts_are_asked_for_the_share_with_the_trait(trait, share):
    # one cohort: half have none, a quarter each asthma and gout
    def cohort(release, place):
        shares = pd.DataFrame({"illness: none": [0.5], "illness: asthma": [0.25], "illness: gout": [0.25]})
        columns = [Column(name=name, role="sensitive", kind="binary") for name in shares]
        schema = Schema((*SCHEMA.having("quasi"), *columns))
        box = {"exact": shares, "low": release.low[:1], "high": release.high[:1], "people": np.array([len(release)])}
        return dataclasses.replace(release, schema=schema, rows="cohorts", **box), np.zeros(len(release), dtype=int)

    dealt = deal(40, 0.1, False, seed=0)
    release, _, truth = Attackable.of(FRAME, SCHEMA, ("age",), Trait.parse(trait, SCHEMA)).mount(cohort, dealt)
    assert release.exact["illness"].tolist() == [share]
    assert not truth.own_rows and len(truth.exact) == dealt.released.size
