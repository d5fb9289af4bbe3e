import numpy as np
import pandas as pd

from equipoise.studies.side_by_side import NOTHING, SideBySide
from equipoise.ui.protection_lab.people import MARK, after, counted, label, numbered, one_line, part_of, shown

COLUMNS = {"identifiers": "direct", "birth_date": "quasi", "household": "quasi", "purchases_baby": "purchases"}


def found(rows="people", withheld=(False, True)):
    raw = pd.DataFrame(
        [["Ada Alder", "1980-02-03", "1", "4"], ["Ben Birch", "1990-01-01", "2", "0"]], columns=[*COLUMNS]
    )
    protected = pd.DataFrame(
        [["0123456789abcdef", "1980-01-01 to 1989-12-31", "1", "4"], [NOTHING] * 4], columns=[*COLUMNS]
    )
    changed = pd.DataFrame([[True, True, False, False], [False] * 4], columns=[*COLUMNS])
    return SideBySide(
        raw=raw,
        protected=protected,
        changed=changed,
        withheld=np.array(withheld),
        sharing=np.array([6, 0]),
        kind=COLUMNS,
        rows=rows,
    )


def test_columns_are_shown_in_parts():
    parts = [part_of(name, kind) for name, kind in COLUMNS.items()]
    assert parts == ["who", "who", "life", "purchases"]
    assert shown(found(), "who") == ["identifiers", "birth_date"]


def test_of_much_behaviour_the_busiest_columns_show():
    names = [f"purchases_{topic}" for topic in "abcdefghi"]
    counts = pd.DataFrame([["0"] * 4 + ["1"] * 5, ["0", "2"] * 4 + ["2"]], columns=names)
    many = SideBySide(
        raw=counts,
        protected=counts,
        changed=counts == "",
        withheld=np.zeros(2, dtype=bool),
        sharing=np.ones(2, dtype=np.int64),
        kind=dict.fromkeys(names, "purchases"),
        rows="people",
    )
    # nobody bought a or c; the seven others stay, in the table's order
    assert shown(many, "purchases") == [f"purchases_{topic}" for topic in "bdefghi"]


def test_changed_cells_are_marked_bold_and_shaded_and_others_are_not():
    table = after(found(), [*COLUMNS])
    assert table.iloc[0, 1] == f":blue-background[**{MARK}\u00a001234567…**]"
    assert table.iloc[0, 2].startswith(":blue-background[**") and "1989\u201112\u201131" in table.iloc[0, 2]
    assert table.iloc[0, 3:].tolist() == ["1", "4"]
    assert table.columns.tolist() == ["No.", "Name or code", "Birth date", "Household", "baby"]


def test_who_is_left_out_is_shown_as_left_out():
    assert after(found(), [*COLUMNS]).iloc[1].tolist() == ["2", ":gray-badge[left out]", NOTHING, NOTHING, NOTHING]


def test_the_count_is_of_people_in_the_table():
    text = counted(found(), [*COLUMNS])
    assert "**2 of 4 values changed**" in text and "**1 of 2 people left out**" in text
    assert "changed" not in counted(found(withheld=(True, True)), [*COLUMNS])


def test_a_cohort_says_how_many_share_the_row():
    assert after(found("cohorts"), ["birth_date"])["People in it"].tolist() == ["6", "0"]
    assert "Nobody has a row" in counted(found("cohorts"), ["birth_date"])


def test_invented_people_carry_no_number_and_no_mark():
    table = after(found("synthetic"), ["birth_date"])
    assert "No." not in table and MARK not in table.iloc[0, 0]
    assert "No row on the right" in counted(found("synthetic"), ["birth_date"])


def test_lines_do_not_break():
    assert one_line(pd.DataFrame({"a": ["1980-01-01 to 2"]})).iloc[0, 0] == "1980\u201101\u201101\u00a0to\u00a02"
    assert numbered(pd.DataFrame({"sex": ["man"]})).columns.tolist() == ["No.", "Sex"]


def test_every_column_has_words():
    assert [label(name) for name in ("occupation", "chronic", "store_garden", "own")] == [
        "Work", "a chronic condition", "garden", "own"
    ]  # fmt: skip
