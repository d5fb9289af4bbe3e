import pytest

from equipoise.rooms.agenda import Agenda, Item
from equipoise.rooms.words import say
from equipoise.ui.workshop.lead.choices import Choices, named
from equipoise.ui.workshop.lead.parts import drawn, sort
from equipoise.ui.workshop.lead.plan import moved


def item(name, kind, minutes):
    return Item(id=name, kind=kind, title=name, minutes=minutes, spec={"text": "t"})


def test_parts_are_drawn_with_their_minutes_and_no_markup_of_theirs():
    html = drawn(Agenda(id="x", order=1, title="x", lead="", items=(item("<b>", "say", 5), item("*b*", "vote", 7))))
    assert "0 – 5 min" in html and "5 – 12 min" in html and "flex:5;" in html and "flex:7;" in html
    assert "<li><b>" in html and "<span>&lt;b&gt;</span>" in html and "<span>b</span>" in html


def test_parts_are_told_apart_by_what_people_do():
    assert [sort(item("a", kind, 1)) for kind in ("say", "vote", "policy", "anything")] == [
        "talk", "answer", "play", "answer",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "by", "after"), [("a", -1, "abc"), ("a", 1, "bac"), ("b", 1, "acb"), ("c", 1, "abc"), ("c", -1, "acb")]
)
def test_a_part_moves_by_one_place_and_stays_at_an_end(name, by, after):
    names = list("abc")
    assert "".join(moved(names, name, by)) == after and names == list("abc")


def test_teams_without_a_name_have_a_number():
    assert named(2, "") == (say("lead.team", number=1), say("lead.team", number=2))
    assert named(3, " Red ,, Blue") == ("Red", "Blue", say("lead.team", number=3))
    assert named(2, "a, b, c") == ("a", "b")


def test_choices_are_told_in_one_line():
    assert Choices().in_words() == "Deleted after 24 hours · no names · no teams"
    told = Choices(hours=4, nickname=True, teams=("a", "b"), by_chance=True).in_words()
    assert told == "Deleted after 4 hours · with nicknames · 2 teams by chance"
