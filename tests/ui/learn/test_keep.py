import dataclasses
import io

import pytest
from pypdf import PdfReader

from equipoise.core.errors import DataError
from equipoise.learn import progress_file, signing
from equipoise.learn.progress import Progress, Score, Tried
from equipoise.learn.route import earned, routes
from equipoise.ui.learn import certified, keep

KEY = b"k" * 32
ROUTE = routes()["essentials"]
FORM = ROUTE.form("b")
RIGHT = FORM.mark([question.answer for question in FORM.questions])
DONE = (
    Progress()
    .with_lesson("personal_data@1", Score(right=2, of=3))
    .with_lesson("opt_in_or_out@2", Score(right=0, of=0))
    .with_lesson("biased_past@2", Score(right=1, of=2))
    .with_attack(True)
    .with_sitting("essentials", "after", RIGHT)
    .with_challenge("both_ways@1", Tried(outcome="called_impossible", attempts=4))
)


def test_a_file_brings_progress_back():
    assert progress_file.read(signing.seal(DONE.to_dict(), KEY).encode(), KEY) == DONE


def test_a_file_whose_marks_were_made_up_is_refused():
    wrong = dataclasses.replace(RIGHT, answers=(2,) * 4)
    file = signing.seal(Progress().with_sitting("essentials", "before", wrong).to_dict(), KEY)
    with pytest.raises(DataError, match="marks do not fit"):
        progress_file.read(file.encode(), KEY)


def test_a_sitting_of_an_older_form_keeps_its_score():
    old = dataclasses.replace(RIGHT, form="essentials9_b@1", answers=(7,) * 4)
    file = signing.seal(Progress().with_sitting("essentials", "before", old).to_dict(), KEY)
    assert progress_file.read(file.encode(), KEY).tests["essentials"].before == old


def test_the_table_has_every_part_of_the_path():
    states = dict(keep.table(DONE, ROUTE).itertuples(index=False))
    assert states["What is personal data?"] == "2 of 3 right" and states["Opt-in or opt-out"] == "done"
    assert states["First test"] == "–" and states["Second test"] == "4 of 4 right"
    assert states["One attack"] == "1 found, 1 tried"
    assert states["Challenge: The promise on the poster"] == "rightly said that it cannot be done"


def test_what_a_certificate_lacks_is_told_in_words():
    assert certified.missing(earned(DONE, ROUTE), ROUTE) == []
    lessons, attack, test = certified.missing(earned(Progress(), ROUTE), ROUTE)
    assert "What is personal data?, Opt-in or opt-out" in lessons and "at least 3 of 4" in test
    assert attack == "one attack in the Attack lab"
    whole = routes()["course"]
    assert (
        certified.missing(earned(Progress(), whole), whole)[0]
        == f"{len(whole.lessons)} of the {len(whole.lessons)} lessons"
    )


def test_the_certificate_has_its_words():
    (page,) = PdfReader(io.BytesIO(certified.make("Ada", DONE, ROUTE))).pages
    assert "Ada" in page.extract_text() and "What is personal data? (personal_data@1)" in page.extract_text()
