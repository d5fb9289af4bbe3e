"""What is written holds its values, and nothing that was there is lost."""

import gzip
import os

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from equipoise import measure, protect_table
from equipoise.cli import main
from equipoise.cli.output import check_target, formulas, write_table
from equipoise.core.errors import DataError
from equipoise.core.resources import data
from equipoise.shared.column import Column
from equipoise.shared.csv_table import Layout, read_table
from equipoise.shared.reading import as_released
from equipoise.shared.schema import Schema
from equipoise.stages.measure.disclosure import release_disclosure
from equipoise.stages.protect.catalogue import TECHNIQUES

CSV, TOML = (str(data("examples", name)) for name in ("members.csv", "members.toml"))
COMMA, SEMICOLON = Layout(), Layout(separator=";", decimal=",")
AMOUNT = Column(name="amount", role="quasi", kind="number", bounds=(-1e9, 1e9))
SHOP = Column(name="shop", role="quasi", kind="nominal", levels=("a,b", 'say "x"', "two\nlines", "=1+1", "a to c", "c"))
BORN = Column(name="born", role="quasi", kind="date", bounds=(-20_000, 20_000))
PAY = Column(name="pay", role="sensitive", kind="number", bounds=(-1e9, 1e9))
SCHEMA = Schema((AMOUNT, SHOP, BORN, PAY))
NUMBERS = st.one_of(st.integers(-(10**9), 10**9), st.floats(-1e9, 1e9), st.sampled_from([0.1, -0.05, 1234567, -1e-7]))


@st.composite
def tables(draw):
    rows = draw(st.integers(2, 30))
    column = lambda values: draw(st.lists(values, min_size=rows, max_size=rows))  # noqa: E731
    days = [str(np.datetime64(day, "D")) for day in column(st.integers(-20_000, 20_000))]
    shops = column(st.sampled_from(SHOP.levels))
    return pd.DataFrame({"amount": column(NUMBERS), "shop": shops, "born": days, "pay": column(NUMBERS)})


@settings(max_examples=40, deadline=None, derandomize=True)
@given(frame=tables(), technique=st.sampled_from(["none", "k_anonymity", "l_diversity", "suppression"]),
       layout=st.sampled_from([COMMA, SEMICOLON]))  # fmt: skip
def test_what_is_read_again_is_what_was_released(tmp_path_factory, frame, technique, layout):
    out = tmp_path_factory.mktemp("again") / "out.csv"
    release = protect_table(frame, SCHEMA, technique=technique, k=2, l=1)
    write_table(release.frame, release.schema, out, layout)
    if not len(release):
        return
    again = as_released(read_table(out, SCHEMA, layout), SCHEMA)
    assert np.array_equal(again.low, release.low) and np.array_equal(again.high, release.high)
    assert again.exact["pay"].tolist() == release.exact["pay"].tolist()
    assert measure.disclosure(read_table(out, SCHEMA, layout), SCHEMA).k == release_disclosure(release).k


@pytest.mark.parametrize("technique", [name for name in TECHNIQUES if name != "cohorts"])
def test_the_example_read_again_has_the_k_that_was_printed(technique, tmp_path, capsys):
    out = str(tmp_path / "out.csv.gz")
    assert main(["protect", CSV, "--schema", TOML, "--technique", technique, "--k", "4", "--out", out]) == 0
    printed = [line.split()[-1] for line in capsys.readouterr().out.splitlines() if line.startswith("k ")]
    assert main(["disclose", out, "--schema", TOML]) == 0
    assert printed == [line.split()[-1] for line in capsys.readouterr().out.splitlines() if line.startswith("k ")]


def test_intervals_hold_their_values():
    frame = pd.DataFrame({"amount": [1234567.0, 1234568.5, -0.001, -0.0015], "pay": [1, 2, 3, 4]})
    release = protect_table(frame, Schema((AMOUNT, PAY)), technique="k_anonymity", k=2)
    assert set(release.frame["amount"]) == {"-0.0015 to -0.001", "1234567 to 1234568.5"}


