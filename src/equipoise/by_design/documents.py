"""Papers about the processing: an impact assessment and a record, filled with what is known, and blank elsewhere.

A paper is one content; it is written as Markdown, to be edited, or as PDF. What only a person can say stays a blank.
"""

from __future__ import annotations

import dataclasses
import datetime
from typing import Final

from equipoise.by_design.breach import SAFEGUARDS, Leak, leak
from equipoise.by_design.flow import Flow, flow
from equipoise.chain.outcome import Outcome
from equipoise.chain.settings import Settings
from equipoise.paper.sheet import Sheet
from equipoise.rules.fact import known_facts
from equipoise.rules.facts import facts
from equipoise.rules.findings import Finding, found_in
from equipoise.rules.practices import Card
from equipoise.rules.threats import Looked, looked_for
from equipoise.texts.catalogue import texts
from equipoise.texts.dates import long_date

KINDS: Final = ("assessment", "record")
BLANK: Final = "______________________________"
_KNOWN: Final = ("dpia_done", "ropa_kept", "retention_schedule", "security_controls", "transfer_tool", "dsr_days")
"""Practices that a record tells."""


@dataclasses.dataclass(frozen=True)
class Part:
    """A part of a paper: its title, its sentences, and what a person has to fill in."""

    title: str
    lines: tuple[str, ...] = ()
    blanks: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True)
class Paper:
    """A paper: its title, a note at its foot, and its parts."""

    title: str
    foot: str
    parts: tuple[Part, ...]

    def to_markdown(self) -> str:
        """Return the paper as Markdown, ready to be edited."""
        text = [f"# {self.title}", "", f"*{self.foot}*", ""]
        for part in self.parts:
            text += [f"## {part.title}", ""]
            text += [f"- {line}" for line in part.lines]
            text += [f"- {label}: {BLANK}" for label in part.blanks]
            text += [""]
        return "\n".join(text)

    def to_pdf(self) -> bytes:
        """Return the paper as PDF."""
        sheet = Sheet(self.title, foot=self.foot)
        for part in self.parts:
            sheet.heading(part.title)
            sheet.points(part.lines)
            if part.blanks:
                sheet.blanks(part.blanks)
        return sheet.pdf()


def paper(
    kind: str, settings: Settings, outcome: Outcome, card: Card, regions: tuple[str, ...], day: datetime.date
) -> Paper:
    """Return a paper about a shop.

    Args:
        kind: one of `KINDS`. outcome: of these settings. card: the shop's practices. regions: where customers live.
        day: on which it is made.
    """
    way, leaks = flow(settings), leak(settings)
    read = facts(settings, outcome, card, regions)
    parts = (
        _assessment(way, outcome, found_in(read), looked_for(read))
        if kind == "assessment"
        else _record(way, leaks, card)
    )
    return Paper(_say(f"{kind}.title"), _say("foot", day=long_date(day)), parts)


def _assessment(
    way: Flow, outcome: Outcome, found: tuple[Finding, ...], looked: tuple[Looked, ...]
) -> tuple[Part, ...]:
    risk = outcome.headlines.identified
    met = [each.threat for each in looked if each.met]
    threats = [_say("threat", step=_step(each.step), says=each.says, threat=each.threat) for each in met]
    conflicts = [f"{each.rule.id}: {each.rule.title}" for each in found if each.rule.level != "practice"]
    return (
        Part(_say("part.what"), _way(way), _blanks("purpose", "basis")),
        Part(_say("part.needed"), (_worth(outcome),), _blanks("needed")),
        Part(
            _say("part.risk"),
            (
                _say("risk", share=_in_100(risk.value), low=_in_100(risk.low), high=_in_100(risk.high)),
                _say("alike", share=_in_100(outcome.headlines.treated_alike.value)),
                *threats,
            ),
            _blanks("likely", "grave"),
        ),
        Part(_say("part.measures"), tuple(_say(f"safeguard.{name}") for name in SAFEGUARDS), _blanks("chosen")),
        Part(_say("part.rules"), tuple(conflicts) or (_say("no_finding"),)),
        Part(_say("part.asked"), (), _blanks("officer", "customers", "decision", "review")),
    )


def _record(way: Flow, leaks: Leak, card: Card) -> tuple[Part, ...]:
    columns = [_say("columns", role=_say(f"role.{role}"), n=number) for role, number in leaks.columns.items() if number]
    told = [f"{known_facts()[name].label}: {_value(card.values[name])}" for name in _KNOWN]
    return (
        Part(_say("part.who"), (), _blanks("company", "contact", "officer")),
        Part(_say("part.purposes"), _way(way), _blanks("purpose")),
        Part(_say("part.data"), (_say("people", n=f"{leaks.people:,}"), *columns)),
        Part(_say("part.recipients"), (_say("shared", n=f"{way['share'].people:,}"),), _blanks("partners", "abroad")),
        Part(_say("part.periods"), (_say("months", n=way["store"].months),), _blanks("deletes")),
        Part(_say("part.security"), tuple(told), _blanks("more")),
    )


def _way(way: Flow) -> tuple[str, ...]:
    steps = [
        _say("step" if step.fields else "step_people", step=_step(step.name), n=f"{step.people:,}", fields=step.fields)
        for step in way.steps
    ]
    sources = [
        _say("source", source=_say(f"from.{each.name}"), fields=each.fields, purpose=_say(f"for.{each.purpose}"))
        for each in way.sources
    ]
    return (*steps, *sources)


def _worth(outcome: Outcome) -> str:
    right, generic = outcome.headlines.right_offer, outcome.targeting.floor_generic
    return _say("worth", share=_in_100(right.value), generic=_in_100(generic.value))


def _value(value: object) -> str:
    return _say(f"value.{'yes' if value else 'no'}") if isinstance(value, bool) else f"{value}"


def _in_100(share: float) -> str:
    return f"{100 * share:.0f}" if share == share else "?"


def _step(name: str) -> str:
    return texts()[f"by_design.step.{name}"]


def _blanks(*names: str) -> tuple[str, ...]:
    return tuple(_say(f"blank.{name}") for name in names)


def _say(key: str, **names: object) -> str:
    return texts()[f"by_design.paper.{key}"].format_map(names)
