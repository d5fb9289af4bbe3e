import datetime

import pytest

from equipoise.by_design.breach import SAFEGUARDS, Leak, Saved
from equipoise.numerics.rate import UNKNOWN, Rate
from equipoise.ui.journey.leaking import helped, letter, risk

FOUND = Rate(0.24, 0.22, 0.26, 1000)
COLUMNS = {"direct": 1, "quasi": 6, "sensitive": 3, "behaviour": 48}


def test_every_safeguard_has_a_line_before_anything_is_known():
    assert len(helped({})) == len(SAFEGUARDS)
    known = {"keys": Saved(FOUND, FOUND, Rate(0, 0, 0, 9), Rate(0, 0, 0, 9), in_force=True)}
    assert helped(known).iloc[0].tolist()[1:] == ["24", "in place already", ""]


def test_the_letter_says_what_leaked():
    text = letter(Leak(1201, COLUMNS, FOUND, "purchases", sensitive=True), datetime.date(2026, 12, 1))
    for words in ("1 December 2026", "58 columns", "1,200 others", "health and money", "24 in 100"):
        assert words in text


NOBODY = Rate(0.0, -0.01, 0.01, 1000)


@pytest.mark.parametrize(
    ("identified", "sensitive", "expected"),
    [
        (FOUND, True, "both"),
        (FOUND, False, "found"),
        (NOBODY, True, "sensitive"),
        (NOBODY, False, "low"),
        (UNKNOWN, False, "low"),
    ],
)
def test_the_risk_is_high_for_a_reason(identified, sensitive, expected):
    found = Leak(1201, COLUMNS, identified, "purchases", sensitive=sensitive)
    assert risk(found) == expected and found.high_risk == (expected != "low")
