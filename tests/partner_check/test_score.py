"""Scores by hand, and the six companies."""

import pytest

from equipoise.partner_check.company import companies
from equipoise.partner_check.question import questions
from equipoise.partner_check.score import score
from equipoise.rules.book import book

ALL = dict.fromkeys(questions(), 2)


def test_there_are_22_questions_whose_rules_exist():
    assert len(questions()) == 22
    assert sum(question.weight for question in questions().values()) == 10 * 3 + 10 * 2 + 2 * 1
    assert {rule for question in questions().values() for rule in question.rules} <= set(book().rules)


def test_all_points_are_100_and_one_between_costs_its_weight():
    assert score(ALL).score == 100 and score(ALL).to_mend == () and score(ALL).verdict == "go"
    assert score(ALL | {"exit": 1}).score == pytest.approx(100 * 103 / 104)
    assert score(ALL | {"exit": 1, "role": 1}).to_mend == ("role", "exit")


def test_one_red_flag_of_weight_3_stops_and_of_weight_2_does_not():
    found = score(ALL | {"consent": 0})
    assert found.score > 94 and found.flags == ("consent",) and found.verdict == "stop"
    assert score(ALL | {"security": 0}).verdict == "go" and score(ALL | {"security": 0}).flags == ()


@pytest.mark.parametrize(
    ("halved", "verdict"),
    # 104 points in all; each question of weight 3 loses 3 of them, of weight 2 loses 2: 80% are 83.2 points
    [(6, "go"), (7, "mend"), (10, "mend")],
)
def test_limits_by_hand(halved, verdict):
    heavy = [name for name, question in questions().items() if question.weight == 3]
    found = score(ALL | dict.fromkeys(heavy[:halved], 1))
    assert found.score == pytest.approx(100 * (104 - 3 * halved) / 104) and found.verdict == verdict


def test_below_60_it_stops_without_any_flag():
    found = score(dict.fromkeys(questions(), 1))
    assert found.score == 50 and found.flags == () and found.verdict == "stop"


def test_what_was_not_asked_counts_as_a_red_flag():
    assert score({}).score == 0 and len(score({}).flags) == 10


def test_the_six_on_paper_and_in_truth():
    found = {name: (score(company.points).verdict, company.conduct) for name, company in companies().items()}
    assert found == {
        "brightwater": ("go", "joins"),
        "tern": ("go", "sells"),  # good paper, bad conduct
        "pinnacle": ("stop", "sells"),
        "fennel": ("mend", "joins"),  # little paper, good conduct
        "quillstone": ("mend", "profiles"),
        "northbeck": ("stop", "keeps"),
    }
    assert [company.order for company in companies().values()] == [1, 2, 3, 4, 5, 6]


def test_points_fit_to_what_is_said():
    for company in companies().values():
        for name, answer in company.answers.items():
            assert answer.said.endswith(".") and answer.said != questions()[name].good
