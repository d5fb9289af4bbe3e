"""The tables. Whoever changes one adds a migration beside it; a test compares the two."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Double,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    UniqueConstraint,
)

METADATA = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)


def _room(*, primary_key: bool = False) -> Column[str]:
    """Return the column that says which room a row belongs to, and goes with."""
    room = ForeignKey("rooms.id", ondelete="CASCADE")
    return Column("room", String, room, nullable=False, primary_key=primary_key)


rooms = Table(
    "rooms",
    METADATA,
    Column("id", String, primary_key=True),
    Column("code", String, nullable=False, unique=True),
    Column("agenda", JSON, nullable=False),
    Column("nickname", Boolean, nullable=False),
    Column("teams", JSON, nullable=False),
    Column("by_chance", Boolean, nullable=False),
    Column("rehearsal", Boolean, nullable=False),
    Column("language", String, nullable=False),
    Column("created", Double, nullable=False),
    Column("deletes", Double, nullable=False, index=True),
    Column("ready", Boolean, nullable=False),
    Column("claimed", Double, nullable=False),
)
"""What was chosen when a room was opened, whether all is computed, and until when a server computes for it."""

states = Table(
    "states",
    METADATA,
    _room(primary_key=True),
    Column("version", Integer, nullable=False),
    Column("position", Integer, nullable=False),
    Column("step", String, nullable=False),
    Column("round", Integer, nullable=False),
    Column("phases", JSON, nullable=False),
    Column("rounds", JSON, nullable=False),
    Column("since", Double, nullable=False),
    Column("hidden", JSON, nullable=False),
    Column("ended", Boolean, nullable=False),
)
"""Where each room stands. Whoever writes into a room locks this row first. ``step`` and ``round`` are those shown."""

participants = Table(
    "participants",
    METADATA,
    Column("id", String, primary_key=True),
    _room(),
    Column("place", Integer, nullable=False),
    Column("nickname", String, nullable=False),
    Column("team", String, nullable=False),
    Column("token", String, nullable=False),
    Column("joined", Double, nullable=False),
    Column("seen", Double, nullable=False),
    UniqueConstraint("room", "place"),
    UniqueConstraint("room", "token"),
)
"""Who is in a room. ``token`` is the SHA-256 of the secret in somebody's cookie."""

answers = Table(
    "answers",
    METADATA,
    Column("id", Integer, primary_key=True),
    _room(),
    Column("step", String, nullable=False),
    Column("by", String, nullable=False),
    Column("round", Integer, nullable=False),
    Column("value", JSON, nullable=False),
    Column("at", Double, nullable=False),
    UniqueConstraint("room", "step", "round", "by"),
)
"""One row for each person or team, step and round."""

computed = Table(
    "computed",
    METADATA,
    _room(primary_key=True),
    Column("step", String, primary_key=True),
    Column("value", JSON, nullable=False),
)
"""What the engine found for a step."""

failures = Table(
    "failures",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("place", String, nullable=False, index=True),
    Column("tried", String, nullable=False),
    Column("at", Double, nullable=False, index=True),
)
"""Wrong codes and keys of the last hour, as keyed hashes of where they came from and of what was tried."""
