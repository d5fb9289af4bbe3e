import json
import subprocess
import sys

import pytest

import fakes
from equipoise.chain import pipeline
from equipoise.chain.scenarios import scenario, scenarios
from equipoise.chain.settings import LEVERS, Settings
from equipoise.cli import main
from equipoise.cli.simulate import chosen
from equipoise.core.errors import SettingsError
from equipoise.runtime.compute import limits
from equipoise.stages.world.settings import PLACES


@pytest.fixture
def engine(monkeypatch):
    """Takes the engine's place: answers at once with a made-up outcome of the settings that it is asked for."""
    asked = []

    def simulate(settings):
        asked.append(settings)
        return fakes.outcome(settings, notes=("refusals_ignored",))

    monkeypatch.setattr(pipeline, "simulate", simulate)
    return asked


def test_simulate_runs_the_default(engine, capsys):
    assert main(["simulate"]) == 0
    assert engine == [Settings()]
    assert capsys.readouterr().err == ""


def test_simulate_prints_a_readable_table(engine, capsys):
    main(["simulate"])
    out = capsys.readouterr().out
    lines = {line.split("  ")[0]: " ".join(line.split()) for line in out.splitlines()}
    assert lines["Right offer"] == "Right offer 41.0 in 100 40.0 to 42.0"
    assert lines["Linkage by known purchases"] == "Linkage by known purchases 23.0 1.0 1.0 23.0 22.0 to 24.0"
    assert lines["Disclosed trait"].endswith("there is no secret to read.")
    assert lines["Women and men"].endswith("(above the four-fifths line)")
    assert lines["Heritage groups"].endswith("(may be above or below the four-fifths line)")
    assert "Their refusal is ignored." in out
    assert max(map(len, out.splitlines())) <= 120


def test_simulate_prints_json(engine, capsys):
    main(["simulate", "--json", "--set", "protect.k=10"])
    values = json.loads(capsys.readouterr().out)
    assert values["settings"]["protect"]["k"] == 10
    assert values["headlines"]["right_offer"]["value"] == 0.41


def test_flags_move_levers(engine):
    main(["simulate", "--set", "protect.k=10", "minimise.sources=", "--set", "consent.honour=false", "--seed", "3"])
    moved = {"protect.k": 10, "minimise.sources": (), "consent.honour": False, "population.seed": 3}
    assert engine == [Settings().replace(**moved)]


def test_a_scenario_and_flags_on_top(engine):
    main(["simulate", "--scenario", "growth", "--set", "protect.identifiers=drop"])
    assert engine == [scenario("growth").settings.replace(**{"protect.identifiers": "drop"})]


@pytest.mark.parametrize("write", [Settings.to_toml, Settings.to_json])
def test_a_settings_file(engine, tmp_path, write):
    wanted = Settings().replace(**{"protect.k": 9})
    file = tmp_path / ("settings.toml" if write is Settings.to_toml else "settings.json")
    file.write_text(write(wanted), encoding="utf-8-sig")
    assert main(["simulate", "--settings", str(file)]) == 0
    assert engine == [wanted]


def test_a_settings_file_of_an_older_version_says_what_changed(engine, tmp_path, capsys):
    file = tmp_path / "settings.toml"
    file.write_text("schema_version = 1\npopulation.taste = 0.5")
    assert main(["simulate", "--settings", str(file)]) == 0
    assert engine == [Settings().replace(**{"population.taste": 0.3})]
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"equipoise: {file}: ") and "0.5 and is now 0.3" in line


def test_a_named_position_is_a_value(engine):
    assert main(["simulate", "--set", "population.taste=feed"]) == 0
    assert engine == [Settings().replace(**{"population.taste": PLACES["feed"]})]


def test_a_lever_without_effect_is_warned_about(engine, capsys):
    assert main(["simulate", "--set", "protect.technique=none", "protect.k=10"]) == 0
    assert capsys.readouterr().err == (
        "equipoise: protect.k has no effect here. No groups are formed under the chosen blurring.\n"
    )


def test_a_scenario_warns_about_nothing_that_nobody_moved(engine, capsys):
    for name in scenarios():
        main(["simulate", "--scenario", name])
    assert capsys.readouterr().err == ""


