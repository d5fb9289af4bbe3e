"""What invented participants write."""

from __future__ import annotations

import datetime

import numpy as np

from equipoise.texts.catalogue import texts

_DAYS = 28
"""A date is within so many days."""


def a_text(coins: np.random.Generator) -> str:
    """Return one of the sentences that invented participants have to say."""
    return _one("text", coins)


def a_promise(coins: np.random.Generator) -> str:
    """Return one of the things that they say they will do."""
    return _one("promise", coins)


def a_role(coins: np.random.Generator) -> str:
    """Return who is to do it."""
    return _one("role", coins)


def a_name(place: int) -> str:
    """Return the nickname of the how-manyeth of them, from 1."""
    names = list(texts().under("room.rehearsal.name").values())
    return names[(place - 1) % len(names)]


def a_day(coins: np.random.Generator) -> str:
    """Return a day within the next four weeks, as forms write it: "2026-12-14"."""
    return (datetime.date.today() + datetime.timedelta(days=1 + int(coins.integers(_DAYS)))).isoformat()


def _one(group: str, coins: np.random.Generator) -> str:
    found = list(texts().under(f"room.rehearsal.{group}").values())
    return found[int(coins.integers(len(found)))]
