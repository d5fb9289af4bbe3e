import datetime
import json
import re
import uuid

from equipoise.learn import progress_file, signing
from equipoise.learn.progress import Progress, Score, Sitting
from equipoise.learn.statements import VERBS, statements

KEY = b"k" * 32
DONE = (
    Progress()
    .with_lesson("codes@1", Score(right=1, of=2))
    .with_sitting("essentials", "before", Sitting(form="x@1", answers=(0,) * 4, right=(False,) * 4))
    .with_sitting(
        "essentials", "after",
        Sitting(form="x@1", answers=(0,) * 4, right=(True,) * 3 + (False,), on=datetime.date(2026, 11, 30)),
    )
    .with_attack(True)
)  # fmt: skip


def test_every_part_is_said_once_with_its_score():
    lesson, before, after, attack = statements(DONE)
    assert lesson["result"]["score"] == {"raw": 1, "min": 0, "max": 2, "scaled": 0.5}
    assert lesson["object"]["id"].endswith("lesson/codes@1")
    assert before["verb"]["id"] == f"{VERBS}completed" and "success" not in before["result"]
    assert after["verb"]["id"] == f"{VERBS}passed" and after["result"]["success"] is True
    assert list(after["result"]["extensions"].values()) == ["2026-11-30"]
    assert attack["result"]["score"]["max"] == 1


def test_a_test_with_fewer_than_two_thirds_is_failed():
    low = Progress().with_sitting("essentials", "after", Sitting(form="x@1", answers=(0,), right=(False,)))
    (one,) = statements(low)
    assert one["verb"]["id"] == f"{VERBS}failed" and one["result"]["success"] is False


def test_statements_are_as_the_standard_wants_them():
    for one in statements(DONE):
        assert {"id", "actor", "verb", "object", "result"} == set(one)
        assert str(uuid.UUID(one["id"])) == one["id"]
        assert set(one["actor"]["account"]) == {"homePage", "name"}
        assert all(re.match(r"https?://", address) for address in (one["verb"]["id"], one["object"]["id"]))
    assert statements(DONE) == statements(DONE)
    assert len({one["id"] for one in statements(DONE)}) == 4


def test_the_file_holds_them_signed_and_is_read_without_them():
    file = progress_file.write_file(DONE, KEY)
    assert json.loads(file)["content"]["statements"] == statements(DONE)
    assert progress_file.read(file.encode(), KEY) == DONE
    assert len(file.encode()) < signing.MAX_BYTES
