"""What is left of a room that was deleted: nothing in the files of SQLite, no rows and no dead ones in PostgreSQL."""

import pytest
from sqlalchemy import text

from equipoise.rooms.service import Rooms
from equipoise.rooms.storage import sqlite
from equipoise.rooms.storage.database import SQLITE, Database
from equipoise.rooms.storage.tables import METADATA

from ..conftest import KEY, agenda, item

SECRETS = ("FirstAnswerOfAnn", "SecondAnswerOfAnn", "AnswerOfBob", "NicknameOfAnn", "TitleOfTheAgenda", "TeamOfAnn")


def filled(rooms, url):
    """A room with answers, one of which was changed, and its token."""
    room = rooms.open(
        agenda(item("TitleOfTheAgenda", spec={"squares": 3})), nickname=True, teams=("TeamOfAnn",), by_chance=True
    )
    ann, _ = rooms.join(room.id, nickname="NicknameOfAnn")
    bob, _ = rooms.join(room.id)
    rooms.compute(room.id)
    rooms.steer(room.id, "next", version=0)
    rooms.answer(room.id, "TitleOfTheAgenda.word", ann, {"word": "FirstAnswerOfAnn" + "x" * 5_000})
    rooms.answer(room.id, "TitleOfTheAgenda.word", ann, {"word": "SecondAnswerOfAnn"})
    rooms.answer(room.id, "TitleOfTheAgenda.word", bob, {"word": "AnswerOfBob" + "x" * 5_000})
    return room


def left(folder, secrets=SECRETS):
    """Which of the texts stand in any file of a folder."""
    content = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    return {text for text in secrets if text.encode() in content}


@pytest.mark.parametrize("end", ["delete", "purge"])
def test_no_file_of_sqlite_keeps_anything(end, tmp_path, clock):
    database = Database(sqlite_in(tmp_path))
    rooms = Rooms(database, KEY, clock)
    kept = filled(rooms, None)
    room = filled(rooms, None)
    assert left(tmp_path, (room.id, *SECRETS)) == {room.id, *SECRETS}
    if end == "delete":
        rooms.delete(room.id)
        assert left(tmp_path, (room.id, kept.id)) == {kept.id}
        rooms.delete(kept.id)
    else:
        clock.now += 86_400
        assert rooms.purge() == 2
    assert left(tmp_path, (room.id, kept.id, room.code, *SECRETS)) == set()
    assert sorted(path.name for path in tmp_path.iterdir() if path.stat().st_size) != []
    database.close()


def sqlite_in(folder):
    from sqlalchemy import URL

    return URL.create(SQLITE, database=str(folder / "rooms.sqlite"))


def test_what_somebody_still_reads_is_cleared_at_the_next_look(tmp_path, clock, monkeypatch):
    monkeypatch.setattr(sqlite, "WAIT", 0.05)
    database = Database(sqlite_in(tmp_path))
    rooms = Rooms(database, KEY, clock)
    room = filled(rooms, None)
    rooms.purge()
    with database.reading() as reader:
        reader.execute(text("SELECT * FROM answers")).all()  # the state before the deletion stays in the log for it
        rooms.delete(room.id)
        assert "AnswerOfBob" in left(tmp_path)
    assert rooms.purge() == 0
    assert left(tmp_path) == set()
    database.close()


def test_what_an_earlier_process_deleted_is_cleared_by_the_next(tmp_path, clock, monkeypatch):
    database = Database(sqlite_in(tmp_path))
    rooms = Rooms(database, KEY, clock)
    room = filled(rooms, None)
    monkeypatch.setattr(database, "clear", lambda: False)  # it ended before it could
    rooms.delete(room.id)
    assert "AnswerOfBob" in left(tmp_path)
    Rooms(Database(sqlite_in(tmp_path)), KEY, clock).purge()
    assert left(tmp_path) == set()
    database.close()


def test_postgresql_keeps_no_rows_not_even_dead_ones(cluster, kept_database, clock):
    database = Database(kept_database)
    rooms = Rooms(database, KEY, clock)
    room = filled(rooms, None)
    sizes = text("SELECT relname, pg_relation_size(oid) FROM pg_class WHERE relname = ANY(:names)")
    own = {"names": ["rooms", "states", "participants", "answers", "computed"]}
    with database.reading() as connection:
        assert all(size > 0 for _, size in connection.execute(sizes, own))
    rooms.delete(room.id)
    with database.reading() as connection:
        assert {row.relname: row.pg_relation_size for row in connection.execute(sizes, own)} == dict.fromkeys(
            own["names"], 0
        )
        assert all(connection.execute(table.select()).all() == [] for table in METADATA.sorted_tables)
    database.close()
