"""The follow-up: new questions a month after the second test, and its date for a calendar.

What was learned in a course fades: without use, much of it within a month (Murre & Dros 2015,
doi:10.1371/journal.pone.0120644, who repeated Ebbinghaus's curve). A few questions then show what stayed.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from equipoise.learn.progress import Exams
from equipoise.learn.route import Route
from equipoise.paper.calendar import Event
from equipoise.paper.calendar import calendar as file

DAYS = 30
"""After how many days the follow-up is due."""


def due(exams: Exams) -> datetime.date | None:
    """Return the day of the follow-up; None without a second test, and where its day is not known."""
    after = exams.after
    return None if after is None or after.on is None else after.on + datetime.timedelta(days=DAYS)


def open_on(exams: Exams, today: datetime.date) -> bool:
    """Whether the follow-up is due and not taken yet."""
    day = due(exams)
    return day is not None and exams.later is None and today >= day


def calendar(route: Route, day: datetime.date, today: datetime.date, words: Mapping[str, str]) -> str:
    """Return the date of a follow-up as a calendar file.

    Args:
        route: the path. day: of the follow-up. today: when the file is made. words: ``title`` and ``about``.
    """
    event = Event(name=f"{route.key} {day.isoformat()}", day=day, title=words["title"], about=words["about"])
    return file([event], today)
