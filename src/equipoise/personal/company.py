"""The company that shows Equipoise to its customers, if there is one: name, logo, its own settings and measures.

It says so itself, in ``data/company.toml`` or in the file that ``EQUIPOISE_COMPANY`` names. Nobody checks it; pages
label it as the company's own statement. ``docs/company.md`` says what stands in the file.
"""

from __future__ import annotations

import base64
import dataclasses
import os
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from equipoise.chain.settings import Settings
from equipoise.core.errors import DataError, SettingsError
from equipoise.core.folders import found

VARIABLE = "EQUIPOISE_COMPANY"
"""The variable of the environment that names the company's file."""
ID = "company"
"""How the company is called among the scenarios."""
LONGEST_NAME, LONGEST_MEASURE, MOST_MEASURES, LARGEST_LOGO = 60, 300, 12, 200_000
_KINDS = {".svg": "image/svg+xml", ".png": "image/png"}
_FIELDS = {"name", "logo", "measures", "settings"}


@dataclasses.dataclass(frozen=True, kw_only=True)
class Company:
    """What a company says about itself.

    Attributes:
        name: of the company. logo: its picture as an address that holds all of it; "" without one.
        measures: what it does to protect its customers' data, in its own words. settings: its levers.
    """

    name: str
    logo: str
    measures: tuple[str, ...]
    settings: Settings


def company(environment: Mapping[str, str] = os.environ) -> Company | None:
    """Return the company of this installation; None without one.

    Raises:
        DataError: its file cannot be used.
    """
    named = environment.get(VARIABLE, "")
    path = Path(named) if named else found("company.toml")
    if path is None:
        return None
    try:
        changed = path.stat().st_mtime_ns
    except OSError as error:
        raise DataError.about(str(path), "company.unreadable", reason=error) from error
    return _read(path, changed)


@lru_cache(maxsize=2)
def _read(path: Path, _: int) -> Company:
    """Return what a file says; it is read again when it has changed."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DataError.about(str(path), "company.unreadable", reason=error) from error
    if unknown := sorted(values.keys() - _FIELDS):
        raise DataError.about(unknown[0], "company.field", known=sorted(_FIELDS))
    return Company(
        name=_name(values.get("name")),
        logo=_logo(path.parent, values.get("logo", "")),
        measures=_measures(values.get("measures", [])),
        settings=_settings(values.get("settings", {})),
    )


def _is_text(value: Any, longest: int) -> bool:
    return isinstance(value, str) and 0 < len(value.strip()) <= longest and value.isprintable()


def _name(value: Any) -> str:
    if _is_text(value, LONGEST_NAME):
        return str(value).strip()
    raise DataError.about(value, "company.name", longest=LONGEST_NAME)


def _measures(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or len(value) > MOST_MEASURES:
        raise DataError.about(value, "company.measures", most=MOST_MEASURES)
    for each in value:
        if not _is_text(each, LONGEST_MEASURE):
            raise DataError.about(each, "company.measure", longest=LONGEST_MEASURE)
    return tuple(each.strip() for each in value)


def _settings(value: Any) -> Settings:
    if not isinstance(value, dict):
        raise DataError.about(value, "company.settings")
    try:
        return Settings.from_dict(value)
    except SettingsError as error:
        raise DataError(error.value, error.key, error.names) from error


def _logo(folder: Path, value: Any) -> str:
    """Return a picture beside the company's file as a data address; an address elsewhere is refused."""
    if value == "":
        return ""
    path = folder / str(value)
    kind = _KINDS.get(path.suffix.lower())
    beside = isinstance(value, str) and value.isprintable() and path.name == value
    if kind is None or not beside or not path.is_file() or path.stat().st_size > LARGEST_LOGO:
        raise DataError.about(value, "company.logo", most=LARGEST_LOGO // 1000)
    return f"data:{kind};base64,{base64.b64encode(path.read_bytes()).decode()}"
