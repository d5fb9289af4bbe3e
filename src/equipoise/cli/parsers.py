"""The parsers of the command line: every command, its arguments, and the function that executes it.

That function is loaded when the command is chosen, so that ``--help`` loads no large library.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any, NoReturn

from equipoise.chain.branches import ANSWERS
from equipoise.chain.settings import LEVERS
from equipoise.core.errors import printable
from equipoise.texts.catalogue import texts

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

    Commands = argparse._SubParsersAction[Any]

OWN = ("diversity", "c")
"""The levers that only a table of one's own has."""
PROTECT = (*(name.removeprefix("protect.") for name in LEVERS if name.startswith("protect.")), *OWN)
"""The levers of the stage "protect" by their short names; each is a flag of ``protect`` and ``attack``."""


class Parser(argparse.ArgumentParser):
    """Writes an error in one line.

    Attributes:
        explained: the command on tables whose lists of roles, kinds, techniques and attacks end the help; "": no lists.
    """

    explained = ""

    def format_help(self) -> str:
        """Return the help; the lists are loaded only when they are asked for."""
        lists = f"\n{resolve_name('equipoise.cli.explained:explained')(self.explained)}\n" if self.explained else ""
        return super().format_help() + lists

    def print_help(self, file: SupportsWrite[str] | None = None) -> None:
        """Print the help; unlike the library's own method, a full disk is not passed over."""
        print(self.format_help(), end="", file=file)

    def error(self, message: str) -> NoReturn:
        """End the program with the error."""
        line = _say("problem", problem=message, program=self.prog)
        self.exit(2, f"equipoise: {printable(line)}\n")


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands; ``code`` in what it reads names the function that carries the command out."""
    whole = Parser(prog="equipoise", description=_say("about"), allow_abbrev=False)
    commands = whole.add_subparsers(required=True, metavar=_say("command"))
    _simulate(commands)
    for name in ("scenarios", "levers"):
        commands.add_parser(name, help=_say(f"help.{name}")).set_defaults(code=f"equipoise.cli.listing:{name}")
    _tables(commands)
    _evidence(commands)
    _deliver(commands)
    _rules(commands)
    _audit(commands)
    _scorm(commands)
    status = commands.add_parser("status", help=_say("help.status"), allow_abbrev=False)
    status.add_argument("url", **_words("url"))
    status.set_defaults(code="equipoise.cli.status:status")
    return whole


def _simulate(commands: Commands) -> None:
    simulate = commands.add_parser("simulate", help=_say("help.simulate"), allow_abbrev=False)
    start = simulate.add_mutually_exclusive_group()
    start.add_argument("--scenario", **_words("scenario"))
    start.add_argument("--settings", type=Path, **_words("settings"))
    simulate.add_argument("--set", nargs="+", action="extend", default=[], **_words("set"))
    simulate.add_argument("--seed", **_words("seed"))
    simulate.add_argument("--json", action="store_true", help=_say("help.json"))
    simulate.set_defaults(code="equipoise.cli.simulate:simulate")


def _evidence(commands: Commands) -> None:
    evidence = commands.add_parser("evidence", help=_say("help.evidence"), allow_abbrev=False)
    evidence.add_argument("--only", action="append", default=[], **_words("effects"))
    evidence.add_argument("--write", type=Path, **_words("write"))
    evidence.set_defaults(code="equipoise.cli.evidence:evidence")


def _deliver(commands: Commands) -> None:
    deliver = commands.add_parser("deliver", help=_say("help.deliver"), allow_abbrev=False)
    deliver.add_argument("branch", choices=tuple(ANSWERS), **_words("branch"))
    deliver.add_argument("--scenario", default="typical", **_words("scenario"))
    deliver.add_argument("--set", nargs="+", action="extend", default=[], **_words("set"))
    deliver.add_argument("--json", action="store_true", help=_say("help.json"))
    deliver.set_defaults(code="equipoise.cli.deliver:deliver")


def _rules(commands: Commands) -> None:
    rules = commands.add_parser("rules", help=_say("help.rules"), allow_abbrev=False)
    rules.add_argument("task", nargs="?", default="find", choices=("find", "check", "dpv"), **_words("task"))
    rules.add_argument("--scenario", default="typical", **_words("scenario"))
    rules.add_argument("--set", nargs="+", action="extend", default=[], **_words("set"))
    rules.add_argument("--card", type=Path, **_words("card"))
    rules.add_argument("--regions", default="EU", **_words("regions"))
    rules.add_argument("--day", **_words("day"))
    rules.add_argument("--json", action="store_true", help=_say("help.json"))
    rules.set_defaults(code="equipoise.cli.rules:rules")


def _audit(commands: Commands) -> None:
    audit = commands.add_parser("audit", help=_say("help.audit"), allow_abbrev=False)
    audit.add_argument("--scenario", default="typical", **_words("scenario"))
    audit.add_argument("--set", nargs="+", action="extend", default=[], **_words("set"))
    audit.add_argument("--against", type=Path, **_words("against"))
    audit.add_argument("--json", action="store_true", help=_say("help.json"))
    audit.set_defaults(code="equipoise.cli.audit:carry_out")


def _scorm(commands: Commands) -> None:
    scorm = commands.add_parser("scorm", help=_say("help.scorm"), allow_abbrev=False)
    scorm.add_argument("path", **_words("path"))
    scorm.add_argument("address", **_words("address"))
    scorm.add_argument("--write", type=Path, required=True, **_words("package"))
    scorm.add_argument("--force", action="store_true", help=_say("help.force"))
    scorm.set_defaults(code="equipoise.cli.scorm:scorm")


def _tables(commands: Commands) -> None:
    disclose = _command(commands, "disclose")
    disclose.add_argument("--stand-out", default="0", **_words("stand_out"))
    disclose.add_argument("--json", action="store_true", help=_say("help.json"))
    protect = _command(commands, "protect")
    protect.add_argument("--out", type=Path, required=True, **_words("out"))
    protect.add_argument("--force", action="store_true", help=_say("help.force"))
    attack = _command(commands, "attack")
    for name in ("only", "knows", "trait"):
        attack.add_argument(f"--{name}", default="", **_words(name))
    attack.add_argument("--withheld", default="0.1", **_words("withheld"))
    attack.add_argument("--json", action="store_true", help=_say("help.json"))
    for command in (protect, attack):
        fresh = command is protect
        help_on_draws = _say("help.noise" if fresh else "help.draws")
        command.add_argument("--seed", default=None if fresh else "0", metavar=_say("value.seed"), help=help_on_draws)
        command.add_argument(
            "--set",
            nargs="+",
            action="extend",
            default=[],
            metavar=_say("value.set"),
            help=_say("help.set_protect"),
        )
        for name in PROTECT:
            command.add_argument(f"--{name}", metavar=_say("value.lever"), help=_label(name))


def _label(name: str) -> str:
    return _say(f"help.{name}") if name in OWN else texts().label(f"protect.{name}")


def _command(commands: Commands, name: str) -> argparse.ArgumentParser:
    command: Parser = commands.add_parser(name, help=_say(f"help.{name}"), allow_abbrev=False)
    command.explained = name
    command.add_argument("file", type=Path, **_words("file"))
    command.add_argument("--schema", type=Path, required=True, **_words("schema"))
    command.add_argument("--separator", default=",", **_words("separator"))
    command.add_argument("--decimal", default=".", **_words("decimal"))
    command.set_defaults(code=f"equipoise.cli.table:{name}")
    return command


def _words(name: str) -> dict[str, Any]:
    """Return how help writes an argument: its value in capitals, and what it is for."""
    return {"metavar": _say(f"value.{name}"), "help": _say(f"help.{name}")}


def _say(key: str, **names: object) -> str:
    return texts()[f"cli.{key}"].format_map(names)
