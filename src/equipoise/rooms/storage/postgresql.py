"""How PostgreSQL is opened and cleared. Source: https://www.postgresql.org/docs/current/sql-vacuum.html."""

from __future__ import annotations

from sqlalchemy import URL, Connection, Engine, create_engine, text

from equipoise.rooms.storage.tables import METADATA

LOCK = 0x45515549
"""The advisory lock of whoever changes the schema: "EQUI"."""


def engine_of(url: URL) -> Engine:
    """Return the engine; a connection that the database has closed meanwhile is replaced."""
    return create_engine(url, pool_pre_ping=True)


def locked(connection: Connection) -> None:
    """Wait until nobody else changes the schema, and keep others waiting until the transaction ends."""
    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})


def emptied(engine: Engine) -> bool:
    """Take the deleted rows out of the tables' files; what a transaction still sees is left for the next time."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for table in METADATA.tables:
            connection.execute(text(f"VACUUM {table}"))
    return True
