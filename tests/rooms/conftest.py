"""Rooms to try things out in: a clock that is set by hand, a database, and kinds of steps of the tests' own."""

from __future__ import annotations

import dataclasses

import pytest
from sqlalchemy import URL

import postgresql
from equipoise.core.errors import DataError
from equipoise.rooms.activities import registry
from equipoise.rooms.agenda import Agenda, Item
from equipoise.rooms.service import Rooms
from equipoise.rooms.step import Step
from equipoise.rooms.storage.database import SQLITE, Database
from equipoise.rooms.storage.tables import METADATA
from equipoise.runtime.compute import Question

KEY = b"k" * 32


class Clock:
    """Tells the time that a test sets."""

    def __init__(self):
        self.now = 1_000_000.0

    def __call__(self):
        return self.now


class Word:
    """A kind whose answer is a word; the engine is asked for as many squares as the item wants."""

    def steps(self, item):
        step = Step(key=f"{item.id}.word", kind="word", title=item.title, text="Which?", minutes=item.minutes)
        return (dataclasses.replace(step, **item.spec),)

    def questions(self, step):
        return tuple(Question(square, (number,)) for number in range(step.spec.get("squares", 0)))

    def computed(self, step, answers):
        return list(answers)

    def check(self, step, value, moment):
        word = value["word"]
        if word == "refused" or (step.spec.get("once") and any(one.value == word for one in moment.everybody)):
            raise DataError.about(word, "room.asks_nothing")
        return word

    def result(self, step, answers, people, computed, round):
        return [one.value for one in answers]


def square(number):
    return number * number


def item(name, **spec):
    return Item(id=name, kind="word", title=name.title(), minutes=5, spec=spec)


def agenda(*items):
    return Agenda(id="test", order=1, title="Test", lead="For tests.", items=items)


@pytest.fixture(autouse=True)
def word(monkeypatch):
    kind = Word()
    monkeypatch.setattr(registry, "KINDS", {**registry.KINDS, "word": kind})
    monkeypatch.setitem(registry.STEPS, "word", kind)
    return kind


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture(scope="session")
def cluster():
    """The folder of a running PostgreSQL."""
    with postgresql.server() as folder:
        yield folder


@pytest.fixture(scope="session")
def kept_database(cluster):
    """The address of a database of PostgreSQL that many tests use, one after the other."""
    return postgresql.new_database(cluster)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    """The address of a database without rooms; in SQLite it is not made yet."""
    if request.param == "sqlite":
        return URL.create(SQLITE, database=str(tmp_path / "data" / "rooms.sqlite"))
    return request.getfixturevalue("kept_database")


@pytest.fixture
def database(url):
    """A database without rooms."""
    made = Database(url)
    yield made
    with made.writing() as connection:
        for table in reversed(METADATA.sorted_tables):
            connection.execute(table.delete())
    made.close()


@pytest.fixture
def rooms(database, clock):
    return Rooms(database, KEY, clock)


@pytest.fixture
def room(rooms):
    """A room with two steps that are asked, in the lobby."""
    return rooms.open(agenda(item("one"), item("two", rounds=2)))
