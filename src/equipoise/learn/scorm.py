"""A path as a SCORM 1.2 package: a launcher page for a learning system, which opens the app in a window of its own.

ADL, SCORM 1.2 (2001): the manifest is of the Content Aggregation Model, the launcher keeps to the Run-Time Environment.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from html import escape
from urllib.parse import urlsplit

from equipoise.core.errors import SettingsError
from equipoise.core.resources import data
from equipoise.learn.lms import package_key
from equipoise.learn.route import Route

_DAY = (1980, 1, 1, 0, 0, 0)
"""The date of all files in the archive, so that the same package has the same bytes."""


def package(route: Route, address: str, key: bytes, words: Mapping[str, str]) -> bytes:
    """Return the package as a zip archive.

    Args:
        route: the path. address: of the app, such as ``https://equipoise.example.org``. key: the server's own.
        words: what the launcher says.

    Raises:
        SettingsError: this is no address of a web site.
    """
    base = checked_address(address)
    settings = {
        "app": f"{base}/learn?path={route.id}&lms=",
        "origin": origin(base),
        "path": route.key,
        "key": package_key(key, route),
        "words": dict(words),
    }
    files = {
        "imsmanifest.xml": _filled("imsmanifest.xml", id=route.id, version=str(route.version), title=route.title),
        "index.html": _filled("index.html", title=route.title, **words),
        "launcher.js": data("scorm", "launcher.js").read_text(encoding="utf-8"),
        "settings.js": f"export default {json.dumps(settings, indent=1, sort_keys=True)};\n",
    }
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in files.items():
            packed.writestr(zipfile.ZipInfo(name, _DAY), text, zipfile.ZIP_DEFLATED)
    return archive.getvalue()


def checked_address(address: str) -> str:
    """Return the address of the app without a slash at its end.

    Raises:
        SettingsError: it is no address of a web site, or has a query, a fragment or a user.
    """
    try:
        parts = urlsplit(address)
        fits = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        raise SettingsError.about(address, "lms.address") from None
    if (
        not fits
        or parts.query
        or parts.fragment
        or parts.username is not None
        or any(sign in address for sign in "\"'<> \\")
    ):
        raise SettingsError.about(address, "lms.address")
    return address.rstrip("/")


def origin(address: str) -> str:
    """Return the origin of an address as browsers write it: small letters, and no port that goes without saying."""
    parts = urlsplit(address)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    usual = parts.port in (None, {"http": 80, "https": 443}[parts.scheme])
    return f"{parts.scheme}://{host}" + ("" if usual else f":{parts.port}")


def _filled(name: str, **values: str) -> str:
    """Return a template with every ``{{name}}`` replaced, escaped for HTML and XML."""
    text = data("scorm", name).read_text(encoding="utf-8")
    for field, value in values.items():
        text = text.replace(f"{{{{{field}}}}}", escape(value))
    return text
