"""Letters to a real shop. One line a region and right: the article that it names, and how long the shop may take."""

import datetime
import re

import pytest

from equipoise.personal.letters import REGIONS, RIGHTS, letter, region

LETTERS = [
    ("eu", "access", "Article 15 of the General Data Protection Regulation", "one month"),
    ("eu", "correction", "Article 16 of the General Data Protection Regulation", "one month"),
    ("eu", "objection", "Article 21(2) of the General Data Protection Regulation", "stop at once"),
    ("eu", "erasure", "Article 17 of the General Data Protection Regulation", "one month"),
    ("uk", "access", "Article 15 of the UK General Data Protection Regulation", "one month"),
    ("uk", "correction", "Article 16 of the UK General Data Protection Regulation", "one month"),
    ("uk", "objection", "Article 21(2) of the UK General Data Protection Regulation", "stop at once"),
    ("uk", "erasure", "Article 17 of the UK General Data Protection Regulation", "one month"),
    ("california", "access", "Section 1798.110 of the California Civil Code", "45 days"),
    ("california", "correction", "Section 1798.106 of the California Civil Code", "45 days"),
    ("california", "objection", "Section 1798.120 of the California Civil Code", "15 business days"),
    ("california", "erasure", "Section 1798.105 of the California Civil Code", "45 days"),
]


@pytest.mark.parametrize(("where", "right", "law", "within"), LETTERS)
def test_a_letter_names_its_law_and_how_long_the_shop_may_take(where, right, law, within):
    text = letter(where, right)
    assert law in text and within in text
    assert "{" not in text and "[Your name]" in text  # nobody's name is asked for
    assert not re.search("compliant|anonymous", text, re.IGNORECASE)


def test_every_region_and_right_has_a_line_here():
    assert [(where, right) for where, right, _, _ in LETTERS] == [
        (where, right) for where in REGIONS for right in RIGHTS
    ]


@pytest.mark.parametrize("name", REGIONS)
def test_every_region_names_its_source_and_the_day_it_was_read(name):
    told = region(name)
    assert told.source.startswith("https://") and told.checked <= datetime.date(2026, 12, 31)


def test_an_objection_in_california_is_about_selling_and_sharing():
    assert "Do not sell or share" in letter("california", "objection")
    assert "object" in letter("eu", "objection")
