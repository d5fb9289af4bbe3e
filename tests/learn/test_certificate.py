"""The certificate, read back from the PDF."""

import datetime
import io

import pytest
from pypdf import PdfReader

from equipoise.core.errors import DataError
from equipoise.learn.certificate import LONGEST_NAME, certificate, checked_name, earned
from equipoise.learn.progress import Progress, Score, Sitting, Tried
from equipoise.texts.catalogue import texts

LESSONS = {f"lesson_{n}": f"Title of lesson {n}" for n in range(1, 13)}
WORDS = texts().under("ui.course.certificate.pdf")
DAY = datetime.date(2026, 11, 23)


def sitting(right):
    return Sitting(form="b@1", answers=(0,) * 8, right=(True,) * right + (False,) * (8 - right))


def course(right=7, lessons=LESSONS):
    progress = Progress().with_sitting("after", sitting(right))
    for name in lessons:
        progress = progress.with_lesson(f"{name}@2", Score(right=2, of=3))
    return progress.with_challenge("both_ways@1", Tried(outcome="called_impossible", attempts=3))


def read(name="Ada", progress=None):
    (page,) = PdfReader(io.BytesIO(certificate(name, DAY, progress or course(), LESSONS, WORDS))).pages
    return page.extract_text()


def test_it_says_name_date_lessons_and_score():
    text = read("Ada Lovelace")
    assert "Ada Lovelace" in text and "23 November 2026" in text
    assert "24 of 36 right" in text and "7 of 8 right" in text and "solved: 1" in text
    assert all(f"{title} ({name}@2)" in text for name, title in LESSONS.items())
    assert "not checked" in text


@pytest.mark.parametrize("name", ["Zoë Łukasiewicz-Ærø", "Ἀριστοτέλης", "Жанна Її Ђ", "Nguyễn Văn Ân", "Σοφία"])
def test_names_in_other_letters_come_out_right(name):
    assert name in read(name)


def test_letters_and_their_accents_may_come_apart():
    assert "Zoë" in read("Zoe\u0308")


@pytest.mark.parametrize(
    ("name", "missing"), [("山田 花子", "山田花子"), ("محمد", "محد"), ("Ada 🙂", "🙂"), ("Ada \u202egnu", "�")]
)
def test_letters_that_the_font_lacks_are_refused_by_name(name, missing):
    with pytest.raises(DataError, match=f"'{missing}': .*write it by hand"):
        checked_name(name)


def test_long_names_shrink_and_longer_ones_are_refused():
    longest = "W" * LONGEST_NAME
    assert longest in read(longest)
    with pytest.raises(DataError, match="Shorten it"):
        checked_name(longest + "W")


def test_markup_is_only_text():
    assert "**<b>Ada</b>** {0}" in read("**<b>Ada</b>** {0}")


def test_without_a_name_there_is_a_line_to_write_on():
    assert read("  ").splitlines()[2].startswith("finished the 12 lessons")


def test_what_is_missing_is_told():
    found = earned(Progress().with_lesson("lesson_1@1", Score(right=0, of=3)), list(LESSONS))
    assert found.lessons == tuple(LESSONS)[1:] and found.test == "untaken" and not found.complete
    assert earned(course(right=5), list(LESSONS)).test == "low"
    assert earned(course(right=6), list(LESSONS)).complete


def test_it_is_not_made_before_it_is_earned():
    with pytest.raises(DataError, match="not earned"):
        certificate("Ada", DAY, course(right=5), LESSONS, WORDS)


def test_the_name_is_in_no_progress():
    assert "Ada" not in str(course().to_dict())
