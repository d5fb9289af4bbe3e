"""The command ``evidence``: compute what the simulation gives for every published effect."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

from equipoise.core.errors import DataError, SettingsError
from equipoise.studies.evidence.entries import Entry, entries
from equipoise.studies.evidence.results import Found, agreeing, compute, read, write
from equipoise.studies.evidence.wording import published, simulated, verdict
from equipoise.texts.catalogue import texts


def evidence(options: argparse.Namespace) -> None:
    """Compute effects, print each beside its published value, and write them to a file if one is named."""
    found = compute(_chosen(options.only))
    for each in found.values():
        print(_line(each))
    for status in dict.fromkeys(each.entry.status for each in found.values()):
        agree, of = agreeing(found, status)
        print(texts()[f"evidence.count.{status}"].format(agree=agree, of=of))
    if options.write is not None:
        _save(found, options.write)


def _chosen(names: list[str]) -> list[Entry]:
    """Return the effects with these names, or all.

    Raises:
        SettingsError: there is none with such a name.
    """
    for name in names:
        if name not in entries():
            raise SettingsError.about(name, "evidence.no_effect", known=tuple(entries()))
    return [entry for name, entry in entries().items() if not names or name in names]


def _line(found: Found) -> str:
    entry = found.entry
    line = texts()["cli.evidence.line"].format(
        published=published(entry), simulated=simulated(found), verdict=verdict(found)
    )
    return f"{entry.id:<16}{line}"


def _save(found: Mapping[str, Found], path: Path) -> None:
    """Write results to a file; effects that were not computed now stay as it has them.

    Raises:
        DataError: the file cannot be written, or holds something else.
    """
    kept = read(path) if path.exists() else {}
    try:
        write({**kept, **found}, path)
    except OSError as error:
        raise DataError.about(str(path), "file.unwritable", reason=error) from error
