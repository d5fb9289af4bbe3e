import dataclasses
import io

import pytest
from pypdf import PdfReader

from equipoise.core.errors import DataError
from equipoise.learn import signing
from equipoise.learn.certificate import earned
from equipoise.learn.exam import forms
from equipoise.learn.progress import Progress, Score, Tried
from equipoise.ui.learn import keep

KEY = b"k" * 32
LESSONS = {"names": "What is in a name", "yes": "A yes that is one"}
RIGHT = forms()["b"].mark([question.answer for question in forms()["b"].questions])
DONE = (
    Progress()
    .with_lesson("names@1", Score(right=2, of=3))
    .with_lesson("yes@1", Score(right=0, of=0))
    .with_sitting("after", RIGHT)
    .with_challenge("both_ways@1", Tried(outcome="called_impossible", attempts=4))
)


def test_a_file_brings_progress_back():
    assert keep.read(signing.seal(DONE.to_dict(), KEY).encode(), KEY) == DONE


def test_a_file_whose_marks_were_made_up_is_refused():
    wrong = dataclasses.replace(RIGHT, answers=(0,) * 8)
    file = signing.seal(Progress().with_sitting("before", wrong).to_dict(), KEY)
    with pytest.raises(DataError, match="marks do not fit"):
        keep.read(file.encode(), KEY)


def test_a_sitting_of_an_older_form_keeps_its_score():
    old = dataclasses.replace(RIGHT, form="b@9", answers=(7,) * 8)
    file = signing.seal(Progress().with_sitting("before", old).to_dict(), KEY)
    assert keep.read(file.encode(), KEY).before == old


def test_the_table_has_every_part_of_the_course():
    states = dict(keep.table(DONE, LESSONS).itertuples(index=False))
    assert states["What is in a name"] == "2 of 3 right" and states["A yes that is one"] == "done"
    assert states["Test before the course"] == "–" and states["Test after the course"] == "8 of 8 right"
    assert states["Challenge: The promise on the poster"] == "rightly said that it cannot be done"


def test_what_a_certificate_lacks_is_told_in_words():
    assert keep.missing(earned(DONE, list(LESSONS)), LESSONS) == []
    (lesson, test) = keep.missing(earned(Progress(), list(LESSONS)), LESSONS)
    assert "What is in a name, A yes that is one" in lesson and "at least 6 of 8" in test
    many = {str(number): str(number) for number in range(9)}
    assert keep.missing(earned(Progress(), list(many)), many)[0] == "9 of the 9 lessons"


def test_the_certificate_has_its_words():
    (page,) = PdfReader(io.BytesIO(keep.make("Ada", DONE, LESSONS))).pages
    assert "Ada" in page.extract_text() and "What is in a name (names@1)" in page.extract_text()
