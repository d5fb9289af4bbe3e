import dataclasses
import datetime
import math

import pytest

from equipoise.studies.evidence.entries import entries
from equipoise.studies.evidence.results import Found
from equipoise.texts.numerals import NOTHING
from equipoise.ui.evidence import wording

LIFT, DIRECTION, OUTSIDE, AREA = (entries()[name] for name in ("D19", "A12", "A08", "D18"))


def found(entry, *values):
    seeds = tuple(range(len(values)))
    return Found(entry=entry, values=values, seeds=seeds, date=datetime.date(2026, 11, 30), version="1")


def test_a_card_shows_both_values_with_their_ranges_and_what_was_measured():
    card = wording.effect(LIFT, found(LIFT, 2.0, 2.0))
    assert card.published == ("Published", "1.72 times (1.50 to 2.10)")
    assert card.here == ("Here", "2.00 times (2.00 to 2.00)")
    assert (card.verdict, card.agrees, card.floor) == ("agrees", True, 0.0)
    assert card.notes[0] == LIFT.measured and card.link == LIFT.link
    assert card.alt == f"Published: {card.published[1]}. Here: {card.here[1]}. agrees."


def test_what_is_outside_the_range_is_said_in_the_same_place():
    card = wording.effect(LIFT, found(LIFT, 9.0, 9.0))
    assert (card.verdict, card.agrees) == ("does not agree", False)


def test_a_direction_has_no_published_mark():
    card = wording.effect(DIRECTION, found(DIRECTION, 3.0, 3.1))
    assert card.published[1] == "more than none" and math.isnan(card.values[0].value) and card.agrees


def test_an_area_under_the_curve_is_drawn_from_a_coin_on():
    assert wording.effect(AREA, found(AREA, 0.62, 0.62)).floor == 0.5


def test_what_cannot_be_expressed_gives_its_reason_and_no_marks():
    card = wording.effect(OUTSIDE, None)
    assert card.agrees is None and card.notes == (OUTSIDE.reason,)


@pytest.mark.parametrize(
    ("verified", "end"), [("verified", "2004"), ("unchecked", "2004 (unchecked: quoted from memory)")]
)
def test_a_source_says_how_sure_its_value_is(verified, end):
    assert wording.source(dataclasses.replace(LIFT, source="Somebody 2004", verified=verified)) == f"Somebody {end}"


def test_a_table_has_a_row_an_effect():
    table = wording.table([LIFT, OUTSIDE], {LIFT.id: found(LIFT, 2.0, 2.0)})
    assert table.iloc[0].tolist()[:4] == [
        LIFT.claim, "1.72 times (1.50 to 2.10)", "2.00 times (2.00 to 2.00)", "agrees"
    ]  # fmt: skip
    assert table.iloc[1].tolist()[2:4] == [NOTHING, "cannot be expressed"]


def test_groups_are_counted_in_words():
    assert wording.counts("not_fitted", [True, False, True]) == ["2 of 3 agree", "1 do not agree"]
    assert wording.counts("fitted", [True, True]) == ["2 of 2 agree"]
    assert wording.counts("not_expressible", [None, None]) == ["2"]
