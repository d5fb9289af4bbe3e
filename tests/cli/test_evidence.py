import json

import pytest

from equipoise.cli import main
from equipoise.studies.evidence import results


@pytest.fixture
def quick(monkeypatch):
    """Every effect is 62 in every world."""
    monkeypatch.setattr(results, "in_world", lambda entry, seed: 62.0)


def test_an_effect_is_computed_and_shown_beside_what_was_published(quick, capsys):
    assert main(["evidence", "--only", "A04"]) == 0
    line, count = capsys.readouterr().out.splitlines()
    assert " ".join(line.split()) == "A04 agrees 62.0% (62.0 to 62.0) published: 63.0% (58.0 to 68.0)"
    assert count == "Fitted: 1 of 1 agree."


def test_all_are_computed_unless_some_are_named_and_each_kind_is_counted(quick, capsys):
    assert main(["evidence"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.partition(":")[0] for line in lines[-2:]] == ["Not fitted", "Fitted"]
    assert len(lines) > 40


def test_results_are_written_and_others_stay(quick, tmp_path, monkeypatch, capsys):
    path = tmp_path / "results.json"
    assert main(["evidence", "--only", "A04", "--write", str(path)]) == 0
    monkeypatch.setattr(results, "in_world", lambda entry, seed: 1.0)
    assert main(["evidence", "--only", "C10", "--only", "C11", "--write", str(path)]) == 0
    stored = json.loads(path.read_text(encoding="utf-8"))
    assert {name: each["value"] for name, each in stored.items()} == {"A04": 62, "C10": 1, "C11": 1}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [(["--only", "Z99"], "Z99"), (["--only", "A04", "--write", "/proc/none/results.json"], "cannot be written")],
)
def test_what_cannot_be_done_is_said(quick, capsys, arguments, told):
    assert main(["evidence", *arguments]) == 2
    assert told in capsys.readouterr().err


def test_a_file_that_holds_something_else_is_not_overwritten(quick, tmp_path, capsys):
    path = tmp_path / "results.json"
    path.write_text("mine", encoding="utf-8")
    assert main(["evidence", "--only", "A04", "--write", str(path)]) == 2
    assert path.read_text(encoding="utf-8") == "mine"
