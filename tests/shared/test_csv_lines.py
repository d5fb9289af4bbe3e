"""Values that are cut at the signs between them are those that `csv.reader` reads."""

import csv
import io

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from equipoise.shared import csv_lines
from equipoise.shared.csv_lines import CsvLines, RaggedError, plain_columns

SIGNS = ["a", "é", "😀", "0", " ", ",", ";", '"', "\n", "\r", "\r\n", ",", "\n"]
TEXTS = st.lists(st.sampled_from(SIGNS), max_size=60).map("".join)
"""Many of them are no tables."""


@st.composite
def tables(draw):
    """Tables with rows of one length, now and then with a quoted value, a blank line, or a value too many."""
    width = draw(st.integers(1, 3))
    odd = st.sampled_from(['"x"', '"x,\n"', '"a""b"', "\n", "x,x", '"x\ry"'])
    value = st.one_of(*[st.text("ab é", max_size=3)] * 8, odd) if draw(st.booleans()) else st.text("ab é", max_size=3)
    end = draw(st.sampled_from(["\n", "\r\n"]))
    rows = draw(st.lists(st.lists(value, min_size=width, max_size=width), max_size=12))
    return end.join([",".join(["h"] * width), *map(",".join, rows)]) + draw(st.sampled_from(["", end]))


def slow(text):
    """Header and rows, or the error, as `csv.reader` alone has them; a row with the line at which it begins."""
    reader = csv.reader(io.StringIO(text, newline="").readlines(), strict=True)
    try:
        header, rows, line = [], [], 0
        for row in reader:
            if header and row:
                if len(row) != len(header):
                    return "ragged", line + 1, len(row)
                rows.append((line + 1, tuple(row)))
            header, line = header or row, reader.line_num
        return header, rows
    except csv.Error as error:
        return "not csv", str(error)


def fast(text, size):
    """The same as the product reads it, from blocks of whole lines, of at least so many characters."""
    lines, blocks = io.StringIO(text, newline="").readlines(), [""]
    for line in lines:
        if len(blocks[-1]) > size:
            blocks.append("")
        blocks[-1] += line
    try:
        reader = CsvLines(iter([block for block in blocks if block]), ",")
        header = reader.header()
        found = list(reader.rows(len(header), range(len(header)))) if header else []
    except RaggedError as error:
        return "ragged", error.line, error.values
    except csv.Error as error:
        return "not csv", str(error)
    rows = [
        (begin, tuple(map(str, row))) for begins, columns in found for begin, *row in zip(begins, *columns, strict=True)
    ]
    return header, rows


@settings(max_examples=300)
@given(text=st.one_of(TEXTS, tables()), size=st.sampled_from([0, 5, 20, 1000]))
@example(text='a,b\n1,"x\n', size=0)
@example(text='a,b\n1,"x\n2,3\n4,5"\n6,7\n', size=0)
@example(text="a\r1\r\n2\n\r3", size=0)
def test_both_ways_agree(
    text,
    size,
):
    assert fast(text, size) == slow(text)


def test_plain_lines_are_cut_and_no_others():
    read = plain_columns("1,é,x\r\n2,,y", ",", 3, (2, 1))
    assert read.rows == 2 and [column.to_pylist() for column in read.columns] == [["x", "y"], ["é", ""]]
    for other in ('1,"2",3\n', "1,2\n", "1,2,3,4\n", "1,2\n3,4,5,6\n", "1,2,3\n\n", "1,2,3\r4,5,6\n", "\n"):
        assert plain_columns(other, ",", 3, (0,)) is None
    assert plain_columns("1\n\n2\n", ",", 1, (0,)) is None, "a blank line"


def test_a_value_is_as_long_as_csv_permits():
    longest = csv.field_size_limit()
    assert (
        plain_columns("x" * longest, ",", 1, (0,)).rows == 1
        and plain_columns("x" * (longest + 1), ",", 1, (0,)) is None
    )


@pytest.mark.parametrize("chunk", [1, 2, 5_000])
def test_a_quoted_block_is_left_as_soon_as_the_rest_is_plain(monkeypatch, chunk):
    monkeypatch.setattr(csv_lines, "_CHUNK", chunk)
    text = 'a,b\n1,"x\ny"\n' + "2,3\n" * 5
    assert fast(text, 1000) == slow(text)
