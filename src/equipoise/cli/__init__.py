"""The command line: the chain (``simulate``, ``scenarios``, ``levers``) and tables of one's own.

``python -m equipoise attack|protect|disclose FILE.csv --schema SCHEMA.toml`` work on any table, and
``python -m equipoise status URL`` asks a running server how it is.
"""

from __future__ import annotations

import contextlib
import os
import pkgutil
import sys
from collections.abc import Sequence

from equipoise.cli.aside import say_aside
from equipoise.cli.parsers import parser
from equipoise.core.errors import EquipoiseError
from equipoise.texts.catalogue import texts

FAILED, UNUSABLE, CLOSED_PIPE = 1, 2, 141
"""Exit codes: the system failed; an argument or a file cannot be used; nobody reads the output (128 + SIGPIPE)."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return the exit code, 0 if all went well.

    Otherwise one line on standard error says why, and the code is one of the above. An interrupt is left to the caller.
    """
    try:
        _run(arguments)
    except EquipoiseError as error:
        say_aside(str(error))
        return UNUSABLE
    except BrokenPipeError:
        _give_up_output()
        say_aside(texts()["cli.failed.closed_pipe"])
        return CLOSED_PIPE
    except MemoryError:
        say_aside(texts()["cli.failed.memory"])
        return FAILED
    except OSError as error:
        _give_up_output()
        say_aside(texts()["cli.failed.system"].format(reason=error.strerror or error))
        return FAILED
    return 0


def _run(arguments: Sequence[str] | None) -> None:
    """Run a command; what it prints is written out before it is called done, help too."""
    if sys.stdout is None:
        raise OSError(texts()["cli.failed.no_output"])
    try:
        options = parser().parse_args(arguments)
        pkgutil.resolve_name(options.code)(options)
    finally:
        sys.stdout.flush()


def _give_up_output() -> None:
    """Let whatever is still to be printed go nowhere, so that the interpreter does not fail over it when it ends."""
    if sys.stdout is None:
        return
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
