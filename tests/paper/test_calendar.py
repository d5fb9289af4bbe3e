import datetime

from equipoise.paper.calendar import Event, calendar

DAY = datetime.date(2026, 11, 30)


def event(**values):
    return Event(**{"name": "a", "day": DAY, "title": "Ask less", "about": ""} | values)


def test_one_file_holds_several_days_each_an_event_of_its_own():
    text = calendar([event(), event(name="b", day=DAY.replace(month=12, day=31))], DAY)
    assert text.count("BEGIN:VCALENDAR") == 1 and text.count("BEGIN:VEVENT") == text.count("END:VEVENT") == 2
    assert "DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n" in text
    assert len({line for line in text.split("\r\n") if line.startswith("UID:")}) == 2


def test_no_sign_for_a_new_line_makes_one_in_the_file():
    text = calendar([event(title="a\r\nEND:VEVENT\u2028b\x85c\x0bd")], DAY)
    assert "SUMMARY:a\\nEND:VEVENT\\nb\\nc\\nd\r\n" in text and text.count("\r\nEND:VEVENT") == 1
