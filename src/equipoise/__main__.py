"""Lets ``python -m equipoise`` run the command line."""

from __future__ import annotations

import signal
import sys

INTERRUPTED, ENDED = 128 + signal.SIGINT, 128 + signal.SIGTERM
"""Exit codes that a shell gives to programs which are ended by Ctrl-C and by ``kill``."""


def main() -> int:
    """Run the command of this process; return its exit code. What stops it, even while it is loaded, is one line."""
    signal.signal(signal.SIGTERM, _end)
    try:
        from equipoise.cli import main as run  # here, so that an interrupt while it is loaded is met, too

        return run()
    except KeyboardInterrupt:
        return _say("interrupted", INTERRUPTED)
    except MemoryError:
        return _say("memory", 1)
    except ImportError as error:
        if "map segment" not in str(error):  # a library that does not fit into memory
            raise
        return _say("memory", 1)


def _end(*_: object) -> None:
    """End the program as an error would, so that what it has begun to write is removed."""
    sys.exit(ENDED)


def _say(key: str, code: int) -> int:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    from equipoise.cli.aside import say_aside
    from equipoise.texts.catalogue import texts

    say_aside(texts()[f"cli.failed.{key}"])
    return code


if __name__ == "__main__":
    sys.exit(main())
