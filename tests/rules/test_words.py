"""The rules' own words are easy: reading grade 9 at most, and nothing is promised."""

from equipoise.rules.book import book
from equipoise.rules.fact import known_facts
from reading import offenders

GRADE = 9.0


def words():
    found = {f"{rule.id}.why": rule.why for rule in book().rules.values()}
    found |= {f"{rule.id}.title": rule.title for rule in book().rules.values()}
    found |= {f"{rule.id}.remedy": rule.remedy.text for rule in book().rules.values()}
    stories = book().decisions.values()
    found |= {story.id: f"{story.happened} {story.status} {story.teaches}" for story in stories}
    found |= {each.id: each.text for each in (*book().coming.values(), *book().changes.values())}
    for regime in book().regimes.values():
        found |= {f"{regime.id}.{line}": text for line, text in (*regime.lines.items(), ("status", regime.status))}
    return found | {name: fact.label for name, fact in known_facts().items()}


def test_words_are_easy():
    assert {key: grade for key, grade in offenders(words()).items() if grade > GRADE} == {}


def test_no_promise_is_made():
    promising = ("compliant", "anonymous", "guarantee", "safe harbour")
    assert [key for key, text in words().items() if any(word in text.lower() for word in promising)] == []


def test_regimes_are_compared_in_the_same_lines():
    lines = {"asking", "refusing", "sensitive", "children", "machines", "nameless", "breach", "penalty", "reach"}
    assert [each.id for each in book().regimes.values() if not {"asking", "reach"} <= set(each.lines) <= lines] == []


def test_a_story_has_three_sentences():
    long = {story.id for story in book().decisions.values() for part in (story.happened, story.teaches) if ". " in part}
    assert long == set()
