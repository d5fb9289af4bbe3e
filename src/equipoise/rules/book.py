"""The rule book: rules, regimes, real decisions, coming law and codes of others, from ``data/rules``.

A JSON schema says which parts an entry has; conditions are read against the known facts, and every name that an entry
mentions has to exist. So whoever adds an entry learns at once what is wrong with it.
"""

from __future__ import annotations

import dataclasses
import datetime
import json
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

import jsonschema

from equipoise.chain.settings import LEVERS
from equipoise.core.errors import DataError
from equipoise.core.resources import data
from equipoise.rules.condition import Condition
from equipoise.rules.fact import Value, fact

Level = Literal["conflict", "review", "practice"]
Severity = Literal["high", "medium", "low"]
LEVELS: tuple[Level, ...] = ("conflict", "review", "practice")
"""What a finding is: it conflicts with the text, needs a person to check, or concerns good practice only."""
SEVERITIES: tuple[Severity, ...] = ("high", "medium", "low")
TOPICS = (
    "asking",
    "refusing",
    "keeping",
    "sensitive",
    "children",
    "partners",
    "security",
    "fairness",
    "accountability",
)
Make = Callable[[str, dict[str, Any]], Any]
"""Makes an entry of its name and the values that a file gives for it."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Sourced:
    """What every entry tells about where it comes from.

    Attributes:
        evidence: "text" (seen in the source), "secondary" (in a text about it), "recomputed", or "remembered" (not
            looked up). evidence_note: which part of the entry is how sure. checked: the day on which it was looked at.
        source: the address that was read, "" if none. source_note: what stands there.
    """

    evidence: str
    checked: datetime.date
    evidence_note: str = ""
    source: str = ""
    source_note: str = ""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Remedy:
    """What ends a finding.

    Attributes:
        text: in words. levers: the levers to move, by dotted name; "-name" takes one name out of a list.
        practices: the facts of the card to change.
    """

    text: str
    levers: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    practices: Mapping[str, Value] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Rule(Sourced):
    """One rule.

    Attributes:
        id: such as EU-01. regime: the law. article: where in it. basis: statute, case, guidance or benchmark.
        level: see `LEVELS`. severity: see `SEVERITIES`. topic: one of `TOPICS`.
        condition: when it speaks. title, why: in plain words. remedy: what to do. official: the text's own address.
        begins: the day from which it applies, if that is still to come.
    """

    id: str
    regime: str
    article: str
    basis: str
    level: Level
    severity: Severity
    topic: str
    condition: Condition
    title: str
    why: str
    remedy: Remedy
    official: str = ""
    begins: datetime.date | None = None

    @property
    def rank(self) -> tuple[int, int]:
        """Its place in a list of findings: the more serious, the less."""
        return LEVELS.index(self.level), SEVERITIES.index(self.severity)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Regime(Sourced):
    """One law: its title, place, the regions it concerns, its status, and what it says, line by line and by topic."""

    id: str
    title: str
    place: str
    regions: tuple[str, ...]
    status: str
    articles: str
    lines: Mapping[str, str]
    sources: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, kw_only=True)
class Decision(Sourced):
    """A real decision, told in three sentences: what happened, how it stands, what it teaches.

    Attributes:
        date: year, month and day as far as they are known. amount: in whole units of ``currency``; None if there is
            none. rules: what it was about. annulled: whether it does not stand any more.
    """

    id: str
    company: str
    authority: str
    place: str
    date: str
    law: str
    happened: str
    status: str
    teaches: str
    rules: tuple[str, ...]
    annulled: bool = False
    amount: int | None = None
    currency: str = ""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Coming(Sourced):
    """Law that is not in force: from which day, if that is known, and which rules speak of it."""

    id: str
    title: str
    text: str
    place: str
    day: datetime.date | None = None
    rules: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, kw_only=True)
class Change:
    """Something that was corrected: since when, as far as that is known, and when it was noted here."""

    id: str
    text: str
    noted: datetime.date
    day: datetime.date | None = None


@dataclasses.dataclass(frozen=True, kw_only=True)
class Term:
    """A code of another scheme, and the fact that it is about."""

    scheme: str
    code: str
    label: str
    version: str = ""
    fact: str = ""
    note: str = ""
    evidence: str = ""
    source: str = ""


@dataclasses.dataclass(frozen=True, eq=False, kw_only=True)
class Book:
    """Everything in ``data/rules`` but facts and cards."""

    rules: Mapping[str, Rule]
    regimes: Mapping[str, Regime]
    decisions: Mapping[str, Decision]
    coming: Mapping[str, Coming]
    changes: Mapping[str, Change]
    terms: tuple[Term, ...]

    def about(self, rule: str) -> tuple[Decision, ...]:
        """Return the real decisions that were about a rule."""
        return tuple(decision for decision in self.decisions.values() if rule in decision.rules)


@cache
def book() -> Book:
    """Return the rule book.

    Raises:
        DataError: an entry is not as its schema says, or names what does not exist.
    """
    rules: dict[str, Rule] = {}
    for path in sorted(data("rules", "rules").glob("*.toml")):
        for name, rule in entries(path, "rule", _rule).items():
            if name in rules:
                raise DataError.about(name, "rules.twice", file=path.name)
            rules[name] = rule
    named = {part: entries(data("rules", f"{part}.toml"), part, make) for part, make in _PARTS.items()}
    terms = tuple(Term(**term) for term in _read(data("rules", "vocabulary.toml"))["terms"])
    found = Book(rules=MappingProxyType(rules), terms=terms, **named)
    _check_names(found)
    return found


def _rule(id: str, entry: dict[str, Any]) -> Rule:
    remedy = entry["remedy"]
    practices = {name: fact(name).check(value) for name, value in remedy.get("practices", {}).items()}
    unknown = [name for name in remedy.get("levers", {}) if name not in LEVERS]
    if unknown:
        raise DataError.about(unknown[0], "rules.no_lever", rule=id)
    made = entry | {
        "condition": Condition.read(entry["condition"]),
        "remedy": Remedy(**remedy | {"practices": practices}),
    }
    begins = made.pop("from", None)
    return Rule(id=id, begins=begins, **made)


def _of(kind: Make) -> Make:
    def make(id: str, entry: dict[str, Any]) -> Any:
        tuples = {name: tuple(value) if isinstance(value, list) else value for name, value in entry.items()}
        return kind(id, tuples)

    return make


_PARTS: Mapping[str, Make] = {
    "regimes": _of(lambda id, entry: Regime(id=id, **entry)),
    "decisions": _of(lambda id, entry: Decision(id=id, **entry)),
    "coming": _of(lambda id, entry: Coming(id=id, **entry)),
    "changes": _of(lambda id, entry: Change(id=id, **entry)),
}


def entries(path: Path, schema: str, make: Make) -> Mapping[str, Any]:
    """Return the entries of a file by name, each made by ``make`` once it fits its schema.

    Raises:
        DataError: the file cannot be read, or an entry is not as the schema says.
    """
    checker = jsonschema.Draft202012Validator(_schemas()[schema], format_checker=jsonschema.FormatChecker())
    found = {}
    for id, entry in _read(path).items():
        wrong = next(checker.iter_errors(json.loads(json.dumps(entry, default=str))), None)
        if wrong is not None:
            raise DataError.about(id, "rules.entry", file=path.name, reason=wrong.message)
        found[id] = make(id, entry)
    return MappingProxyType(found)


@cache
def _schemas() -> dict[str, Any]:
    whole: dict[str, Any] = json.loads(data("rules", "schema.json").read_text(encoding="utf-8"))
    return {name: {**whole, "$ref": f"#/$defs/{name}"} for name in whole["$defs"]}


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise DataError.about(path.name, "rules.unreadable", reason=error) from error


def _check_names(found: Book) -> None:
    """Refuse entries that name a rule, a region or a fact that does not exist."""
    named = {each.id: each.rules for each in found.decisions.values()}
    named |= {each.id: each.rules for each in found.coming.values()}
    for entry, rules in named.items():
        for rule in rules:
            if rule not in found.rules:
                raise DataError.about(rule, "rules.no_rule", entry=entry)
    for regime in found.regimes.values():
        fact("regions").check(regime.regions)
    for term in found.terms:
        if term.fact:
            fact(term.fact)
