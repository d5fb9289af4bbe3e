"""Every kind of activity and every kind of step, by name. Each is one file and one line here."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, Protocol

from equipoise.core.errors import DataError
from equipoise.rooms.activities.attacker.kind import Attacker
from equipoise.rooms.activities.audit_game import AuditGame
from equipoise.rooms.activities.breach import Breach
from equipoise.rooms.activities.commit import Commit
from equipoise.rooms.activities.guess_who.kind import GuessWho
from equipoise.rooms.activities.kind import Activity, Kind
from equipoise.rooms.activities.lesson import Taught
from equipoise.rooms.activities.number import Number
from equipoise.rooms.activities.order import Order
from equipoise.rooms.activities.policy.kind import Policy
from equipoise.rooms.activities.safeguard import Safeguard
from equipoise.rooms.activities.say import Say
from equipoise.rooms.activities.text import Text
from equipoise.rooms.activities.vote import Vote
from equipoise.rooms.agenda import Agenda
from equipoise.rooms.step import Step


class Both(Activity, Kind[Any], Protocol):
    """A kind of activity that becomes steps of its own kind."""


STEPS: Mapping[str, Both] = {
    "say": Say(),
    "number": Number(),
    "vote": Vote(),
    "order": Order(),
    "text": Text(),
    "commit": Commit(),
    "policy": Policy(),
    "attacker": Attacker(),
    "guess_who": GuessWho(),
    "safeguard": Safeguard(),
    "audit_game": AuditGame(),
}
"""How a step is answered and read."""
KINDS: Mapping[str, Activity] = {**STEPS, "lesson": Taught(), "breach": Breach()}
"""What an agenda may ask for: every kind of step, and what becomes steps of several kinds."""


def steps(agenda: Agenda) -> tuple[Step, ...]:
    """Return everything that a room with this agenda shows, in order.

    What is asked again later holds its truth back until then.

    Raises:
        DataError: a part is of an unknown kind, or its kind cannot use it.
    """
    found: list[Step] = []
    for place, item in enumerate(agenda.items):
        if any(later.again == item.id for later in agenda.items[place + 1 :]):
            item = dataclasses.replace(item, spec={**item.spec, "held": True})
        if item.kind not in KINDS:
            raise DataError.about(item.kind, "agenda.kind", known=tuple(KINDS))
        try:
            found += KINDS[item.kind].steps(item)
        except (ValueError, KeyError, TypeError) as error:
            raise DataError.about(item.id, "agenda.unreadable", reason=error) from error
    return tuple(found)
