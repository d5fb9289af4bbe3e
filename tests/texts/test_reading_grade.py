"""Plain words are easy to read: Flesch-Kincaid grade 8 or lower, in all texts that plain mode shows."""

import re

import pytest

from equipoise.texts.catalogue import in_language
from reading import GRADE, grade, offenders

PLAIN = re.compile(
    r"(ui|cast|letter|crowd|stage|trace|profile|note|narrate|consent_side)\..*|number\.\w+\.(plain|good|who)"
    r"|lever\..*\.(help|inactive)|attack\.\w+\.plain|.*\.(what|not_against|aims|not_fixed)"
)
"""Keys of what plain mode shows as sentences; `how` of a number, its title and its source are the field's words."""


@pytest.fixture(scope="module")
def hard():
    texts = in_language("en")
    return offenders({key: texts[key] for key in texts if PLAIN.fullmatch(key)})


def test_plain_texts_are_easy(hard):
    assert hard == {}


def test_the_grade_is_that_of_the_formula():
    # .39 * words/sentences + 11.8 * syllables/words - 15.59.
    # "The shop sees you. It sees what you buy." 9 words, 2 sentences, 9 syllables: 1.755 + 11.8 - 15.59 = -2.035.
    assert grade("The shop sees you. It sees what you buy.") == pytest.approx(-2.035, abs=0.01)


def test_a_hard_text_would_be_noticed():
    hard = "Pseudonymised behavioural characteristics facilitate probabilistic re-identification of customers " * 2
    assert list(offenders({"a": hard})) == ["a"] and grade(hard) > GRADE
