"""The auditor's game: something broke last quarter. Each phone, or each team, spends five checks and names what it was.

What an agenda item of this kind needs besides id, kind, title and minutes::

    case = "complaint"     # one of `equipoise.audit.game.CASES`; its story is the text
    scenario = "typical"   # the shop whose records are looked at; "typical" without it
    customers = 5000       # at most 5,000; fewer make it harder
    levers = {}            # what else differs from the scenario; may be left out

It becomes one step. All checks are carried out once when the room opens; a phone sees those that it spends.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from statistics import median
from typing import Any

from equipoise.audit.checks.registry import CHECKS
from equipoise.audit.game import CASES, CHECKS_TO_SPEND, right, told
from equipoise.audit.run import Checked
from equipoise.audit.seen import Seen
from equipoise.chain.asking import question
from equipoise.chain.outcome import plain
from equipoise.chain.settings import Settings
from equipoise.core.errors import DataError
from equipoise.rooms.activities.kind import FEWEST, Moment, asked
from equipoise.rooms.activities.setting import MOST_CUSTOMERS, settings_of
from equipoise.rooms.agenda import Item
from equipoise.rooms.step import Answer, Participant, Step
from equipoise.runtime.compute import Question
from equipoise.texts.catalogue import texts


@dataclasses.dataclass(frozen=True, kw_only=True)
class Played:
    """How far somebody is.

    Attributes:
        spent: the checks, in the order in which they were spent. named: the check that was named; "" for none yet.
    """

    spent: tuple[str, ...] = ()
    named: str = ""

    @property
    def left(self) -> int:
        """How many checks are left."""
        return CHECKS_TO_SPEND - len(self.spent)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Audited:
    """What the room came to.

    Attributes:
        case: which one. checks: what all checks say, in the order of the report; empty while it is not ready.
        played: how many people or teams have spent a check.
        few: whether they are people, and too few to be shown; then there are neither counts nor teams.
        chosen: how often each check was spent. named: how often each was named.
        solved: how many have named the one that finds what broke. took: the median number of checks that they spent;
            None if nobody has.
        teams: how far each team is, by its name. by: how far everybody is, for their own eyes.
    """

    case: str
    checks: tuple[Checked, ...] = ()
    played: int = 0
    few: bool = False
    chosen: Mapping[str, int] = dataclasses.field(default_factory=dict)
    named: Mapping[str, int] = dataclasses.field(default_factory=dict)
    solved: int = 0
    took: float | None = None
    teams: Mapping[str, Played] = dataclasses.field(default_factory=dict)
    by: Mapping[str, Played] = dataclasses.field(default_factory=dict)

    def __getitem__(self, name: str) -> Checked:
        return next(check for check in self.checks if check.name == name)

    def of(self, speaker: str) -> Played:
        """Return how far somebody is, or a team."""
        return self.by.get(speaker, Played())


class AuditGame:
    """Five checks to find what broke; see the top of this file for the spec."""

    def steps(self, item: Item) -> tuple[Step, ...]:
        """Return the one step.

        Raises:
            DataError: there is no such case.
        """
        case = str(item.spec["case"])
        if case not in CASES:
            raise DataError.about(case, "room.no_case", known=tuple(CASES))
        _settings(item.spec)
        step = asked(item, text=texts()[f"audit.case.{case}"], spec=item.spec)
        return (dataclasses.replace(step, by="team"),)

    def questions(self, step: Step) -> tuple[Question[Any], ...]:
        """Return the one question: what all checks say."""
        return (question(told, str(step.spec["case"]), _settings(step.spec), kind="job"),)

    def computed(self, step: Step, answers: Sequence[Any]) -> list[dict[str, Any]]:
        """Return what all checks say, ready for JSON."""
        return [plain(check) for check in answers[0]]

    def check(self, step: Step, value: Mapping[str, Any], moment: Moment) -> dict[str, Any]:
        """Return all that was done so far, with what is new, as ``{"spent": ["keys"], "named": ""}``.

        What was done before changes nothing, so that two members of a team may press at once.

        Args:
            step: what was asked.
            value: "check": the check to spend; or "named": the check that finds what broke.
            moment: what was done before.

        Raises:
            DataError: there is no such check, none is left, none is spent yet, or something is named already.
        """
        if moment.computed is None:
            raise DataError.about(step.key, "room.not_ready")
        own = [answer.value for answer in moment.mine]
        before = _played(own[-1]) if own else Played()
        named, spent = str(value.get("named", "")), str(value.get("check", ""))
        sent = named or spent
        if sent not in CHECKS:
            raise DataError.about(sent, "room.no_check")
        after = _naming(before, named) if named else _spending(before, spent)
        return {"spent": list(after.spent), "named": after.named}

    def result(
        self, step: Step, answers: Sequence[Answer], people: Sequence[Participant], computed: Any, round: int
    ) -> Audited:
        """Return how often each check was spent and named, and how many have found what broke."""
        case, by = str(step.spec["case"]), {answer.by: _played(answer.value) for answer in answers}
        there = Audited(case=case, checks=tuple(map(_read, computed or ())), played=len(by), by=by)
        teams = {name: by[name] for name in sorted({person.team for person in people if person.team} & by.keys())}
        if len(teams) < len(by) < FEWEST:
            return dataclasses.replace(there, few=True)
        found = [len(one.spent) for one in by.values() if one.named == right(case)]
        return dataclasses.replace(
            there,
            chosen={name: sum(name in one.spent for one in by.values()) for name in CHECKS},
            named={name: sum(name == one.named for one in by.values()) for name in CHECKS},
            solved=len(found),
            took=float(median(found)) if found else None,
            teams=teams,
        )


def _settings(spec: Mapping[str, Any]) -> Settings:
    return settings_of({"customers": MOST_CUSTOMERS, **spec})


def _spending(before: Played, name: str) -> Played:
    if name in before.spent:
        return before
    if before.named:
        raise DataError.about(name, "room.game_over")
    if not before.left:
        raise DataError.about(name, "room.none_left", most=CHECKS_TO_SPEND)
    return Played(spent=(*before.spent, name))


def _naming(before: Played, name: str) -> Played:
    if before.named and before.named != name:
        raise DataError.about(name, "room.game_over")
    if not before.spent:
        raise DataError.about(name, "room.spend_first")
    return Played(spent=before.spent, named=name)


def _played(value: Mapping[str, Any]) -> Played:
    return Played(spent=tuple(value["spent"]), named=str(value["named"]))


def _read(values: Mapping[str, Any]) -> Checked:
    """Return what a check says, from what `AuditGame.computed` kept."""
    return Checked(**dict(values) | {"seen": Seen(**values["seen"])})