def test_numbers_are_written_in_the_layout_of_the_file(tmp_path):
    frame = pd.DataFrame(
        {"amount": ["1.5 to 2", "3"], "pay": [0.25, np.nan], "count": pd.array([7, None], dtype="Int64")}
    )
    schema = Schema((AMOUNT, PAY, Column(name="count", role="behaviour", kind="number")))
    write_table(frame, schema, tmp_path / "out.csv", SEMICOLON)
    assert (tmp_path / "out.csv").read_text() == "amount;pay;count\n1,5 to 2;0,25;7\n3;;\n"
    write_table(frame, schema, tmp_path / "out.csv.gz", COMMA)
    content = (tmp_path / "out.csv.gz").read_bytes()
    assert gzip.decompress(content) == b"amount,pay,count\n1.5 to 2,0.25,7\n3,,\n"
    write_table(frame, schema, tmp_path / "again.csv.gz", COMMA)
    assert (tmp_path / "again.csv.gz").read_bytes() == content  # no time, no name


def run(*flags, out, table=CSV, schema=TOML):
    return main(["protect", str(table), "--schema", str(schema), "--out", str(out), *flags])


def test_an_output_never_destroys_an_input(tmp_path, capsys):
    table, schema, link = tmp_path / "t.csv", tmp_path / "s.toml", tmp_path / "link.csv"
    for name, source in ((table, CSV), (schema, TOML)):
        name.write_bytes(open(source, "rb").read())  # noqa: PTH123, SIM115
    link.symlink_to(table)
    for out in (table, schema, link, tmp_path / "." / "t.csv"):
        for force in ([], ["--force"]):
            assert run(*force, out=out, table=table, schema=schema) == 2
            assert "read by the same command" in capsys.readouterr().err
    assert table.read_bytes() == open(CSV, "rb").read() and len(list(tmp_path.iterdir())) == 3  # noqa: PTH123, SIM115


def test_an_existing_file_is_replaced_only_by_force(tmp_path, capsys):
    out = tmp_path / "out.csv"
    out.write_text("mine")
    out.chmod(0o640)
    assert run(out=out) == 2 and out.read_text() == "mine"
    assert "--force" in capsys.readouterr().err
    assert run("--force", out=out) == 0 and out.read_text().startswith("age,")
    assert out.stat().st_mode & 0o777 == 0o640 and len(list(tmp_path.iterdir())) == 1


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "link.csv").symlink_to("real.csv")
    assert run(out=tmp_path / "link.csv") == 0
    assert (tmp_path / "link.csv").is_symlink() and (tmp_path / "real.csv").read_text().startswith("age,")


@pytest.mark.parametrize("stop", [KeyboardInterrupt, OSError(28, "No space left on device"), MemoryError])
def test_what_was_there_survives_a_stop_in_between(stop, tmp_path, monkeypatch):
    out = tmp_path / "out.csv"
    out.write_text("mine")
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(stop))
    with pytest.raises((KeyboardInterrupt, DataError, MemoryError)):
        write_table(pd.DataFrame({"pay": [1]}), Schema((PAY,)), out, COMMA)
    assert out.read_text() == "mine" and len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("name", ["out.zst", "out.csv.zip", "out.xlsx", "out.parquet"])
def test_a_name_that_promises_another_format_is_refused(name, tmp_path, capsys):
    assert run(out=tmp_path / name) == 2
    assert "ends in .csv or .csv.gz" in capsys.readouterr().err and not list(tmp_path.iterdir())


def test_a_full_disk_is_one_line(capsys):
    assert run(out="/dev/full") == 2
    assert "'/dev/full': this file cannot be written (No space left on device)" in capsys.readouterr().err
    check_target(data("examples") / "new.csv", [], force=False)


def test_cells_that_a_spreadsheet_may_run_are_told(tmp_path, capsys):
    frame = pd.DataFrame(
        {"a": ["-5 to -1", "-5", "x"], "b": ["x", "@SUM(A1)", "y"], "c": [-1, -2, -3], "=d": [1, 2, 3]}
    )
    assert dict(formulas(frame)) == {"b": "@SUM(A1)", "=d": "=d"}
    (tmp_path / "t.csv").write_text("shop,pay\n=1+1,-3\n=1+1,4\nc,5\nc,6\n")
    (tmp_path / "s.toml").write_text(Schema((SHOP, PAY)).to_toml())
    assert run("--k", "2", out=tmp_path / "out.csv", table=tmp_path / "t.csv", schema=tmp_path / "s.toml") == 0
    assert capsys.readouterr().err == (
        "equipoise: 'shop' holds '=1+1', which a spreadsheet may run as a formula. Import the column as text.\n"
    )
