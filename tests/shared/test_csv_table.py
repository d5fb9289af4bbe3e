import pandas as pd
import pytest

from equipoise.core.errors import DataError
from equipoise.shared.column import Column
from equipoise.shared.csv_table import Layout, read_table
from equipoise.shared.reading import conform
from equipoise.shared.schema import Schema

SCHEMA = Schema(
    (
        Column(name="id", role="direct", kind="identifier"),
        Column(name="age", role="quasi", kind="number", bounds=(0, 120)),
        Column(name="born", role="quasi", kind="date", bounds=(-20_000, 20_000)),
        Column(name="town", role="quasi", kind="nominal", levels=("A", "B, upper")),
        Column(name="ill", role="sensitive", kind="binary"),
        Column(name="visits", role="behaviour", kind="number"),
    )
)
HEADER = "id,age,born,town,ill,visits\n"
ROW = "1,20,1980-02-28,A,0,3\n"


@pytest.fixture
def read(tmp_path):
    def make(content, **options):
        file = tmp_path / "table.csv"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return conform(read_table(file, SCHEMA, **options), SCHEMA)

    return make


def test_values_are_read_as_their_kinds_have_them(read):
    rows = 'x,7,20,1980-02-28,"B, upper",True,\ny,9,31.5,2001-01-01,A,0,4\n'
    frame = read("extra," + HEADER + rows)
    assert list(frame) == list(SCHEMA.names()), "without the column that the schema does not name"
    assert frame["id"].tolist() == ["7", "9"] and frame["age"].tolist() == [20.0, 31.5]
    assert frame["town"].tolist() == ["B, upper", "A"] and frame["ill"].tolist() == [1.0, 0.0]
    assert pd.isna(frame["visits"][0]) and frame["visits"][1] == 4  # behaviour may be missing by design
    for column in SCHEMA.columns[1:5]:
        column.encode(frame[column.name])  # whatever is read fits the schema


def test_whole_numbers_stay_whole(read):
    assert read(HEADER + ROW)["age"].tolist() == [20] and read(HEADER + ROW)["age"].dtype.kind == "i"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_files_as_spreadsheets_write_them(read, encoding, end):
    assert len(read((HEADER + ROW).replace("\n", end).encode(encoding))) == 1


BAD = {
    "empty": ("", "does not begin with the names"),
    "only blank lines": ("\n\n\n", "does not begin with the names"),
    "no rows": (HEADER, "no rows"),
    "missing column": ("id,age,born,town,ill\n1,20,1980-02-28,A,0\n", "'visits': the table lacks"),
    "semicolons": ((HEADER + ROW).replace(",", ";"), "add --separator ';'"),
    "column twice": ("id," + HEADER + "1," + ROW, "'id'.*two columns"),
    "long row": (HEADER + ROW + "2,20,1980-02-28,A,0,3,9\n", "line 3 has 7 values, and the header has 6"),
    "all rows long": (HEADER + ROW.strip() + ",9\n", "line 2 has 7 values"),
    "short row": (HEADER + "1,20\n", "line 2 has 2 values"),
    "open quote": (HEADER + '"1,20,1980-02-28,A,0,3\n', "not a CSV file"),
    "no number": (HEADER + ROW + "2,old,1980-02-28,A,0,3\n", "'old': this is not a number .row 2 of column age"),
    "not a number": (HEADER + "1,NaN,1980-02-28,A,0,3\n", "'NaN': this is not a number"),
    "infinite": (HEADER + "1,inf,1980-02-28,A,0,3\n", "'inf': this is not a number"),
    "nothing": (HEADER + "1,,1980-02-28,A,0,3\n", "missing .row 1 of column age"),
    "out of bounds": (HEADER + "1,121,1980-02-28,A,0,3\n", "'121': this is not from 0 to 120"),
    "date of another kind": (HEADER + "1,20,28.2.1980,A,0,3\n", "'28.2.1980': this is not a date"),
    "early date": (HEADER + "1,20,1700-01-01,A,0,3\n", "out of bounds"),
    "unknown level": (HEADER + "1,20,1980-02-28,C,0,3\n", "'C'.*They are A, B, upper"),
    "neither yes nor no": (HEADER + "1,20,1980-02-28,A,2,3\n", "'2': this is neither 0 nor 1"),
    "behaviour in words": (HEADER + "1,20,1980-02-28,A,0,many\n", "'many': this is not a number"),
    "identifier twice": (HEADER + ROW + ROW, "'1': two rows have this identifier .row 2"),
    "already protected": (HEADER + "1,18 to 20,1980-02-28,A,0,3\n", "protected already"),
    "UTF-16": ((HEADER + ROW).encode("utf-16"), "not UTF-8"),
    "Latin-1": ((HEADER + ROW).replace("A", "Ä").encode("latin-1"), "not UTF-8"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "not UTF-8"),
    "one long line": ("x" * 1_000_000, "not a CSV file"),
    "a long value": (HEADER + "1," + "9" * 100_000 + ",1980-02-28,A,0,3\n", "not a number"),
    "control characters": (HEADER + "1,\x1b[31m,1980-02-28,A,0,3\n", "not a number"),
}


