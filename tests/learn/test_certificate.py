"""The certificate, read back from the PDF."""

import datetime
import io

import pytest
from pypdf import PdfReader

from equipoise.core.errors import DataError
from equipoise.learn.certificate import LONGEST_NAME, certificate, checked_name
from equipoise.learn.lesson import titles
from equipoise.learn.progress import Progress, Score, Sitting, Tried
from equipoise.learn.route import routes
from equipoise.texts.catalogue import texts

ROUTE = routes()["essentials"]
LESSONS = {name: titles()[name] for name in ROUTE.lessons}
WORDS = texts().under("ui.course.certificate.pdf")
DAY = datetime.date(2026, 11, 23)


def sitting(right):
    return Sitting(form="essentials1_b@1", answers=(0,) * 4, right=(True,) * right + (False,) * (4 - right))


def course(right=3, lessons=LESSONS):
    progress = Progress().with_sitting("essentials", "after", sitting(right)).with_attack(False)
    for name in lessons:
        progress = progress.with_lesson(f"{name}@2", Score(right=2, of=3))
    return progress.with_challenge("both_ways@1", Tried(outcome="called_impossible", attempts=3))


def read(name="Ada", progress=None):
    (page,) = PdfReader(io.BytesIO(certificate(name, DAY, progress or course(), ROUTE, WORDS))).pages
    return page.extract_text()


def test_it_says_name_date_lessons_and_score():
    text = read("Ada Lovelace")
    assert "Ada Lovelace" in text and "23 November 2026" in text
    assert "6 of 9 right" in text and "3 of 4 right; 3 are asked for" in text
    assert "“Essentials”" in text and "3 lessons, and an attack on an invented person" in text
    assert all(f"{title} ({name}@2)" in text for name, title in LESSONS.items())
    assert "nobody watched the test" in text


@pytest.mark.parametrize("route", routes().values(), ids=list(routes()))
def test_it_says_what_was_asked_and_nothing_else(route):
    form = route.form("b")
    right = form.mark([question.answer for question in form.questions])
    progress = Progress().with_sitting(route.id, "after", right).with_attack(True)
    for name in route.lessons:
        progress = progress.with_lesson(f"{name}@2", Score(right=2, of=2))
    (page,) = PdfReader(io.BytesIO(certificate("Ada", DAY, progress, route, WORDS))).pages
    text = " ".join(page.extract_text().split())
    topics = {topic: texts()[f"ui.course.certificate.pdf.topic.{topic}"] for topic in routes()["course"].topics}
    assert {topic for topic, words in topics.items() if words in text} == set(route.topics)
    assert ("an attack on an invented person" in text) == route.attack


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
    assert read("  ").splitlines()[2].startswith("did the path")


def test_it_is_not_made_before_it_is_earned():
    with pytest.raises(DataError, match="not earned"):
        certificate("Ada", DAY, course(right=2), ROUTE, WORDS)


def test_the_name_is_in_no_progress():
    assert "Ada" not in str(course().to_dict())
