"""The Protection lab in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from .conftest import at_rest, go_to_lab
from .looks import CARDS, sideways, violations

pytestmark = pytest.mark.browser

SMALL = "playground?v=2&population.size=1000&pin=v%3D2%26population.size%3D1000"
TABLES = "[data-testid=stTable]"
PARTS = {
    "Side by side": "of 40 values changed",
    "Stronger or weaker": "Accuracy and every risk, out of 100 people",
    "Codes put to the test": "Can the codes be turned back?",
}
"""Parts on which axe-core is run here, with words that show when they are drawn."""


def open_lab(page: Page, app: str, query: str = "") -> None:
    """Come from the Playground, with its levers, as a visitor would."""
    page.goto(app + SMALL + query)
    expect(page.locator(CARDS)).to_have_count(4, timeout=120_000)
    go_to_lab(page, "Protection lab")
    expect(page.locator(TABLES)).to_have_count(2, timeout=120_000)


def test_a_stronger_protection_changes_more_and_the_playground_knows(app: str, page: Page) -> None:
    open_lab(page, app, "&protect.technique=none&protect.identifiers=keep")
    expect(page.get_by_text("0 of 40 values changed")).to_be_visible()
    page.get_by_role("radio", name="Names").click()
    page.get_by_role("combobox", name="Names and contact details").click()
    page.get_by_role("option", name="Removed").click()
    expect(page.get_by_text("10 of 40 values changed")).to_be_visible()
    page.get_by_text("Limits and costs").click()
    expect(page.get_by_text("Does not protect against:")).to_be_visible()
    expect(page).to_have_url(re.compile("protect.identifiers=drop"))
    assert page.errors == []  # type: ignore[attr-defined]


def test_the_curve_streams_in_by_keyboard_alone(app: str, page: Page) -> None:
    open_lab(page, app)
    page.get_by_role("tab", name="Side by side").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator("[data-testid=stPlotlyChart]")).to_be_visible(timeout=60_000)
    expect(page.get_by_role("button", name="Cancel")).to_be_hidden(timeout=120_000)
    chart = page.locator("[data-testid=stPlotlyChart]")
    expect(chart.locator(".scatterlayer .point")).to_have_count(7 * 8, timeout=60_000)
    page.get_by_text("Show the chart as a table").click()
    expect(page.locator(TABLES)).to_have_count(1)
    expect(page.locator(f"{TABLES} tbody tr")).to_have_count(7)
    assert page.errors == []  # type: ignore[attr-defined]


def test_on_a_phone_the_tables_stack_and_nothing_is_hard_to_make_out(app: str, page: Page) -> None:
    page.set_viewport_size({"width": 375, "height": 812})
    open_lab(page, app)
    first, second = (page.locator(TABLES).nth(place).bounding_box() for place in (0, 1))
    assert first and second
    assert second["y"] >= first["y"] + first["height"]
    assert sideways(page) == []
    page.set_viewport_size({"width": 1280, "height": 720})
    for part, sign in PARTS.items():
        page.get_by_role("tab", name=part).click()
        expect(page.get_by_text(sign).first).to_be_visible(timeout=60_000)
        at_rest(page)
        assert violations(page) == set(), part
