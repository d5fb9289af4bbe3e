from equipoise.ui.shared import explain, headlines, tables
from ui_fakes import rate

SHOWN = {
    *headlines.HEADLINES,
    *tables.TARGETING_NUMBERS,
    *tables.GROUP_NUMBERS,
    "attack",
    "baseline",
    "control",
    "risk",
}


SAID = ("What is this?", "How is it computed?", "What is good?", "Who is counted?", "8,000 counted")


def test_every_number_answers_the_four_questions():
    told = {number: explain.answers(number, rate(0.41)) for number in SHOWN}
    unsaid = {number: [words for words in SAID if words not in text] for number, text in told.items()}
    assert {number: words for number, words in unsaid.items() if words} == {}


def test_money_is_not_taken_for_a_share():
    assert "1,194 to 1,274" in explain.answers("margin_per_1000", rate(1_234.0, 40))
    assert "40 to 42" in explain.answers("right_offer", rate(0.41))


def test_a_headline_leads_to_the_published_effects_that_concern_it():
    told = explain.sections("identified", rate(0.41))
    assert told.more is not None and told.more[2] == "evidence?about=identified"
    assert "](evidence?about=identified)" in explain.answers("identified")


def test_a_number_that_no_effect_concerns_leads_nowhere():
    assert explain.sections("precision_at_budget").more is None
    assert "evidence" not in explain.answers("precision_at_budget")
