"""The follow-up: new questions a month after the second test, and its date for a calendar.

What was learned in a course fades: without use, much of it within a month (Murre & Dros 2015,
doi:10.1371/journal.pone.0120644, who repeated Ebbinghaus's curve). A few questions then show what stayed.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator, Mapping

from equipoise.learn.progress import Exams
from equipoise.learn.route import Route

DAYS = 30
"""After how many days the follow-up is due."""
_OCTETS = 75
"""The longest line of a calendar file, without its end (RFC 5545, section 3.1)."""


def due(exams: Exams) -> datetime.date | None:
    """Return the day of the follow-up; None without a second test, and where its day is not known."""
    after = exams.after
    return None if after is None or after.on is None else after.on + datetime.timedelta(days=DAYS)


def open_on(exams: Exams, today: datetime.date) -> bool:
    """Whether the follow-up is due and not taken yet."""
    day = due(exams)
    return day is not None and exams.later is None and today >= day


def calendar(route: Route, day: datetime.date, today: datetime.date, words: Mapping[str, str]) -> str:
    """Return the date of a follow-up as iCalendar (RFC 5545), an event of a whole day with a reminder.

    Args:
        route: the path. day: of the follow-up. today: when the file is made. words: ``title`` and ``about``.
    """
    name = hashlib.sha256(f"{route.key} {day.isoformat()}".encode()).hexdigest()[:24]
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Equipoise//Learn//EN",
        "BEGIN:VEVENT",
        f"UID:{name}@equipoise.invalid",
        f"DTSTAMP:{today:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day + datetime.timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(words['title'])}",
        f"DESCRIPTION:{_escaped(words['about'])}",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{_escaped(words['title'])}",
        "TRIGGER:PT9H",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """Yield a line in parts of at most `_OCTETS`; all but the first begin with a blank."""
    part = ""
    for letter in line:
        if len((part + letter).encode()) > _OCTETS:
            yield part
            part = " "
        part += letter
    yield part
