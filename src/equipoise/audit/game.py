"""The auditor's game: something broke in the last quarter, and there are five checks to find it."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping
from typing import Final

from equipoise.audit.checks.registry import CHECKS
from equipoise.audit.incidents.registry import INCIDENTS, happened
from equipoise.audit.records import records
from equipoise.audit.run import Checked, look
from equipoise.chain.pipeline import Chain
from equipoise.chain.settings import Settings
from equipoise.core.errors import SettingsError

CHECKS_TO_SPEND: Final = 5


@dataclasses.dataclass(frozen=True)
class Case:
    """One case; its story is the text ``audit.case.<name>``.

    Attributes:
        incident: what broke. number: of the quarter, whose records are drawn anew.
    """

    incident: str
    number: int


CASES: Final[Mapping[str, Case]] = {
    "complaint": Case("ignored_opt_outs", 1),
    "promise": Case("missed_copy", 2),
    "quiet_night": Case("stopped_job", 3),
    "old_key": Case("unchanged_key", 4),
    "partner": Case("partner_keeps_on", 5),
    "good_week": Case("other_scores", 6),
    "strange_curve": Case("shifted_feed", 7),
    "silence": Case("undelivered", 8),
}
"""Eight cases, from the one that is told to the one that is not."""


def told(case: str, settings: Settings | None = None) -> tuple[Checked, ...]:
    """Return what all checks of the records say in a case, in the order of the report.

    A statistical check is judged as in a whole audit, so that it says the same in the game.

    Raises:
        SettingsError: there is no such case.
    """
    if case not in CASES:
        raise SettingsError.about(case, "audit.no_case", known=tuple(CASES))
    chain, broken = Chain(settings or Settings()), CASES[case]
    return look(happened(records(chain, broken.number), broken.incident, chain.seed + broken.number))


def spend(case: str, names: Collection[str], settings: Settings | None = None) -> tuple[Checked, ...]:
    """Carry out the checks that somebody has chosen, and return what they say (see `told`).

    Raises:
        SettingsError: there is no such case or check, or more are chosen than there are to spend.
    """
    unknown = [name for name in names if name not in CHECKS]
    if unknown:
        raise SettingsError.about(unknown[0], "audit.no_check", known=tuple(CHECKS))
    if len(set(names)) > CHECKS_TO_SPEND:
        raise SettingsError.about(len(set(names)), "audit.too_many", most=CHECKS_TO_SPEND)
    return tuple(check for check in told(case, settings) if check.name in names)


def right(case: str) -> str:
    """Return the name of the check that finds what broke."""
    return INCIDENTS[CASES[case].incident].check


def solved(case: str, named: str) -> bool:
    """Return whether somebody has named what broke: the name of the check that finds it."""
    return named == right(case)