@pytest.mark.parametrize(("content", "said"), BAD.values(), ids=BAD)
def test_a_bad_file_gets_one_clear_error(read, content, said):
    with pytest.raises(DataError, match=said) as caught:
        read(content)
    assert len(str(caught.value)) < 400 and str(caught.value).isprintable()


def test_two_hundred_columns(read, tmp_path):
    names = [f"c{place}" for place in range(200)]
    file = tmp_path / "wide.csv"
    pd.DataFrame([range(200)], columns=names).to_csv(file, index=False)
    schema = Schema(tuple(Column(name=name, role="quasi", kind="number") for name in names))
    assert conform(read_table(file, schema), schema).to_numpy().tolist() == [list(range(200))]


def test_rows_are_named_by_the_line_at_which_they_begin(tmp_path):
    file = tmp_path / "t.csv"
    file.write_text('\n\ntown,note\n\nA,"two\nlines"\n\r\nB,x\nC,"a\rb\r\nc"\nD,y\n', newline="")
    schema = Schema((Column(name="town", role="quasi", kind="nominal", levels=tuple("ABCD")),))
    read = read_table(file, schema)
    assert read["town"].tolist() == list("ABCD") and read.index.tolist() == [5, 8, 9, 12]
    file.write_text('town,note\nA,"two\nlines"\nB,x,y\n')
    with pytest.raises(DataError, match="line 4 has 3 values"):
        read_table(file, schema)


def test_blocks_do_not_cut_lines(tmp_path):
    file = tmp_path / "t.csv"
    rows = 200_000  # some megabytes: several blocks
    file.write_text("town,extra\r\n" + "".join(f"{'AB'[row % 2]},{row}\r\n" for row in range(rows)), newline="")
    read = read_table(file, Schema((Column(name="extra", role="behaviour", kind="number"),)))
    assert read["extra"].tolist() == list(map(str, range(rows))) and read.index.tolist() == list(range(2, rows + 2))


@pytest.mark.parametrize(("name", "limit"), [("MAX_ROWS", 2), ("MAX_CELLS", 12), ("MAX_BYTES", 20), ("MAX_COLUMNS", 5)])
def test_limits_are_one_clear_error(name, limit, read, monkeypatch):
    monkeypatch.setattr(f"equipoise.shared.csv_table.{name}", limit)
    with pytest.raises(DataError, match=r"at most 2|more than 20 bytes|at most 5 can be read"):
        read(HEADER + ROW + ROW.replace("1,", "2,", 1) + ROW.replace("1,", "3,", 1))


def test_semicolons_and_decimal_commas(tmp_path):
    file = tmp_path / "t.csv"
    schema = Schema(
        (Column(name="age", role="quasi", kind="number"), Column(name="town", role="direct", kind="nominal"))
    )
    file.write_text("age;town\n40,5;a,b\n-1;c.d\n")
    layout = Layout(separator=";", decimal=",")
    read = conform(read_table(file, schema, layout), schema)
    assert read["age"].tolist() == [40.5, -1] and read["town"].tolist() == ["a,b", "c.d"]
    file.write_text("age;town\n1.234;x\n")
    with pytest.raises(DataError, match="has a decimal point"):
        read_table(file, schema, layout)
    for wrong in ({"separator": ":"}, {"decimal": ";"}, {"separator": ",", "decimal": ","}):
        with pytest.raises(DataError):
            Layout(**wrong)
