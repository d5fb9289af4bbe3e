"""The log of what was decided after an audit: for each finding what, why, who, and until when."""

from __future__ import annotations

import csv
import dataclasses
import datetime
import io
import tomllib
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, Literal, Self, get_args

import tomli_w

from equipoise.audit.run import Audit
from equipoise.core.errors import DataError
from equipoise.paper.calendar import Event, calendar
from equipoise.paper.cells import harmless
from equipoise.texts.catalogue import texts

Choice = Literal["accept", "mend", "look_again"]
CHOICES: tuple[Choice, ...] = get_args(Choice)
MAX_TEXT = 50_000
"""Characters of a file with a log."""
LONGEST = 500
"""Characters of a reason or an owner."""
_HEAD = ("check", "choice", "reason", "owner", "until")


@dataclasses.dataclass(frozen=True, kw_only=True)
class Decision:
    """What is done about one finding.

    Attributes:
        check: its name. choice: accept it, mend it, or look again. reason, owner: in somebody's own words.
        until: when it is looked at next.
    """

    check: str
    choice: Choice
    reason: str
    owner: str
    until: datetime.date


@dataclasses.dataclass(frozen=True)
class Log:
    """All decisions about one audit, one a check."""

    decisions: Mapping[str, Decision] = dataclasses.field(default_factory=lambda: MappingProxyType({}))

    def with_one(self, decision: Decision) -> Self:
        """Return the log with a decision, in place of an earlier one about the same check.

        Raises:
            DataError: it has no reason or no owner, or they are too long, or the choice is none.
        """
        if decision.choice not in CHOICES:
            raise DataError.about(decision.choice, "audit.choice", known=CHOICES)
        for text in (decision.reason, decision.owner):
            if not text.strip() or len(text) > LONGEST:
                raise DataError.about(text, "audit.words", most=LONGEST)
        return type(self)(MappingProxyType({**self.decisions, decision.check: decision}))

    def open(self, audit: Audit) -> tuple[str, ...]:
        """Return the findings of an audit about which nothing is decided."""
        return tuple(name for name in audit.found if name not in self.decisions)

    def to_toml(self) -> str:
        """Return the log as the text of a file."""
        entries = {name: dataclasses.asdict(each) for name, each in self.decisions.items()}
        return tomli_w.dumps({name: {k: v for k, v in each.items() if k != "check"} for name, each in entries.items()})

    @classmethod
    def from_toml(cls, text: str) -> Self:
        """Return the log in a text.

        Raises:
            DataError: it cannot be read, or an entry is no decision.
        """
        _short(text)
        try:
            entries = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise DataError.about("", "audit.log", reason=error) from error
        return cls._of(entries.items())

    def to_csv(self) -> str:
        """Return the log as CSV; a cell that a spreadsheet would run as a formula begins with an apostrophe."""
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(_HEAD)
        for each in self.decisions.values():
            row = (each.check, each.choice, each.reason, each.owner, each.until.isoformat())
            writer.writerow(map(harmless, row))
        return text.getvalue()

    @classmethod
    def from_csv(cls, text: str) -> Self:
        """Return the log in a text that `to_csv` has written; an apostrophe before a formula is taken away again.

        Raises:
            DataError: it cannot be read, or a row is no decision.
        """
        _short(text)
        try:
            rows = [_row(row) for row in csv.DictReader(io.StringIO(text), strict=True)]
        except (AttributeError, KeyError, ValueError, csv.Error) as error:
            raise DataError.about("", "audit.log", reason=error) from error
        return cls._of((row["check"], row) for row in rows)

    @classmethod
    def _of(cls, entries: Iterable[tuple[str, Any]]) -> Self:
        log = cls()
        for name, entry in entries:
            log = log.with_one(_decision(name, entry))
        return log

    def to_ics(self, today: datetime.date) -> str:
        """Return the dates of all decisions as a calendar file that is made today."""
        return calendar(map(_event, self.decisions.values()), today)


def _short(text: str) -> None:
    if len(text) > MAX_TEXT:
        raise DataError.about(f"{len(text):,}", "audit.log_long", most=f"{MAX_TEXT:,}")


def _row(cells: Mapping[str, str]) -> dict[str, Any]:
    bare = {name: cells[name].removeprefix("'") for name in _HEAD}
    words = {name: cell if harmless(cell) != cell else cells[name] for name, cell in bare.items()}
    return {**words, "until": datetime.date.fromisoformat(words["until"])}


def _decision(name: str, entry: Any) -> Decision:
    try:
        words = {key: str(entry[key]) for key in ("reason", "owner")}
        until = entry["until"]
        if type(until) is not datetime.date:
            raise DataError.about(until, "audit.day")
        return Decision(check=name, choice=entry["choice"], until=until, **words)
    except (KeyError, TypeError) as error:
        raise DataError.about(name, "audit.log", reason=error) from error


def _event(decision: Decision) -> Event:
    title = texts()[f"audit.check.{decision.check}.title"]
    about = texts()["audit.event"].format(
        choice=texts()[f"audit.choice.{decision.choice}"], owner=decision.owner, reason=decision.reason
    )
    return Event(name=f"audit {decision.check} {decision.until}", day=decision.until, title=title, about=about)


def quarterly(start: datetime.date, names: Iterable[str]) -> str:
    """Return when the next audits are, as a calendar file: the same day of the next four quarters.

    Args:
        start: the day of this audit. names: of the checks that the audits repeat.
    """
    checks = ", ".join(texts()[f"audit.check.{name}.title"] for name in names)
    days = [_later(start, 3 * quarter) for quarter in range(1, 5)]
    events = [Event(name=f"audit {day}", day=day, title=texts()["audit.next"], about=checks) for day in days]
    return calendar(events, start)


def _later(day: datetime.date, months: int) -> datetime.date:
    """Return the same day some months later, or the last one of that month."""
    year, month = divmod(day.month - 1 + months, 12)
    first = datetime.date(day.year + year, month + 1, 1)
    after = datetime.date(first.year + month // 11, (month + 1) % 12 + 1, 1)
    return min(first + datetime.timedelta(days=day.day - 1), after - datetime.timedelta(days=1))
