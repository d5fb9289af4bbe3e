import dataclasses
import re

import pytest

from equipoise.core.errors import DataError
from equipoise.core.resources import data
from equipoise.learn import lesson as module
from equipoise.learn.lesson import lesson, lessons, read_lesson, versions

ALL = list(versions().values())


def texts_of(value):
    """Every text in a lesson, however deep."""
    if isinstance(value, str):
        yield value
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            if field.name not in ("settings", "id", "page", "measure", "comparison"):
                yield from texts_of(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from texts_of(item)


def test_lessons_come_in_order_and_by_version():
    assert [one.order for one in lessons().values()] == list(range(1, len(lessons()) + 1))
    assert lesson("personal_data@1").key == "personal_data@1"
    with pytest.raises(DataError, match="no such lesson"):
        lesson("personal_data@99")


def copy(folder, old, new, *edits):
    text = data("lessons", f"{old}.toml").read_text(encoding="utf-8")
    for before, after in edits:
        assert before in text
        text = text.replace(before, after, 1)
    (folder / f"{new}.toml").write_text(text, encoding="utf-8")


def test_the_latest_version_is_taught_and_older_ones_stay(tmp_path, monkeypatch):
    copy(tmp_path, "personal_data@1", "personal_data@1")
    copy(tmp_path, "personal_data@1", "personal_data@2", ("minutes = 5", "minutes = 6"))
    monkeypatch.setattr(module, "data", lambda *parts: tmp_path)
    versions.cache_clear()
    try:
        assert [one.key for one in lessons().values()] == ["personal_data@2"]
        assert lesson("personal_data@1").minutes == 5
    finally:
        monkeypatch.undo()
        versions.cache_clear()


@pytest.mark.parametrize(
    ("name", "edit", "rule"),
    [
        ("Personal-Data@1", ("", ""), "id@version.toml"),
        ("personal_data@0", ("", ""), "id@version.toml"),
        ("broken@1", ("order = 1", "order = "), "cannot be read"),
        ("broken@1", ("order = 1\n", ""), "order"),
        ("broken@1", ('"protect.identifiers" = "drop"', '"protect.identifiers" = "melt"'), "melt"),
        ("broken@1", ('"protect.identifiers" = "drop"', '"protect.identifiers" = "keep"'), "are the same"),
        ("broken@1", ("right = true", ""), "exactly one right answer"),
        ("broken@1", ("minutes = 5", "minutes = 5\nsurprise = true"), "surprise"),
    ],
)
def test_a_broken_file_is_named_with_its_fault(tmp_path, name, edit, rule):
    copy(tmp_path, "personal_data@1", name, edit)
    with pytest.raises(DataError, match=re.escape(name)) as error:
        read_lesson(tmp_path / f"{name}.toml")
    assert rule in str(error.value)


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.key)
def test_texts_are_clean(one):
    for text in texts_of(one):
        assert text.strip()
        assert not re.search(r"anonymous|compliant|simply|leverage|seamless|\bTODO\b", text, re.IGNORECASE), text


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.key)
def test_a_group_is_led_through_it_in_reasonable_time(one):
    assert one.minutes <= one.facilitator.minutes <= 30
    assert min(map(len, (one.facilitator.ask, one.facilitator.mistakes, one.facilitator.discussion))) >= 2
