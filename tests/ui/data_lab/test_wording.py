import dataclasses
import math

import pytest

from equipoise.core.vocabulary import SOURCES
from equipoise.numerics.rate import UNKNOWN, Rate
from equipoise.studies.field_value import FieldValue
from equipoise.studies.table_worth import NUMBERS
from equipoise.ui.data_lab import wording
from equipoise.ui.data_lab.wording import verdict
from equipoise.ui.shared.words import say


def rate(value, half=0.01):
    return Rate(value, value - half, value + half, 100)


NONE, OPEN = rate(0.0), Rate(0.1, -math.inf, math.inf, 100)
GAIN, HARM = rate(0.05), rate(0.2)


def found(**adds):
    """Sources that add a value and a risk, nothing else."""
    given = {
        name: dict.fromkeys(NUMBERS, NONE) | {"right_offer": value, "margin_per_1000": value, "identified": risk}
        for name, (value, risk) in adds.items()
    }
    numbers = {number: rate(0.4) for number in NUMBERS} | {"reversal": Rate(0.0, 0.0, 0.0, 0)}
    return FieldValue(method="exact", done=8, total=8, none=numbers, full=numbers, adds=given)


@pytest.mark.parametrize(
    ("value", "risk", "word"),
    [
        (GAIN, NONE, "collect"),
        (GAIN, HARM, "trade"),
        (NONE, HARM, "drop"),
        (NONE, NONE, "little"),
        (rate(-0.05), rate(-0.2), "little"),
        (UNKNOWN, UNKNOWN, "open"),
        (OPEN, HARM, "open"),
    ],
)
def test_only_what_is_beyond_chance_counts(value, risk, word):
    assert verdict(value, risk) == word


def test_what_adds_most_comes_first_and_what_is_unknown_last():
    seen = found(account=(NONE, HARM), email=(UNKNOWN, UNKNOWN), browsing=(GAIN, NONE))
    assert [mark.name for mark in wording.marks(seen, "right_offer", "identified")] == [
        "Visits to the website", "Account details", "Opened e-mails",
    ]  # fmt: skip
    table = wording.table(seen, "right_offer", "identified")
    assert table.iloc[:, 0].tolist() == ["1", "2", "3"]
    assert table.iloc[0].tolist()[2:5] == ["● Collect this", "+5.0 (4.0 to 6.0)", "0.0 (−1.0 to 1.0)"]
    assert table.iloc[2].tolist()[2:] == ["… Not known yet", "–", "–", "–"]


def test_sensitive_data_are_never_simply_to_be_collected():
    (mark,) = wording.marks(found(survey=(GAIN, NONE)), "right_offer", "identified")
    assert mark.verdict == "reason" and "good reason" in wording.conclusion([mark])
    assert wording.marks(found(money=(GAIN, HARM)), "right_offer", "identified")[0].verdict == "trade"


def test_the_other_risks_that_it_adds_to_are_named():
    seen = found(purchases=(GAIN, HARM))
    seen.adds["purchases"]["purchases"] = seen.adds["purchases"]["linkage"] = HARM
    cell = wording.table(seen, "right_offer", "identified").iloc[0, 5]
    assert cell == "Linkage by a register, Linkage by known purchases"
    assert "by known purchases" not in wording.table(seen, "right_offer", "purchases").iloc[0, 5]


def test_risks_are_the_headline_and_what_could_be_tried():
    offered = wording.risks(found(account=(GAIN, HARM)))
    assert offered[0] == "identified" and "linkage" in offered and "reversal" not in offered
    assert not set(offered) & set(wording.VALUES)


def test_the_conclusion_names_every_source_once():
    seen = found(browsing=(GAIN, NONE), store=(rate(0.03), NONE), account=(NONE, HARM), purchases=(GAIN, HARM))
    told = wording.conclusion(wording.marks(seen, "right_offer", "identified"))
    assert "**● Collect this:** Visits to the website and visits to the shop." in told
    assert "**■ A trade:** Purchases." in told and "**◆ Not that:** Account details." in told
    assert "Little either way" not in told


def test_an_answer_to_the_guess():
    seen = found(account=(NONE, HARM), purchases=(GAIN, HARM))
    assert "Good pick" in wording.answer(seen, "account")
    assert "+5.0 (4.0 to 6.0)" in wording.answer(seen, "purchases")


def test_money_is_written_as_money_and_what_is_unsure_says_so():
    assert wording.amount(Rate(2963.4, 2832.2, 3094.7, 9)) == "+2,963 (2,832 to 3,095)"
    assert wording.amount(Rate(3.04, -math.inf, math.inf, 9)) == "+3.0 (not sure yet)"
    assert wording.shown("margin_per_1000", GAIN) == GAIN and wording.shown("linkage", GAIN).value == pytest.approx(5)


def test_names_axes_and_what_is_off():
    assert [wording.title(name) for name in ("account", "birth_date", "browsing_sport", "expecting", "broker")] == [
        "Account details", "Birth date", "Sport", "Expecting a child", "Bought profiles",
    ]  # fmt: skip
    assert wording.axis("identified") == say("fields.axis.identified")
    assert wording.axis("singling_out") == "Singling out: risk it adds, of 100"
    assert wording.absent({"purchases": ()}, SOURCES)[-1] == "Bought profiles"
    assert wording.listed(["Purchases"]) == "Purchases"


def test_what_all_bring_about_is_told_when_both_ends_are_known():
    seen = found(account=(GAIN, HARM))
    assert "from **40.0** to **40.0**" in wording.together(seen, "right_offer", "identified")
    begun = dataclasses.replace(seen, none=dict.fromkeys(NUMBERS, UNKNOWN))
    assert wording.together(begun, "right_offer", "identified") == ""
