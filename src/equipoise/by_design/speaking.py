"""At which step of the data a rule speaks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from equipoise.by_design.flow import STEPS
from equipoise.rules.book import Rule
from equipoise.rules.findings import Finding

STEP_OF: Final[Mapping[str, str]] = {
    "consent": "ask",
    "minimise": "collect",
    "protect": "store",
    "history": "learn",
    "train": "learn",
    "target": "choose",
    "deliver": "choose",
    "content": "choose",
    "ads": "share",
    "partners": "share",
    "attack": "share",
}
"""The step at which the levers of a stage are moved."""
_TOPICS: Final[Mapping[str, str]] = {
    "asking": "ask",
    "refusing": "ask",
    "keeping": "collect",
    "sensitive": "collect",
    "children": "learn",
    "security": "store",
    "fairness": "choose",
    "partners": "share",
}
"""The step of a topic, for rules that no lever ends. Who is answerable concerns the whole way, and has no step."""


def steps_of(rule: Rule) -> tuple[str, ...]:
    """Return the steps at which a rule speaks: those of the levers that end it; where there is none, that of its topic.

    So a rule stands where something can be done about it. A rule about the whole way has no step.
    """
    by_lever = {STEP_OF[name.partition(".")[0]] for name in rule.remedy.levers}
    named = by_lever or {_TOPICS.get(rule.topic, "")}
    return tuple(step for step in STEPS if step in named)


def by_step(found: Iterable[Finding]) -> Mapping[str, tuple[Finding, ...]]:
    """Return the findings of every step, in their order; those about the whole way are under ""."""
    placed = [(each, steps_of(each.rule) or ("",)) for each in found]
    return {name: tuple(each for each, steps in placed if name in steps) for name in (*STEPS, "")}
