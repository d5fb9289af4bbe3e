"""A PostgreSQL of the tests' own, from Debian's package, which listens on a socket in a temporary folder."""

from __future__ import annotations

import contextlib
import itertools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import URL

from equipoise.rooms.storage.database import POSTGRESQL

_numbers = itertools.count()


def program(name: str) -> str:
    """Return the path of one of PostgreSQL's programs, of the newest version that is installed."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))
    if not found:
        if os.environ.get("EQUIPOISE_REQUIRE_POSTGRESQL") == "1":
            pytest.fail(f"EQUIPOISE_REQUIRE_POSTGRESQL=1, but there is no {name} below /usr/lib/postgresql.")
        pytest.skip(f"There is no {name} below /usr/lib/postgresql.")
    return str(found[-1])


@contextlib.contextmanager
def server() -> Iterator[Path]:
    """Run a server in a new folder and return that. It ends with the block, and with the process that began it."""
    initdb, postgres = program("initdb"), program("postgres")
    folder = Path(tempfile.mkdtemp(prefix="equipoise-"))
    try:
        as_user = _somebody_else(folder) if os.geteuid() == 0 else ["setpriv"]
        make = [
            initdb,
            "-D",
            str(folder / "data"),
            "-U",
            "test",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
            "--no-sync",
        ]
        subprocess.run([*as_user, *make], check=True, capture_output=True, cwd="/")
        run = [postgres, "-D", str(folder / "data"), "-k", str(folder), "-c", "listen_addresses="]
        with (folder / "log").open("w") as log:
            running = subprocess.Popen([*as_user, "--pdeathsig", "QUIT", *run], cwd="/", stdout=log, stderr=log)
        try:
            _until_open(folder, running)
            yield folder
        finally:
            running.send_signal(signal.SIGQUIT)
            running.wait(timeout=20)
    finally:
        shutil.rmtree(folder)


def _somebody_else(folder: Path) -> list[str]:
    """Give a folder to somebody who is not root, as whom PostgreSQL does not run, and return how to become that."""
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    user = known.get("postgres") or known["nobody"]
    os.chown(folder, user.pw_uid, user.pw_gid)
    return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]


def _until_open(folder: Path, running: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and running.poll() is None:
        with contextlib.suppress(psycopg.OperationalError):
            psycopg.connect(host=str(folder), user="test", dbname="postgres").close()
            return
        time.sleep(0.05)
    raise RuntimeError(f"PostgreSQL does not answer: {(folder / 'log').read_text()}")


def new_database(folder: Path) -> URL:
    """Return the address of a new, empty database of the server in a folder."""
    name = f"rooms_{next(_numbers)}"
    with psycopg.connect(host=str(folder), user="test", dbname="postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return URL.create(POSTGRESQL, username="test", database=name, query={"host": str(folder)})
