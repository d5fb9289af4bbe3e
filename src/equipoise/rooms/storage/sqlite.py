"""How a file of SQLite is opened: durable, for its owner's eyes only, and without what was deleted.

Sources: https://sqlite.org/wal.html, https://sqlite.org/pragma.html.
"""

from __future__ import annotations

import time
from pathlib import Path
from sqlite3 import Connection as Connected
from sqlite3 import OperationalError
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event

WAIT = 10.0
"""Seconds that a process waits while another one writes."""
_PRAGMAS = (
    "synchronous = FULL",  # an answer that was acknowledged is on the disk
    "foreign_keys = ON",  # what belongs to a room goes with it
    "secure_delete = ON",  # what is deleted is overwritten with zeros
    "temp_store = MEMORY",  # nothing is written beside the file
)


def engine_of(url: URL) -> Engine:
    """Return the engine for a file, which is made with mode 0600; SQLite gives that to the files beside it, too.

    Raises:
        OSError: the folder or the file cannot be made.
    """
    path = Path(str(url.database))
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.chmod(0o600)
    engine = create_engine(url, connect_args={"timeout": WAIT})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    _write_ahead(engine)
    return engine


def emptied(engine: Engine) -> bool:
    """Move all that was written into the file and cut the write-ahead log to nothing; return whether that was possible.

    It is not while somebody reads an older state for longer than `WAIT`.
    """
    busy, *_ = _run(engine, "PRAGMA wal_checkpoint(TRUNCATE)")
    return bool(busy == 0)


def _prepare(connected: Connected, _: Any) -> None:
    connected.isolation_level = None  # `_begin` says when a transaction begins, not Python's module
    for pragma in _PRAGMAS:
        connected.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    """Begin a transaction; one that writes waits here for its turn, so that nothing it has read can change."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _write_ahead(engine: Engine) -> None:
    """Let readers and a writer work side by side. The file remembers it; SQLite does not wait for others to finish."""
    deadline = time.monotonic() + WAIT
    while True:
        try:
            _run(engine, "PRAGMA journal_mode = WAL")
            return
        except OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.05)


def _run(engine: Engine, statement: str) -> Any:
    """Run a statement that no transaction may be around, and return the first row."""
    connected = engine.raw_connection()
    try:
        cursor = connected.cursor()
        cursor.execute(statement)
        return cursor.fetchone()
    finally:
        connected.close()
