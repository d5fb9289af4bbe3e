import dataclasses
import re

import pytest

from equipoise.numerics.rate import UNKNOWN, Rate
from equipoise.ui.charts.effects import Effect, effects, scale, tally
from equipoise.ui.charts.style import BLUE, GREY, ORANGE

EFFECT = Effect(
    name="A04",
    claim="Three facts.",
    verdict="agrees",
    agrees=True,
    published=("Published", "63%"),
    here=("Here", "60%"),
    values=(Rate(63.0, 58.0, 68.0, 0), Rate(60.0, 59.0, 61.0, 5)),
    notes=("Counted so.",),
    source="Somebody 2006",
    link="https://example.org/a?b=1&c=2",
    alt="63%, 60%.",
)


def test_a_card_says_claim_verdict_values_and_source():
    drawn = effects([EFFECT])
    words = re.sub(r"<[^>]+>", " ", drawn)
    for told in ("Three facts.", "agrees", "Published", "63%", "Here", "60%", "Counted so.", "Somebody 2006"):
        assert told in words
    assert 'role="img" aria-label="63%, 60%."' in drawn and 'id="effect-A04"' in drawn
    assert (
        'href="https://example.org/a?b=1&amp;c=2" style="color:inherit" target="_blank" rel="noopener noreferrer"'
        in drawn
    )


@pytest.mark.parametrize(("agrees", "mark", "colour"), [(True, "✓", BLUE), (False, "✗", ORANGE), (None, "–", GREY)])
def test_the_verdict_has_a_sign_and_a_colour(agrees, mark, colour):
    drawn = effects([dataclasses.replace(EFFECT, agrees=agrees)])
    assert f"background:{colour}38" in drawn and f">{mark}</b>" in drawn


def test_what_agrees_and_what_does_not_are_drawn_alike():
    sizes = [
        re.sub(r"✓|✗|#[0-9A-F]{6}38", "", effects([dataclasses.replace(EFFECT, agrees=agrees)]))
        for agrees in (True, False)
    ]
    assert sizes[0] == sizes[1]


def test_nothing_is_drawn_where_nothing_is_compared():
    drawn = effects([dataclasses.replace(EFFECT, agrees=None, values=(UNKNOWN, UNKNOWN))])
    assert "role=" not in drawn and "Counted so." in drawn


def test_words_are_words_whatever_they_hold():
    hostile = '<script>"&"</script>'
    drawn = effects([dataclasses.replace(EFFECT, claim=hostile, verdict=hostile, notes=(hostile,), source=hostile)])
    assert "<script" not in drawn and drawn.count("&lt;script&gt;") == 4


@pytest.mark.parametrize(
    ("values", "floor", "ends"),
    [
        ((Rate(50.0, 40.0, 60.0, 1), Rate(80.0, 0.0, 100.0, 1)), 0.0, (0.0, 105.0)),
        ((Rate(-50.0, -100.0, -20.0, 1), UNKNOWN), 0.0, (-105.0, 5.0)),
        ((Rate(0.6, 0.5, 0.7, 1), UNKNOWN), 0.5, (0.5, 0.71)),
        ((UNKNOWN, UNKNOWN), 0.0, (0.0, 0.05)),
    ],
)
def test_a_scale_holds_everything_and_its_floor(values, floor, ends):
    assert scale(values, floor) == pytest.approx(ends)


def test_counts_are_pairs_of_name_and_number():
    drawn = tally([("Not fitted", "14 of 21 agree")])
    assert "<dt" in drawn and ">Not fitted</dt>" in drawn and ">14 of 21 agree</dd>" in drawn
