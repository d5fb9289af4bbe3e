import json

import pandas as pd
import pytest

from equipoise.any_table.own_table import ON_TABLES
from equipoise.cli import main
from equipoise.core.resources import data
from equipoise.shared.files import read_schema
from equipoise.stages.protect.catalogue import TECHNIQUES

CSV, SCHEMA = (str(data("examples", name)) for name in ("members.csv", "members.toml"))
TABLE = [CSV, "--schema", SCHEMA]


def lines(capsys):
    return {line.split("  ")[0]: line.split()[-1] for line in capsys.readouterr().out.splitlines()}


def test_disclose_prints_every_measure(capsys):
    assert main(["disclose", *TABLE]) == 0
    found = lines(capsys)
    assert (found["Rows"], found["k"], found["l, illness"]) == ("400", "1", "1")
    main(["disclose", *TABLE, "--json"])
    values = json.loads(capsys.readouterr().out)
    assert values["rows"] == 400 and 0 < values["unique_share"]["value"] < 1 and set(values["t"]) == {"illness"}


def test_what_is_protected_can_be_disclosed(capsys, tmp_path):
    out = str(tmp_path / "out.csv")
    assert main(["protect", *TABLE, "--technique", "k_anonymity", "--k", "7", "--out", out]) == 0
    assert int(lines(capsys)["k"]) >= 7
    assert main(["disclose", out, "--schema", SCHEMA]) == 0
    assert int(lines(capsys)["k"]) >= 7
    released = pd.read_csv(out)
    assert list(released) == list(read_schema(data("examples", "members.toml")).names())[2:]  # no identifiers
    assert main(["attack", out, "--schema", SCHEMA]) == 2


@pytest.mark.parametrize("technique", TECHNIQUES)
def test_every_technique_of_the_registry_is_offered(technique, capsys, tmp_path):
    assert main(["protect", *TABLE, "--technique", technique, "--out", str(tmp_path / "out.csv")]) == 0
    told, rows = capsys.readouterr().err, len(pd.read_csv(tmp_path / "out.csv"))
    withheld = f"{400 - rows} of 400 rows are WITHHELD" if technique == "suppression" else ""
    assert rows > 0 and withheld in told and bool(told) == bool(withheld)


def test_strengths_beyond_the_invented_world_are_flags(capsys, tmp_path):
    out = ["--out", str(tmp_path / "out.csv"), "--force"]
    assert main(["protect", *TABLE, "--technique", "k_anonymity", "--k", "400", *out]) == 0
    flags = ["--technique", "l_diversity", "--l", "3", "--diversity", "recursive", "--c", "8"]
    assert main(["protect", *TABLE, *flags, *out]) == 0 and int(lines(capsys)["l, illness"]) >= 3
    assert main(["protect", *TABLE, "--technique", "l_diversity", "--l", "5", *out]) == 2


@pytest.mark.parametrize("technique", ["synthetic_dp", "randomised_response"])
def test_noise_tells_its_epsilon_and_whether_it_can_be_repeated(technique, capsys, tmp_path):
    out = tmp_path / "out.csv"
    flags = ["--technique", technique, "--out", str(out)]
    assert main(["protect", *TABLE, *flags]) == 0
    told = capsys.readouterr()
    assert "Epsilon in total: " in told.out and told.err == "" and "note" not in pd.read_csv(out)
    out.unlink()
    assert main(["protect", *TABLE, *flags, "--seed", "3"]) == 0
    assert "not private" in capsys.readouterr().err and "not private" in pd.read_csv(out)["note"][0]


def test_flags_and_levers_say_the_same(capsys, tmp_path):
    written = []
    for flags in (["--k", "9"], ["--set", "protect.k=9"], ["--set", "protect.k=9", "protect.technique=k_anonymity"]):
        main(["protect", *TABLE, *flags, "--seed", "1", "--out", str(tmp_path / "out.csv"), "--force"])
        written.append((tmp_path / "out.csv").read_bytes())
    assert len(set(written)) == 1
    assert capsys.readouterr().err == ""


def test_identifiers_are_kept_only_on_request(tmp_path):
    out = tmp_path / "out.csv"
    main(["protect", *TABLE, "--technique", "none", "--identifiers", "keep", "--out", str(out)])
    assert sorted(pd.read_csv(out)["member"]) == list(range(1001, 1401))


def test_attack_prints_every_attack(capsys):
    assert main(["attack", *TABLE]) == 0
    table, beside = (part.splitlines() for part in capsys.readouterr().out.split("\n\n"))
    assert len(table) == 2 + len(ON_TABLES) and max(map(len, (*table, *beside))) <= 120
    assert "whole table, nobody withheld" in table[0]
    assert "40 people" in beside[0] and "80 people as a public panel" in beside[1]


def test_an_attack_on_a_table_that_withholds_many_says_so(capsys):
    assert main(["attack", *TABLE, "--technique", "suppression", "--only", "linkage"]) == 0
    assert "395 of 400 rows are WITHHELD" in capsys.readouterr().err


