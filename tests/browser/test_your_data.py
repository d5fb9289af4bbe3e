"""Your data in a real browser."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .conftest import at_rest
from .looks import findings, sideways

pytestmark = pytest.mark.browser

SMALL = "your_data?v=2&population.size=2000"
"""A small world in which all six stories have somebody."""

PARTS = {
    "What it knows": "A guess is not a fact",
    "What you are shown": "The rule that picked it",
    "Your choices": "What do you allow?",
    "Can you be found?": "Say that somebody knows three things",
}
"""Every part, with words that show when it is drawn."""

CHECKED = ("What it knows", "Your choices", "Can you be found?")
"""Parts on which axe-core is run here; the page as it opens is in test_every_page.py."""


def open_person(page: Page, app: str, number: int = 1) -> None:
    """Choose one of the people."""
    page.goto(app + SMALL)
    people = page.get_by_role("button", name=re.compile("^See "))
    expect(people).to_have_count(6, timeout=120_000)
    at_rest(page)
    people.nth(number).click()
    expect(page.get_by_role("tab", name="What it knows")).to_be_visible(timeout=120_000)


def part(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name).click()


PLACES = """() => Object.fromEntries([...document.querySelectorAll('[role=tabpanel] [data-testid=stCheckbox],' +
    '[role=tab], .yd-shop tr, .yd-offer, .yd-person, .yd-now .marks > div')]
    .map((node, place) => [place, node.getBoundingClientRect()]).map(([place, box]) => [place, [box.x, box.y]]))"""
"""Where everything stands that stays when a switch is touched."""


def test_a_switch_on_a_phone_shows_what_it_does_and_moves_nothing(app: str, page: Page) -> None:
    page.set_viewport_size({"width": 375, "height": 812})
    open_person(page, app)
    main = page.locator("[data-testid=stMain]")
    assert main.evaluate("node => node.scrollTop") == 0  # a view begins at its top
    part(page, "Your choices")
    said = page.locator(".yd-now .line")
    expect(said).to_contain_text("Flip a switch")
    address, switches = page.url, page.locator("[role=tabpanel] [data-testid=stCheckbox]")
    for place, told in ((1, "Now you see"), (1, "Now you see"), (5, "Now you see")):
        at_rest(page)
        switches.nth(place).evaluate("node => node.scrollIntoView({block: 'center'})")
        before = page.evaluate(PLACES)
        switches.nth(place).locator("label").click(position={"x": 15, "y": 10})
        expect(page.locator("[data-test-script-state=notRunning]")).to_be_visible()
        expect(said).to_contain_text(told)
        at_rest(page)
        after = page.evaluate(PLACES)
        assert before.keys() == after.keys()
        assert max(abs(a - b) for key in before for a, b in zip(before[key], after[key], strict=True)) <= 2
        expect(said).to_be_in_viewport(ratio=1)
        expect(switches.nth(place)).to_be_in_viewport(ratio=1)
    assert page.url == address
    assert page.errors == []  # type: ignore[attr-defined]


def test_reload_back_and_a_link_keep_the_person(app: str, page: Page) -> None:
    open_person(page, app)
    told = page.locator(".yd-person").inner_text()
    page.reload()
    expect(page.locator(".yd-person")).to_have_text(re.compile(re.escape(told.split("\n")[0])), timeout=60_000)
    page.get_by_role("button", name="Be someone else").click()
    expect(page.get_by_role("button", name=re.compile("^See "))).to_have_count(6)
    page.go_back()
    expect(page.locator(".yd-person")).to_have_count(1, timeout=60_000)
    assert page.locator(".yd-person").inner_text() == told


def test_one_is_erased_by_keyboard_alone_and_takes_the_data_along(app: str, page: Page) -> None:
    open_person(page, app)
    part(page, "Your choices")
    with page.expect_download() as given:
        page.get_by_role("button", name="For computers").click()
    held = json.loads(Path(given.value.path()).read_text(encoding="utf-8"))
    assert held["observed"]["purchases"] and held["guessed"]
    erase = page.get_by_role("button", name="Erase me")
    erase.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Your receipt")).to_be_visible(timeout=120_000)
    expect(page.get_by_text("trained again from zero")).to_be_visible()
    expect(page.get_by_text("Does the machine still know you?")).to_be_visible()
    assert page.errors == []  # type: ignore[attr-defined]


def test_five_answers_find_a_twin_and_are_gone(app: str, page: Page) -> None:
    page.goto(app + SMALL)
    find = page.get_by_role("button", name="Find my twin")
    expect(find).to_be_visible(timeout=120_000)
    page.get_by_role("radio", name="Man", exact=True).click()
    address = page.url
    find.click()
    expect(page.get_by_text("Your answers are gone now")).to_be_visible(timeout=60_000)
    assert page.url == address
    page.get_by_role("button", name="Be someone else").click()
    expect(page.get_by_role("radio", name="Woman", exact=True)).to_be_checked()


def test_every_part_fits_a_phone_and_hides_from_nobody(app: str, page: Page) -> None:
    open_person(page, app)
    for name, sign in PARTS.items():
        part(page, name)
        expect(page.get_by_text(sign).first).to_be_visible(timeout=60_000)
        at_rest(page)
        if name in CHECKED:
            assert findings(page) == {}, name
        page.set_viewport_size({"width": 375, "height": 812})
        assert sideways(page) == [], name
        page.set_viewport_size({"width": 1280, "height": 720})
    assert page.errors == []  # type: ignore[attr-defined]


def test_a_kiosk_goes_back_to_its_start_when_nobody_touches_it(app: str, page: Page) -> None:
    page.goto(f"{app}{SMALL}&kiosk=4")
    people = page.get_by_role("button", name=re.compile("^See "))
    expect(people).to_have_count(6, timeout=120_000)
    start = page.url
    people.first.click()
    expect(page.locator(".yd-person")).to_have_count(1)
    assert page.url != start
    assert page.locator("a:visible, [data-testid=stDownloadButton]:visible").count() == 0
    expect(people).to_have_count(6, timeout=30_000)
    assert page.url == start
