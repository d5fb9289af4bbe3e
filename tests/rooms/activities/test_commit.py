import datetime

import pytest

from equipoise.core.errors import DataError
from room_steps import check, result, step

TODAY = datetime.date.today()
WHOLE = {"what": "Delete the fax numbers", "role": "Marketing", "name": "", "when": TODAY.isoformat()}


def day(ahead):
    return (TODAY + datetime.timedelta(days=ahead)).isoformat()


def test_a_role_is_kept_unless_a_name_was_typed():
    asked = step("commit", text="What will you do?")
    assert check(asked, **WHOLE) == {"what": WHOLE["what"], "who": "Marketing", "when": TODAY.isoformat()}
    assert check(asked, **WHOLE | {"name": " Ada  L. "})["who"] == "Ada L."


@pytest.mark.parametrize(
    "broken",
    [
        {"what": ""},
        {"what": "x" * 201},
        {"role": ""},
        {"name": "x" * 61},
        {"when": ""},
        {"when": "tomorrow"},
        {"when": day(-2)},
        {"when": day(367)},
    ],
)
def test_what_is_missing_or_too_long_or_out_of_time_is_refused(broken):
    with pytest.raises(DataError):
        check(step("commit", text="?"), **WHOLE | broken)


def test_the_next_ones_come_first():
    one, two = ({"what": what, "who": "IT", "when": when} for what, when in (("later", day(9)), ("soon", day(1))))
    found = result(step("commit", text="?"), one, two).commitments
    assert [(each.what, each.when, each.id) for each in found] == [
        ("soon", TODAY + datetime.timedelta(days=1), 2),
        ("later", TODAY + datetime.timedelta(days=9), 1),
    ]


def test_days_ahead_have_bounds():
    assert step("commit", text="?", days=30, roles=["IT"]).spec == {"roles": ["IT"], "days": 30}
    with pytest.raises(ValueError):
        step("commit", text="?", days=-1)
