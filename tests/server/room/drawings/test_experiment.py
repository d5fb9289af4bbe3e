import json
from html import unescape

import numpy as np

from equipoise.learn.lesson import lessons
from equipoise.rooms.activities.experiment import Experiment
from equipoise.rooms.activities.truth import Truth
from equipoise.server.room.drawings import experiment as drawing
from equipoise.server.room.markup import tag
from equipoise.studies.crowd.facts import Crowd


def people(*found):
    lit = np.array([place in found for place in range(4)])
    return Crowd(
        people=np.arange(4), name=tuple("ABCD"), sex=("woman", "man") * 2, age=np.full(4, 40), lit={"found": lit},
        why={"found": tuple("purchases" if each else "hidden" for each in lit)}, groups={}, of_all={"found": 50.0},
        attack="purchases", clues=3, luck=0.1,
    )  # fmt: skip


def ran(*crowds):
    half = Truth(value=50.0, low=40.0, high=60.0)
    return Experiment(lesson=lessons()["look_alikes"], numbers=((half, half),) * 3, asked=half, crowds=crowds)


def test_the_hundred_are_drawn_under_the_second_setting_and_marked_where_it_was_otherwise():
    drawn = drawing.shown(ran(people(0, 1), people(1, 2)), tag("i", "guesses"), large=True)
    one = lessons()["look_alikes"]
    assert one.finding in drawn and one.claims[0].title in drawn and "<b>50</b>" in drawn and "<i>guesses</i>" in drawn
    data = json.loads(unescape(drawn.split('data-crowd="')[1].split('"')[0]))
    assert data["scenes"][0]["lit"] == [3, 1, 2, 0]  # was lit, still is, is now, never was
    assert data["follow"] is False and [one["name"] for one in data["people"]] == list("ABCD")


def test_a_phone_gets_icons():
    drawn = drawing.shown(ran(people(0), people(1)), tag("i", "guesses"), large=False)
    assert "crowd-here" not in drawn and drawn.count("<img") == 2


def test_an_explanation_is_as_many_sentences_as_a_line_holds_and_at_least_one():
    for one in lessons().values():
        text = drawing.why(Experiment(lesson=one, numbers=(), asked=None, crowds=None))
        assert text.endswith((".</p>", "?</p>", ")</p>")) and "*" not in text and len(text) < 200, one.key
