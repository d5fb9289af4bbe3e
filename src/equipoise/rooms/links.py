"""The secret links of a room: who holds one has the role of the desk, or of the projector, on any device.

A link carries the HMAC-SHA256 (RFC 2104) over the room's id and the role, made with the server's key. It is stored
nowhere, and ends with the room.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import Literal

Role = Literal["desk", "projector"]


def sign(room: str, role: Role, key: bytes) -> str:
    """Return the secret of a link, safe to stand in an address.

    Args:
        room: the id of the room. key: of the server.
    """
    digest = hmac.new(key, f"equipoise-room:{role}:{room}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def check(room: str, role: Role, given: str, key: bytes) -> bool:
    """Whether a link's secret is that of this role in this room; compared in constant time."""
    return hmac.compare_digest(given.encode("utf-8", "replace"), sign(room, role, key).encode())
