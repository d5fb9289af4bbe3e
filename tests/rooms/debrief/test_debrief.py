"""What a workshop came to, on answers that are counted by hand."""

import csv
import datetime
import io

import pytest
from pypdf import PdfReader

from equipoise.rooms.activities.registry import steps
from equipoise.rooms.agenda import Agenda, Item
from equipoise.rooms.debrief.debrief import debrief
from equipoise.rooms.debrief.files import csv_text, dates, harmless, pdf
from equipoise.rooms.debrief.sections import overview, sections
from equipoise.rooms.room import Room
from equipoise.rooms.step import Answer, Participant, RoomState

TODAY = datetime.date(2026, 11, 30)
CREATED = datetime.datetime(2026, 11, 30, 12).timestamp()


def item(name, kind, **spec):
    return Item(id=name, kind=kind, title=f"Part {name}", minutes=5, spec=spec)


NUMBER = {"text": "How many of 100?", "per": "of 100 customers", "truth": 40, "source": "A study"}
AGENDA = Agenda(
    id="try",
    order=1,
    title="A *try*",
    lead="",
    items=(
        item("first", "number", **NUMBER),
        item("choose", "vote", text="Which one?", options=[{"text": "One"}, {"text": "Two", "right": True}]),
        item("sort", "order", text="Sort", things=["A", "B", "C"], source="A study"),
        item("write", "text", text="Say something"),
        item("again", "number", again="first", **NUMBER),
        item("promise", "commit", text="What will you do?"),
    ),
)
ROOM = Room(id="r", code="ABC123", agenda=AGENDA, steps=steps(AGENDA), created=CREATED)
KEYS = [step.key for step in ROOM.steps]
PROMISE = {"what": "=1+1", "who": "@Head of; data", "when": "2026-12-14"}


def answers_to(key, values):
    return tuple(
        Answer(id=100 * KEYS.index(key) + n, step=key, by=f"p{n}", round=0, value=v, at=0.0)
        for n, v in enumerate(values)
    )


EVERY = {
    "first.number": [10, 20, 30, 80, 90, 100],  # off by 30, 20, 10, 40, 50, 60: .35 of 100 on average
    "choose.vote": [0, 1, 1, 1, 0, 1],
    "write.text": ["Secret of somebody"] * 6,
    "again.number": [30, 30, 30, 50, 50, 50],  # off by 10 each; 20, 10, 0, 30, 40, 50 nearer: 25 on average
    "promise.commit": [PROMISE, {**PROMISE, "what": "Ask less", "when": "2026-12-01"}],
}


def made(answers=EVERY, *, phases=None, ended=True, hidden=(), rehearsal=False, room=ROOM):
    state = RoomState(
        phases=phases or dict.fromkeys(KEYS, "revealed"), ended=ended, hidden=frozenset(hidden), position=len(KEYS) - 1
    )
    people = [Participant(id=f"p{n}", place=n + 1) for n in range(8)]
    return debrief(room, state, people, {key: answers_to(key, values) for key, values in answers.items()}, {})


def part(of, key):
    return next(section for section in sections(of) if section.key == key)


def test_guesses_stand_beside_the_truth():
    rows = dict(part(made(), "again.number").rows)
    assert rows["The middle guess of the room"] == "40 in 100"  # of 30 30 30 50 50 50
    assert rows["What is true"] == "40 in 100 (A study)"
    assert rows["Half of all guesses were at most so far off"] == "10 of 100"
    assert rows["Guesses at most 10 off"] == "6 of 6"


def test_what_returns_later_keeps_its_truth_back_at_first():
    first = part(made(), "first.number")
    assert dict(first.rows) == {"The middle guess of the room": "55 in 100"}  # of 10 20 30 80 90 100
    assert any("came again" in line for line in first.lines)


def test_votes_are_counted_and_the_right_option_is_named():
    assert part(made(), "choose.vote").rows == (("One", "2 of 6", ""), ("Two", "4 of 6", "right"))


def test_what_the_room_learned_has_an_interval():
    learned = sections(made())[0]
    ((question, before, after, change),) = learned.rows
    assert (question, before, after) == ("How many of 100?", "35 of 100 off", "10 of 100 off")
    # changes of 20, 10, 0, 30, 40, 50: mean 25, sd 18.71, Student's t(5) 2.571: 25 +- 19.64
    assert change == "25 better (likely 5 better to 45 better; 6 people)"


