"""Every word of the command line and of its errors comes from ``data/``: with all texts marked, no other is left."""

import argparse
import contextlib
import re
from pathlib import Path
from typing import get_args

import pytest

import marked
from equipoise.chain.scenarios import scenarios
from equipoise.chain.settings import LEVERS
from equipoise.cli import main, parsers
from equipoise.shared.column import Kind, Role
from equipoise.stages.attacks.registry import REGISTRY

EXAMPLES = Path(__file__).parents[2] / "data" / "examples"
TABLE = [str(EXAMPLES / "members.csv"), "--schema", str(EXAMPLES / "members.toml")]
KEPT = {
    "equipoise": "the name of the command",
    **dict.fromkeys(
        ["usage", "options", "positional", "arguments", "show", "this", "help", "message", "and", "exit"], "argparse"
    ),
    **dict.fromkeys(
        ["argument", "invalid", "choice", "choose", "from", "required", "the", "following", "are"], "argparse"
    ),
    **dict.fromkeys(
        ["unrecognized", "one", "of", "is", "not", "allowed", "with", "expected", "at", "least"], "argparse"
    ),
    **dict.fromkeys(["Invalid", "value", "line", "column"], "tomllib"),
    **dict.fromkeys(["No", "such", "file", "or", "directory"], "the operating system"),
    "true": "the command line",
    "false": "the command line",
}
"""Words that are the same in every language, each with its owner."""


def names():
    """Return the names that people type: commands, flags, levers, their choices, scenarios, attacks and columns."""
    typed = {
        *LEVERS,
        *REGISTRY,
        *scenarios(),
        *(word for lever in LEVERS.values() for word in (*lever.choices, *lever.positions)),
    }
    subparsers = next(one for one in parsers.parser()._actions if isinstance(one, argparse._SubParsersAction))
    for name, command in subparsers.choices.items():
        typed |= {name, *(flag for action in command._actions for flag in (*action.option_strings, action.dest))}
    typed |= {*get_args(Role), *get_args(Kind)}
    typed |= set(re.findall(r'name = "([^"]+)"', (EXAMPLES / "members.toml").read_text(encoding="utf-8")))
    return {word for name in typed for word in marked.WORD.findall(name)}


@pytest.fixture(scope="module", autouse=True)
def marks(tmp_path_factory):
    """Let every text be marked while this module runs."""
    with pytest.MonkeyPatch.context() as patch:
        marked.read_from(marked.folder(tmp_path_factory.mktemp("marked")), patch)
        yield
    marked.forget()


def unmarked(text):
    """Return the words of a text that are neither marked, kept, nor typed by people themselves."""
    return {word for word in marked.words(text) if word not in KEPT} - names()


def said(capsys, *arguments):
    with contextlib.suppress(SystemExit):
        main(list(arguments))
    told = capsys.readouterr()
    assert told.out or told.err
    return told.out + told.err


COMMANDS = {
    "help": ["--help"],
    **{
        f"{name} --help": [name, "--help"]
        for name in ("simulate", "scenarios", "levers", "disclose", "protect", "attack", "status", "evidence")
    },
    "levers": ["levers"],
    "scenarios": ["scenarios"],
    "evidence": ["evidence", "--only", "C10"],
    "simulate": [
        "simulate",
        "--set",
        "population.size=500",
        "consent.honour=false",
        "protect.technique=none",
        "protect.k=7",
    ],
    "disclose": ["disclose", *TABLE],
    "attack": ["attack", *TABLE],
    "no command": [],
    "no such lever": ["simulate", "--set", "protect.9=1"],
    "no such choice": ["simulate", "--set", "protect.technique=9"],
    "no sign": ["simulate", "--set", "protect.k"],
    "no such scenario": ["simulate", "--scenario", "x1"],
    "no such file": ["simulate", "--settings", "/no/1.toml"],
    "no such attack": ["attack", *TABLE, "--only", "x1"],
    "no address": ["status", "1"],
    "both": ["simulate", "--settings", "1", "--scenario", "2"],
}


@pytest.mark.parametrize("command", COMMANDS)
def test_no_word_of_a_command_is_written_into_the_code(command, capsys):
    text = said(capsys, *COMMANDS[command])
    for argument in COMMANDS[command]:
        text = text.replace(argument, "")
    assert unmarked(text) == set()


def test_a_protected_table_is_told_of_in_marked_words(tmp_path, capsys):
    assert (
        unmarked(said(capsys, "protect", *TABLE, "--out", str(tmp_path / "1.csv")).replace(str(tmp_path), "")) == set()
    )


def test_a_word_that_is_written_into_the_code_is_found(capsys, monkeypatch):
    there = parsers._say
    monkeypatch.setattr(parsers, "_say", lambda key, **names: f"{there(key, **names)} Forgotten")
    assert unmarked(said(capsys, "--help")) == {"Forgotten"}
