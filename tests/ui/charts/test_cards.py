import dataclasses

import pytest

from drawn_cards import read
from equipoise.ui.charts.cards import Card, Change, Section, cards
from equipoise.ui.charts.style import BLUE, GREY, ORANGE

ABOUT = Section("Right offer", "computed", (("What is this?", "A count."), ("Who is counted?", "8,000.")))


def card(name="right_offer", change=Change("pin"), **words):  # noqa: B008 (it is frozen)
    told = {"label": "Right offer", "value": "41 in 100", "sure": "likely 40–42", "ask": "What is it?"} | words
    return Card(name=name, change=change, about=(ABOUT,), **told)


def test_a_card_tells_number_change_and_interval_and_explains_them():
    (drawn,) = read(cards([card()]))
    assert (drawn.name, drawn.label, drawn.value) == ("right_offer", "Right offer", "41 in 100")
    assert (drawn.change, drawn.sure, drawn.opens) == ("pin", "likely 40–42", "What is it?")
    assert drawn.about == "Right offer  · computed What is this?  A count. Who is counted?  8,000."


def test_an_explanation_may_lead_to_another_page():
    about = dataclasses.replace(ABOUT, more=("Really?", "3 findings", 'evidence?about="x"'))
    drawn = cards([dataclasses.replace(card(), about=(about,))])
    assert '<i>Really?</i> <a href="evidence?about=&quot;x&quot;"' in drawn and ">3 findings</a>" in drawn


def test_every_card_opens_its_own_explanation():
    drawn = cards([card("right_offer"), card("identified")])
    assert [one.name for one in read(drawn)] == ["right_offer", "identified"]
    assert drawn.count('popovertarget="about-right_offer"') == drawn.count('id="about-right_offer"') == 1
    assert drawn.count('popovertarget="about-identified"') == drawn.count('id="about-identified"') == 1


@pytest.mark.parametrize(
    ("change", "text", "colour"),
    [
        (Change("+3", "up", welcome=True), "↑ +3", BLUE),
        (Change("+3", "up"), "↑ +3", ORANGE),
        (Change("−3", "down", welcome=True), "↓ −3", BLUE),
        (Change("−3", "down"), "↓ −3", ORANGE),
        (Change("0"), "0", GREY),
        (Change("0", welcome=True), "0", GREY),
    ],
)
def test_sign_arrow_and_colour_of_a_change(change, text, colour):
    (drawn,) = read(cards([card(change=change)]))
    assert drawn.change == text
    assert [one for one in (BLUE, ORANGE, GREY) if one in drawn.look] == [colour]


def test_words_are_words_whatever_they_hold():
    hostile = '<script>alert("&")</script>'
    (drawn,) = read(cards([card(label=hostile, value=hostile, sure=hostile, ask=hostile, change=Change(hostile))]))
    assert {drawn.label, drawn.value, drawn.sure, drawn.opens, drawn.change} == {hostile}
