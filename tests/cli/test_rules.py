import json

from equipoise.cli import main

SMALL = ["--set", "population.size=500"]


def test_findings_as_json(capsys):
    assert main(["rules", "--scenario", "growth", "--regions", "EU,US-CA", "--json", *SMALL]) == 0
    found = json.loads(capsys.readouterr().out)["findings"]
    assert found[0]["level"] == "conflict" and found[0]["severity"] == "high"
    assert {"EU-02", "CA-02"} <= {each["id"] for each in found}
    assert all(each["facts"] or each["id"] for each in found)


def test_findings_in_words_and_a_card_from_a_file(capsys, tmp_path):
    file = tmp_path / "card.toml"
    file.write_text("dark_patterns = true\n")
    assert main(["rules", "--regions", "UK", "--card", str(file), *SMALL]) == 0
    said = capsys.readouterr().out
    assert "no legal advice" in said and "EU-36" in said and "dark_patterns = True" in said and "compliant" not in said


def test_what_cannot_be_used_is_one_line(capsys):
    assert main(["rules", "--regions", "Atlantis", *SMALL]) == 2
    assert main(["rules", "--scenario", "typical", "--card", "nowhere.toml", *SMALL]) == 2
    assert capsys.readouterr().err.count("\n") == 2


def test_the_age_of_the_rule_book_on_a_day(capsys):
    assert main(["rules", "check", "--day", "2026-12-01"]) == 0
    said = capsys.readouterr().out
    assert "Checked more than 90 days before 2026-12-01: 0 of" in said and "2026-12-10  australia" in said
    assert main(["rules", "check", "--day", "2027-06-01", "--json"]) == 0
    state = json.loads(capsys.readouterr().out)
    assert len(state["stale"]) == state["checked"] and "india" in state["begun"]


def test_a_run_in_the_words_of_others(capsys):
    assert main(["rules", "dpv", "--scenario", "growth", "--regions", "EU,US-CA", *SMALL]) == 0
    process = json.loads(capsys.readouterr().out)["@graph"][0]
    assert process["eq:customersLiveIn"] == ["EU", "US-CA"] and {"@id": "dpv:Profiling"} in process["dpv:hasProcessing"]


def test_a_day_that_is_none_is_one_line(capsys):
    assert main(["rules", "check", "--day", "tomorrow"]) == 2
    assert capsys.readouterr().err.count("\n") == 1