BAD = [
    ["simulate", "--set", "protect.k=1"],
    ["simulate", "--set", "protect.k=ten"],
    ["simulate", "--set", "protect.k=" + "9" * 5_000],
    ["simulate", "--set", "protect.k"],
    ["simulate", "--set", "protect.kk=5"],
    ["simulate", "--set", "=5"],
    ["simulate", "--set", "protect.k=5", "protect.k=6"],
    ["simulate", "--set", "target.budget=nan"],
    ["simulate", "--set", "consent.banner=\x1b[31mred\nnew line"],
    ["simulate", "--set", "consent.banner=" + "x" * 1_000_000],
    ["simulate", "--set", "population.seed=1", "--seed", "1"],
    ["simulate", "--seed", "-1"],
    ["simulate", "--seed", "one"],
    ["simulate", "--scenario", "gowth"],
    ["simulate", "--scenario", "growth", "--settings", "file.toml"],
    ["simulate", "--settings", "no such file.toml"],
    ["simulate", "--settings", "/"],
    ["simulate", "--settings", "null\x00byte"],
    ["simulate", "--nonsense"],
    ["simulate", "surplus"],
    ["nonsense"],
    [],
]


@pytest.mark.parametrize("arguments", BAD, ids=range(len(BAD)))
def test_a_bad_command_is_one_line_and_exit_code_2(engine, capsys, arguments):
    try:
        code = main(arguments)
    except SystemExit as left:
        code = left.code
    streams = capsys.readouterr()
    assert code == 2 and engine == [] and streams.out == ""
    assert streams.err.startswith("equipoise: ") and streams.err.count("\n") == 1 and len(streams.err) < 500
    assert "\x1b" not in streams.err


@pytest.mark.parametrize("content", [b"\xff\xfe", b"protect.k = 1", b"x" * 1_000_000, b"protect = ["])
def test_a_bad_file_is_one_line_and_exit_code_2(engine, capsys, tmp_path, content):
    file = tmp_path / "settings.toml"
    file.write_bytes(content)
    assert main(["simulate", "--settings", str(file)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_huge_file_is_not_said_to_be_as_long_as_the_part_that_was_read(capsys, tmp_path):
    file = tmp_path / "settings.toml"
    file.write_bytes(b"#" * 1_000_000)
    assert main(["simulate", "--settings", str(file)]) == 2
    said = capsys.readouterr().err
    assert "more than 262,144 bytes" in said and "at most 65,536 characters" in said and "262,145" not in said


def test_scenarios_are_listed(capsys):
    assert main(["scenarios"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(scenarios())


def test_levers_are_listed_with_what_they_permit(capsys):
    assert main(["levers"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(LEVERS)
    (k,) = (line for line in lines if line.startswith("protect.k "))
    assert k.endswith("Size of the groups. 2 to 100 people. Default: 5.")
    (taste,) = (line for line in lines if line.startswith("population.taste "))
    named = ", ".join(f"{name} ({number})" for name, number in PLACES.items())
    assert f"0 to 3, or one of {named}. Default: " in taste


def test_the_command_line_needs_no_engine_to_read_its_flags():
    assert chosen(None, None, ["protect.k=7"], None) == (Settings().replace(**{"protect.k": 7}), {"protect.k"})
    with pytest.raises(SettingsError, match="'nothing'"):
        chosen("nothing", None, [], None)


def test_python_dash_m_runs_the_command_line_without_the_pages():
    run = subprocess.run([sys.executable, "-m", "equipoise", "scenarios"], capture_output=True, text=True, check=True)
    assert run.stdout.startswith("typical")
    code = "import sys, equipoise.__main__, equipoise.cli.table; sys.exit(' '.join(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True).stderr.split()
    assert "pandas" in loaded and not {"streamlit", "sklearn"} & set(loaded)


def test_a_world_that_the_free_memory_cannot_hold_is_refused_before_it_starts(engine, capsys, monkeypatch):
    monkeypatch.setattr(limits, "free_bytes", lambda: 400 * 1024**2)
    assert main(["simulate", "--set", "population.size=1000000"]) == 2
    told = capsys.readouterr().err
    assert (
        told.startswith("equipoise: '1000000': the free memory of this machine, 400 MB, holds")
        and told.count("\n") == 1
    )
    assert engine == []
    assert main(["simulate", "--set", "population.size=2000"]) == 0
