"""The first tables of the rooms."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "rooms",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("code", sa.String, nullable=False),
        sa.Column("agenda", sa.JSON, nullable=False),
        sa.Column("nickname", sa.Boolean, nullable=False),
        sa.Column("teams", sa.JSON, nullable=False),
        sa.Column("by_chance", sa.Boolean, nullable=False),
        sa.Column("rehearsal", sa.Boolean, nullable=False),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("created", sa.Double, nullable=False),
        sa.Column("deletes", sa.Double, nullable=False),
        sa.Column("ready", sa.Boolean, nullable=False),
        sa.Column("claimed", sa.Double, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_rooms"),
        sa.UniqueConstraint("code", name="uq_rooms_code"),
    )
    op.create_index("ix_rooms_deletes", "rooms", ["deletes"])
    _states()
    _participants()
    _answers()
    op.create_table(
        "failures",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("place", sa.String, nullable=False),
        sa.Column("tried", sa.String, nullable=False),
        sa.Column("at", sa.Double, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_failures"),
    )
    op.create_index("ix_failures_place", "failures", ["place"])
    op.create_index("ix_failures_at", "failures", ["at"])


def _states() -> None:
    op.create_table(
        "states",
        sa.Column("room", sa.String, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("step", sa.String, nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("phases", sa.JSON, nullable=False),
        sa.Column("rounds", sa.JSON, nullable=False),
        sa.Column("since", sa.Double, nullable=False),
        sa.Column("hidden", sa.JSON, nullable=False),
        sa.Column("ended", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("room", name="pk_states"),
        _with_the_room("states"),
    )


def _participants() -> None:
    op.create_table(
        "participants",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("room", sa.String, nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("nickname", sa.String, nullable=False),
        sa.Column("team", sa.String, nullable=False),
        sa.Column("token", sa.String, nullable=False),
        sa.Column("joined", sa.Double, nullable=False),
        sa.Column("seen", sa.Double, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_participants"),
        sa.UniqueConstraint("room", "place", name="uq_participants_room_place"),
        sa.UniqueConstraint("room", "token", name="uq_participants_room_token"),
        _with_the_room("participants"),
    )


def _answers() -> None:
    op.create_table(
        "answers",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("room", sa.String, nullable=False),
        sa.Column("step", sa.String, nullable=False),
        sa.Column("by", sa.String, nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("value", sa.JSON, nullable=False),
        sa.Column("at", sa.Double, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_answers"),
        sa.UniqueConstraint("room", "step", "round", "by", name="uq_answers_room_step_round_by"),
        _with_the_room("answers"),
    )
    op.create_table(
        "computed",
        sa.Column("room", sa.String, nullable=False),
        sa.Column("step", sa.String, nullable=False),
        sa.Column("value", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("room", "step", name="pk_computed"),
        _with_the_room("computed"),
    )


def _with_the_room(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["room"], ["rooms.id"], name=f"fk_{table}_room", ondelete="CASCADE")
