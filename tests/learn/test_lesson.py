import dataclasses
import re

import pytest

from equipoise.core.errors import DataError
from equipoise.core.resources import data
from equipoise.learn import lesson as module
from equipoise.learn.lesson import lesson, lessons, read_lesson, versions
from reading import offenders

ALL = list(versions().values())


def texts_of(value):
    """Every text in a lesson, however deep."""
    if isinstance(value, str):
        yield value
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            if field.name not in ("settings", "id", "page", "branch", "measure", "comparison"):
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
        ("broken@1", ("minutes = 5", "minutes = 5\ncrowd = { fact = 'rich' }"), "no crowd is lit"),
        ("broken@1", ("minutes = 5", "minutes = 5\ncrowd = { fact = 'found', split = 'taste' }"), "no crowd is lit"),
        (
            "broken@1",
            ("minutes = 5", "minutes = 5\nestimate = { claim = 9, side = 'after', ends = [1, 2] }"),
            "estimate",
        ),
        ("broken@1", ("minutes = 5", "minutes = 5\nestimate = { claim = 0, side = 'after', ends = [1] }"), "estimate"),
    ],
)
def test_a_broken_file_is_named_with_its_fault(tmp_path, name, edit, rule):
    copy(tmp_path, "personal_data@1", name, edit)
    with pytest.raises(DataError, match=re.escape(name)) as error:
        read_lesson(tmp_path / f"{name}.toml")
    assert rule in str(error.value)


CLAIMS = re.compile(r"anonymous|compliant|simply|leverage|seamless|\bTODO\b", re.IGNORECASE)


def unclean(one):
    """The texts of a lesson that are empty or say what they may not."""
    return [text for text in texts_of(one) if not text.strip() or CLAIMS.search(text)]


def test_texts_are_clean():
    assert all(len(list(texts_of(one))) > 20 for one in ALL)
    assert {one.key: unclean(one) for one in ALL if unclean(one)} == {}


def test_the_rule_sees_a_text_that_is_not_clean():
    deep = dataclasses.replace(ALL[0].facilitator, ask=("It is anonymous.",))
    assert unclean(dataclasses.replace(ALL[0], title=" ", facilitator=deep)) == [" ", "It is anonymous."]


def test_a_group_is_led_through_it_in_reasonable_time():
    for one in ALL:
        led = one.facilitator
        assert one.minutes <= led.minutes <= 30, one.key
        assert min(map(len, (led.ask, led.mistakes, led.discussion))) >= 2, one.key


def read_by_a_learner(one):
    """The texts of a lesson that a learner meets, from its title to the question for later; not the facilitator's."""
    asked = (one.prediction, *one.quiz)
    yield from (one.title, one.objective, one.misconception, one.situation, one.finding, one.explanation)
    yield from (one.before.title, one.after.title, one.later.question, one.later.answer)
    yield from (text for claim in one.claims for text in (claim.title, claim.per))
    yield from (text for question in asked for text in (question.text, *texts_of(question.options)))


MOST_WORDS = 300


def words(one):
    return sum(len(text.split()) for text in read_by_a_learner(one))


def test_lessons_have_half_the_words_that_they_began_with():
    first = {one.id: one for one in sorted(ALL, key=lambda one: -one.version)}
    now = {name: words(one) for name, one in lessons().items()}
    long = [name for name, one in first.items() if words(one) > MOST_WORDS]  # later ones began short
    rewritten = [name for name in long if lessons()[name].version > first[name].version]
    assert sum(now[name] for name in rewritten) <= sum(words(first[name]) for name in rewritten) / 2
    assert len(rewritten) >= 10 and max(now.values()) <= MOST_WORDS, now


def test_lessons_are_easy_to_read():
    counted = {claim.per for one in lessons().values() for claim in one.claims}  # of what a number is: no sentence
    read = {f"{one.key}: {text}": text for one in lessons().values() for text in read_by_a_learner(one)}
    assert offenders({place: text for place, text in read.items() if text not in counted}) == {}
