import datetime

import pytest

from equipoise.learn.followup import calendar, due, open_on
from equipoise.learn.progress import Exams, Sitting
from equipoise.learn.route import routes

DAY = datetime.date(2026, 11, 30)
ROUTE = routes()["essentials"]
AFTER = Sitting(form="a@1", answers=(0,), right=(True,), on=DAY)


def test_it_is_due_thirty_days_after_the_second_test():
    exams = Exams(after=AFTER)
    assert due(exams) == datetime.date(2026, 12, 30)
    assert not open_on(exams, datetime.date(2026, 12, 29)) and open_on(exams, datetime.date(2026, 12, 30))
    assert not open_on(Exams(after=AFTER, later=AFTER), datetime.date(2027, 3, 1))


def test_without_a_second_test_or_its_day_there_is_none():
    undated = Sitting(form="a@1", answers=(0,), right=(True,))
    assert due(Exams()) is None and due(Exams(after=undated)) is None and not open_on(Exams(), DAY)


def unfolded(text):
    assert text.endswith("\r\n") and "\n" not in text.replace("\r\n", "")
    return dict(line.split(":", 1) for line in text.replace("\r\n ", "").split("\r\n") if line)


@pytest.mark.parametrize("about", ["Plain", "Commas, semicolons; back\\slash\nand a line", "ä" * 200])
def test_the_calendar_file_is_as_the_standard_says(about):
    text = calendar(ROUTE, datetime.date(2026, 12, 30), DAY, {"title": "Five minutes", "about": about})
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    read = unfolded(text)
    assert read["DTSTART;VALUE=DATE"] == "20261230" and read["DTEND;VALUE=DATE"] == "20261231"
    assert read["SUMMARY"] == "Five minutes" and read["VERSION"] == "2.0"
    escaped = about.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;").replace("\n", "\\n")
    assert f"DESCRIPTION:{escaped}" in text.replace("\r\n ", "")


def test_two_files_of_one_date_are_one_event():
    files = [calendar(ROUTE, DAY, made, {"title": "x", "about": "y"}) for made in (DAY, DAY.replace(day=1))]
    assert len({unfolded(file)["UID"] for file in files}) == 1
