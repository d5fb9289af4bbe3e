import pytest

from equipoise.chain.settings import LEVERS
from equipoise.numerics.rate import Rate
from equipoise.studies.strength import FAMILIES, STRENGTHS, Point
from equipoise.ui.protection_lab import curve


def rate(value):
    return Rate(value, value - 0.01, value + 0.01, 100)


WEAK = Point(right_offer=rate(0.4), risks={"linkage": rate(0.5)}, reasons={"reversal": "no_pseudonyms"})
STRONG = Point(right_offer=rate(0.3), risks={}, reasons={"linkage": "no_person_rows", "reversal": "no_pseudonyms"})


def test_panels_start_with_accuracy_and_keep_gaps():
    right, linkage = curve.panels([2, 5, 10], {2: WEAK, 10: STRONG})
    assert right.good and right.rates == (rate(0.4), None, rate(0.3))
    assert not linkage.good and linkage.rates == (rate(0.5), None, None)


def test_only_what_could_be_mounted_nowhere_is_absent():
    assert curve.absent(STRONG, {2: WEAK, 10: STRONG}) == {"reversal": "no_pseudonyms"}


def test_the_chart_in_words_and_as_a_table():
    shown, words = curve.panels([2, 10], {2: WEAK, 10: STRONG}), ("2", "10")
    assert curve.alternative(shown, words) == (
        "Right offer: 40 in 100 (2) to 30 in 100 (10); Linkage: register: 50 in 100 (2)"
    )
    table = curve.table(shown, words, "k")
    assert table.columns.tolist() == ["k", "Right offer", "Linkage: register"]
    assert table.iloc[0].tolist() == ["2", "40.0 (39.0 to 41.0)", "50.0 (49.0 to 51.0)"]
    assert table.iloc[1, 2] == "–"


@pytest.mark.parametrize(
    ("lever", "value", "plain", "expert"),
    [
        ("protect.k", 10, "10", "10"),
        ("protect.t", 0.05, "5", "5"),
        ("protect.epsilon", 1.0, "2.7×", "1"),
        ("train.epsilon", 10.0, "22,000×", "10"),
        ("protect.identifiers", "hash", "Plain-hash pseudonyms", "Plain-hash pseudonyms"),
    ],
)
def test_a_strength_in_a_few_letters(monkeypatch, lever, value, plain, expert):
    monkeypatch.setattr(curve, "expert", lambda: False)
    assert curve.strength(lever, value) == plain
    monkeypatch.setattr(curve, "expert", lambda: True)
    assert curve.strength(lever, value) == expert


def test_every_axis_has_words():
    words = {lever: curve.axis(lever) for lever in [*(strength.lever for strength in STRENGTHS.values()), *FAMILIES]}
    ordered = {lever for lever in words if LEVERS[lever].kind != "choice"}
    assert {lever for lever, text in words.items() if "stronger" in text} == ordered and all(words.values())