@pytest.mark.parametrize("few", [1, 4])
def test_of_fewer_than_five_nothing_is_shown(few):
    answers = {key: values[:few] for key, values in EVERY.items() if key != "promise.commit"}
    of = made(answers)
    for key in ("first.number", "again.number"):
        assert "The middle guess of the room" not in dict(part(of, key).rows)
    assert [row[1] for row in part(of, "choose.vote").rows] == ["", ""]
    assert sections(of)[0].rows[0][1:] == ("", "", "fewer than 5 answered both times")
    whole = " ".join(pdf_words(of)) + csv_text(of)
    assert "Fewer than 5 answered" in whole and "of 6" not in whole


def test_four_who_answered_both_times_are_not_told_of_though_six_answered_each():
    second = answers_to("again.number", [1] * 10)[4:]
    answers = {"first.number": answers_to("first.number", [10] * 8)[:8]}
    people = [Participant(id=f"p{n}", place=n + 1) for n in range(10)]
    state = RoomState(phases=dict.fromkeys(KEYS, "revealed"), ended=True)
    of = debrief(ROOM, state, people, answers | {"again.number": second}, {})
    assert sections(of)[0].rows[0][1:] == ("", "", "fewer than 5 answered both times")


def test_what_people_wrote_is_in_no_file_and_a_promise_is():
    of = made()
    for whole in (" ".join(pdf_words(of)), csv_text(of), dates(of, TODAY)):
        assert "Secret" not in whole
        assert "Ask less" in whole
    assert "6 people wrote something" in csv_text(of)


def test_what_was_hidden_is_in_no_file():
    hidden = answers_to("promise.commit", [PROMISE])[0].id
    of = made(hidden=[hidden])
    assert [one.what for one in of.commitments] == ["Ask less"]
    assert "=1+1" not in csv_text(of) + dates(of, TODAY)


def test_what_is_not_revealed_is_told_after_the_end_only():
    phases = dict.fromkeys(KEYS[:2], "revealed") | {KEYS[2]: "open"}
    answers = EVERY | {"sort.order": [[1, 2, 3]] * 5}
    assert [one.step.key for one in made(answers, phases=phases, ended=False).asked] == KEYS[:2]
    assert [one.step.key for one in made(answers, phases=phases).asked] == KEYS[:3]


def test_an_order_stands_beside_the_true_one():
    shown = ROOM.step("sort.order").spec["things"]
    true = [{"A": 1, "B": 2, "C": 3}[thing["text"]] for thing in shown]
    swapped = [{"A": 2, "B": 1, "C": 3}[thing["text"]] for thing in shown]
    order = part(made(EVERY | {"sort.order": [swapped] * 4 + [true]}), "sort.order")
    assert order.rows == (("B", "1.2", "2"), ("A", "1.8", "1"), ("C", "3.0", "3"))
    assert "Of 3 pairs, the room had 2 the right way round." in order.lines


def test_no_cell_of_the_table_runs_as_a_formula():
    rows = list(csv.reader(io.StringIO(csv_text(made()).removeprefix("\ufeff"))))
    assert {len(row) for row in rows} == {4}
    assert not [cell for row in rows for cell in row if cell[:1] in tuple("=+-@\t\r")]
    assert any("'=1+1" in row for row in rows) or any("'@Head of; data" in row for row in rows)
    assert [harmless(cell) for cell in ("=1", "+1", "-1", "@a", "＝1", "1=1", "")] == [
        "'=1", "'+1", "'-1", "'@a", "'＝1", "1=1", "",
    ]  # fmt: skip


def test_every_promise_is_a_day_in_the_calendar():
    file = dates(made(), TODAY)
    assert file.count("BEGIN:VEVENT") == 2
    assert "DTSTART;VALUE=DATE:20261201" in file and "SUMMARY:Ask less" in file
    assert r"@Head of\; data" in file.replace("\r\n ", "")


def test_it_says_when_it_was_how_many_came_and_that_a_rehearsal_is_one():
    assert overview(made())[0] == "30 November 2026 · 30 minutes · 8 people"
    rehearsed = Room(id="r", code="ABC123", agenda=AGENDA, steps=ROOM.steps, created=CREATED, rehearsal=True)
    assert any("invented" in line for line in overview(made(room=rehearsed)))
    assert any("goes on" in line for line in overview(made(ended=False)))
    assert len(overview(made())) == 2


def test_a_room_without_an_answer_has_a_debrief():
    of = made({})
    assert "A try" in pdf_words(of)[0] and csv_text(of) and "VEVENT" not in dates(of, TODAY)


def pdf_words(of):
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf(of))).pages]
