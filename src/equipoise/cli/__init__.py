"""The command line: the chain (``simulate``, ``scenarios``, ``levers``) and tables of one's own.

``python -m equipoise attack|protect|disclose FILE.csv --schema SCHEMA.toml`` work on any table;
``python -m equipoise status URL`` asks a running server how it is.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from equipoise.cli import chain, status, table
from equipoise.cli.chain import chosen
from equipoise.errors import EquipoiseError

__all__ = ["chosen", "main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return the exit code: 0, or 2 when something that was given cannot be used."""
    options = _parser().parse_args(arguments)
    try:
        options.command(options)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever reads the output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except EquipoiseError as error:
        print(f"equipoise: {error}", file=sys.stderr)
        return 2
    return 0


class _Parser(argparse.ArgumentParser):
    """Tells an error in one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"equipoise: {message}. See {self.prog} --help.\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="equipoise", description="Run Equipoise without its pages.", allow_abbrev=False)
    commands = parser.add_subparsers(required=True, metavar="command")
    chain.add_to(commands)
    table.add_to(commands)
    status.add_to(commands)
    return parser
