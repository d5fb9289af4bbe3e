"""The command ``rules``: what law and good practice say about a shop."""

from __future__ import annotations

import argparse
import json

from equipoise.chain import pipeline
from equipoise.cli.assignments import warn_of_idle
from equipoise.cli.simulate import chosen
from equipoise.rules.findings import Finding, findings
from equipoise.rules.practices import MAX_TEXT, Card, card
from equipoise.runtime.compute import fits_this_machine
from equipoise.shared.files import read_text
from equipoise.texts.catalogue import texts


def rules(options: argparse.Namespace) -> None:
    """Run the chain and print what the rules find, the most serious first."""
    settings, moved = chosen(options.scenario, None, options.set, None)
    practices = card(options.scenario) if options.card is None else Card.from_toml(read_text(options.card, MAX_TEXT))
    warn_of_idle(settings, moved)
    fits_this_machine(settings.population.size)
    regions = tuple(name.strip() for name in options.regions.split(",") if name.strip())
    found = findings(settings, pipeline.simulate(settings), practices, regions)
    if options.json:
        print(json.dumps({"findings": [each.to_dict() for each in found]}, indent=2, allow_nan=False))
        return
    print(texts()["rules.no_advice"])
    for level, count in _counts(found).items():
        print(texts()["cli.rules.count"].format(level=texts()[f"rules.level.{level}"], n=count))
    for each in found:
        print(_lines(each))


def _counts(found: tuple[Finding, ...]) -> dict[str, int]:
    levels = [each.rule.level for each in found]
    return {level: levels.count(level) for level in dict.fromkeys(levels)}


def _lines(found: Finding) -> str:
    rule = found.rule
    here = ", ".join(f"{read.place} = {read.value}" for read in found.reads)
    level, severity = (texts()[f"rules.{part}.{getattr(rule, part)}"] for part in ("level", "severity"))
    return texts()["cli.rules.finding"].format(
        id=rule.id,
        title=rule.title,
        level=level,
        severity=severity,
        regime=rule.regime,
        article=rule.article,
        here=here,
        remedy=rule.remedy.text,
    )
