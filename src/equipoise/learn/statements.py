"""Progress as statements of the Experience API (xAPI 1.0.3), for a learning record store.

The learner has no name here: the account is called "learner", and whoever imports the statements puts theirs in its
place. Only the day of a test is kept, so it is an extension and not the time of the statement.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any, get_args

from equipoise.learn.lesson import titles
from equipoise.learn.progress import Progress, Score, Sitting, When
from equipoise.learn.route import Route, routes

VERBS = "http://adlnet.gov/expapi/verbs/"
_TYPES = "http://adlnet.gov/expapi/activities/"
_HOME = "https://equipoise.invalid"
_ACTOR = {"objectType": "Agent", "account": {"homePage": _HOME, "name": "learner"}}
Statement = dict[str, Any]


def statements(progress: Progress) -> list[Statement]:
    """Return one statement for every finished lesson, every test, and the attack."""
    return [*_lessons(progress), *_tests(progress), *_attack(progress)]


def _lessons(progress: Progress) -> Iterator[Statement]:
    for key, score in progress.lessons.items():
        title = titles().get(key.partition("@")[0], key)
        yield _statement("completed", f"lesson/{key}", "lesson", title, _result(score))


def _tests(progress: Progress) -> Iterator[Statement]:
    for name, exams in progress.tests.items():
        route = routes().get(name)
        for when in get_args(When):
            sitting = exams.taken(when)
            if route is not None and sitting is not None:
                yield _test(route, when, sitting)


def _test(route: Route, when: str, sitting: Sitting) -> Statement:
    passed = sitting.score.right >= route.least
    verb = "completed" if when != "after" else "passed" if passed else "failed"
    result = _result(sitting.score) | ({"success": passed} if when == "after" else {})
    if sitting.on:
        result["extensions"] = {f"{_HOME}/day": sitting.on.isoformat()}
    return _statement(verb, f"test/{route.key}/{when}", "assessment", f"{route.title}: {when}", result)


def _attack(progress: Progress) -> Iterator[Statement]:
    if progress.attack.of:
        yield _statement("completed", "attack", "simulation", "Attack lab", _result(progress.attack))


def _result(score: Score) -> dict[str, Any]:
    points = {"raw": score.right, "min": 0, "max": score.of, "scaled": score.right / score.of}
    return {"completion": True} | ({"score": points} if score.of else {})


def _statement(verb: str, place: str, kind: str, title: str, result: dict[str, Any]) -> Statement:
    activity = f"{_HOME}/{place}"
    return {
        "id": str(uuid.uuid5(uuid.NAMESPACE_URL, f"{activity} {verb} {sorted(result.items())}")),
        "actor": _ACTOR,
        "verb": {"id": f"{VERBS}{verb}", "display": {"en": verb}},
        "object": {
            "objectType": "Activity",
            "id": activity,
            "definition": {"type": f"{_TYPES}{kind}", "name": {"en": title}},
        },
        "result": result,
    }
