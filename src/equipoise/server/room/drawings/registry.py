"""Every drawing by the kind of its step. Each is one file and one line here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from equipoise.server.room.drawings.attacker import Attacker
from equipoise.server.room.drawings.audit_game import AuditGame
from equipoise.server.room.drawings.commit import Commit
from equipoise.server.room.drawings.drawing import Drawing
from equipoise.server.room.drawings.guess_who import GuessWho
from equipoise.server.room.drawings.number import Number
from equipoise.server.room.drawings.order import Order
from equipoise.server.room.drawings.policy import Policy
from equipoise.server.room.drawings.safeguard import Safeguard
from equipoise.server.room.drawings.say import Say
from equipoise.server.room.drawings.text import Text
from equipoise.server.room.drawings.vote import Vote

DRAWINGS: Mapping[str, Drawing[Any]] = {
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
"""How each kind in `equipoise.rooms.activities.registry.STEPS` looks."""
