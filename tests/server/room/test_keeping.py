import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from equipoise.core.errors import DataError
from equipoise.rooms import service
from equipoise.rooms.agenda import Agenda, Item
from equipoise.server import working
from equipoise.server.room import keeping
from equipoise.server.room.watch import Watches

AGENDA = Agenda(
    id="test",
    order=1,
    title="Test",
    lead="For tests.",
    items=(Item(id="one", kind="say", title="One", minutes=1, spec={"text": "Hello."}),),
)


@pytest.fixture
def own_data(tmp_path, monkeypatch):
    """A folder of the user's data in which no room was ever opened."""
    service.close()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    yield tmp_path / "equipoise"
    service.close()


def test_a_server_without_rooms_makes_no_database(own_data):
    assert keeping.look(service.rooms) == () and not own_data.exists()


def test_a_user_without_a_home_has_no_rooms(monkeypatch, caplog):
    def no_home():
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr("equipoise.rooms.storage.database.data_folder", no_home)
    assert keeping.look(service.rooms) == () and caplog.text == ""


def test_what_became_due_while_no_server_ran_is_deleted_at_the_start(own_data, monkeypatch):
    room = service.rooms().open(AGENDA, hours=1e-9)
    service.close()
    looked = threading.Event()
    look = keeping.look

    def seen(rooms):
        found = look(rooms)
        looked.set()
        return found

    monkeypatch.setattr(keeping, "look", seen)

    async def run():
        async with keeping.kept(Watches(service.rooms)):
            await asyncio.to_thread(looked.wait, 10)

    with ThreadPoolExecutor(1) as apart:  # a browser's tests leave a loop running in this thread
        apart.submit(asyncio.run, run()).result()
    with service.rooms()._database.reading() as connection:
        assert service.rows.due(connection, 2**40) == []
    with pytest.raises(DataError, match="no such room"):
        service.rooms().room(room.id)


def test_a_look_that_fails_is_logged_and_the_next_one_comes(own_data, monkeypatch, caplog):
    service.rooms().open(AGENDA)
    monkeypatch.setattr(service.Rooms, "purge", lambda self: 1 / 0)
    assert keeping.look(service.rooms) == () and "could not be deleted" in caplog.text


def test_a_room_that_is_deleted_meanwhile_is_no_failure(own_data, caplog):
    keeping.compute(service.rooms(), "gone")
    assert caplog.text == ""


def test_a_room_waits_for_the_engine_although_no_page_is_open_for_it(monkeypatch):
    monkeypatch.setattr(working.Runtime, "exists", lambda: True)
    monkeypatch.setattr(working.Runtime, "instance", lambda: type("All", (), {"is_active_session": lambda *_: False})())
    assert working._is_there("room:4711") and not working._is_there("4711")
