import json

from equipoise.cli import main

SMALL = ["--set", "population.size=500"]


def test_an_audit_as_json_and_against_it(capsys, tmp_path):
    assert main(["audit", "--json", *SMALL, "incident.kind=unchanged_key"]) == 0
    before = capsys.readouterr().out
    file = tmp_path / "before.json"
    file.write_text(before)
    assert {each["name"]: each["verdict"] for each in json.loads(before)["checks"]}["keys"] == "found"
    assert main(["audit", "--json", "--against", str(file), *SMALL]) == 0
    changes = {each["name"]: each["change"] for each in json.loads(capsys.readouterr().out)["changes"]}
    assert changes["keys"] == "mended" and changes["receipts"] == "clean"
    assert main(["audit", "--against", str(file), *SMALL]) == 0
    said = capsys.readouterr().out
    assert "Keys that change: nothing found" in said and "Keys that change: mended (1, now 0)" in said


def test_what_cannot_be_used_is_one_line(capsys, tmp_path):
    file = tmp_path / "no.json"
    file.write_text("[]")
    assert main(["audit", *SMALL, "incident.kind=earthquake"]) == 2
    assert main(["audit", "--against", str(file), *SMALL]) == 2
    file.write_text("{")
    assert main(["audit", "--against", str(file), *SMALL]) == 2
    assert capsys.readouterr().err.count("\n") == 3
