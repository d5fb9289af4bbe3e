"""The command ``status``: what a running server says of itself."""

from __future__ import annotations

import argparse
import json
import urllib.request
from http.client import HTTPException
from typing import Any
from urllib.parse import urlsplit

from equipoise.core.errors import DataError, SettingsError

_SECONDS = 10
_MOST_BYTES = 1_000_000


def status(options: argparse.Namespace) -> None:
    """Print the report of a server as JSON."""
    print(json.dumps(report(options.url), indent=2))


def report(url: str) -> dict[str, Any]:
    """Return the health report of the server at an address.

    Raises:
        SettingsError: this is no address of a web site.
        DataError: nobody answers there, or not with a report.
    """
    if not _is_web_address(url):
        raise SettingsError.about(url, "server.no_address")
    try:
        with urllib.request.urlopen(f"{url.rstrip('/')}/healthz", timeout=_SECONDS) as answer:
            found = json.loads(answer.read(_MOST_BYTES))
    except (OSError, ValueError, HTTPException) as error:
        raise DataError.about(url, "server.silent", reason=error) from error
    if not isinstance(found, dict) or "version" not in found:
        raise DataError.about(url, "server.other")
    return found


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)
