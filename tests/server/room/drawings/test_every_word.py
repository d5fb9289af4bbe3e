"""Every word of a drawing comes from ``data/``, or from whoever answered: with all texts marked, none is left."""

import pytest

import marked
from equipoise.learn.lesson import lessons
from equipoise.numerics.rate import UNKNOWN
from equipoise.rooms.activities.registry import STEPS, steps
from equipoise.rooms.agenda import agendas
from equipoise.rooms.step import Participant
from equipoise.server.room.drawings import number
from equipoise.server.room.drawings.registry import DRAWINGS
from room_steps import answers
from rooms.activities.test_safeguard import SOME, kept, saved

ME = Participant(id="p1", place=1)
GIVEN = {
    "number": [1, 20, 40, 60, 99],
    "vote": [0, 1, 1, 1, 0],
    "safeguard": [0, 1, 1, 1, 0],
    "order": [[1, 2, 3, 4, 5], [2, 1, 3, 5, 4]] * 3,
    "text": ["7", "8"],
    "commit": [{"what": "7", "who": "8", "when": "2030-05-04"}],
}
KEPT = {"May", "IT", "IFOP", "CNIL"}


@pytest.fixture(scope="module", autouse=True)
def marks(tmp_path_factory):
    """Let every text be marked while this module runs."""
    with pytest.MonkeyPatch.context() as patch:
        marked.read_from(marked.folder(tmp_path_factory.mktemp("marked")), patch)
        yield
    marked.forget()


def rate(value):
    return {"value": value, "low": value - 2, "high": value + 2, "source": ""}


def computed(step):
    """What the engine could have found for a step."""
    if step.kind == "safeguard":
        return kept(*[saved(SOME), saved(UNKNOWN), saved(SOME, in_force=True)] * 2)[: len(step.spec["options"])]
    if "lesson" in step.spec:
        return {"numbers": [[rate(40.0), rate(9.1)] for _ in lessons()["codes"].claims * 2], "crowds": []}
    return [rate(10.0 * place) for place, _ in enumerate(step.spec["things"])] if "things" in step.spec else None


def drawn():
    """Everything that is drawn of the steps of all agendas, as far as this module knows answers to them."""
    for step in (step for one in agendas().values() for step in steps(one) if step.kind in GIVEN):
        drawing, kind = DRAWINGS[step.kind], STEPS[step.kind]
        for given in (answers(*GIVEN[step.kind]), answers(*GIVEN[step.kind])[:1], []):
            for known in (computed(step), None):
                result = kind.result(step, given, (), known, 0)
                yield from (drawing.picture(step, result, large=large) for large in (True, False))
                yield from (drawing.own(step, result, mine) for mine in [*given[:1], None])
        yield drawing.form(step, None, ME, 0)


def words():
    return {word for piece in drawn() for word in marked.words(f"<p>{piece}</p>")} - KEPT


def test_no_word_of_a_drawing_is_written_into_the_code():
    assert {step.kind for one in agendas().values() for step in steps(one)} >= GIVEN.keys()
    assert words() == set()


def test_a_word_that_is_written_into_the_code_is_found(monkeypatch):
    there = number.say
    monkeypatch.setattr(number, "say", lambda key, **names: f"{there(key, **names)} Forgotten")
    assert words() == {"Forgotten"}
