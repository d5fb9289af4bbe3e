"""The command line: the chain (``simulate``, ``scenarios``, ``levers``) and tables of one's own.

``python -m equipoise attack|protect|disclose FILE.csv --schema SCHEMA.toml`` work on any table, and
``python -m equipoise status URL`` asks a running server how it is.
"""

from __future__ import annotations

import os
import pkgutil
import sys
from collections.abc import Sequence

from equipoise.cli.parsers import parser
from equipoise.core.errors import EquipoiseError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return the exit code: 0, or 2 when an argument or a file cannot be used."""
    options = parser().parse_args(arguments)
    try:
        pkgutil.resolve_name(options.code)(options)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader of the output has closed it, as "head" does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except EquipoiseError as error:
        print(f"equipoise: {error}", file=sys.stderr)
        return 2
    return 0
