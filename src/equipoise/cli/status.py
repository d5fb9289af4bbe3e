"""The command ``status``: what a running server says of itself."""

from __future__ import annotations

import argparse
import json
import urllib.request
from http.client import HTTPException
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from equipoise.errors import DataError, SettingsError

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[Any]

_SECONDS = 10
_MOST_BYTES = 1_000_000


def add_to(commands: Commands) -> None:
    """Add the command."""
    status = commands.add_parser("status", help="ask a running server how it is", allow_abbrev=False)
    status.add_argument("url", metavar="URL", help="where it runs: http://127.0.0.1:8501")
    status.set_defaults(command=_status)


def _status(options: argparse.Namespace) -> None:
    print(json.dumps(report(options.url), indent=2))


def report(url: str) -> dict[str, Any]:
    """Return the health report of the server at an address.

    Raises:
        SettingsError: this is no address of a web site.
        DataError: nobody answers there, or not with a report.
    """
    if not _is_web_address(url):
        raise SettingsError.about(url, "this is no address of a server.", "Write it like http://127.0.0.1:8501.")
    try:
        with urllib.request.urlopen(f"{url.rstrip('/')}/healthz", timeout=_SECONDS) as answer:
            found = json.loads(answer.read(_MOST_BYTES))
    except (OSError, ValueError, HTTPException) as error:
        remedy = "Check the address, and that Equipoise runs there."
        raise DataError.about(url, f"no server of Equipoise answers there ({error}).", remedy) from error
    if not isinstance(found, dict) or "version" not in found:
        raise DataError.about(url, "what answers there is not Equipoise.", "Check the address.")
    return found


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)
