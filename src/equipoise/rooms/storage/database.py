"""The database of the rooms: where it is, its transactions, and the clearing after something was deleted."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError

from equipoise.core.errors import SettingsError
from equipoise.learn.keys import data_folder
from equipoise.rooms.storage import migrate, postgresql, sqlite

VARIABLE = "EQUIPOISE_DATABASE"
"""The variable of the environment with the address of the database."""
POSTGRESQL, SQLITE = "postgresql+psycopg", "sqlite"
_DRIVERS = {"postgresql": POSTGRESQL, POSTGRESQL: POSTGRESQL, SQLITE: SQLITE, "sqlite+pysqlite": SQLITE}


class Database:
    """A database with the tables of the rooms, made or brought up to date when it is opened.

    Args:
        url: of SQLite or PostgreSQL; see `address`.

    Raises:
        OSError, sqlalchemy.exc.SQLAlchemyError: it cannot be opened.
    """

    def __init__(self, url: URL) -> None:
        self._lite = url.drivername == SQLITE
        self._engine: Engine = sqlite.engine_of(url) if self._lite else postgresql.engine_of(url)
        # In PostgreSQL a question is its own transaction, which saves two messages.
        self._readers = self._engine if self._lite else self._engine.execution_options(isolation_level="AUTOCOMMIT")
        # SQLite has one writer at a time. Threads queue here; its own waiting is for other processes.
        self._turn: AbstractContextManager[object] = threading.Lock() if self._lite else nullcontext()
        with self.writing() as connection:
            if not self._lite:
                postgresql.locked(connection)
            migrate.upgrade(connection)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Return a connection for questions; in PostgreSQL a later one may see more than the first."""
        with self._readers.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Return a connection in a transaction; what is written is on the disk when the block is left without error."""
        with self._turn, self._engine.connect().execution_options(writes=True) as connection, connection.begin():
            yield connection

    @property
    def copied(self) -> bool:
        """Whether who runs the database may have copies of it that no room can delete: logs, replicas, backups."""
        return not self._lite

    def clear(self) -> bool:
        """Leave nothing of what was deleted in the files of the database; return whether all of it is gone."""
        return sqlite.emptied(self._engine) if self._lite else postgresql.emptied(self._engine)

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()


def address() -> URL:
    """Return where the rooms are kept: as the environment says, else a file in the user's folder.

    Raises:
        SettingsError: the environment names no database that can be used. A password in it is not repeated.
        RuntimeError: the user has no home folder.
    """
    given = os.environ.get(VARIABLE, "")
    return configured(given) if given else URL.create(SQLITE, database=str(data_folder() / "rooms.sqlite"))


def configured(given: str) -> URL:
    """Return the address that somebody has configured.

    Raises:
        SettingsError: see `address`.
    """
    try:
        url = make_url(given)
    except ArgumentError:
        raise SettingsError.about(VARIABLE, "room.database") from None
    in_memory = url.drivername.startswith(SQLITE) and url.database in (None, "", ":memory:")
    if url.drivername not in _DRIVERS or in_memory:
        raise SettingsError.about(url.render_as_string(hide_password=True), "room.database")
    return url.set(drivername=_DRIVERS[url.drivername])


def check_environment() -> None:
    """Return if the environment names a database that can be used, or none.

    Raises:
        SettingsError: see `address`.
    """
    given = os.environ.get(VARIABLE, "")
    if given:
        configured(given)


def is_there(url: URL) -> bool:
    """Whether a database may have rooms: a file of SQLite is there only after the first one."""
    return url.drivername != SQLITE or Path(str(url.database)).exists()
