"""Dates for people's calendars, as iCalendar (RFC 5545): events of a whole day, each with a reminder in the morning."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
from collections.abc import Iterable, Iterator

_OCTETS = 75
"""The longest line of a calendar file, without its end (RFC 5545, section 3.1)."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Event:
    """One day in a calendar.

    Attributes:
        name: what makes it this event and no other: two files with it put one event into a calendar.
        day: when it is. title, about: what the calendar shows.
    """

    name: str
    day: datetime.date
    title: str
    about: str


def calendar(events: Iterable[Event], made: datetime.date) -> str:
    """Return events as a calendar file, made on a day."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Equipoise//Equipoise//EN"]
    lines += [line for event in events for line in _lines(event, made)]
    lines += ["END:VCALENDAR"]
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _lines(event: Event, made: datetime.date) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{hashlib.sha256(event.name.encode()).hexdigest()[:24]}@equipoise.invalid",
        f"DTSTAMP:{made:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{event.day + datetime.timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(event.title)}",
        f"DESCRIPTION:{_escaped(event.about)}",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{_escaped(event.title)}",
        "TRIGGER:PT9H",
        "END:VALARM",
        "END:VEVENT",
    ]


def _escaped(text: str) -> str:
    """Return a text that cannot end its line, whatever signs for a new line it has."""
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return "\\n".join(text.splitlines())


def _folded(line: str) -> Iterator[str]:
    """Yield a line in parts of at most `_OCTETS`; all but the first begin with a blank."""
    part = ""
    for letter in line:
        if len((part + letter).encode()) > _OCTETS:
            yield part
            part = " "
        part += letter
    yield part
