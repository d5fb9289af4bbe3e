"""The day of the breach: how many are found, what would have helped, and what is done first. Any shop's table may leak.

What an agenda item of this kind needs besides id, kind, title and minutes::

    scenario = "typical"   # the shop whose table leaks; "typical" without it
    customers = 3000       # at most 5,000
    levers = {}            # what else differs from the scenario; may be left out
    safeguards = ["keys", "retention"]     # what can be bought; may be left out (see `safeguard`)
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, Final

from equipoise.rooms.activities.lesson import shared_out
from equipoise.rooms.activities.number import Number
from equipoise.rooms.activities.order import Order
from equipoise.rooms.activities.safeguard import Safeguard
from equipoise.rooms.activities.say import Say
from equipoise.rooms.agenda import Item
from equipoise.rooms.step import Step
from equipoise.rooms.words import say
from equipoise.texts.catalogue import texts

PARTS: Final = {"night": 2, "guess": 3, "safeguard": 6, "hours": 4}
"""The steps, and how long each takes compared with the others."""
_SHOP = ("scenario", "customers", "levers")


class Breach:
    """A leak in four steps: what has happened, a guess, a safeguard to buy, and the 72 hours in their order."""

    def steps(self, item: Item) -> tuple[Step, ...]:
        """Return the four steps; their minutes are those of the item."""
        made = (_night(item), _guess(item), _safeguard(item), _hours(item))
        shared = shared_out(item.minutes, list(PARTS.values()))
        return tuple(
            dataclasses.replace(step, key=f"{item.id}.{name}", minutes=minutes)
            for name, step, minutes in zip(PARTS, made, shared, strict=True)
        )


def _night(item: Item) -> Step:
    (step,) = Say().steps(_part(item, "night", "say", {}))
    return step


def _guess(item: Item) -> Step:
    spec = {"per": _say("per"), "measure": "headlines.identified"}
    (step,) = Number().steps(_part(item, "guess", "number", spec | _shop(item)))
    return step


def _safeguard(item: Item) -> Step:
    chosen = {name: item.spec[name] for name in ("safeguards",) if name in item.spec}
    (step,) = Safeguard().steps(_part(item, "safeguard", "safeguard", chosen | _shop(item)))
    return step


def _hours(item: Item) -> Step:
    """Return the deeds of the 72 hours, to be put in their order."""
    things = list(texts().under("room.activity.breach.deed").values())
    spec = {"things": things, "source": _say("source")}
    (step,) = Order().steps(_part(item, "hours", "order", spec))
    return step


def _part(item: Item, name: str, kind: str, spec: Mapping[str, Any]) -> Item:
    """Return a part of the day as an item of its own kind, with its own title and text."""
    title = _say(f"title.{name}", title=item.title)
    return dataclasses.replace(item, kind=kind, title=title, spec={"text": _say(f"text.{name}"), **spec})


def _shop(item: Item) -> dict[str, Any]:
    return {name: item.spec[name] for name in _SHOP if name in item.spec}


def _say(key: str, **values: object) -> str:
    return say(f"activity.breach.{key}", **values)
