"""What the rules find in a run."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from equipoise.chain.outcome import Outcome
from equipoise.chain.settings import Settings
from equipoise.rules.book import TOPICS, Level, Remedy, Rule, book
from equipoise.rules.fact import REGIONS, all_regions, regions_of
from equipoise.rules.facts import Facts, Read, facts
from equipoise.rules.practices import Card


@dataclasses.dataclass(frozen=True)
class Finding:
    """A rule that speaks, the facts that it has read, and the regions for which it does."""

    rule: Rule
    reads: tuple[Read, ...]
    regions: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the finding as JSON-ready values."""
        rule = self.rule
        parts = ("id", "level", "severity", "topic", "title", "why", "regime", "article", "basis", "evidence", "source")
        values: dict[str, Any] = {part: getattr(rule, part) for part in parts}
        values |= {"regions": list(self.regions), "checked": rule.checked.isoformat(), "official": rule.official}
        values["begins"] = rule.begins.isoformat() if rule.begins else None
        values["facts"] = [dataclasses.asdict(read) for read in self.reads]
        remedy = rule.remedy
        return values | {
            "remedy": {"text": remedy.text, "levers": dict(remedy.levers), "practices": dict(remedy.practices)}
        }


def findings(settings: Settings, outcome: Outcome, card: Card, regions: Collection[str]) -> tuple[Finding, ...]:
    """Return what all rules find, the most serious first.

    Args:
        outcome: of these settings. card: the shop's practices. regions: where its customers live.

    Raises:
        DataError: a region is unknown, or there is none.
    """
    return found_in(facts(settings, outcome, card, regions))


def found_in(read: Facts) -> tuple[Finding, ...]:
    """Return what all rules find in these facts, the most serious first; law that is not in force yet comes last."""
    values, places = read.values, regions_of(read.reads[REGIONS].value)
    found = [
        Finding(rule, tuple(_asked(rule, read)), _where(rule, places))
        for rule in book().rules.values()
        if rule.condition.holds(values)
    ]
    return tuple(sorted(found, key=lambda finding: (finding.rule.begins is not None, finding.rule.rank)))


def _asked(rule: Rule, read: Facts) -> Iterator[Read]:
    return (read.reads[name] for name in rule.condition.facts if name != REGIONS)


def _where(rule: Rule, places: tuple[str, ...]) -> tuple[str, ...]:
    concerned = rule.condition.regions
    return tuple(place for place in places if not concerned or place in concerned)


def by_topic(settings: Settings, outcome: Outcome, card: Card) -> Mapping[str, Mapping[str, Level | None]]:
    """Return for every region and topic the level of the most serious finding, None if there is none.

    Rules begin with the regions that they concern, so that one look at all of them is enough.
    """
    table: dict[str, dict[str, Level | None]] = {place: dict.fromkeys(TOPICS) for place in all_regions()}
    for finding in reversed(findings(settings, outcome, card, all_regions())):
        for place in finding.regions:
            table[place][finding.rule.topic] = finding.rule.level
    return table


def remedied(settings: Settings, card: Card, remedy: Remedy) -> tuple[Settings, Card]:
    """Return the levers and the card after a remedy."""
    moved: dict[str, Any] = {}
    for name, value in remedy.levers.items():
        now = settings[name]
        taken_out = isinstance(now, tuple) and isinstance(value, str)
        moved[name] = tuple(each for each in now if f"-{each}" != value) if taken_out else value
    return settings.replace(**moved), card.replace(**remedy.practices)
