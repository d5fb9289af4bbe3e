"""A debrief as files to take away: PDF, CSV, and the dates of all promises for a calendar."""

from __future__ import annotations

import csv
import datetime
import io

from equipoise.paper.calendar import Event, calendar
from equipoise.paper.cells import harmless
from equipoise.paper.sheet import Sheet
from equipoise.rooms.debrief.debrief import Debrief
from equipoise.rooms.debrief.section import Section
from equipoise.rooms.debrief.sections import day, overview, sections
from equipoise.rooms.words import say
from equipoise.texts.dates import long_date
from equipoise.texts.marks import plain

_BOM = "\ufeff"
"""Tells spreadsheets that the file is UTF-8."""


def pdf(of: Debrief) -> bytes:
    """Return a debrief as PDF."""
    sheet = Sheet(title(of), foot=say("paper.foot"))
    for line in overview(of):
        sheet.text(line, muted=True)
    for section in sections(of):
        _write(sheet, section)
    return sheet.pdf()


def csv_text(of: Debrief) -> str:
    """Return a debrief as CSV: a row for every cell of its tables and every sentence, with where it belongs.

    A cell that a spreadsheet would run as a formula begins with an apostrophe.
    """
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([say(f"debrief.csv.{name}") for name in ("part", "about", "what", "value")])
    rows = [(title(of), "", "", line) for line in overview(of)]
    rows += [row for section in sections(of) for row in _rows(section)]
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return _BOM + text.getvalue()


def dates(of: Debrief, today: datetime.date) -> str:
    """Return every promise as a day in a calendar file that is made today."""
    about = {"title": plain(of.room.agenda.title), "date": long_date(day(of))}
    events = [
        Event(
            name=f"{of.room.code} {of.room.created} {one.id}",
            day=one.when,
            title=one.what,
            about=say("debrief.event", who=one.who, **about),
        )
        for one in of.commitments
    ]
    return calendar(events, today)


def title(of: Debrief) -> str:
    """Return the name of a debrief."""
    return say("debrief.title", agenda=plain(of.room.agenda.title))


def _rows(section: Section) -> list[tuple[str, str, str, str]]:
    rows = [(section.title, "", "", line) for line in section.lines]
    return rows + [
        (section.title, row[0], name, cell)
        for row in section.rows
        for name, cell in zip(section.head[1:], row[1:], strict=True)
        if cell
    ]


def _write(sheet: Sheet, section: Section) -> None:
    sheet.heading(section.kicker or section.title)
    if section.kicker:
        sheet.text(section.title)
    for line in section.lines:
        sheet.text(line, muted=bool(section.kicker))
    if section.rows:
        first, *rest = {2: (2, 3), 3: (3, 2, 2), 4: (4, 2, 2, 4)}.get(len(section.head), (1,) * len(section.head))
        sheet.table(section.head, section.rows, widths=(first, *rest))
