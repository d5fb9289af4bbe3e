"""Every drawing by the kind of its step. Each is one file and one line here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from equipoise.server.room.drawings.drawing import Drawing
from equipoise.server.room.drawings.say import Say

DRAWINGS: Mapping[str, Drawing[Any]] = {"say": Say()}
"""How each kind in `equipoise.rooms.activities.registry.STEPS` looks."""
