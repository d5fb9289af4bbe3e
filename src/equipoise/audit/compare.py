"""What is different from the audit before."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, Literal

from equipoise.audit.run import Audit
from equipoise.core.errors import DataError

Change = Literal["new", "still", "mended", "clean"]


@dataclasses.dataclass(frozen=True)
class Compared:
    """One check in two audits: "new" if only this one has a finding, "mended" if only the one before had.

    Attributes:
        name: of the check. change: see above; "still" and "clean" if both say the same. before, now: things wrong.
    """

    name: str
    change: Change
    before: int
    now: int


def compare(now: Audit, before: Mapping[str, Any]) -> tuple[Compared, ...]:
    """Compare an audit with the values that an earlier one was written as (see `Audit.to_dict`).

    Raises:
        DataError: these values are no audit.
    """
    try:
        earlier = {each["name"]: (each["verdict"] == "found", int(each["seen"]["wrong"])) for each in before["checks"]}
    except (KeyError, TypeError, ValueError) as error:
        raise DataError.about(str(before)[:40], "audit.no_audit") from error
    return tuple(
        Compared(check.name, _change(check.verdict == "found", was), before=count, now=check.seen.wrong)
        for check in now.checks
        if check.name in earlier
        for was, count in [earlier[check.name]]
    )


def _change(now: bool, before: bool) -> Change:
    if now:
        return "still" if before else "new"
    return "mended" if before else "clean"
