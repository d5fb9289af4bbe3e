import pytest

from equipoise.learn.lesson import lessons
from equipoise.texts.numerals import NOTHING
from equipoise.ui.learn.lesson_reveal import as_table, number_of


@pytest.mark.parametrize(
    ("measure", "name"),
    [
        ("headlines.identified", "identified"),
        ("consent.yes.offers", "yes"),
        ("attacks.linkage.risk", "risk"),
        ("attacks.membership.details.withdrawn_advantage", "withdrawn_advantage"),
    ],
)
def test_numbers_are_explained_under_their_own_name(measure, name):
    assert number_of(measure) == name


def test_the_table_has_every_claim_with_its_intervals(typical):
    lesson = lessons()["real_consent"]
    table = as_table(lesson, [(claim, claim.read(typical, typical)) for claim in lesson.claims])
    assert list(table.columns[[1, 3]]) == ["Refusal on page two", "Equal buttons"]
    assert len(table) == 3 and list(table["Change"]) == ["0.0"] * 3
    assert list(table.iloc[:, -1] == NOTHING) == [False, True, False]
