import dataclasses

import pytest

from equipoise.core.errors import DataError, ReasonError
from equipoise.rooms.activities.registry import steps
from equipoise.rooms.agenda import Agenda, Item, agendas, read_agenda


def item(name, **values):
    return Item(**{"id": name, "kind": "say", "title": name, "minutes": 3, "spec": {"text": name}} | values)


def agenda(*items):
    return Agenda(id="try", order=1, title="Try", lead="For a test.", items=items)


@pytest.mark.parametrize("one", agendas().values(), ids=lambda one: one.id)
def test_an_agenda_is_read_again_as_it_was_written(one):
    assert Agenda.read(one.id, one.to_dict()) == one
    assert steps(one)


def test_parts_are_left_out_reordered_and_timed():
    ours = agenda(item("a"), item("b"), item("c"))
    adapted = ours.adapted([("c", 5), ("a", 1)])
    assert [(part.id, part.minutes) for part in adapted.items] == [("c", 5), ("a", 1)]
    assert (ours.minutes, adapted.minutes) == (9, 6)


def test_what_is_asked_again_gets_what_it_leaves_out_and_stands_alone():
    first = {
        "id": "a",
        "kind": "number",
        "title": "A",
        "minutes": 2,
        "text": "?",
        "per": "of 100",
        "truth": 5,
        "source": "A04",
    }
    again = {"id": "b", "kind": "number", "title": "B", "minutes": 1, "again": "a", "text": "Now?"}
    both = Agenda.read("try", {"order": 1, "title": "Try", "lead": "x", "items": [first, again]})
    assert both.items[1].spec == {"text": "Now?", "per": "of 100", "truth": 5, "source": "A04", "again": "a"}
    (alone,) = steps(both.adapted([("b", 1)]))
    assert alone.text == "Now?" and "held" not in alone.spec
    assert ["held" in step.spec for step in steps(both.adapted([("b", 1), ("a", 2)]))] == [False, False]
    with pytest.raises(DataError, match="'b'"):
        steps(Agenda.read("try", {"order": 1, "title": "Try", "lead": "x", "items": [again | {"text": ""}, first]}))


@pytest.mark.parametrize("plan", [[], [("a", 1), ("a", 2)], [("a", 0)]])
def test_a_plan_that_cannot_be_used_is_refused(plan):
    with pytest.raises(ReasonError):
        agenda(item("a")).adapted(plan)


def test_a_part_of_an_unknown_kind_is_refused_by_name():
    with pytest.raises(DataError, match="dance"):
        steps(agenda(dataclasses.replace(item("a"), kind="dance")))


def test_a_file_that_is_no_agenda_is_refused_by_name(tmp_path):
    file = tmp_path / "broken.toml"
    file.write_text("order = 1")
    with pytest.raises(DataError, match=r"broken\.toml"):
        read_agenda(file)
