import stat
import threading
import time

import pytest
from sqlalchemy import URL, text
from sqlalchemy.exc import IntegrityError

from equipoise.core.errors import SettingsError
from equipoise.rooms.storage.database import SQLITE, VARIABLE, Database, address, check_environment, is_there
from equipoise.rooms.storage.tables import failures, participants


@pytest.mark.parametrize(
    ("given", "driver"),
    [
        ("postgresql://ann:secret@db/rooms", "postgresql+psycopg"),
        ("postgresql+psycopg://ann@db/rooms", "postgresql+psycopg"),
        ("sqlite:////srv/rooms.sqlite", "sqlite"),
        ("sqlite+pysqlite:///rooms.sqlite", "sqlite"),
    ],
)
def test_the_environment_names_the_database(given, driver, monkeypatch):
    monkeypatch.setenv(VARIABLE, given)
    check_environment()
    assert address().drivername == driver


@pytest.mark.parametrize(
    "given", ["nonsense", "mysql://ann:secret@db/rooms", "sqlite://", "sqlite:///:memory:", "postgresql+asyncpg://db/x"]
)
def test_other_databases_are_refused_without_a_password(given, monkeypatch):
    monkeypatch.setenv(VARIABLE, given)
    with pytest.raises(SettingsError, match="no database for rooms") as error:
        check_environment()
    assert "secret" not in str(error.value)


def test_without_it_rooms_are_in_a_file_of_the_user(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.delenv(VARIABLE, raising=False)
    check_environment()
    url = address()
    assert url == URL.create(SQLITE, database=str(tmp_path / "equipoise" / "rooms.sqlite")) and not is_there(url)
    Database(url).close()
    assert is_there(url)


def test_a_file_is_for_its_owner_alone_and_so_is_what_stands_beside_it(tmp_path):
    path = tmp_path / "data" / "rooms.sqlite"
    path.parent.mkdir()
    path.touch(mode=0o644)
    database = Database(URL.create(SQLITE, database=str(path)))
    with database.writing() as connection:
        connection.execute(failures.insert().values(place="a", tried="b", at=0.0))
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    assert modes == {"rooms.sqlite": 0o600, "rooms.sqlite-wal": 0o600, "rooms.sqlite-shm": 0o600}
    database.close()


def test_sqlite_is_durable_and_forgets(tmp_path):
    database = Database(URL.create(SQLITE, database=str(tmp_path / "rooms.sqlite")))
    names = ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "busy_timeout", "temp_store")
    with database.reading() as one, database.reading() as two:  # two connections
        for connection in (one, two):
            found = {name: connection.execute(text(f"PRAGMA {name}")).scalar() for name in names}
            assert found == dict(zip(names, ("wal", 2, 1, 1, 10_000, 2), strict=True))
    database.close()


def test_a_block_that_fails_writes_nothing(database):
    with pytest.raises(ZeroDivisionError), database.writing() as connection:
        connection.execute(failures.insert().values(place="a", tried="b", at=0.0))
        raise ZeroDivisionError
    with database.reading() as connection:
        assert connection.execute(failures.select()).all() == []


def test_what_belongs_to_no_room_is_refused(database):
    row = {"id": "x", "room": "none", "place": 1, "nickname": "", "team": "", "token": "", "joined": 0.0, "seen": 0.0}
    with pytest.raises(IntegrityError), database.writing() as connection:
        connection.execute(participants.insert().values(row))


def test_somebody_who_reads_does_not_stop_who_writes(database):
    with database.reading() as reader:
        before = reader.execute(failures.select()).all()
        with database.writing() as connection:
            connection.execute(failures.insert().values(place="a", tried="b", at=0.0))
    with database.reading() as reader:
        assert len(reader.execute(failures.select()).all()) == len(before) + 1


def test_a_second_server_waits_until_the_first_has_written(url, database):
    other = Database(url)
    order = []

    def second():
        with other.writing() as connection:
            connection.execute(failures.insert().values(id=7, place="a", tried="second", at=0.0))
            order.append("second")

    with database.writing() as connection:
        connection.execute(failures.insert().values(id=8, place="a", tried="first", at=0.0))
        thread = threading.Thread(target=second)
        thread.start()
        time.sleep(0.1)
        order.append("first")
    thread.join(10)
    if url.drivername == SQLITE:  # PostgreSQL lets both write at once
        assert order == ["first", "second"]
    with database.reading() as connection:
        assert len(connection.execute(failures.select()).all()) == 2
    other.close()


def test_postgresql_connections_that_were_cut_are_replaced(kept_database):
    one, other = Database(kept_database), Database(kept_database)
    cut = text(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = :own"
    )
    with other.writing() as connection:
        connection.execute(cut, {"own": kept_database.database})
    with one.reading() as connection:
        assert connection.execute(text("SELECT 1")).scalar() == 1
    one.close()
    other.close()


def test_who_runs_postgresql_may_have_copies(url, database):
    assert database.copied == (url.drivername != SQLITE)