def test_attack_listens_to_its_flags(capsys):
    flags = ["--only", "linkage,disclosed", "--knows", "age,town", "--trait", "illness=diabetes", "--withheld", "0.25"]
    main(["attack", *TABLE, *flags, "--seed", "3", "--json"])
    values = json.loads(capsys.readouterr().out)
    assert list(values) == ["linkage", "disclosed"]
    assert values["linkage"]["attack"]["n"] == 400 and values["linkage"]["control"]["n"] == 100
    main(["attack", *TABLE, *flags, "--seed", "3", "--technique", "k_anonymity", "--k", "50", "--json"])
    assert json.loads(capsys.readouterr().out)["linkage"]["attack"]["value"] < values["linkage"]["attack"]["value"]


def test_a_lever_without_effect_is_warned_about(capsys):
    assert main(["attack", *TABLE, "--only", "linkage", "--k", "9"]) == 0
    assert capsys.readouterr().err.startswith("equipoise: protect.k has no effect here.")


BAD = [
    ["disclose", CSV],
    ["disclose", CSV, "--schema", CSV],
    ["disclose", CSV, "--schema", "/"],
    ["disclose", "/", "--schema", SCHEMA],
    ["disclose", "no such file", "--schema", SCHEMA],
    ["disclose", SCHEMA, "--schema", SCHEMA],
    ["protect", *TABLE],
    ["protect", *TABLE, "--out", "/"],
    ["protect", *TABLE, "--out", "/no such folder/out.csv"],
    ["protect", *TABLE, "--out", "null\x00byte"],
    ["protect", *TABLE, "--out", "out.csv", "--technique", "magic"],
    ["protect", *TABLE, "--out", "out.csv", "--k", "1"],
    ["protect", *TABLE, "--out", "out.csv", "--k", "5", "--set", "protect.k=6"],
    ["protect", *TABLE, "--out", "out.csv", "--identifiers", "keyed"],
    ["protect", *TABLE, "--out", "out.csv", "--set", "target.budget=0.1"],
    ["protect", *TABLE, "--out", "out.csv", "--seed", "-1"],
    ["attack", *TABLE, "--only", "sorcery"],
    ["attack", *TABLE, "--knows", "shoe size"],
    ["attack", *TABLE, "--knows", "illness"],
    ["attack", *TABLE, "--trait", "age"],
    ["attack", *TABLE, "--trait", "illness=flu"],
    ["attack", *TABLE, "--trait", "\x1b[31m"],
    ["attack", *TABLE, "--withheld", "all"],
    ["attack", *TABLE, "--withheld", "nan"],
    ["attack", *TABLE, "--withheld", "0.9"],
    ["attack", *TABLE, "--seed", "one"],
    ["attack", *TABLE, "surplus"],
]


@pytest.mark.parametrize("arguments", BAD, ids=range(len(BAD)))
def test_a_bad_command_is_one_line_and_exit_code_2(capsys, arguments, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    try:
        code = main(arguments)
    except SystemExit as left:
        code = left.code
    streams = capsys.readouterr()
    assert code == 2 and streams.out == "" and not list(tmp_path.iterdir())
    assert streams.err.startswith("equipoise: ") and streams.err.count("\n") == 1 and len(streams.err) < 500
    assert "\x1b" not in streams.err


def test_one_row_is_measured_but_not_attacked(capsys, tmp_path):
    file = tmp_path / "one.csv"
    pd.read_csv(CSV).head(1).to_csv(file, index=False)
    assert main(["disclose", str(file), "--schema", SCHEMA]) == 0
    assert lines(capsys)["k"] == "1"
    assert main(["attack", str(file), "--schema", SCHEMA]) == 2
    assert "at least 20 rows" in capsys.readouterr().err


def test_rows_that_stand_out_are_named_by_their_lines(capsys, tmp_path):
    table, schema = tmp_path / "five.csv", tmp_path / "five.toml"
    table.write_text("name,age,town\nAnn,30,Ashby\nBob,30,Ashby\nCid,30,Brook\nDot,41,Brook\nEve,52,Brook\n")
    schema.write_text(
        '[[column]]\nname = "name"\nrole = "direct"\nkind = "nominal"\n'
        '[[column]]\nname = "age"\nrole = "quasi"\nkind = "number"\nbounds = [0, 100]\n'
        '[[column]]\nname = "town"\nrole = "quasi"\nkind = "nominal"\nlevels = ["Ashby", "Brook"]\n'
    )
    command = ["disclose", str(table), "--schema", str(schema)]
    assert main([*command, "--stand-out", "2"]) == 0
    said = capsys.readouterr().out
    assert "Rows that are alone, by their lines: 4, 5" in said and "age 0.0 in 100, town 40.0 in 100" in said
    assert main([*command, "--stand-out", "9", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["standing_lines"] == [4, 5, 6] and found["alone_without"]["town"]["value"] == 0.4
    assert main(command) == 0 and "alone, by their lines" not in capsys.readouterr().out
    assert main([*command, "--stand-out", "many"]) == 2
    assert "'many': is no number of rows to name. Use a whole number from 0 to 1000." in capsys.readouterr().err
