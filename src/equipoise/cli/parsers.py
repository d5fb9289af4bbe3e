"""What can be typed: every command, its arguments, and where it is carried out.

What carries a command out is loaded when the command is chosen: ``--help`` loads none of the libraries behind it.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from equipoise.chain.settings import LEVERS
from equipoise.texts.catalogue import texts

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[Any]

PROTECT = tuple(name.removeprefix("protect.") for name in LEVERS if name.startswith("protect."))
"""The levers of the stage "protect" by their short names; each is a flag of ``protect`` and ``attack``."""


class Parser(argparse.ArgumentParser):
    """Writes an error in one line."""

    def error(self, message: str) -> NoReturn:
        """End the program with the error."""
        self.exit(2, f"equipoise: {message}. See {self.prog} --help.\n")


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands; ``code`` in what it reads names the function that carries the command out."""
    whole = Parser(prog="equipoise", description="Run Equipoise without its pages.", allow_abbrev=False)
    commands = whole.add_subparsers(required=True, metavar="command")
    _simulate(commands)
    commands.add_parser("scenarios", help="list the scenarios").set_defaults(code="equipoise.cli.listing:scenarios")
    commands.add_parser("levers", help="list the levers").set_defaults(code="equipoise.cli.listing:levers")
    _tables(commands)
    return whole


def _simulate(commands: Commands) -> None:
    simulate = commands.add_parser("simulate", help="run the chain and show the outcome", allow_abbrev=False)
    start = simulate.add_mutually_exclusive_group()
    start.add_argument("--scenario", metavar="ID", help="start from a scenario (see: equipoise scenarios)")
    start.add_argument("--settings", metavar="FILE", type=Path, help="start from a TOML or JSON file")
    simulate.add_argument(
        "--set",
        metavar="NAME=VALUE",
        nargs="+",
        action="extend",
        default=[],
        help="move levers: protect.k=10",
    )
    simulate.add_argument("--seed", metavar="N", help="short for --set population.seed=N")
    simulate.add_argument("--json", action="store_true", help="print JSON in place of a table")
    simulate.set_defaults(code="equipoise.cli.simulate:simulate")


def _tables(commands: Commands) -> None:
    disclose = _command(commands, "disclose", "measure what a table gives away: k, l, t, unique share")
    disclose.add_argument("--json", action="store_true", help="print JSON in place of a table")
    protect = _command(commands, "protect", "protect a table and write it to a file")
    protect.add_argument("--out", metavar="OUT.csv", type=Path, required=True, help="where the release is written")
    attack = _command(commands, "attack", "attack a table, protected or not")
    attack.add_argument("--only", metavar="NAME,...", default="", help="which attacks (all of them)")
    attack.add_argument("--knows", metavar="COLUMN,...", default="", help="what is known (all quasi-identifiers)")
    attack.add_argument("--trait", metavar="COLUMN[=LEVEL]", default="", help="what the attacker wants to find out")
    attack.add_argument("--withheld", metavar="SHARE", default="0.1", help="share of rows kept out as controls (0.1)")
    attack.add_argument("--json", action="store_true", help="print JSON in place of a table")
    for command in (protect, attack):
        command.add_argument("--seed", metavar="N", default="0", help="of every random draw (0)")
        command.add_argument("--set", metavar="NAME=VALUE", nargs="+", action="extend", default=[], help="protect.k=10")
        for name in PROTECT:
            command.add_argument(f"--{name}", metavar="VALUE", help=texts().label(f"protect.{name}"))


def _command(commands: Commands, name: str, purpose: str) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(name, help=purpose, allow_abbrev=False)
    command.add_argument("file", metavar="FILE.csv", type=Path, help="the table: UTF-8, with a header, a person a row")
    command.add_argument("--schema", metavar="SCHEMA.toml", type=Path, required=True, help="what its columns mean")
    command.set_defaults(code=f"equipoise.cli.table:{name}")
    return command
