"""An audit: the checks of the records, what the attacks find, what the rules find, and what has changed."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, Literal

from equipoise.audit.checks.registry import CHECKS
from equipoise.audit.incidents.registry import happened
from equipoise.audit.records import Records, records
from equipoise.audit.seen import Seen
from equipoise.audit.strongest import ALARM, holm
from equipoise.chain.outcome import Outcome, plain
from equipoise.chain.pipeline import Chain
from equipoise.chain.settings import Settings
from equipoise.core.vocabulary import NO_INCIDENT
from equipoise.rules.findings import findings
from equipoise.rules.practices import Card, card

Verdict = Literal["found", "nothing", "unchecked"]
FINDABLE = 0.05
"""Share of people found by an attack, beyond chance, from which an audit calls it a finding; our line."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Checked:
    """One check and its verdict.

    Attributes:
        name: of the check. verdict: "found", "nothing", or "unchecked" with its reason.
        sure: "exact" where something was counted, "statistical" where chance could look like it, "state" for what is
            no event but how things are: the attacks and the rules.
        seen: the numbers behind it. p: after Holm's method, None if it counts. remedy: a lever, "" if there is none.
    """

    name: str
    verdict: Verdict
    sure: Literal["exact", "statistical", "state"]
    seen: Seen
    p: float | None = None
    remedy: str = ""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Audit:
    """What an audit has come to: all checks, in the order of the report."""

    settings: Settings
    checks: tuple[Checked, ...]

    @property
    def found(self) -> tuple[str, ...]:
        """The names of the checks that have found something."""
        return tuple(check.name for check in self.checks if check.verdict == "found")

    def __getitem__(self, name: str) -> Checked:
        return next(check for check in self.checks if check.name == name)

    def to_dict(self) -> dict[str, Any]:
        """Return the audit as JSON-ready values."""
        return {"settings": self.settings.to_dict(), "checks": plain(self.checks)}


def audit(
    settings: Settings,
    *,
    size: float | None = None,
    number: int = 0,
    practices: Card | None = None,
    regions: tuple[str, ...] = ("EU",),
) -> Audit:
    """Audit a shop, in whose records the incident of the settings has happened.

    Args:
        size: of the incident, in place of its own. number: of the quarter. practices: the shop's card; a typical one.
        regions: where customers live.

    Raises:
        DataError: there is no such region.
    """
    chain = Chain(settings.replace(**{"incident.kind": NO_INCIDENT}))  # the run is the same, and is remembered
    outcome = chain.report.value
    kept = happened(records(chain, number), settings.incident.kind, chain.seed + number, size)
    state = (_attacked(outcome), _ruled(outcome, practices or card("typical"), regions))
    return Audit(settings=settings, checks=(*look(kept), *state))


def look(kept: Records) -> tuple[Checked, ...]:
    """Carry out all checks of the records."""
    seen = {name: check.load()(kept) for name, check in CHECKS.items()}
    adjusted = holm({name: each.p for name, each in seen.items() if each.p is not None and not each.reason})
    return tuple(_checked(name, each, adjusted) for name, each in seen.items())


def _checked(name: str, seen: Seen, adjusted: Mapping[str, float]) -> Checked:
    check, p = CHECKS[name], adjusted.get(name)
    wrong = seen.wrong > 0 if p is None else p <= ALARM
    verdict: Verdict = "unchecked" if seen.reason else "found" if wrong else "nothing"
    return Checked(name=name, verdict=verdict, sure=check.kind, seen=seen, p=p, remedy=check.remedy)


def _attacked(outcome: Outcome) -> Checked:
    """Return what the strongest attack finds; it is a finding if surely more than `FINDABLE` are found."""
    risk = outcome.headlines.identified
    if not risk.known:
        seen = Seen(reason="audit.reason.no_attack")
        return Checked(name="attacks", verdict="unchecked", sure="state", seen=seen)
    ends = {"low": risk.low, "high": risk.high}
    seen = Seen(wrong=round(risk.value * risk.n), of=risk.n, effect=risk.value, where=ends)
    verdict: Verdict = "found" if risk.low > FINDABLE else "nothing"
    return Checked(name="attacks", verdict=verdict, sure="state", seen=seen, remedy="protect.technique")


def _ruled(outcome: Outcome, practices: Card, regions: tuple[str, ...]) -> Checked:
    """Return how many rules find a conflict with their text."""
    found = findings(outcome.settings, outcome, practices, regions)
    conflicts = [each.rule for each in found if each.rule.level == "conflict"]
    where = {rule.id: 1.0 for rule in conflicts}
    seen = Seen(wrong=len(conflicts), of=len(found), where=where)
    return Checked(name="rules", verdict="found" if conflicts else "nothing", sure="state", seen=seen)
