import dataclasses
from datetime import date, timedelta

import pytest

from equipoise.rules import ageing as module
from equipoise.rules.ageing import FRESH, SOON, ageing
from equipoise.rules.book import book

TODAY = date(2026, 12, 1)


def test_nothing_is_stale_after_a_week_and_all_is_after_half_a_year():
    assert ageing(TODAY).stale == ()
    later = ageing(date(2027, 6, 1))
    assert (
        len(later.stale)
        == later.checked
        == sum(map(len, (book().rules, book().regimes, book().decisions, book().coming)))
    )


def test_an_entry_is_stale_from_the_day_after_ninety():
    checked = book().rules["EU-01"].checked
    for days, stale in ((FRESH, False), (FRESH + 1, True)):
        assert ("EU-01" in {each.entry.id for each in ageing(checked + timedelta(days=days)).stale}) == stale


def test_law_is_coming_until_its_day_and_has_begun_on_it():
    india = book().coming["india"].day
    for day, coming, begun in ((india - timedelta(days=1), True, False), (india, False, True)):
        state = ageing(day)
        assert ("india" in {each.id for each in state.coming}) == coming
        assert ("india" in {each.id for each in state.begun}) == begun
    assert "india" not in {each.id for each in ageing(india - timedelta(days=SOON + 1)).coming}


def test_what_comes_next_stands_first_and_law_without_a_day_is_not_announced():
    days = [each.day for each in ageing(TODAY).coming]
    assert len(days) >= 5 and days == sorted(days)
    assert not {"japan", "canada"} & {each.id for each in ageing(TODAY).coming + ageing(date(2040, 1, 1)).begun}


@pytest.mark.parametrize(
    ("change", "unread"),
    [
        ({"evidence": "text", "source": "https://example.org/"}, False),
        ({"evidence": "text", "source": ""}, True),
        ({"evidence": "remembered", "source": "https://example.org/"}, True),
    ],
)
def test_what_was_not_looked_up_or_names_no_source_was_not_read_twice(monkeypatch, change, unread):
    rule = dataclasses.replace(book().rules["EU-01"], **change)
    one = dataclasses.replace(book(), rules={"EU-01": rule}, regimes={}, decisions={}, coming={})
    monkeypatch.setattr(module, "book", lambda: one)
    assert [each.entry.id for each in ageing(TODAY).unread] == (["EU-01"] if unread else [])
