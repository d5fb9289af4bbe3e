"""The command ``rules``: what law and good practice say about a shop, how old that is, and the shop in words of DPV."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from equipoise.chain import pipeline
from equipoise.chain.outcome import Outcome
from equipoise.chain.settings import Settings
from equipoise.cli.assignments import warn_of_idle
from equipoise.cli.simulate import chosen
from equipoise.core.errors import SettingsError
from equipoise.rules.ageing import FRESH, SOON, Aged, Ageing, ageing
from equipoise.rules.book import Coming
from equipoise.rules.dpv import export
from equipoise.rules.fact import regions_of
from equipoise.rules.findings import Finding, findings
from equipoise.rules.practices import MAX_TEXT, Card, card
from equipoise.runtime.compute import fits_this_machine
from equipoise.shared.files import read_text
from equipoise.texts.catalogue import texts


def rules(options: argparse.Namespace) -> None:
    """Do what was named: print what is found, how old the rule book is, or the run in the words of DPV."""
    TASKS[options.task](options)


def _find(options: argparse.Namespace) -> None:
    """Print what the rules find, the most serious first."""
    found = findings(*_run(options))
    if options.json:
        print(json.dumps({"findings": [each.to_dict() for each in found]}, indent=2, allow_nan=False))
        return
    print(texts()["rules.no_advice"])
    for level, count in _counts(found).items():
        print(texts()["cli.rules.count"].format(level=texts()[f"rules.level.{level}"], n=count))
    for each in found:
        print(_lines(each))


def _export(options: argparse.Namespace) -> None:
    """Print what is done with data, and what the rules find, as JSON-LD."""
    print(json.dumps(export(*_run(options)), indent=2, allow_nan=False))


def _check(options: argparse.Namespace) -> None:
    """Print what of the rule book is stale, what is coming, and what was read only once."""
    state = ageing(_day(options.day))
    print(json.dumps(state.to_dict(), indent=2) if options.json else "\n".join(_state(state)))


TASKS: Mapping[str, Callable[[argparse.Namespace], None]] = {"find": _find, "check": _check, "dpv": _export}
"""What the command can do, by name."""


def _run(options: argparse.Namespace) -> tuple[Settings, Outcome, Card, tuple[str, ...]]:
    """Run the chain; return what rules read. The regions are checked first, since a run takes seconds."""
    settings, moved = chosen(options.scenario, None, options.set, None)
    practices = card(options.scenario) if options.card is None else Card.from_toml(read_text(options.card, MAX_TEXT))
    regions = regions_of(tuple(name.strip() for name in options.regions.split(",") if name.strip()))
    warn_of_idle(settings, moved)
    fits_this_machine(settings.population.size)
    return settings, pipeline.simulate(settings), practices, regions


def _day(text: str | None) -> date:
    try:
        return date.today() if text is None else date.fromisoformat(text)
    except ValueError as error:
        raise SettingsError.about(text, "rules.no_day") from error


def _state(state: Ageing) -> Iterator[str]:
    words = {"day": state.day.isoformat(), "of": state.checked}
    yield _say("stale", most=FRESH, count=len(state.stale), **words)
    yield from map(_aged, state.stale)
    yield _say("coming", most=SOON, count=len(state.coming))
    yield from map(_later, state.coming)
    yield _say("begun", count=len(state.begun))
    yield from map(_later, state.begun)
    yield _say("unread", count=len(state.unread), **words)
    yield from map(_aged, state.unread)


def _aged(aged: Aged) -> str:
    return _say("aged", kind=_say(f"kind.{aged.kind}"), id=aged.entry.id, days=aged.days, title=aged.title)


def _later(coming: Coming) -> str:
    return _say("later", day=str(coming.day), id=coming.id, title=coming.title)


def _say(key: str, **names: object) -> str:
    return texts()[f"cli.rules.{key}"].format_map(names)


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
