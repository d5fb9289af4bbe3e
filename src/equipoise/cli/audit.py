"""The command ``audit``: look for what went wrong in a shop's records."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from equipoise.audit.compare import compare
from equipoise.audit.run import Audit, Checked, audit
from equipoise.audit.telling import told
from equipoise.chain.outcome import plain
from equipoise.cli.assignments import warn_of_idle
from equipoise.cli.simulate import chosen
from equipoise.core.errors import DataError
from equipoise.rules.practices import card
from equipoise.runtime.compute import fits_this_machine
from equipoise.shared.files import read_text
from equipoise.texts.catalogue import texts

_MOST = 200_000
"""Characters of an earlier audit."""


def carry_out(options: argparse.Namespace) -> None:
    """Run the chain, audit it, and print what was found."""
    settings, moved = chosen(options.scenario, None, options.set, None)
    before = None if options.against is None else _read(options.against)
    warn_of_idle(settings, moved)
    fits_this_machine(settings.population.size)
    found = audit(settings, practices=card(options.scenario))
    if options.json:
        changes = {} if before is None else {"changes": plain(compare(found, before))}
        print(json.dumps(found.to_dict() | changes, indent=2, allow_nan=False))
        return
    print(texts()["audit.no_advice"])
    for check in found.checks:
        print(line(check))
    if before is not None:
        _print_changes(found, before)


def line(check: Checked) -> str:
    """Return one check in words."""
    title, verdict = texts()[f"audit.check.{check.name}.title"], texts()[f"audit.verdict.{check.verdict}"]
    where = ", ".join(f"{name} {number:,.4g}" for name, number in check.seen.where.items())
    shown = texts()["cli.audit.where"].format(where=where) if where else ""
    return texts()["cli.audit.line"].format(title=title, verdict=verdict, said=told(check), where=shown)


def _print_changes(found: Audit, before: dict[str, Any]) -> None:
    for each in compare(found, before):
        if each.change != "clean":
            title, change = texts()[f"audit.check.{each.name}.title"], texts()[f"audit.change.{each.change}"]
            print(texts()["cli.audit.change"].format(title=title, change=change, before=each.before, now=each.now))


def _read(file: Path) -> dict[str, Any]:
    try:
        values = json.loads(read_text(file, _MOST))
    except ValueError as error:
        raise DataError.about(str(file), "audit.no_audit") from error
    return values if isinstance(values, dict) else {}
