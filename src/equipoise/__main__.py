"""Lets ``python -m equipoise`` run the command line."""

from __future__ import annotations

import sys

from equipoise.cli import main

if __name__ == "__main__":
    sys.exit(main())
