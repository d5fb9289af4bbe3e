"""Dates as people write them."""

from __future__ import annotations

import datetime

from equipoise.texts.catalogue import texts


def long_date(date: datetime.date) -> str:
    """Return a date with the month's name: "2 March 1984"."""
    return _written("long", "months", date)


def short_date(date: datetime.date) -> str:
    """Return a date with the month's short name, in one piece: "2 Mar 1984"."""
    return _written("short", "short_months", date).replace(" ", "\u00a0")


def _written(form: str, months: str, date: datetime.date) -> str:
    month = texts()[f"date.{months}"].split()[date.month - 1]
    return texts()[f"date.{form}"].format(day=date.day, month=month, year=date.year)
