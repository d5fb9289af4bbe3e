"""The report of an audit as PDF: what was found, what was not, what could not be checked, and what was decided."""

from __future__ import annotations

import datetime

from equipoise.audit.compare import Compared
from equipoise.audit.decisions import Log
from equipoise.audit.run import Audit, Checked
from equipoise.audit.telling import sure, told
from equipoise.paper.sheet import Sheet
from equipoise.texts.catalogue import texts
from equipoise.texts.dates import long_date


def pdf(audit: Audit, day: datetime.date, log: Log | None = None, changes: tuple[Compared, ...] = ()) -> bytes:
    """Return the report of an audit.

    Args:
        day: of the audit. log: what was decided. changes: against the audit before.
    """
    words, log = texts(), log or Log()
    sheet = Sheet(words["audit.report.title"], foot=words["audit.no_advice"])
    sheet.text(words["audit.report.when"].format(day=long_date(day)), muted=True)
    sheet.text(words["audit.report.count"].format(found=len(audit.found), of=len(audit.checks)))
    for verdict in ("found", "unchecked", "nothing"):
        _write(sheet, [check for check in audit.checks if check.verdict == verdict], words[f"audit.report.{verdict}"])
    moved = [each for each in changes if each.change in ("new", "mended")]
    if moved:
        sheet.heading(words["audit.report.changes"])
        rows = [(words[f"audit.check.{each.name}.title"], words[f"audit.change.{each.change}"]) for each in moved]
        sheet.table((words["audit.report.check"], words["audit.report.change"]), rows, widths=(2, 1))
    if log.decisions:
        sheet.heading(words["audit.report.decisions"])
        sheet.table(
            tuple(words[f"audit.report.{name}"] for name in ("check", "choice", "owner", "until")),
            [
                (words[f"audit.check.{name}.title"], words[f"audit.choice.{each.choice}"], each.owner, str(each.until))
                for name, each in log.decisions.items()
            ],
            widths=(3, 2, 2, 2),
        )
    return sheet.pdf()


def _write(sheet: Sheet, checks: list[Checked], heading: str) -> None:
    if checks:
        words = texts()
        sheet.heading(heading)
        head = (words["audit.report.check"], words["audit.report.told"], words["audit.report.sure"])
        rows = [(words[f"audit.check.{check.name}.title"], told(check), sure(check)) for check in checks]
        sheet.table(head, rows, widths=(2, 4, 3))
