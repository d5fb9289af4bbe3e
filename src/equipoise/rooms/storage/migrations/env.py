"""Run by Alembic for every command: the migrations run on the connection that `migrate.config` has put there."""

from alembic import context

from equipoise.rooms.storage.tables import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA, transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
