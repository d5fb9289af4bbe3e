"""What README, CONTRIBUTING and the pages of ``docs/`` show has to work.

Blocks marked ``sh`` are commands for a checkout, and are checked. Blocks marked ``bash`` set up servers or take long,
and are not.
"""

import importlib.util
import os
import re
import shlex
import shutil
import sys
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from equipoise.cli import main

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
PROGRAMS = str(Path(sys.executable).parent)
TEXTS = {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in PAGES}


def blocks(language):
    """Fenced blocks of a language, each with the page that it is on."""
    found = re.compile(rf"^```{language}\n(.*?)^```", re.DOTALL | re.MULTILINE)
    return [(page, block) for page, text in TEXTS.items() for block in found.findall(text)]


def commands():
    """Every command of a shell block or of running text, without its comment and without where its output goes."""
    lines = [line for _, block in blocks("sh") for line in block.replace("\\\n", " ").splitlines()]
    lines += re.findall(r"`((?:python -m|pytest|streamlit run) [^`<]*)", "\n".join(TEXTS.values()))
    parts = [part for line in lines for part in re.sub(r"\s#.*|>.*", "", line).split(" && ")]
    return sorted({part.strip() for part in parts if part.strip()})


EXAMPLES = [block for _, block in blocks("python")]
OWN = [command.removeprefix("python -m equipoise ") for command in commands() if "-m equipoise " in command]


@pytest.mark.parametrize("block", [each for each in EXAMPLES if "streamlit" not in each])
def test_examples_run(block, capsys):
    exec(compile(block, "example", "exec"), {})
    assert capsys.readouterr().out


def test_the_example_of_a_page_runs_and_its_sentence_follows_the_slider():
    (block,) = [each for each in EXAMPLES if "streamlit" in each]
    page = AppTest.from_string(block, default_timeout=30).run()
    assert [text.value for text in page.markdown] == ["Everybody looks like at least 4 others."]
    page.slider(key="k").set_value(25).run()
    assert [text.value for text in page.markdown] == ["Everybody looks like at least 24 others."]
    assert not page.exception


@pytest.mark.parametrize("command", OWN)
def test_commands_of_our_own_run(command, capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(shutil.copytree(ROOT / "data" / "examples", tmp_path / "examples"))
    assert main(shlex.split(command)) == 0
    streams = capsys.readouterr()
    assert streams.out and not streams.err


def nameless(command):
    """What a command names that there is not: a module, a program, a file or a folder of this checkout."""
    program, *arguments = shlex.split(command)
    if program == "python" and arguments[:1] == ["-m"]:
        return [name for name in arguments[1:2] if not importlib.util.find_spec(name)]
    files = [each for each in arguments if re.match(r"(?!\.\./)[\w.]+/|\w+\.py$", each)]
    known = program == "cd" or shutil.which(program, path=os.pathsep.join((PROGRAMS, os.environ["PATH"])))
    return [name for name in files if not (ROOT / name).exists()] + ([] if known else [program])


def test_other_commands_name_programs_modules_and_files_that_there_are():
    assert {command: nameless(command) for command in commands() if nameless(command)} == {}


@pytest.mark.parametrize("command", ["python -m no_such_module", "pytest tests/nowhere", "no_such_program"])
def test_the_rule_sees_a_command_that_cannot_run(command):
    assert nameless(command)


def paths(text):
    """Paths that a page names in running text: with a folder, or a file of a kind that the repository has."""
    return re.findall(r"`(\.?[\w@-][\w./@-]*/[\w./@-]*|[\w@-]+\.(?:py|toml|md|csv|json))`", text)


def test_paths_lead_to_files():
    roots = (ROOT, ROOT / "src" / "equipoise")
    missing = {
        page: [path for path in paths(text) if not any((root / path).exists() for root in roots)]
        for page, text in TEXTS.items()
    }
    assert {page: names for page, names in missing.items() if names} == {}


def test_the_rule_sees_paths_but_no_places_to_fill_in_and_no_addresses():
    text = "`chain/run.py`, `.ci/run`, `a@1.toml`, `<id>@1.toml`, `/playground`, `state.region`, `data/<language>/`"
    assert paths(text) == ["chain/run.py", ".ci/run", "a@1.toml"]


def test_links_lead_to_files():
    links = [(page, target) for page, text in TEXTS.items() for target in re.findall(r"\]\(([^)#:]+)[)#]", text)]
    assert [(page, target) for page, target in links if not ((ROOT / page).parent / target).exists()] == []
    assert len(links) > len(TEXTS)


def test_the_readme_is_short():
    assert len(TEXTS["README.md"].splitlines()) <= 150
