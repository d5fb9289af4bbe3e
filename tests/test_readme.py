"""What the README shows has to work."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from equipoise.cli import main

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```", README, re.DOTALL)


@pytest.mark.parametrize("block", BLOCKS, ids=range(len(BLOCKS)))
def test_examples_run(block, capsys):
    exec(compile(block, "README.md", "exec"), {})
    assert capsys.readouterr().out


def test_commands_name_real_scenarios_and_levers():
    for line in re.findall(r"python -m equipoise (\w+)", README):
        assert line in ("simulate", "levers", "scenarios", "disclose", "protect", "attack")
    assert main(["levers"]) == 0


@pytest.mark.parametrize("line", re.findall(r"python -m equipoise ((?:disclose|protect|attack) [^#\n]+)", README))
def test_commands_on_tables_run(line, capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(shutil.copytree(ROOT / "data" / "examples", tmp_path / "examples"))
    assert main(shlex.split(line)) == 0
    streams = capsys.readouterr()
    assert streams.out and not streams.err


def test_links_lead_to_files():
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), target
