"""How often somebody may be wrong: codes and keys that do not exist are counted, and nothing else is.

A workshop is often one address, behind which 200 people join within a minute, mistype and come back to rooms that are
gone. So only what was tried *differently* counts: the same wrong code tells nothing a second time. `MOST` in a minute
leaves people their mistakes, and gives who guesses 43,200 of the 2^30 codes a day: with ten open rooms, one chance in
2,500 a day of finding any.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
from collections.abc import Callable

from sqlalchemy import Connection, bindparam, delete, select

from equipoise.core.errors import DataError
from equipoise.rooms.storage.database import Database
from equipoise.rooms.storage.tables import failures

MOST = 30
"""Wrong codes by one address within a minute; wrong keys by one address at one room."""
WINDOW = 60.0
KEPT = 3600.0
"""Seconds after which a failure is deleted."""
_TRIED = select(failures.c.tried).where(failures.c.place == bindparam("the_place"), failures.c.at > bindparam("since"))


class Guard:
    """Counts what was tried in vain, in the database, so that all servers count together.

    Args:
        database: where. key: the secret of the server. clock: returns seconds since 1970.
    """

    def __init__(self, database: Database, key: bytes, clock: Callable[[], float]) -> None:
        self._database, self._key, self._clock = database, key, clock

    def check(self, connection: Connection, address: str, given: str, room: str = "") -> None:
        """Return if an address may try something now.

        Args:
            given: what is tried, for the error. room: the one that it is about, if any.

        Raises:
            DataError: the address has been wrong too often.
        """
        if len(_tried(connection, place(self._key, address, room), self._clock())) >= MOST:
            raise DataError.about(given, "room.too_many", most=MOST)

    def count(self, address: str, given: str, room: str = "") -> None:
        """Count that an address has tried this in vain; for the arguments see `check`."""
        where, what, now = place(self._key, address, room), hashed(self._key, given), self._clock()
        with self._database.writing() as connection:
            if what not in _tried(connection, where, now):
                connection.execute(failures.insert().values(place=where, tried=what, at=now))

    def forget(self) -> None:
        """Delete what is older than `KEPT`."""
        with self._database.writing() as connection:
            connection.execute(delete(failures).where(failures.c.at <= self._clock() - KEPT))


def _tried(connection: Connection, place: str, now: float) -> frozenset[str]:
    return frozenset(connection.scalars(_TRIED, {"the_place": place, "since": now - WINDOW}))


def place(key: bytes, address: str, room: str = "") -> str:
    """Return the keyed hash of where a try comes from, and of the room that it is about, if any."""
    return hashed(key, f"{network(address)} {room}")


def hashed(key: bytes, text: str) -> str:
    """Return the keyed hash (HMAC-SHA256, RFC 2104) of what must not be stored itself."""
    return hmac.new(key, b"equipoise-failure:" + text.encode("utf-8", "replace"), hashlib.sha256).hexdigest()


def network(address: str) -> str:
    """Return what counts as one address: of IPv6 the /64 that one connection gets (RFC 6177), of IPv4 the address."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return address
    if ip.version == 6 and ip.ipv4_mapped is None:
        return str(ipaddress.ip_network((ip, 64), strict=False).network_address)
    return str(getattr(ip, "ipv4_mapped", None) or ip)
