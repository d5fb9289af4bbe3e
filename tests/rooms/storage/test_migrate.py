import contextlib

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import URL, Column, MetaData, String, text

import postgresql
from equipoise.rooms.storage.database import SQLITE, Database
from equipoise.rooms.storage.migrate import FOLDER
from equipoise.rooms.storage.migrations.versions import r0001_rooms
from equipoise.rooms.storage.tables import METADATA

from ..processes import process


def open_when_told(pipe, url):
    """What a server does at its start."""
    pipe.send("ready")
    pipe.recv()
    Database(url).close()
    pipe.send("open")


def differences(database, metadata=METADATA):
    with database.reading() as connection:
        options = {"compare_type": True, "compare_server_default": True}
        return compare_metadata(MigrationContext.configure(connection, opts=options), metadata)


def test_the_tables_are_those_that_the_migrations_make(database):
    assert differences(database) == []


def test_a_column_that_no_migration_makes_is_seen(database):
    changed = MetaData(naming_convention=METADATA.naming_convention)
    for table in METADATA.sorted_tables:
        table.to_metadata(changed)
    changed.tables["rooms"].append_column(Column("forgotten", String))
    assert [one[0] for one in differences(database, changed)] == ["add_column"]


def test_the_migrations_are_in_the_package():
    assert (FOLDER / "env.py").exists() and list((FOLDER / "versions").glob("r*.py"))


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_servers_may_start_at_once(kind, request, tmp_path):
    """On a database that is new to all of them."""
    if kind == "sqlite":
        url = URL.create(SQLITE, database=str(tmp_path / "new" / "rooms.sqlite"))
    else:
        url = postgresql.new_database(request.getfixturevalue("cluster"))
    with contextlib.ExitStack() as stack:
        pipes = [stack.enter_context(process(open_when_told, url))[1] for _ in range(4)]
        assert [pipe.recv() for pipe in pipes] == ["ready"] * 4
        for pipe in pipes:
            pipe.send("go")
        assert [pipe.recv() for pipe in pipes] == ["open"] * 4


def test_a_migration_that_fails_leaves_nothing_behind(tmp_path, monkeypatch):
    from sqlalchemy import URL

    url = URL.create(SQLITE, database=str(tmp_path / "rooms.sqlite"))
    kept = command.upgrade

    def fails(*arguments):
        kept(*arguments)
        raise RuntimeError("the machine stops")

    with monkeypatch.context() as patched, pytest.raises(RuntimeError):
        patched.setattr(command, "upgrade", fails)
        Database(url)
    database = Database(url)
    with database.reading() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == r0001_rooms.revision
    database.close()
