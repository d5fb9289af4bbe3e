from typing import get_args

import numpy as np
import pytest

from equipoise.chain.settings import Settings
from equipoise.numerics.rate import UNKNOWN, Rate
from equipoise.stages.measure.notions import NO_GAP, Conclusion, Gap, find
from equipoise.studies.fairness import impossible_together, standing, thresholds_for
from equipoise.texts.catalogue import texts
from equipoise.ui.fairness_lab import session, trade_offs, wording

SMALL = Settings().replace(**{"population.size": 2_000})


def decided(attribute):
    """All notions at the company's own thresholds."""
    here = standing(SMALL, attribute)
    return find(here.ranked.at(here.decided))


def gap(verdict, value=0.1, low=0.07, high=0.13):
    return Gap(gap=Rate(value, low, high, 900), high=0, low=1, verdict=verdict)


@pytest.mark.parametrize(
    ("verdict", "said"),
    [
        ("apart", "**≠ 10 in 100 apart** (7.0 to 13)"),
        ("alike", "**≈ alike:** 10 in 100 apart, surely little (7.0 to 13)"),
        ("unclear", "**? cannot tell:** 10 in 100 apart (7.0 to 13)"),
    ],
)
def test_a_verdict_carries_its_interval(verdict, said):
    assert wording.verdict(gap(verdict)) == said


def test_small_groups_get_no_verdict():
    assert wording.verdict(NO_GAP) == "**– no verdict:** too few people"
    assert wording.cell(NO_GAP, exact=True) == "–"


@pytest.mark.parametrize(
    ("ratio", "said"),
    [((0.7, 0.6, 0.79), "**below it**"), ((0.9, 0.85, 1.0), "above it"), ((0.82, 0.75, 0.9), "cannot tell")],
)
def test_the_four_fifths_line_needs_the_whole_interval_on_one_side(ratio, said):
    found = Rate(*ratio, 900)
    assert said in wording.four_fifths(found, wording.side(found, checked=True))
    assert "too few" in wording.four_fifths(UNKNOWN, wording.side(UNKNOWN, checked=True))


def test_the_four_fifths_line_needs_a_look_at_other_pasts():
    below, spans = Rate(0.7, 0.6, 0.79, 900), Rate(0.82, 0.75, 0.9, 900)
    assert "not decided" in wording.four_fifths(below, wording.side(below, checked=False))
    assert wording.side(spans, checked=False) == "unclear"  # other pasts only widen it


def test_gaps_in_the_table_are_marks_and_numbers():
    assert wording.cell(gap("apart"), exact=False) == "≠ 10"
    assert wording.cell(gap("unclear"), exact=True) == "? 10 (7.0 to 13)"


@pytest.mark.parametrize("attribute", ["sex", "sex_by_heritage"])
def test_cards_and_table_name_every_group(attribute):
    found = decided(attribute)
    card = wording.card("equalised_odds", found, attribute, expert=True)
    assert [line.name for line in card.lines] == list(wording.names(attribute))
    assert card.lines[0].rate == found.rates["false_positive_rate"][0]
    table = wording.table(found, attribute, expert=False)
    assert table.iloc[:, 0].tolist() == list(wording.names(attribute)) and len(table.columns) == 10
    assert "Demographic parity: " in wording.alternative(found, expert=True)


def test_every_conclusion_has_its_words():
    found, every = decided("sex"), texts().under("ui.fair.conclusion")
    assert set(every) == set(get_args(Conclusion))
    told = {said: wording.conclusion(said, found, "sex") for said in every}
    assert {said: words for said, words in told.items() if not words or "{" in words} == {}


def test_what_follows_depends_on_the_base_rates():
    sex, age = (impossible_together(Settings(), name) for name in ("sex", "age_band"))
    assert "groups do not differ" in trade_offs.statement(sex, "sex")
    assert "truly differ" in trade_offs.statement(age, "age_band")
    assert trade_offs.remaining(age)[1].gap.value > 0.05
    matrix = trade_offs.matrix(age, expert=False)
    assert len(matrix) == 6 and matrix.iloc[1, 1].lstrip("≈?≠ ").startswith("0")


@pytest.fixture
def state(monkeypatch):
    """The state of a session without a page."""
    kept = {}
    monkeypatch.setattr(session.st, "session_state", kept)
    return kept


def test_thresholds_that_make_room_keep_to_the_budget(state):
    here = standing(SMALL, "sex")
    first = session.tried(SMALL, here).steps
    assert first == tuple(here.decided)
    session.move(SMALL, here, 0, first[0] + 40)
    moved = session.tried(SMALL, here).steps
    before, after = (find(here.ranked.at(np.array(steps))).offers for steps in (first, moved))
    assert moved[0] == first[0] + 40
    assert moved[1] < first[1] and abs(after - before) <= 6


def test_thresholds_that_are_not_linked_stay(state):
    here = standing(SMALL, "sex")
    first = session.tried(SMALL, here).steps
    state[session.LINKED] = False
    session.move(SMALL, here, 0, first[0] + 40)
    assert session.tried(SMALL, here).steps == (first[0] + 40, *first[1:])


def test_thresholds_last_until_the_ranking_changes(state, fresh_service):
    here = standing(SMALL, "sex")
    session.satisfy(SMALL, here, "selection_rate")
    assert session.tried(SMALL, here).steps == thresholds_for(SMALL, "sex", "selection_rate") != tuple(here.decided)
    session.satisfy(SMALL, here, session.COMPANY)
    assert session.tried(SMALL, here).steps == tuple(here.decided)
    session.move(SMALL, here, 0, 100)
    elsewhere = SMALL.replace(**{"history.label_bias": 0.5})
    there = standing(elsewhere, "sex")
    assert session.tried(elsewhere, there).steps == tuple(there.decided)
