import datetime
import io

import pytest
from pypdf import PdfReader

from equipoise.by_design.breach import leak
from equipoise.by_design.documents import BLANK, KINDS, paper
from equipoise.rules.practices import card

DAY = datetime.date(2026, 12, 1)


@pytest.mark.parametrize("kind", KINDS)
def test_a_paper_says_what_is_known_and_leaves_the_rest_blank(settings, outcome, kind):
    made = paper(kind, settings, outcome, card("typical"), ("EU",), DAY)
    text = made.to_markdown()
    assert text.count(BLANK) == sum(len(part.blanks) for part in made.parts) >= 5
    assert f"{leak(settings).people:,}" in text
    assert "compliant" not in text.lower() and "legal advice" in text
    if kind == "record":
        assert "24 months" in text
    else:
        assert f"{100 * outcome.headlines.identified.value:.0f} in 100" in text and "EU-07" in text


@pytest.mark.parametrize("kind", KINDS)
def test_it_can_be_printed(settings, outcome, kind):
    made = paper(kind, settings, outcome, card("worst"), ("EU", "UK"), DAY)
    pages = PdfReader(io.BytesIO(made.to_pdf())).pages
    said = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert made.title in said and all(part.title in said for part in made.parts) and "1 December 2026" in said
